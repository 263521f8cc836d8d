"""A platform in memory: the whole contract of a Sender, kept; it fails when it is told to."""

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from escalation.directory.people import Person
from escalation.words.message import Message, plain
from scheduler.sender import Notice, PlaceOf, Receipt, RefusedError, UncertainError

DIRECT = "D-"


@dataclass(frozen=True)
class Sent:
    """One message as the platform has taken it: to a person or in a place, with its key."""

    id: str
    to: str
    text: str
    key: str


@dataclass
class InMemory:
    """What was accepted, in order; `before` is asked at every call, before anything is done."""

    members: dict[str, set[str]] = field(default_factory=dict)
    roots: dict[str, Sent] = field(default_factory=dict)
    posted: list[Sent] = field(default_factory=list)
    told: list[Sent] = field(default_factory=list)
    uploaded: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    files: list[tuple[str, str, bytes]] = field(default_factory=list)
    shared: list[tuple[str, str]] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    refuses: set[str] = field(default_factory=set)
    stay_out: set[str] = field(default_factory=set)
    room: int = 50
    calls: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda call: None
    changed: threading.Condition = field(default_factory=threading.Condition)
    _faults: dict[str, list[Exception | None]] = field(default_factory=lambda: defaultdict(list))

    # What tests say

    def fails(self, call: str, *faults: Exception) -> None:
        """The next calls of this name fail like this, and nothing is accepted."""
        self._faults[call] += faults

    def loses_the_answer(self, call: str) -> None:
        """The next call of this name is accepted, and its answer never arrives."""
        self._faults[call].append(None)

    def works_again(self) -> None:
        """Nothing more goes wrong."""
        self._faults.clear()

    def heard(self, person: str) -> list[str]:
        """What somebody has been told, in order."""
        return [sent.text for sent in self.told if sent.to == person]

    def thread(self, channel: str) -> list[str]:
        """What was posted in a place, in order."""
        return [sent.text for sent in self.posted if sent.to == channel]

    def waits_for(self, seen: Callable[[], object]) -> bool:
        """Look again after every call, until this is seen; whether it was, in good time."""
        with self.changed:
            return bool(self.changed.wait_for(seen, timeout=10))

    # The contract

    def make_place(self, reference: str, people: list[Person]) -> str:
        with self._call("make_place"):
            first = reference.lower()
            names = [first, *(f"{first}-{number}" for number in range(2, 10))]
            channel = next(name for name in names if name not in self.closed)
            self.members.setdefault(channel, set()).update(
                person.id for person in people if person.id not in self.refuses
            )
            return channel

    def open_thread(self, channel: str, card: Message, reference: str, key: str) -> PlaceOf:
        with self._call("open_thread"):
            assert channel not in self.roots, "a second root"
            self.roots[channel] = self._sent(channel, card, key)
            return PlaceOf(channel, self.roots[channel].id)

    def post(
        self, place: PlaceOf, message: Message, reference: str, key: str, since: datetime
    ) -> Receipt:
        with self._call("post"):
            self._must_be_open(place)
            self.posted.append(self._sent(place.channel, message, key))
            return Receipt(self.posted[-1].id)

    def hide(
        self, place: PlaceOf, message: Message, reference: str, key: str, since: datetime
    ) -> None:
        with self._call("hide"):
            self._must_be_open(place)
            self.posted = [
                replace(each, text=plain(message))
                if (each.to, each.key) == (place.channel, key)
                else each
                for each in self.posted
            ]

    def redraw(self, place: PlaceOf, card: Message, reference: str) -> None:
        with self._call("redraw"):
            self._must_be_open(place)
            self.roots[place.channel] = self._sent(place.channel, card, "")

    def direct(self, person: Person, urgent: bool = False) -> str:
        self._must_be_known(person.id)
        return f"{DIRECT}{person.id}"

    def tell(
        self,
        direct: str,
        message: Message,
        reference: str,
        key: str,
        since: datetime,
        urgent: bool = False,
    ) -> Receipt:
        with self._call("tell"):
            return self._told(direct, plain(message), key)

    def room_for(self, notices: Sequence[Notice]) -> int:
        return min(len(notices), self.room)

    def tell_all(self, direct: str, notices: Sequence[Notice], key: str) -> Receipt:
        with self._call("tell_all"):
            assert 1 < len(notices) <= self.room, "more than there is room for"
            first = f"{len(notices)} things wait for you."
            return self._told(direct, "\n".join([first, *(plain(n.message) for n in notices)]), key)

    def admit(self, place: PlaceOf, person: Person, begun: bool = False) -> None:
        with self._call("admit"):
            self._must_be_open(place)
            self._must_be_known(person.id)
            if person.id in self.stay_out:
                raise RefusedError("user_is_restricted")
            self.members[place.channel].add(person.id)

    def release(self, place: PlaceOf, person: Person) -> None:
        with self._call("release"):
            self._must_be_open(place)
            self.members[place.channel].discard(person.id)

    def upload(self, name: str, content: bytes) -> str:
        with self._call("upload"):
            self.uploaded[f"F{len(self.uploaded)}"] = (name, content)
            return f"F{len(self.uploaded) - 1}"

    def share(self, direct: str, file: str, name: str, message: Message) -> Receipt:
        with self._call("share"):
            self._must_be_known(_person(direct))
            self.files.append((_person(direct), *self.uploaded[file]))
            self.shared.append((direct, file))
            return Receipt(file)

    def close(self, place: PlaceOf) -> None:
        with self._call("close"):
            self.closed.add(place.channel)

    def find_post(self, place: PlaceOf, key: str, since: datetime) -> Receipt | None:
        with self._call("find_post"):
            return self._found(self.posted, place.channel, key)

    def find_root(self, channel: str, key: str, since: datetime) -> PlaceOf | None:
        with self._call("find_root"):
            root = self.roots.get(channel)
            return PlaceOf(channel, root.id) if root and root.key == key else None

    def find_told(
        self, direct: str, key: str, since: datetime, urgent: bool = False
    ) -> Receipt | None:
        with self._call("find_told"):
            return self._found(self.told, _person(direct), key)

    def find_file(self, direct: str, file: str, since: datetime) -> Receipt | None:
        with self._call("find_file"):
            return Receipt(file) if (direct, file) in self.shared else None

    # How

    def _call(self, call: str) -> "_Call":
        self.before(call)
        self.calls.append(call)
        fault = self._faults[call].pop(0) if self._faults[call] else _NOTHING
        return _Call(fault, self.changed)

    def _sent(self, to: str, message: Message, key: str) -> Sent:
        number = len(self.calls)
        return Sent(f"{number}", to, plain(message), key)

    def _found(self, sent: list[Sent], to: str, key: str) -> Receipt | None:
        found = (each for each in sent if (each.to, each.key) == (to, key))
        return next((Receipt(each.id) for each in found), None)

    def _must_be_open(self, place: PlaceOf) -> None:
        if place.channel in self.closed:
            raise RefusedError("is_archived")

    def _told(self, direct: str, text: str, key: str) -> Receipt:
        self._must_be_known(_person(direct))
        self.told.append(Sent(f"{len(self.calls)}", _person(direct), text, key))
        return Receipt(self.told[-1].id)

    def _must_be_known(self, person: str) -> None:
        if person in self.refuses:
            raise RefusedError("user_not_found")


def _person(direct: str) -> str:
    """Whose direct messages these are."""
    return direct.removeprefix(DIRECT)


_NOTHING = object()


class _Call:
    """One call: it fails before anything is done, or after, or not at all."""

    def __init__(self, fault: object, changed: threading.Condition) -> None:
        self._fault = fault
        self._changed = changed

    def __enter__(self) -> None:
        if isinstance(self._fault, Exception):
            raise self._fault

    def __exit__(self, kind: type[BaseException] | None, *more: object) -> None:
        with self._changed:
            self._changed.notify_all()
        if kind is None and self._fault is None:
            raise UncertainError("no_answer")
