"""Lives under a text that says more: it is referred outside as well, and about an unborn child."""

from escalation.acts import outside
from tests.escalation.further_lives import RAISED, everybody
from tests.escalation.said_besides import WAYS
from tests.escalation.story import DIRECTORY, Story

TO_CAFCASS = {
    "outside": "cafcass",
    "referred_on": "2026-04-02",
    "number": "MARKER 12",
    "text": "MARKER the plan",
}


def referred_outside() -> Story:
    """It is about an unborn child, and Cafcass is asked as well: here it goes on, and is settled."""
    story = Story(procedure=WAYS, directory=everybody(DIRECTORY))
    subject = ("MARKER", "", "MARKER")
    story.raised(RAISED, whom="unborn_child", subject=subject, expected="2026-08-01")
    story.does(outside.refer_outside, "priya", answers=TO_CAFCASS)
    story.reaches("Tuesday 2026-04-07 17:01")
    return story.settles("sam", "priya")


LIVES = (referred_outside,)
