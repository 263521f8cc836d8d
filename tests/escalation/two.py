"""Two disagreements about the same thing, lived side by side in memory."""

from escalation.acts import merge
from tests.escalation.story import Story

SAME = {"reason": "MARKER both of us raised it"}
OTHER = "ESC-MNPQ-STUV"


def another(
    began: str = "Thursday 2026-04-02 15:00", by: str = "priya", other: str = "sam"
) -> Story:
    """The one that goes on: the other side raised it too."""
    return Story(reference=OTHER).raised(began, by=by, other=other)


def taken_in(going_on: Story, ending: Story, by: str = "priya") -> Story:
    """The first half: the one that goes on has taken the other in."""
    return going_on.does(merge.take_in, by, other=ending.disagreement, answers=SAME)


def merged(ending: Story, going_on: Story, by: str = "priya") -> Story:
    """Both halves."""
    taken_in(going_on, ending, by)
    return ending.does(merge.merge, by, into=going_on.disagreement, answers=SAME)
