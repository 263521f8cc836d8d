"""Nobody is named for the tier that chooses: the Business Manager does, and is offered it (R-003-49)."""

from dataclasses import replace

import pytest

from escalation import choosing
from escalation.acts import alarm, climb, convene, course
from escalation.ladder import taking_up
from escalation.owing import Telling
from escalation.refusals import NotYours
from escalation.words.message import plain
from tests.escalation.hillingdon import PEOPLE, hillingdon
from tests.escalation.story import Story
from tests.escalation.test_hillingdon import THREE, WHY, at_stage_4, chosen, heard

CHOICE = f"[{taking_up.CHOOSE}]"
NO_UNIT = replace(PEOPLE, posts=tuple(p for p in PEOPLE.posts if p.role != "implementation_unit"))


def nobody() -> Story:
    """At stage 4, with no Implementation Unit in the directory."""
    story = hillingdon(directory=NO_UNIT)
    return story.does(climb.move_up, "sam", answers={"tier": "3", **WHY})


def not_told(story: Story, what: str) -> str:
    """What she hears where something could not be delivered to the unit."""
    now = (story.disagreement, story.now, story.calendar, story.directory)
    new = alarm.undelivered(*now, what=what, who="implementation_unit@partnership", why="nobody")
    told = [owed for owed in new[0].owes(story.disagreement) if isinstance(owed, Telling)]
    return " ".join(" ".join(plain(each.message).split()) for each in told)


def test_it_is_offered_in_what_she_is_asked_and_in_every_reminder_until_it_is_made():
    story = nobody()
    assert CHOICE in heard(story, "bea")
    assert "The procedure leaves you the choice: seek to resolve the issue directly" in heard(
        story, "bea"
    )
    story.forgets().reaches("Monday 2026-09-07 17:01")
    assert CHOICE in heard(story, "bea")

    chosen(story, "directly", "bea").forgets().reaches("Monday 2026-09-14 17:01")
    assert heard(story, "bea")
    assert CHOICE not in heard(story, "bea")


def test_that_nobody_could_be_told_offers_it_as_well():
    story = nobody().forgets()
    assert CHOICE in not_told(story, "telling")
    assert CHOICE not in not_told(story, alarm.HARM_MESSAGE)
    chosen(story, "directly", "bea")
    assert CHOICE not in not_told(story, "telling")


def test_she_chooses_the_panel_is_asked_to_call_it_and_calls_it():
    story = chosen(nobody().forgets(), "resolution-panel", "bea")
    assert "a meeting is to be called, Stage Four" in heard(story, "bea")
    assert "[Call the meeting]" in heard(story, "bea")
    assert "MARKER" not in heard(story, "bea")

    story.forgets().does(convene.call_meeting, "bea", answers=THREE)
    assert "you are asked to a meeting" in heard(story, "pat")


def test_nobody_of_an_agency_chooses_and_they_are_not_told_that_it_is_theirs():
    answers = {"course": "directly", **WHY}
    why = nobody().refuses(NotYours, course.course, "owen", answers=answers)
    assert why.sentence == (
        "This is for whoever holds the stage for the partnership. Nothing has changed."
    )


def test_another_of_the_office_is_told_that_it_is_for_her():
    open_to_office = replace(nobody().disagreement, noticed=frozenset({"child_board_chair"}))
    with pytest.raises(NotYours, match="This is for Bea Lang"):
        choosing.may_choose(open_to_office, NO_UNIT, "cass")


def test_where_the_unit_is_named_she_neither_chooses_nor_is_offered_it():
    story = at_stage_4().reaches("Wednesday 2026-09-30 17:01")
    why = story.refuses(NotYours, course.course, "bea", answers={"course": "directly", **WHY})
    assert why.sentence == "This is for Una Wells. Nothing has changed."
    assert CHOICE not in heard(story, "bea")
