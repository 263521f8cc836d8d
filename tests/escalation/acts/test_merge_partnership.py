"""A merge where the partnership has people in one of the two: they go along, and nothing stalls."""

import pytest

from escalation import rights
from escalation.acts import climb, merge
from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import after
from escalation.owing import Admit, Release, RoleAt, To
from escalation.permissions import Act
from tests.escalation.scs import AREA, PEOPLE, RAISED, SCS, scs
from tests.escalation.story import Story
from tests.escalation.two import OTHER, merged, taken_in

WHY = {"reason": "MARKER no agreement"}
HEAD = RoleAt("head_of_safeguarding", PARTNERSHIP)


def another(category: str = "other") -> Story:
    """The one that goes on, at its first stage; in it the partnership has no part yet."""
    story = Story(reference=OTHER, procedure=SCS, directory=PEOPLE)
    return story.raised(RAISED, by="priya", other="sam", area=AREA, category=category)


@pytest.fixture
def at_stage_4() -> Story:
    """The Head of Safeguarding has been told."""
    return scs("other").does(climb.move_up, "sam", answers={"tier": "4", **WHY}).forgets()


def test_the_people_of_its_own_tier_are_let_in_told_and_may_read(at_stage_4):
    going_on = another().forgets()
    merged(at_stage_4, going_on)

    assert Admit(HEAD) in going_on.owed
    assert rights.may("hana", Act.READ, going_on.disagreement, PEOPLE)
    (told,) = (each for each in at_stage_4.heard if each.person == "hana")
    assert told.topic == "merged"
    assert f"Everything goes on in {OTHER}" in told.text
    assert "your agency" not in told.text
    assert "MARKER" not in told.text
    assert not [each for each in going_on.heard if each.person == "hana"]


def test_whoever_advises_for_the_partnership_goes_along_too():
    ending = scs("threshold").does(climb.move_up, "sam", answers={"tier": "2", **WHY})
    going_on = another("threshold").forgets()
    merged(ending.forgets(), going_on)

    assert rights.may("cal", Act.READ, going_on.disagreement, PEOPLE)
    assert [each.topic for each in ending.heard if each.person == "cal"] == ["merged"]


def test_the_ladder_of_the_one_that_goes_on_reaches_them_as_ever(at_stage_4):
    going_on = another()
    merged(at_stage_4, going_on)
    going_on.forgets().does(climb.move_up, "sam", answers={"tier": "4", **WHY})

    assert [each.topic for each in going_on.heard if each.person == "hana"] == ["reached:4"]
    assert going_on.disagreement.turn(PARTNERSHIP)


def test_where_the_one_that_goes_on_has_them_already_they_hear_of_it_once(at_stage_4):
    going_on = another().does(climb.move_up, "priya", answers={"tier": "4", **WHY}).forgets()
    ending = scs("other").forgets()
    merged(ending, going_on)

    told = [each.topic for each in going_on.heard if each.person == "hana"]
    assert told == [f"taken_in:{ending.reference}"]


def test_undone_half_way_they_leave_again(at_stage_4):
    going_on = another()
    taken_in(going_on, at_stage_4)
    assert rights.may("hana", Act.READ, going_on.disagreement, PEOPLE)

    about = (going_on.disagreement, going_on.now, going_on.calendar, PEOPLE)
    entries = merge.undo(*about, other=at_stage_4.disagreement)

    undone = after(going_on.disagreement, *entries)
    owed = [each for entry in entries for each in entry.owes(undone)]
    assert Release(To("hana")) in owed
    assert not rights.may("hana", Act.READ, undone, PEOPLE)
