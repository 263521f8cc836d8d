"""What a disagreement is made of: its sides, limits, tellings, proposals and meetings, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from escalation.entries import Actor
from escalation.owing import Recipient

Jointly = Literal["", "for", "with"]

Related = Literal["child", "sibling", "household"]

Since = Literal["raised", "corrected", "reopened", "procedure"]
HAD_PASSED: Mapping[Since, str] = {
    "raised": "had passed before this was raised",
    "corrected": "had passed before its date was corrected",
    "reopened": "had passed before this was reopened",
    "procedure": "had passed before the procedure was changed",
}


class Status(StrEnum):
    """Whether people are still at work on it."""

    OPEN = "open"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    NOT_TAKEN_FORWARD = "not taken forward"
    MERGED = "merged"


# It ended, and nothing was agreed.
UNSETTLED = frozenset({Status.WITHDRAWN, Status.NOT_TAKEN_FORWARD})


@dataclass(frozen=True)
class Side:
    """An involved agency and its named professional; `colleague` stands beside whoever raised it.

    `jointly`: whether it was raised for that colleague or with them. Of a team that was named,
    `members` are all asked, until the first of them has it and the others are `relieved`. `type`: of
    which kind its agency was then, by which a text may call its people otherwise.
    """

    agency: str
    name: str
    practitioner: str
    practitioner_name: str
    line: str = ""
    practitioner_phone: str = ""
    colleague: str = ""
    colleague_name: str = ""
    jointly: Jointly = ""
    asks_manager: bool = False
    members: tuple[str, ...] = ()
    # What was written before it was kept is written again as it was.
    type: Annotated[str, Field(exclude_if=lambda kept: not kept)] = ""
    relieved: Annotated[tuple[str, ...], Field(exclude=True)] = ()  # what has happened since

    @property
    def under(self) -> str:
        """Whose managers are asked; a colleague who takes over changes none that have been told."""
        return self.line or self.practitioner

    @property
    def people(self) -> tuple[str, ...]:
        """Its named professionals: one, or the two who raised it together."""
        named = tuple(person for person in (self.practitioner, self.colleague) if person)
        return self.members or named

    @property
    def names(self) -> str:
        """What they are called: Jo Lee and Sam Okafor."""
        return " and ".join(name for name in (self.practitioner_name, self.colleague_name) if name)

    @property
    def named(self) -> str:
        """Jo Lee with Sam Okafor: its professionals as they are shown."""
        together = f" {self.jointly or 'with'} {self.colleague_name}" if self.colleague else ""
        return f"{self.practitioner_name}{together}"


@dataclass(frozen=True)
class Sooner:
    """An earlier day than the text's, given by whoever raised it, where the risk asks for one."""

    on: date
    because: str


@dataclass(frozen=True)
class View:
    """How a side sees it, in its own words; none are left once its entry is out of sight."""

    label: str
    text: str
    entry: int = 0


@dataclass(frozen=True)
class Limit:
    """The counted end of a tier's window: a fact about time that nothing moves.

    `tells_at` is when the next tier may be told for it: the limit itself, or, where it had passed
    before raising, a nudge of the same length from raising. `since` says before what it had passed:
    being raised, a corrected date, or being reopened.
    """

    tier: int
    at: datetime
    before_raising: bool
    because: str
    tells_at: datetime
    since: Since = "raised"

    @property
    def had_passed(self) -> str:
        """Before what, where it had: a fact about time, and held against nobody."""
        return HAD_PASSED[self.since]


@dataclass(frozen=True)
class Told:
    """When a tier was told, when it is asked, and when the clock will tell the next one.

    `quiet_at`: where the procedure counts nothing, when the raising side is asked to move it up.
    `counted`: how often these times have been counted again since; what was asked by the old ones
    is asked by the new ones too.
    """

    tier: int
    at: datetime
    ask_at: datetime | None
    until: datetime | None
    quiet_at: datetime | None = None
    counted: int = 0

    def wake(self, kind: str, tier: int) -> str:
        """The name of a moment that these times make."""
        return f"{kind}:{self.counted}:{tier}" if self.counted else f"{kind}:{tier}"

    def again(
        self,
        ask_at: datetime | None,
        until: datetime | None,
        quiet_at: datetime | None,
        after: int = 0,
    ) -> "Told":
        """The same telling with other times, whose moments have names that no others have had."""
        counted = max(self.counted, after) + 1
        return Told(self.tier, self.at, ask_at, until, quiet_at, counted)


@dataclass(frozen=True)
class Turn:
    """Somebody whose turn it is: for which agency, and at which tier."""

    agency: str
    tier: int
    who: Recipient


@dataclass(frozen=True)
class Answer:
    """What became of a question that is no longer asked: who answered it, how, and when."""

    by: Actor
    how: str
    at: datetime


@dataclass(frozen=True)
class Action:
    """Something agreed: what is done, by whom, by when."""

    what: str
    owner: str
    due: date


@dataclass(frozen=True)
class Proposal:
    """An agreement put to each agency, who has said yes, and the day on which it is to be reviewed."""

    number: int
    by: Actor
    actions: tuple[Action, ...]
    yes: Mapping[str, Actor] = field(default_factory=dict)
    entry: int = 0
    review_on: date | None = None

    @property
    def question(self) -> str:
        """The question that Approve and Do not approve answer."""
        return f"proposal:{self.number}"


@dataclass(frozen=True)
class Meeting:
    """A day on which people have said they meet; reminders are quiet until it has been.

    `quiet_until`: where it is far away, when the quiet ends all the same.
    """

    number: int
    on: datetime
    ask_at: datetime
    by: Actor
    quiet_until: datetime | None = None


@dataclass(frozen=True)
class Harm:
    """A press of Immediate harm: whom it told, and whether anybody has opened it."""

    number: int
    at: datetime
    by: Actor
    told: tuple[Recipient, ...]
    wake_at: datetime
    answered: bool = False
    seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Joined:
    """Somebody brought in from a disagreement that was merged into this one, and for whom they stand."""

    of: str
    agency: str
    role: str
    who: Recipient


@dataclass(frozen=True)
class Correction:
    """When it began was put right: what had been given before, by whom, and when."""

    by: Actor
    at: datetime
    was: datetime


@dataclass(frozen=True)
class OwnDate:
    """When it began, as a side that answers gives it: it stands beside the other, and moves nothing."""

    by: Actor
    began: datetime


@dataclass(frozen=True)
class Reopening:
    """It had ended, and people are at work on it again: who said so, and how it had ended, when.

    `told` are those who had been told of it until then.
    """

    by: Actor
    at: datetime
    was: Status
    ended: datetime
    told: tuple[Recipient, ...] = ()


@dataclass(frozen=True)
class Written:
    """An entry that holds somebody's words, spoken of without them; `again` in these they stand too."""

    entry: int
    at: datetime
    by: Actor
    kind: str
    how: str
    audience: str
    again: tuple[int, ...] = ()

    @property
    def everywhere(self) -> tuple[int, ...]:
        """Each entry whose words in the thread are these."""
        return (self.entry, *self.again)


@dataclass(frozen=True)
class Hidden:
    """What became of an entry's words: who took them out of sight, when, and why."""

    entry: int
    by: Actor
    at: datetime
    reason: str
