"""What has been done of what a procedure asks besides an answer: duties, lessons, meetings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from escalation.entries import Actor
from escalation.owing import Recipient
from escalation.texts.stages import Occasion

How = Literal["done", "declined", "yes", "no"]


@dataclass(frozen=True)
class Done:
    """What became of a duty: who answered it for whom, how, with which evidence or reason."""

    by: Actor
    at: datetime
    how: How
    words: str = ""
    entry: int = 0


@dataclass(frozen=True)
class FellDue:
    """When a duty fell due for an agency, and the counted end of its window, where it has one."""

    duty: str
    agency: str
    at: datetime
    limit: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """By what the fold knows it."""
        return self.duty, self.agency


@dataclass(frozen=True)
class Filed:
    """A copy of the record was made for the file of an agency: when, and the entry that it ends in.

    `again`: not as it ended, but in the place of the one that was made then.
    """

    agency: str
    at: datetime
    entry: int
    again: bool = False


@dataclass(frozen=True)
class OnDiscussion:
    """What an agency says of a discussion for its own file: approved, or with its correction beside it."""

    by: Actor
    at: datetime
    corrects: bool = False


@dataclass(frozen=True)
class Discussion:
    """A discussion on record that each agency approves which took part in it (`between`).

    `who` took part in it, as whoever wrote it down says; `said` by each agency for its own file.
    """

    entry: int
    by: Actor
    at: datetime
    held: datetime
    between: tuple[str, ...]
    who: str
    within: bool = False
    said: Mapping[str, OnDiscussion] = field(default_factory=dict)


@dataclass(frozen=True)
class OnPaper:
    """What has become of a form that the text has somebody send: each a fact of its own, in its entry.

    `prepared` in the entry of that number; `sent_on` is the day that whoever sent it gives.
    """

    prepared: Actor | None = None
    prepared_entry: int = 0
    sent: Actor | None = None
    sent_on: date | None = None
    arrived: Actor | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True)
class Flagged:
    """Somebody has said that there are lessons, or gaps in policies and procedures: the issues arising."""

    what: Occasion
    by: Actor
    at: datetime
    issues: str
    entry: int = 0


@dataclass(frozen=True)
class Moved:
    """The meeting in whose place this one stands: for when it had been called, and who was `called` to it.

    `rechaired`: another chair is named. `tells`: who had been asked to tell a chair of whom only a name
    is known, where that chair is not asked any more.
    """

    on: datetime
    called: tuple[Recipient, ...] = ()
    rechaired: bool = False
    tells: str = ""


@dataclass(frozen=True)
class Sits:
    """Who comes to a meeting for one agency, where the text says of how many it is; somebody of the
    directory, or only a name and the agency's."""

    agency: str
    agency_name: str
    name: str
    person: str = ""


@dataclass(frozen=True)
class Convened:
    """A meeting that a procedure asks for: when it was called and is to be held, and by whom chaired.

    `chair` is somebody of the directory, or nobody where only a name is known. Called and held are
    two facts, each with its own time; `reported`: its chair has passed on the issues arising, for
    which they were `asked` so often, and are asked again at `ask_at`. `before`: what was held at the
    same stage before this one was called. `told`: whom its chair's report reached under an earlier text,
    where it is to reach others besides, and `told_by` the entries of those reports.
    """

    number: int
    stage: str
    by: Actor
    called: datetime
    on: datetime
    chair: str = ""
    chair_name: str = ""
    chair_of: str = ""
    facilitator: str = ""
    held: datetime | None = None
    decision: str = ""
    reported: bool = False
    members: tuple[Recipient, ...] = ()
    held_by: Actor | None = None
    asked: int = 0
    ask_at: datetime | None = None
    called_entry: int = 0
    held_entry: int = 0
    before: tuple["Convened", ...] = ()
    since: datetime | None = None
    report_entry: int = 0
    told: tuple[str, ...] = ()
    told_by: tuple[int, ...] = ()
    panel: tuple[Sits, ...] = ()

    @property
    def first_called(self) -> datetime:
        """When it was called first; moved, it was called again, and is the same meeting."""
        return self.since or self.called

    @property
    def each(self) -> tuple["Convened", ...]:
        """It, and what was held at the same stage before it, in order."""
        return (*self.before, self)

    @property
    def chaired(self) -> str:
        """Who chairs it: Pat Quinn (Thames Valley Police)."""
        of = f" ({self.chair_of})" if self.chair_of else ""
        return f"{self.chair_name}{of}" if self.chair_name else ""
