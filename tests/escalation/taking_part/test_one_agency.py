"""Two teams of one agency: they may differ only where the text says so, and to others they are one."""

from dataclasses import replace

import pytest

from escalation.acts import bring_in, migrate
from escalation.acts.raise_ import Raised
from escalation.meetings import chairing
from escalation.refusals import NotNow, Unusable
from escalation.taking_part import one_agency
from escalation.texts.procedure import Procedure
from escalation.words import message
from escalation.words.card import card
from tests.escalation.other_texts import changed
from tests.escalation.said_besides import WAYS
from tests.escalation.story import BERKSHIRE, Story
from tests.escalation.teams import WITH_TEAMS

RAISED = "Thursday 2026-04-02 15:00"


def story(procedure: Procedure = WAYS) -> Story:
    return Story(procedure=procedure, directory=WITH_TEAMS)


def raised(procedure: Procedure = WAYS, other: str = "lou", **more: str) -> Story:
    whom = "child" if procedure.subjects else ""
    return story(procedure).raised(RAISED, by="dora", other=other, whom=whom, **more)


class TestWhereTheTextSaysSo:
    """Each team is a side: it has its own people, and its name says of which agency it is."""

    def test_two_teams_of_one_agency_differ(self):
        between = raised()

        assert between.disagreement.agencies == ("duty", "looked-after")
        names = [side.name for side in between.disagreement.sides]
        assert names == ["Duty Team, Social Care", "Looked After Team, Social Care"]
        assert "Lou Green (Looked After Team, Social Care)" in message.plain(
            card(between.disagreement)
        )

    def test_the_line_managers_of_each_team_are_told_and_nobody_elses(self):
        between = raised().forgets()

        between.reaches("Tuesday 2026-04-07 17:01").expects_told({"max-d", "mary"}, "reached:1")
        between.forgets().reaches("Wednesday 2026-04-08 17:01")
        assert {"nell", "olu"} <= {each.person for each in between.heard}

    def test_each_teams_own_manager_answers_for_it_and_it_is_settled(self):
        between = raised().settles("dora", "lou")

        assert not between.disagreement.is_open

    def test_of_the_agencys_own_people_nobody_is_asked_for_both(self):
        """Of the senior manager there is one, who is asked for the first; for the other, the next tier."""
        between = raised().reaches("Wednesday 2026-04-08 17:01").forgets()

        between.reaches("Thursday 2026-04-09 17:01").expects_told({"marcus", "anne"}, "reached:3")

    def test_two_of_one_team_are_sent_to_their_own_line_manager(self):
        with pytest.raises(Unusable, match="or for two teams of one"):
            raised(other="max-d")


class TestWhereItDoesNot:
    """It is said whose own procedure applies."""

    def test_it_is_refused_and_nothing_is_opened(self):
        with pytest.raises(Unusable) as refused:
            raised(BERKSHIRE)

        assert refused.value.field == "other"
        assert "Duty Team and Looked After Team are both part of Social Care" in str(refused.value)
        assert "Social Care's own procedure applies" in str(refused.value)

    def test_a_further_team_of_one_that_is_named_is_refused_at_its_own_field(self):
        with pytest.raises(Unusable) as refused:
            story(BERKSHIRE).raised(RAISED, by="sam", other="priya", further=("lou",))

        assert refused.value.field == "other_2"

    def test_neither_is_it_brought_in_later(self):
        with_health = story(BERKSHIRE).raised(RAISED, by="sam", other="priya")
        answers = {"professional": "lou", "reason": "MARKER"}

        with pytest.raises(Unusable, match="own procedure applies") as refused:
            with_health.does(bring_in.bring_agency, "sam", answers=answers)
        assert refused.value.field == "professional"

    def test_a_team_and_another_agency_differ_as_any_two_do(self):
        between = story(BERKSHIRE).raised(RAISED, by="sam", other="lou")

        assert between.disagreement.agencies == ("health", "looked-after")

    def test_it_does_not_go_on_by_a_text_that_allows_none(self):
        text = replace(WAYS, within_one_agency=False, sha256="another")

        with pytest.raises(NotNow, match="teams of one agency"):
            raised().does(migrate.migrate, "bea", to=text, reason="MARKER")


class TestToAnybodyElseTheyAreOne:
    """For a chair who must be uninvolved, and for a panel of several agencies."""

    def test_nobody_of_the_agency_or_of_another_of_its_teams_is_uninvolved(self):
        with_health = story(BERKSHIRE).raised(RAISED, by="sam", other="lou").disagreement
        people = {each.id: each for each in WITH_TEAMS.people}

        for of_it in ("dora", "priya", "marcus", "lou"):
            taking = chairing.taking_part(people[of_it], with_health, WITH_TEAMS)
            assert taking == "looked-after"
        assert chairing.taking_part(people["pat"], with_health, WITH_TEAMS) == ""

    def test_a_typed_organisation_is_known_by_the_name_of_the_agency_and_of_each_team(self):
        with_health = story(BERKSHIRE).raised(RAISED, by="sam", other="lou").disagreement

        names = one_agency.names(with_health, WITH_TEAMS)
        assert {"Health Trust", "Social Care", "Duty Team", "Looked After Team"} <= set(names)
        assert "Thames Valley Police" not in names

    def test_two_teams_of_one_count_as_one_organisation(self):
        found = one_agency.organisations(("duty", "health", "looked-after"), WITH_TEAMS)

        assert found == ("care", "health")


def test_a_role_that_a_team_has_nobody_for_is_held_by_its_agency():
    held = WITH_TEAMS.holders("safeguarding_lead", "duty")

    assert [each.id for each in held] == ["leila"]
    assert [each.id for each in WITH_TEAMS.holders("line_manager", "duty")] == ["max-d"]
    assert WITH_TEAMS.holders("safeguarding_lead", "police") == ()


def test_the_entry_keeps_of_which_agency_the_team_was():
    (entry,) = (each for each in raised().entries if isinstance(each, Raised))

    assert entry.sides[0].name == "Duty Team, Social Care"


def test_the_text_may_be_written_without_it():
    assert not changed().within_one_agency
