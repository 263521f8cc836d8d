"""The contract of whoever delivers: what a platform must be able to do, and how it may fail."""

from dataclasses import dataclass
from typing import Protocol

from escalation.message import Message
from escalation.people import Person


@dataclass(frozen=True)
class PlaceOf:
    """Where a disagreement lives on a platform: its channel and the root of its thread."""

    channel: str
    root: str


@dataclass(frozen=True)
class Receipt:
    """The platform's own word for something it has accepted."""

    id: str


class TryAgainError(Exception):
    """Not now: `after` seconds, where the platform says; nothing was accepted."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.why, self.after = why, after


class UncertainError(Exception):
    """It may or may not have been accepted: it is looked up before it is sent again."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class RefusedError(Exception):
    """Never: the platform will not take this, however often it is asked."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Sender(Protocol):
    """A platform, as delivery sees it. Every `key` travels with the message, so that it can be found."""

    def make_place(self, reference: str, people: list[Person]) -> str:
        """A private channel with these people in it; asked twice, the same channel."""

    def open_thread(self, channel: str, card: Message, reference: str, key: str) -> PlaceOf:
        """The card, as the root of the one thread."""

    def post(self, place: PlaceOf, message: Message, reference: str, key: str) -> Receipt:
        """Something said in the thread."""

    def redraw(self, place: PlaceOf, card: Message, reference: str) -> None:
        """The card, as it now stands."""

    def tell(self, person: Person, message: Message, reference: str, key: str) -> Receipt:
        """One person, privately."""

    def admit(self, place: PlaceOf, person: Person) -> None:
        """Let somebody in; somebody inside stays inside."""

    def release(self, place: PlaceOf, person: Person) -> None:
        """Take somebody out; somebody outside stays outside."""

    def hand(
        self, person: Person, message: Message, name: str, content: bytes, key: str
    ) -> Receipt:
        """A file, privately."""

    def close(self, place: PlaceOf) -> None:
        """Archive the channel; archived already is well."""

    def find_post(self, place: PlaceOf, key: str) -> Receipt | None:
        """What was posted with this key, if it was accepted."""

    def find_root(self, channel: str, key: str) -> PlaceOf | None:
        """The root that was posted with this key, if it was accepted."""

    def find_told(self, person: Person, key: str) -> Receipt | None:
        """What this person was told with this key, if it was accepted."""
