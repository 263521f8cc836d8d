"""Lives in which discussions are recorded, approved and corrected, and a manager was consulted first."""

from escalation.acts import close, duty
from tests.escalation.further_lives import everybody
from tests.escalation.story import DIRECTORY, Story
from tests.escalation.talking import BOTH, OWN, RAISED, TALKING, approves, talked

WHY = {"reason": "MARKER a reason"}


def discussed_and_approved() -> Story:
    """One between the agencies, corrected by one and approved by the other; one inside an agency."""
    story = Story(procedure=TALKING, directory=everybody(DIRECTORY)).raised(RAISED)
    between = talked(story, "sam", {**BOTH, "papers": "MARKER an e-mail"})
    talked(story, "sam", OWN)
    approves(story, "sam")
    approves(story, "priya", **{"except": str(between), "correction": "MARKER"})
    talked(story, "priya", BOTH)
    story.does(close.withdraw, "sam", answers=WHY)
    approved = {"discussions.how": "done"}
    return story.does(duty.closing, "priya", question="closing", answers=approved)


LIVES = (discussed_and_approved,)
