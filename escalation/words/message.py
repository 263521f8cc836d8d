"""What is said, by meaning: headings, sentences, facts, quotations and choices; never layout."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from escalation.working_time import times


@dataclass(frozen=True)
class Phone:
    """A number to ring; a platform may make it a link that dials."""

    number: str
    kind: Literal["phone"] = "phone"

    def __str__(self) -> str:
        return self.number


@dataclass(frozen=True)
class Moment:
    """A time that matters: an instant, a day, or the end of a day."""

    at: datetime
    shown: Literal["instant", "day", "day_and_year", "end_of_day"] = "instant"
    kind: Literal["moment"] = "moment"

    def __str__(self) -> str:
        match self.shown:
            case "instant":
                return times.full(self.at)
            case "day":
                return times.day(self.at)
            case "day_and_year":
                return times.day_and_year(self.at)
            case "end_of_day":
                return times.by_the_end_of(self.at)


@dataclass(frozen=True)
class Reference:
    """A disagreement, by the reference that shows nothing about it."""

    reference: str
    kind: Literal["reference"] = "reference"

    def __str__(self) -> str:
        return self.reference


Value = Annotated[Phone | Moment | Reference, Field(discriminator="kind")]
Fragment = str | Value


@dataclass(frozen=True)
class Heading:
    """What this message is about, in a few words."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Says:
    """A sentence or two, in fragments of text and typed values."""

    fragments: tuple[Fragment, ...]
    kind: Literal["says"] = "says"

    def __str__(self) -> str:
        return "".join(str(fragment) for fragment in self.fragments)


@dataclass(frozen=True)
class Facts:
    """Labelled facts, in order."""

    rows: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, never changed."""

    who: str
    text: str
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True)
class Choice:
    """One thing the reader may press: the act, and the question it answers."""

    act: str
    label: str
    question: str
    weight: Literal["plain", "main", "grave"] = "plain"


@dataclass(frozen=True)
class Choices:
    """What the reader may do next."""

    choices: tuple[Choice, ...]
    kind: Literal["choices"] = "choices"


Part = Annotated[Heading | Says | Facts | Quote | Choices, Field(discriminator="kind")]


@dataclass(frozen=True)
class Across:
    """That the reader deals with the other sides, as of this agency and at this tier.

    `changes`: how often its text had changed when this was written; another may number its tiers
    otherwise.
    """

    agency: str
    tier: int
    changes: int = 0


@dataclass(frozen=True)
class Message:
    """One thing said to somebody; `summary` is what a preview or screen reader gets: no content.

    `across`: who stands on the other sides is said when it is sent, for it is known only then.
    """

    summary: str
    parts: tuple[Part, ...]
    across: Across | None = None


_BRACES = re.compile(r"\{(\w+)\}")
_MESSAGES: TypeAdapter[Message] = TypeAdapter(Message)


def says(template: str, **values: Phone | Moment | Reference | str) -> Says:
    """A sentence with typed values where its braces stand; braces inside a value are never read."""
    pieces = _BRACES.split(template)
    fragments = (values[piece] if odd % 2 else piece for odd, piece in enumerate(pieces))
    return Says(tuple(fragment for fragment in fragments if fragment != ""))


def written(message: Message) -> str:
    """A message as JSON, to be kept until it is sent."""
    return _MESSAGES.dump_json(message).decode()


def read(text: str) -> Message:
    """The message that `written` wrote."""
    return _MESSAGES.validate_json(text)


def plain(message: Message) -> str:
    """A message as plain text: for timelines, records and tests."""
    return "\n".join(line for part in message.parts for line in _lines(part))


def _lines(part: Part) -> list[str]:
    match part:
        case Heading(text):
            return [text]
        case Says():
            return [str(part)]
        case Facts(rows):
            return [f"{label}: {value}" for label, value in rows]
        case Quote(who, text):
            return [f"{who}: “{text}”"]
        case Choices(choices):
            return ["[" + "] [".join(choice.label for choice in choices) + "]"]
