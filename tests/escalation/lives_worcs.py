"""Disagreements lived by Worcestershire's text: a meeting that the office calls, and a stage passed over."""

from escalation.acts import climb, convene, report
from tests.escalation.story import Story
from tests.escalation.worcestershire import HELD, ON, WHY, called, worcestershire


def a_meeting_that_the_office_calls() -> Story:
    """Referred to the WSCB Manager, who calls it, moves it and records it; nothing is agreed, so it is
    held open."""
    story = called().does(
        convene.call_meeting, "bea", question="convene:s4", answers={**ON, "meet_on": "2026-09-28"}
    )
    story.reaches("Tuesday 2026-09-29 12:00")
    held = {**HELD, "held_on": "2026-09-28"}
    story.does(convene.meeting_held, "bea", question="held:2", answers=held)
    for who in ("ruth", "anne"):
        story.does(climb.not_agreed, who, answers=WHY)
    return story.reaches("Friday 2026-10-09 12:00")


def begun_above_the_first_stage() -> Story:
    """It starts at stage 3 with a reason, of which the text does not speak; nobody calls the meeting
    before it is settled at stage 4."""
    story = worcestershire(start_tier=2, start_reason="MARKER urgent")
    story.does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    story.does(report.report, "ruth", question="report:s4")
    return story.settles("ruth", "anne").reaches("Friday 2026-09-25 12:00")


LIVES = (a_meeting_that_the_office_calls, begun_above_the_first_stage)
