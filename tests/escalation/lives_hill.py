"""Lives by Hillingdon's protocol: a course chosen, a panel called and moved, a response, an adult."""

from escalation.acts import agree, climb, convene, course, duty
from tests.escalation.hillingdon import hillingdon
from tests.escalation.story import AGREEMENT, Story

WHY = {"reason": "MARKER a reason"}
THREE = {
    "meet_on": "2026-09-10",
    "meet_at": "10:00",
    "panel_1": "clare",
    "panel_2": "leila",
    "panel_further_1": "pat",
}


def a_panel_and_a_response() -> Story:
    """An adult: a panel is called, and another comes for the third agency; settled, and answered."""
    story = hillingdon("adult").does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    story.does(course.course, "una", answers={"course": "resolution-panel", **WHY})
    story.does(convene.call_meeting, "una", answers=THREE)
    other = {"panel_further_1": "", "panel_name": "MARKER Val", "panel_of": "Probation"}
    story.does(convene.call_meeting, "una", answers={**THREE, **other})
    story.does(agree.propose, "una", answers=AGREEMENT)
    for who in ("owen", "marcus"):
        story.does(agree.approve, who, question=story.proposal)
    how = {"s4:written-response.how": "done", "s4:written-response.words": "MARKER the method"}
    return story.does(duty.closing, "una", question="closing", answers=how)


def referred_and_not() -> Story:
    """A child: referred to the Board's Chair, and taken up directly after that; it is fundamental."""
    story = hillingdon().does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    story.does(course.course, "una", answers={"course": "child-chair", **WHY})
    story.does(course.course, "una", answers={"course": "directly", **WHY})
    for who in ("owen", "marcus"):
        story.does(climb.not_agreed, who, answers=WHY)
    said = {"fundamental": "MARKER beds"}
    return story.does(duty.closing, "sam", question="closing", answers=said)


LIVES = (a_panel_and_a_response, referred_and_not)
