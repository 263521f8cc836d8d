"""What is owed to people once entries are written: the outbox is filled from nothing else."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from escalation.directory.people import PARTNERSHIP
from escalation.words.message import Message, Part


@dataclass(frozen=True)
class RoleAt:
    """Whoever holds a role for an agency when the message is sent; `under` is whose line it is."""

    role: str
    agency: str
    under: str = ""
    kind: Literal["role"] = "role"

    def __str__(self) -> str:
        return f"{self.role}@{self.agency}"


# How far one goes for somebody to be told in the place of a holder who is not there.
Farthest = Literal["holder", "deputy", "next_tier"]
BUSINESS_MANAGER = RoleAt("business_manager", PARTNERSHIP)
# What a text may leave unnamed, and what is asked all the same.
UNNAMED = {BUSINESS_MANAGER.role: "Business Manager"}
OF_THE_OFFICE = "Partnership's office"


@dataclass(frozen=True)
class To:
    """One named person."""

    person: str
    kind: Literal["person"] = "person"

    def __str__(self) -> str:
        return self.person


Recipient = Annotated[RoleAt | To, Field(discriminator="kind")]


@dataclass(frozen=True)
class Telling:
    """One person is told one thing once, privately: the words fixed now, the person at sending.

    A nudge waits for the reader's working time; what is urgent goes before everything else.
    """

    topic: str
    to: Recipient
    message: Message
    nudge: bool = False
    urgent: bool = False
    farthest: Farthest = "next_tier"
    kind: Literal["telling"] = "telling"


@dataclass(frozen=True)
class Place:
    """The disagreement's own place is made, with its card as the root and `admit` in it.

    `number`: how often it has been reopened; each time it has a new place, for the old one is closed.
    """

    admit: tuple[Recipient, ...]
    number: int = 0
    kind: Literal["place"] = "place"


@dataclass(frozen=True)
class Admit:
    """Somebody is let into the disagreement's place."""

    who: Recipient
    farthest: Farthest = "next_tier"
    kind: Literal["admit"] = "admit"


@dataclass(frozen=True)
class Release:
    """Somebody leaves the disagreement's place."""

    who: To
    kind: Literal["release"] = "release"


@dataclass(frozen=True)
class Post:
    """Something said in the disagreement's thread."""

    message: Message
    kind: Literal["post"] = "post"


@dataclass(frozen=True)
class Hide:
    """What an entry said in the thread is said there no more; `message` stands in its place."""

    entry: int
    message: Message
    kind: Literal["hide"] = "hide"


@dataclass(frozen=True)
class Card:
    """The card is drawn again from the disagreement as it then stands."""

    kind: Literal["card"] = "card"


@dataclass(frozen=True)
class Record:
    """An agency's copy of the record is made and sent to its people."""

    agency: str
    kind: Literal["record"] = "record"


@dataclass(frozen=True)
class Close:
    """The place is archived, once everything before it has been sent."""

    kind: Literal["close"] = "close"


Owed = Annotated[
    Telling | Place | Admit | Release | Post | Hide | Card | Record | Close,
    Field(discriminator="kind"),
]
_OWED: TypeAdapter[Owed] = TypeAdapter(Owed)


def written(owed: Owed) -> str:
    """What is owed, as JSON, to be kept until it is done."""
    return _OWED.dump_json(owed).decode()


def read(text: str) -> Owed:
    """What `written` wrote."""
    try:
        return _OWED.validate_json(text)
    except ValidationError:
        raise ValueError("what is owed cannot be read") from None  # its text would quote the words


def post(summary: str, *parts: Part) -> Post:
    """Something said in the thread."""
    return Post(Message(summary, parts))
