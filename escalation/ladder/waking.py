"""A time at which the engine wakes for a disagreement, and what it wakes for."""

from dataclasses import dataclass
from datetime import datetime

HARM = "harm:"
CLOSING = "closing:"
CHAIR = "chair:"
COPY = "copy:"
CHECK = "check:"
NUDGES = ("ask", "remind", "meeting", "quiet", "chair", "closing", "check")


@dataclass(frozen=True)
class Wake:
    """A time at which the engine must look at this disagreement."""

    id: str
    at: datetime

    @property
    def is_nudge(self) -> bool:
        """Whether people are only asked again: nothing is told, and no limit passes."""
        return self.id.partition(":")[0] in NUDGES

    @property
    def is_of_a_chair(self) -> bool:
        """Whether whoever chaired a meeting is asked to report the issues arising."""
        return self.id.startswith(CHAIR)

    @property
    def is_harm(self) -> bool:
        """Whether somebody waits to hear that their immediate-harm message has been opened."""
        return self.id.startswith(HARM)

    @property
    def is_closing(self) -> bool:
        """Whether people are asked again about what is left to see to, besides an answer."""
        return self.id.startswith(CLOSING)

    @property
    def is_of_a_copy(self) -> bool:
        """Whether another copy for the file of an agency is made."""
        return self.id.startswith(COPY)

    @property
    def is_of_a_check(self) -> bool:
        """Whether people are asked what has become of what was agreed, or to review it."""
        return self.id.startswith(CHECK)

    @property
    def is_of_the_ladder(self) -> bool:
        """Whether it is of the difference itself, or of its meeting: people see it coming."""
        beside = self.is_harm or self.is_closing or self.is_of_a_copy
        return not (beside or self.is_of_a_check)
