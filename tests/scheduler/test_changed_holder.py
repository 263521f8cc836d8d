"""Whoever had it works for another agency now, or is on leave: nothing stalls, and the right hear of it."""

from dataclasses import replace
from datetime import date

import pytest

from escalation import rights
from escalation.acts import answer, climb
from escalation.directory.cover import Absence
from escalation.directory.people import Post
from scheduler.sender import RefusedError
from tests.scheduler.office import PEOPLE

TIER_1 = "Tuesday 2026-04-07 17:01"
MORNINGS = ("Wednesday 2026-04-08 09:30", "Thursday 2026-04-09 09:30", "Friday 2026-04-10 09:30")


def moved(who, agency):
    people = tuple(
        replace(each, agency=agency) if each.id == who else each for each in PEOPLE.people
    )
    return replace(PEOPLE, people=people, posts=tuple(p for p in PEOPLE.posts if p.person != who))


@pytest.fixture
def at_tier_3(office):
    """Owen, a senior manager of the trust, has it."""
    reference = office.raises()
    office.works()
    office.does(reference, climb.move_up, "sam", answers={"tier": "3", "reason": "Urgent"})
    office.works("Thursday 2026-04-02 15:10")
    office.does(reference, answer.take, "owen")
    office.works()
    office.platform.told.clear()
    return reference


def mornings(office):
    for at in MORNINGS:
        office.works(at)


def test_in_the_place_of_a_senior_on_leave_nobody_lower_is_asked(office, at_tier_3):
    office.listed(replace(PEOPLE, absences=(Absence("owen", date(2026, 4, 3), date(2026, 5, 30)),)))
    mornings(office)

    assert office.platform.heard("jo") == []
    assert "in the place of Owen Hart" in office.platform.heard("ruth")[0]
    office.does(at_tier_3, answer.not_me, "ruth")


@pytest.mark.parametrize("agency", ["care", "police"])
def test_a_senior_who_moved_hears_no_more_and_the_business_manager_hears_of_the_hole(
    office, at_tier_3, agency
):
    office.listed(moved("owen", agency))
    mornings(office)

    assert office.platform.heard("owen") == []
    asked = office.platform.heard("ruth")[0]
    assert "You are told this in the place of Owen Hart, who works for another agency." in asked
    (alarm,) = [each for each in office.platform.heard("bea") if "Owen Hart" in each]
    assert "so Ruth Adeyemi is asked in their place" in alarm
    stands = office.store.disagreement(at_tier_3)
    assert rights.audiences("owen", stands, office.store.directory(office.now)) == set()


def test_a_raiser_who_moved_is_asked_no_more_and_their_manager_is(office):
    reference = office.raises()
    office.works()
    office.platform.told.clear()

    office.listed(moved("sam", "care"))
    office.works()
    mornings(office)

    assert office.platform.heard("sam") == []
    assert "in the place of Sam Okafor" in office.platform.heard("jo")[0]
    assert [each for each in office.platform.heard("bea") if "Sam Okafor could not" in each]
    assert "jo" in office.platform.members[reference.lower()]


def test_whom_the_place_refuses_lets_nobody_in_who_holds_it_too_and_was_not_told(office):
    """Max is another line manager of the trust: he is not asked, and does not come to read it."""
    reference = office.raises()
    office.works()
    admits = office.platform.admit

    def admit(place, person, begun=False):
        if person.id == "jo":
            raise RefusedError("user_is_restricted")
        admits(place, person, begun)

    office.platform.admit = admit
    office.works(TIER_1)

    assert office.platform.heard("jo")
    assert "max" not in office.platform.members[reference.lower()]


def test_a_second_holder_who_was_told_may_act_when_the_first_is_back(office):
    posts = (*PEOPLE.posts, Post("kofi", "next_manager", "care"))
    away = (Absence("helen", date(2026, 4, 8), date(2026, 4, 8)),)
    office.listed(replace(PEOPLE, posts=posts, absences=away))
    reference = office.raises()
    office.works(TIER_1)
    office.works("Wednesday 2026-04-08 17:01")
    assert "in the place of Helen Frost" in office.platform.heard("kofi")[0]
    assert not office.last(reference, "stood_in").hole

    office.works("Thursday 2026-04-09 10:00")
    office.does(reference, answer.take, "kofi")

    assert office.store.disagreement(reference).holders["care"].person == "kofi"
