"""Lives in which something is kept off the file, and what was agreed is confirmed in writing."""

from dataclasses import replace

from escalation.acts import climb, duty, reopen
from tests.escalation.kept_beside import KEPT
from tests.escalation.story import DIRECTORY, Story

RAISED = "Thursday 2026-04-02 15:00"
PHONES = tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people)
SENT = {"s1:email.how": "done", "s1:email.words": "MARKER Priya Desai", "s1:email.on": "2026-04-02"}


def raised() -> Story:
    """By the text that asks it, with everybody's telephone."""
    return Story(procedure=KEPT, directory=replace(DIRECTORY, people=PHONES)).raised(RAISED)


def confirmed_and_considered() -> Story:
    """Left unsettled it is confirmed; settled at stage 3, staff matters are considered; and reopened."""
    story = raised().does(climb.move_up, "sam").does(climb.move_up, "jo")
    story.does(duty.closing, "sam", answers=SENT).reaches("Thursday 2026-04-09 17:01")
    story.settles("owen", "marcus")
    story.does(duty.closing, "owen", answers={"s3:competence.how": "yes"})
    story.does(duty.closing, "marcus", answers={"s3:competence.how": "no"})
    return story.does(reopen.reopen, "sam", answers={"reason": "MARKER it was not done"})


LIVES = (confirmed_and_considered,)
