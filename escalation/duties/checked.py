"""What is checked back of what was agreed: each question, its day, and which side has said what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from escalation.entries import Actor
from escalation.particulars import Action, Proposal

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


@dataclass(frozen=True)
class LeftOpen:
    """Of what was agreed before it was reopened: what not every side has said to be done, each action
    by its number and with its day as it stood then; and the day of its review. `entry` proposed it."""

    actions: tuple[tuple[int, Action], ...]
    review_on: date | None
    entry: int


def left_open(proposal: Proposal, checks: tuple[Check, ...], agencies: Collection[str]) -> LeftOpen:
    """What is still open of an agreement, as it is taken up again."""
    asked = {each.action: each for each in checks}
    stand = tuple(
        (number, replace(action, due=(asked[number].on if number in asked else None) or action.due))
        for number, action in enumerate(proposal.actions, start=1)
        if number not in asked or not asked[number].is_closed(agencies)
    )
    return LeftOpen(stand, proposal.review_on, proposal.entry)


def wordless(left: LeftOpen | None, entries: Collection[int]) -> LeftOpen | None:
    """The same without its words, where they have been taken out of sight."""
    if left is None or left.entry not in entries:
        return left
    gone = ((number, replace(each, what="", owner="")) for number, each in left.actions)
    return replace(left, actions=tuple(gone))
