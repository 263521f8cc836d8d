"""What is checked back of what was agreed: each question, its day, and which side has said what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from escalation.entries import Actor

# Of how all understand it; of one action; and of another day that a side has put for it.
How = Literal["understood", "not_understood", "done", "not_done", "not_yet", "agreed", "kept"]
REOPENS = ("not_understood", "not_done")
UNDERSTOOD = 0


@dataclass(frozen=True)
class NewDay:
    """Another day that a side has put for an action, and which sides have agreed to it.

    `number`: how many days had been put before, of any action.
    """

    on: date
    number: int
    yes: Mapping[str, Actor]


@dataclass(frozen=True)
class Check:
    """Whether what was agreed is understood alike; or, of one action, whether it was done.

    `action` is its number in what was agreed, and 0 where all of it is meant; `on` its day, as it
    stands now. `insists`: the text does not leave it to people, so that it is asked until it is answered.
    """

    action: int
    on: date | None = None
    ask_at: datetime | None = None
    insists: bool = True
    asked: int = 0
    said: Mapping[str, Actor] = field(default_factory=dict)
    new_day: NewDay | None = None

    @property
    def id(self) -> str:
        """The name of its question: understood, action_1."""
        return f"action_{self.action}" if self.action else "understood"

    def awaited(self, agencies: Collection[str]) -> tuple[str, ...]:
        """Whose answer is asked: of a new day, of those who have not put it or agreed to it."""
        said = self.new_day.yes if self.new_day else self.said
        return tuple(agency for agency in agencies if agency not in said)

    def is_closed(self, agencies: Collection[str]) -> bool:
        """Every side has said yes; a new day that waits for somebody closes nothing."""
        return self.new_day is None and not self.awaited(agencies)
