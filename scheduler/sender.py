"""The contract of whoever delivers: what a platform must be able to do, and how it may fail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from escalation.directory.people import Person
from escalation.words.message import Message


@dataclass(frozen=True)
class PlaceOf:
    """Where a disagreement lives on a platform: its channel and the root of its thread."""

    channel: str
    root: str


@dataclass(frozen=True)
class Receipt:
    """The platform's own word for something it has accepted."""

    id: str


@dataclass(frozen=True)
class Notice:
    """One telling among several that go to somebody together."""

    message: Message
    reference: str


class TryAgainError(Exception):
    """Not now: `after` seconds, where the platform says; nothing was accepted."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.why, self.after = why, after


class PacedError(TryAgainError):
    """Not asked at all, for the sake of the platform's limits: no attempt, and no fault of anybody's.

    With `all_wait`, nothing else that is not urgent can be sent for as long either.
    """

    def __init__(self, after: float, *, all_wait: bool = False) -> None:
        super().__init__("pace", after)
        self.all_wait = all_wait


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
    """A platform, as delivery sees it. Every `key` travels with the message, so that it can be found.

    `since` is when it was first owed: nothing that was sent before can be it. What is `urgent`
    never waits for our own pace.
    """

    def make_place(self, reference: str, people: list[Person]) -> str:
        """A private channel with these people in it; asked twice, the same channel."""

    def open_thread(self, channel: str, card: Message, reference: str, key: str) -> PlaceOf:
        """The card, as the root of the one thread."""

    def post(
        self, place: PlaceOf, message: Message, reference: str, key: str, since: datetime
    ) -> Receipt:
        """Something said in the thread."""

    def hide(
        self, place: PlaceOf, message: Message, reference: str, key: str, since: datetime
    ) -> None:
        """This, in place of whatever was posted with this key; hidden already, or not there, is well."""

    def redraw(self, place: PlaceOf, card: Message, reference: str) -> None:
        """The card, as it now stands."""

    def direct(self, person: Person, urgent: bool = False) -> str:
        """The channel in which one person is told things privately, by the platform's own id."""

    def tell(
        self,
        direct: str,
        message: Message,
        reference: str,
        key: str,
        since: datetime,
        urgent: bool = False,
    ) -> Receipt:
        """One person, privately."""

    def room_for(self, notices: Sequence[Notice]) -> int:
        """How many of these, from the first on, go into one message together."""

    def tell_all(self, direct: str, notices: Sequence[Notice], key: str) -> Receipt:
        """One person, privately, several things in one message: all of them, or none."""

    def admit(self, place: PlaceOf, person: Person, begun: bool = False) -> None:
        """Let somebody in; somebody inside stays inside. `begun`: as part of making the place."""

    def release(self, place: PlaceOf, person: Person) -> None:
        """Take somebody out; somebody outside stays outside."""

    def upload(self, name: str, content: bytes) -> str:
        """A file, which nobody sees yet, by the platform's own id."""

    def share(self, direct: str, file: str, name: str, message: Message) -> Receipt:
        """An uploaded file, privately."""

    def close(self, place: PlaceOf) -> None:
        """Archive the channel; archived already is well."""

    def find_post(self, place: PlaceOf, key: str, since: datetime) -> Receipt | None:
        """What was posted with this key, if it was accepted."""

    def find_root(self, channel: str, key: str, since: datetime) -> PlaceOf | None:
        """The root that was posted with this key, if it was accepted."""

    def find_told(
        self, direct: str, key: str, since: datetime, urgent: bool = False
    ) -> Receipt | None:
        """What was told there with this key, if it was accepted."""

    def find_file(self, direct: str, file: str, since: datetime) -> Receipt | None:
        """The message in which this file was shared there, if it was accepted."""
