"""Settled before a meeting that had been called: whoever would come hears that it need not be held."""

from escalation.acts import close, convene, course
from escalation.acts.climb import move_up
from tests.escalation.convened import ON, PEOPLE, at_stage_4, chaired_from_outside
from tests.escalation.hillingdon import hillingdon
from tests.escalation.lives_hill import THREE, WHY
from tests.escalation.story import Story
from tests.escalation.worcestershire import called

NEED_NOT = "called for Friday 10 April 2026, 10:00, need not be held for this."
COME_NOT = "You are not asked to come to it any more."
OUTSIDE = {"chair": "", "chair_name": "MARKER Val", "chair_of": "MARKER Probation"}


def chaired(**given: str) -> Story:
    """A meeting was called under a chair of an agency that is not involved."""
    story = at_stage_4(Story(procedure=chaired_from_outside(), directory=PEOPLE))
    asked = {**ON, "chair": "vera", **given}
    return story.does(convene.call_meeting, "ruth", answers=asked).forgets()


def told(story: Story, person: str, topic: str = "settled") -> str:
    found = (each.text for each in story.heard if (each.person, each.topic) == (person, topic))
    return " ".join("".join(found).split())


def test_members_and_its_chair_hear_in_their_own_message_that_they_need_not_come():
    story = chaired().settles("ruth", "anne")

    for person in ("max", "kofi", "vera"):
        assert NEED_NOT in told(story, person)
        assert COME_NOT in told(story, person)
    assert "need not be held" not in told(story, "sam")


def test_whoever_called_it_is_asked_to_tell_a_chair_whom_nobody_else_can():
    """Nobody had been told: the chair from outside would have come to an empty room."""
    story = chaired(**OUTSIDE).settles("ruth", "anne")

    assert NEED_NOT in told(story, "ruth")
    assert "Tell whoever was to chair it and is not in the directory." in told(story, "ruth")
    assert "MARKER" not in str([each.text for each in story.heard])
    assert "Tell whoever" not in told(chaired().settles("ruth", "anne"), "ruth")


def test_withdrawn_it_is_said_too():
    story = chaired(**OUTSIDE).does(close.withdraw, "sam")

    assert "Tell whoever was to chair it" in told(story, "ruth", "withdrawn")
    assert COME_NOT in told(story, "max", "withdrawn")


def test_of_a_meeting_whose_hour_has_passed_or_that_was_held_nothing_is_said():
    story = chaired().reaches("Friday 2026-04-10 12:00").forgets().settles("ruth", "anne")

    assert told(story, "max")
    assert "need not be held" not in str([each.text for each in story.heard])


def test_the_unit_hears_it_of_a_panel_and_tells_whoever_is_only_a_name():
    story = hillingdon("adult").does(move_up, "sam", answers={"tier": "3", **WHY})
    story.does(course.course, "una", answers={"course": "resolution-panel", **WHY})
    other = {"panel_further_1": "", "panel_name": "MARKER Val", "panel_of": "Probation"}
    story.does(convene.call_meeting, "una", answers={**THREE, **other}).forgets()
    story.settles("owen", "marcus")

    assert "Tell whoever was to come to it and is not in the directory." in told(story, "una")
    assert COME_NOT in told(story, "clare")


def test_somebody_of_the_office_who_called_it_hears_it_once():
    story = called().forgets().settles("ruth", "anne")

    mine = [e.topic for e in story.heard if e.person == "bea" and "need not be held" in e.text]
    assert len(mine) == 1
