"""A form as its files show it: every word that is set, and which boxes are left to complete."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Box:
    """One field: its label, what stands in it, and whether it is about the person's own life.

    `headings`: the lines of it under which the others stand, one for each stage.
    """

    id: str
    label: str
    text: str
    long: bool = False
    of_the_person: bool = False
    headings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """A whole form."""

    title: str
    reference: str
    procedure: str
    classification: str
    made: str
    note: str
    to_complete: str
    boxes: tuple[Box, ...]
    at: datetime

    @property
    def first(self) -> tuple[Box, ...]:
        """What stands on the first page, which a chat shows to whoever looks on: nobody is named there
        but professionals."""
        for number, box in enumerate(self.boxes):
            if box.of_the_person:
                return self.boxes[:number]
        return self.boxes

    @property
    def rest(self) -> tuple[Box, ...]:
        """What stands on the pages after it, from the first box that is about the person."""
        return self.boxes[len(self.first) :]
