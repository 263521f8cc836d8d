"""The contract of whoever speaks to people: what comes in, and what is answered at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from escalation.words.forms import Form
from escalation.words.message import Message


@dataclass(frozen=True)
class Request:
    """One thing a person did, on whatever platform.

    `key` is the platform's own, and comes twice when the act does; `place` is where it was done;
    an answer that names a person is `platform:identity` until a handler has looked them up.
    """

    word: str
    identity: str
    platform: str
    key: str
    reference: str = ""
    question: str = ""
    place: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    carries: Mapping[str, str] = field(default_factory=dict)

    @property
    def act_key(self) -> str:
        """Under which what follows is kept, once, however often it comes."""
        return f"{self.platform}:{self.key}"


@dataclass(frozen=True)
class Tells:
    """A private answer to the person who acted; may be lost without harm."""

    message: Message


@dataclass(frozen=True)
class Shows:
    """A form to fill in, in place of the one the person sees, if any."""

    form: Form


@dataclass(frozen=True)
class Corrects:
    """What was typed cannot be used: the sentence belongs to that field, everything typed stays.

    `also`: further fields of the same form that cannot be used either, with a sentence each.
    """

    field: str
    sentence: str
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Hands:
    """A file for the person who asked, with a few words; and `also` others, by name."""

    message: Message
    name: str
    content: bytes
    also: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class Done:
    """Nothing more to say: what follows is told by the disagreement itself."""


Reply = Tells | Shows | Corrects | Hands | Done
