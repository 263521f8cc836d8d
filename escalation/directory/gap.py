"""A gap: something in who is who that an agency's lead should put right, and how long it has been so."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


class Kind(StrEnum):
    """What sort of thing it is."""

    NOBODY = "nobody"  # a role without anybody of its own tier
    HOLE = "hole"
    LEFT = "left"  # the chat platform says so
    GONE = "gone"  # the organisation's accounts say so
    GUEST = "guest"
    MANAGER = "manager"
    MAILBOX = "mailbox"
    NO_LEAD = "no_lead"
    UNTOLD = "untold"
    OUTAGE = "outage"


# What a platform says: where it cannot be asked today, it is as it was yesterday.
OF_PLATFORM = frozenset({Kind.LEFT, Kind.GUEST})
# What the Business Manager hears in words of its own.
SAID_APART = frozenset({Kind.NO_LEAD, Kind.UNTOLD})


@dataclass(frozen=True)
class Gap:
    """One thing to put right at one agency, in a sentence."""

    agency: str
    kind: Kind
    sentence: str

    @property
    def key(self) -> str:
        """The same gap has the same key on another day."""
        return sha256("\x00".join((self.agency, self.kind, self.sentence)).encode()).hexdigest()


@dataclass(frozen=True)
class Open:
    """A gap that stands, and since when it has."""

    gap: Gap
    since: datetime
