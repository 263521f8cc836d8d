"""A team named where no name is known: all of it on duty are asked, and the first to have it holds."""

from dataclasses import replace
from datetime import date

import pytest

from escalation import rights
from escalation.acts import answer, raise_
from escalation.directory import reaching, seeking
from escalation.directory.cover import Absence, Shift, Team
from escalation.owing import Release, To
from escalation.permissions import Act
from escalation.refusals import NotYours, Unusable
from escalation.words.card import card
from escalation.words.message import plain
from tests.escalation.story import DIRECTORY, Story, time

MASH = Team("mash", "MASH duty", "care")
PEOPLE = replace(
    DIRECTORY,
    people=tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people),
    teams=(MASH,),
    shifts=(
        Shift("mash", "priya", works="mon-thu"),
        Shift("mash", "kofi"),
        Shift("mash", "joan", works="fri"),
    ),
).at(time("Thursday 2026-04-02 15:00"))


@pytest.fixture
def asked() -> Story:
    """Sam differs with whoever is on duty at the MASH on a Thursday."""
    return Story(directory=PEOPLE).raised("Thursday 2026-04-02 15:00", other="mash")


def test_everybody_on_duty_is_asked_and_nobody_else(asked):
    asked.expects_told({"sam", "priya", "kofi"}, "raised")
    side = asked.disagreement.sides[1]
    assert (side.practitioner_name, side.agency) == ("MASH duty", "care")


def test_the_first_to_have_it_is_its_professional_and_the_others_leave(asked):
    asked.forgets().does(answer.take, "kofi")

    side = asked.disagreement.sides[1]
    assert (side.practitioner, side.practitioner_name, side.practitioner_phone, side.members) == (
        "kofi",
        "Kofi Mensah",
        "0118 kofi",
        (),
    )
    assert Release(To("priya")) in asked.owed
    assert not rights.may("priya", Act.READ, asked.disagreement, PEOPLE)
    assert asked.disagreement.holders["care"].person == "kofi"


def not_me(story: Story, by: str, instead: str = "") -> None:
    story.forgets().does(answer.not_me, by, answers={"reason": "Not mine", "instead": instead})


def test_whoever_of_it_says_not_me_leaves_and_the_rest_of_it_is_asked_again(asked):
    not_me(asked, "priya")

    asked.expects_told({"kofi"}, "redirected:1")
    asked.expects_silence()
    assert Release(To("priya")) in asked.owed
    assert "The others of the team are still asked." in asked.posts()
    assert asked.disagreement.noticed == frozenset()
    assert not rights.may("priya", Act.READ, asked.disagreement, PEOPLE)
    asked.does(answer.take, "kofi")


def test_whom_one_of_it_names_is_asked_with_the_rest_of_it(asked):
    not_me(asked, "priya", "joan")

    asked.expects_told({"joan"}, "redirected:1")
    assert "Joan Price is asked instead. The others of the team are still asked." in asked.posts()
    side = asked.disagreement.sides[1]
    assert (side.practitioner_name, side.members) == ("MASH duty", ("kofi", "joan"))
    assert not rights.may("priya", Act.READ, asked.disagreement, PEOPLE)
    asked.does(answer.take, "joan")


def test_whom_the_last_but_one_of_it_names_is_the_professional(asked):
    """Nobody else of the team is left who could have it."""
    not_me(asked, "priya", "kofi")

    side = asked.disagreement.sides[1]
    assert (side.practitioner, side.practitioner_name, side.members) == (
        "kofi",
        "Kofi Mensah",
        (),
    )
    assert "The others" not in asked.posts()
    asked.does(answer.take, "kofi")


def test_where_the_last_of_it_says_not_me_and_names_nobody_there_is_a_hole(asked):
    not_me(asked, "priya")
    not_me(asked, "kofi")

    asked.expects_told({"bea"}, "hole:2")
    assert "MASH duty (awaited)" in plain(card(asked.disagreement))


@pytest.mark.parametrize("act", [Act.TAKE, Act.VIEW, Act.SAY])
def test_whoever_of_the_team_presses_later_reads_who_has_it(asked, act):
    """Kofi deputises for a line manager, whose tier has not been told: that is not why."""
    asked.does(answer.take, "priya")

    with pytest.raises(NotYours) as refused:
        rights.check("kofi", act, asked.disagreement, PEOPLE)

    assert refused.value.sentence == "Priya Desai has taken this up. Nothing has changed."


def test_for_one_of_the_team_who_is_away_another_of_it_is_asked_and_no_manager(asked):
    away = (Absence("priya", date(2026, 4, 1), date(2026, 4, 30)),)
    directory = replace(PEOPLE, absences=away).at(time("Thursday 2026-04-02 15:00"))

    found = reaching.way(seeking.sought(To("priya"), asked.disagreement, directory), directory)

    assert (found.told.id, found.is_hole) == ("kofi", False)


def test_until_then_each_of_them_may_read_and_write(asked):
    for person in ("priya", "kofi"):
        assert rights.may(person, Act.SAY, asked.disagreement, PEOPLE)
    assert not rights.may("joan", Act.SAY, asked.disagreement, PEOPLE)


def test_the_managers_asked_are_those_of_whoever_took_it(asked):
    asked.does(answer.take, "kofi").forgets().reaches("Tuesday 2026-04-07 17:01")

    told = {each.person for each in asked.heard if each.topic == "reached:1"}
    assert "jo" in told
    assert told & {"tom", "helen"}


def test_a_team_in_which_nobody_is_can_be_asked_for_nothing():
    empty = replace(PEOPLE, shifts=())
    with pytest.raises(Unusable, match="Nobody is in MASH duty at present"):
        Story(directory=empty).raised("Thursday 2026-04-02 15:00", other="mash")


def test_where_nobody_is_on_duty_all_of_it_is_asked():
    rota = (Shift("mash", "priya", works="mon"), Shift("mash", "joan", date(2026, 5, 1)))
    off = replace(PEOPLE, shifts=rota).at(time("Thursday 2026-04-02 15:00"))

    story = Story(directory=off).raised("Thursday 2026-04-02 15:00", other="mash")

    story.expects_told({"sam", "priya", "joan"}, "raised")


def test_a_team_of_ones_own_agency_is_no_other_party():
    own = replace(PEOPLE, teams=(replace(MASH, agency="health"),))
    with pytest.raises(Unusable, match="your own line manager"):
        Story(directory=own).raised("Thursday 2026-04-02 15:00", other="mash")


def test_a_disagreement_raised_before_there_were_teams_reads_as_it_was():
    assert raise_.Raised.schema == 4
    assert answer.Taken.upgraded_from_1({"kind": "taken"}) == {"kind": "taken"}
