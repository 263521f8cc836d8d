"""Who is not there is told through whoever stands in: in whose place, let in, and the hole said."""

from dataclasses import replace
from datetime import date

import pytest

from escalation import rights
from escalation.acts import answer, close, reopen
from escalation.directory.cover import Absence, Shift, Team
from escalation.directory.people import Post
from escalation.permissions import Act
from scheduler.sender import TryAgainError
from tests.scheduler.inspector import Inspector, loses
from tests.scheduler.office import PEOPLE

TIER_1 = "Tuesday 2026-04-07 17:01"
MORNING = "Wednesday 2026-04-08 09:01"
EASTER_WEEK = (date(2026, 4, 1), date(2026, 4, 12))


def away(*people):
    return replace(PEOPLE, absences=tuple(Absence(one, *EASTER_WEEK) for one in people))


def working(**patterns):
    people = tuple(
        replace(one, works=patterns[one.id]) if one.id in patterns else one for one in PEOPLE.people
    )
    return replace(PEOPLE, people=people)


def test_the_deputy_is_told_in_whose_place_and_let_in(office):
    office.listed(away("tom"))
    reference = office.raises()
    office.works(TIER_1)

    (told,) = office.platform.heard("kofi")
    assert "You are told this in the place of Tom Reed, who is away until Sunday 12 April." in told
    assert office.platform.heard("tom") == []
    assert "kofi" in office.platform.members[reference.lower()]


def test_the_way_to_a_stand_in_is_kept_with_the_proof_and_of_a_holder_none_is(office):
    office.listed(away("tom"))
    reference = office.raises()
    office.works(TIER_1)

    ways = {each.person: each.way for each in office.store.receipts.all_of(reference)}
    assert ways["kofi"] == "Tom Reed holds it: is away until Sunday 12 April; Kofi Mensah deputises"
    assert ways["jo"] == ""


def test_whoever_stands_in_may_answer_and_so_may_the_holder(office):
    office.listed(away("tom"))
    reference = office.raises()
    office.works(TIER_1)

    office.does(reference, answer.take, "kofi")

    assert office.last(reference, "taken").by.titled == (
        "Kofi Mensah (Line manager / team manager, standing in)"
    )


def test_where_nobody_of_the_tier_is_there_the_next_is_told_and_the_business_manager_hears(office):
    office.listed(away("tom", "kofi"))
    reference = office.raises()
    office.works(TIER_1)

    (told,) = office.platform.heard("helen")
    assert "in the place of Tom Reed" in told
    (alarm,) = office.platform.heard("bea")
    assert "Line manager / team manager of Social Care could not be reached" in alarm
    assert "so Helen Frost is asked in their place" in alarm
    assert "Helen Frost holds the next tier" in alarm
    assert "MARKER" not in alarm
    assert reference in alarm


def test_a_hole_is_said_once_though_many_things_go_that_way(office):
    office.listed(away("tom", "kofi"))
    office.raises()
    for at in (TIER_1, MORNING, "Wednesday 2026-04-08 09:30"):
        office.works(at)

    assert len([each for each in office.platform.heard("bea") if "Line manager" in each]) == 1


def test_somebody_who_holds_nothing_may_act_only_while_they_stand_in(office):
    """Helen is told in Tom's place: she may take it up at his tier, without moving it."""
    office.listed(away("tom", "kofi"))
    reference = office.raises()
    office.works(TIER_1)

    office.does(reference, answer.take, "helen")

    assert office.store.disagreement(reference).stage_tier == 1
    assert office.last(reference, "taken").by.agency == "care"


def test_a_limit_does_not_move_for_an_absence(office):
    expected = office.raises()
    office.listed(away("tom", "kofi", "jo"))
    with_absence = office.raises()

    limits = [office.store.disagreement(each).limits for each in (expected, with_absence)]
    assert limits[0] == limits[1]


def test_a_nudge_waits_for_the_readers_own_working_time(office):
    """Tom works on Thursdays from ten: the reminder of Wednesday morning is Thursday's for him."""
    office.listed(working(tom="tue, thu 10:00-14:00", kofi="tue, thu 10:00-14:00"))
    office.raises()
    office.works(TIER_1)
    office.platform.told.clear()

    office.works(MORNING)
    assert office.platform.heard("jo")
    assert office.platform.heard("tom") == []

    office.works("Thursday 2026-04-09 10:01")
    assert office.platform.heard("tom")


def test_while_somebody_is_away_prompts_go_on_to_whoever_stands_in(office):
    office.raises()
    office.works(TIER_1)
    office.listed(away("tom"))
    office.platform.told.clear()

    office.works(MORNING)

    assert office.platform.heard("tom") == []
    assert "in the place of Tom Reed" in office.platform.heard("kofi")[0]


@pytest.mark.parametrize("refuses", [{"tom"}, {"tom", "kofi"}])
def test_whom_the_platform_refuses_is_passed_and_whoever_is_told_reads_why(office, refuses):
    office.platform.refuses |= refuses
    office.raises()
    office.works(TIER_1)

    who = "helen" if "kofi" in refuses else "kofi"
    assert "in the place of Tom Reed, who could not be reached" in office.platform.heard(who)[0]


def test_the_office_is_never_let_in_by_standing_in(office):
    posts = tuple(post for post in PEOPLE.posts if post.role != "business_manager")
    people = tuple(replace(one, deputy="ivor") if one.id == "bea" else one for one in PEOPLE.people)
    office.listed(
        replace(
            away("bea"),
            people=people,
            posts=(*posts, Post("bea", "business_manager", "partnership")),
        )
    )
    reference = office.raises()
    office.platform.refuses |= {"tom", "kofi"}
    office.works(TIER_1)

    assert "ivor" not in office.platform.members[reference.lower()]
    assert "in the place of Bea Lang" in office.platform.heard("ivor")[0]


def test_a_deputy_whom_the_platform_does_not_let_in_is_told_all_the_same_and_that_is_one_alarm(
    office,
):
    office.listed(away("tom"))
    reference = office.raises()
    office.works()
    office.platform.stay_out.add("kofi")

    office.works(TIER_1)
    office.works(MORNING)

    assert len(office.platform.heard("kofi")) == 2
    assert office.platform.heard("helen") == []
    assert "stood_in" not in office.kinds(reference)
    (alarm,) = office.platform.heard("bea")
    assert alarm.count("somebody could not be reached") == 1
    assert "Line manager / team manager of Social Care could not be reached here" in alarm


def test_while_the_place_of_what_was_reopened_is_not_made_whoever_stands_in_is_told(office):
    """The channel of before is archived, and lets nobody in any more."""
    reference = office.raises()
    office.works(TIER_1)
    office.does(reference, close.withdraw, "sam")
    office.works()
    office.listed(away("tom"))
    office.platform.fails("make_place", TryAgainError("ratelimited", 60.0))
    office.does(reference, reopen.reopen, "sam")

    office.works("Tuesday 2026-04-07 17:10")

    assert office.store.receipts.told(reference, "reopened:1", "kofi")
    assert "stood_in" not in office.kinds(reference)
    office.works("Tuesday 2026-04-07 17:15")
    assert "kofi" in office.platform.members[f"{reference.lower()}-2"]


def test_whom_the_platform_refuses_is_not_said_to_stand_in_nor_let_in(office):
    """Helen is tried in the place of Tom and Kofi, and refused like them: Leila is the next."""
    office.platform.refuses |= {"tom", "kofi", "helen"}
    reference = office.raises()
    office.works(TIER_1)

    stood_in = office.store.disagreement(reference).stood_in
    assert [person for _, person in stood_in] == ["leila"]
    assert "helen" not in office.platform.members[reference.lower()]
    assert not rights.may("helen", Act.READ, office.store.disagreement(reference), PEOPLE)


def test_whoever_was_told_without_an_answer_stands_in_once_that_is_found(office):
    office.platform.refuses |= {"tom", "kofi"}
    reference = office.raises()
    office.works()
    office.platform.before = lambda call: (
        office.platform.loses_the_answer("tell") if call == "tell" else None
    )
    office.works(TIER_1)
    office.platform.before = lambda call: None

    office.works("Tuesday 2026-04-07 17:10")

    assert len(office.platform.heard("helen")) == 1
    assert "helen" in office.platform.members[reference.lower()]
    office.does(reference, answer.take, "helen")


def test_whoever_is_asked_for_want_of_another_may_act_and_is_let_in(office):
    """Slack refuses Tom and Kofi: the directory knows nothing of that, the ledger does."""
    office.platform.refuses |= {"tom", "kofi"}
    reference = office.raises()
    office.works(TIER_1)

    assert "helen" in office.platform.members[reference.lower()]
    office.does(reference, answer.take, "helen")

    assert office.store.disagreement(reference).holders["care"].person == "helen"
    assert office.last(reference, "stood_in").audience == "office"


def test_whoever_is_on_duty_and_told_for_a_refusal_may_act_and_the_office_hears_nothing(office):
    people = tuple(replace(each, deputy="") for each in PEOPLE.people)
    team = Team("duty", "Duty", "care", covers=("line_manager",))
    office.listed(replace(PEOPLE, people=people, teams=(team,), shifts=(Shift("duty", "kofi"),)))
    office.platform.refuses.add("tom")
    reference = office.raises()
    office.works(TIER_1)

    office.does(reference, answer.take, "kofi")

    assert not office.last(reference, "stood_in").hole
    assert office.platform.heard("bea") == []


def test_what_is_told_together_keeps_the_way_to_whoever_stands_in(office):
    office.listed(away("tom"))
    references = [office.raises() for _ in range(2)]
    office.works()
    office.works(TIER_1)

    for reference in references:
        kept = office.store.receipts.of(reference, "reached:1", "kofi")
        assert kept.way.endswith("Kofi Mensah deputises")


def test_that_whoever_stands_in_is_let_in_is_put_right_where_it_was_lost(office):
    office.listed(away("tom", "kofi"))
    reference = office.raises()
    office.works(TIER_1)
    office.platform.members[reference.lower()].remove("helen")
    loses(office, reference, "admit", last=True)

    assert Inspector(office).audits() == (1, 0)
    office.works("Tuesday 2026-04-07 17:05")

    assert "helen" in office.platform.members[reference.lower()]
