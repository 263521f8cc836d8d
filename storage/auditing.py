"""What an audit looks at: disagreements with all that is kept beside their ledgers; it changes none."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Row, Select, func, select, union
from sqlalchemy.exc import SQLAlchemyError

from escalation import disagreement, owing
from escalation.disagreement import Disagreement
from escalation.entries import Entry, Kept
from escalation.owing import Owed
from escalation.texts.procedure import Procedure
from storage import debts, ledger, procedures
from storage.database import NotAnswered, reading
from storage.directory_tables import directory_changes
from storage.disagreements import owed_by
from storage.due import GIVEN_UP, WAITING, literally
from storage.ledger import Tampered
from storage.tables import disagreements, moments, workers
from storage.tables import outbox as items
from storage.turns import undone

PAGE = 200
AT_ONCE = 1000
APART = timedelta(minutes=2)  # a worker that gives no sign of life for longer was not there

Slot = tuple[int, int]  # of a thing owed: the seq of the entry that owes it, and its number


@dataclass(frozen=True)
class Act:
    """Entries that were written in one breath, and the disagreement as it then stood."""

    entries: tuple[Entry, ...]
    stands: Disagreement

    @property
    def at(self) -> datetime:
        """When it was written."""
        return self.entries[-1].at

    @property
    def seqs(self) -> range:
        """Where its entries stand in the ledger."""
        return range(self.stands.version - len(self.entries) + 1, self.stands.version + 1)

    @cached_property
    def owed(self) -> dict[Slot, Owed]:
        """What it owes, by this release's rules, each thing in its slot and all in order."""
        numbers: dict[int, int] = {}
        slots: dict[Slot, Owed] = {}
        for seq, each in debts.in_order(owed_by(self.stands, self.entries)):
            numbers[seq] = n = numbers.get(seq, -1) + 1
            slots[seq, n] = each
        return slots


class Moment(NamedTuple):
    """A row of the index of moments."""

    at: datetime
    urgent: bool
    waits: bool


class Item(NamedTuple):
    """A row of the outbox that is not done, or was given up: then with what is owed."""

    id: int
    seq: int
    n: int
    kind: str
    state: str
    until: datetime  # when it is tried next, or its lease ends
    owed_at: datetime
    nudge: bool
    owed: Owed | None = None


@dataclass(frozen=True)
class Seen:
    """One disagreement, and all that is kept beside its ledger; or the fault in reading it."""

    reference: str
    status: str = ""
    acts: tuple[Act, ...] = ()
    moments: Mapping[str, Moment] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    kinds: Mapping[Slot, str] = field(default_factory=dict)
    doubted: frozenset[Slot] = frozenset()  # somebody was at it, and never said how it ended
    fault: Exception | None = None

    @property
    def stands(self) -> Disagreement:
        """As its ledger says."""
        return self.acts[-1].stands


Watched = Callable[[Act, Disagreement], bool]


class Auditing:
    """Disagreements, looked at a page at a time."""

    def __init__(self, engine: Engine, read: Callable[[Kept], Entry]) -> None:
        """`read` gives an entry's meaning, as the store reads it."""
        self._engine = engine
        self._read = read
        self._procedures: dict[str, Procedure] = {}  # by their SHA-256: they never change

    def open_after(self, reference: str) -> list[str]:
        """The next page of those that people are still at work on, by reference."""
        return self._page(_OPEN.where(disagreements.c.reference > reference))

    def unfinished_after(self, reference: str) -> list[str]:
        """The next page of those that have ended, and of which something is still to come."""
        return self._page(_UNFINISHED.where(disagreements.c.reference > reference))

    def imported(self) -> datetime | None:
        """When the directory last changed."""
        with reading(self._engine) as connection:
            at: datetime | None = connection.scalar(select(func.max(directory_changes.c.at)))
        return at

    def attended_since(self, since: datetime) -> datetime:
        """From when on, up to `since`, there was a worker without a break: one after another may
        have begun and died."""
        lives = select(workers.c.started_at, workers.c.beat_at).order_by(workers.c.beat_at.desc())
        with reading(self._engine) as connection:
            for life in connection.execute(lives):
                if life.beat_at >= since - APART:
                    since = min(since, life.started_at)
        return since

    def each(self, references: Collection[str], watched: Watched) -> list[Seen]:
        """These, as they stand; of the acts that are `watched`, what has become of all they owe.

        It takes no lock: what seems wrong may be something that is being written just now.
        """
        try:
            with reading(self._engine) as connection:
                return self.look(connection, references, watched)
        except (NotAnswered, SQLAlchemyError):
            raise
        except Exception as fault:  # noqa: BLE001  it is what was looked for
            if len(references) == 1:
                return [Seen(one, fault=fault) for one in references]
        return [seen for one in references for seen in self.each([one], watched)]

    def look(
        self, connection: Connection, references: Collection[str], watched: Watched
    ) -> list[Seen]:
        """The same, inside a transaction."""
        those = select(disagreements.c.reference, disagreements.c.status, disagreements.c.procedure)
        mine = those.where(disagreements.c.reference.in_(references))
        found = connection.execute(mine.order_by(disagreements.c.reference)).all()
        rows = ledger.rows_of(connection, references)
        acts = {
            row.reference: self._acts(connection, row, rows.get(row.reference, ())) for row in found
        }
        wakes, undone = _moments(connection, references), _items(connection, references)
        kinds = _kinds(connection, _watched(acts, watched))
        return [
            Seen(
                row.reference,
                row.status,
                each if isinstance(each := acts[row.reference], tuple) else (),
                wakes.get(row.reference, {}),
                tuple(undone.get(row.reference, ())),
                kinds.get(row.reference, {}),
                fault=each if isinstance(each, Exception) else None,
            )
            for row in found
        ]

    def _page(self, query: Select[tuple[str]]) -> list[str]:
        with reading(self._engine) as connection:
            return list(connection.scalars(query.order_by(disagreements.c.reference).limit(PAGE)))

    def _acts(
        self, connection: Connection, row: Any, rows: Iterable[Row[Any]]
    ) -> tuple[Act, ...] | Exception:
        try:
            stands = Disagreement(row.reference, self._procedure(connection, row.procedure))
            kept = ledger.proved(row.reference, rows)
            if not kept:
                raise Tampered(f"{row.reference}: it has no entries.")
            acts: list[Act] = []
            for together in _in_one_breath(kept):
                entries = tuple(self._read(each) for each in together)
                stands = disagreement.after(stands, *entries)
                acts.append(Act(entries, stands))
            stands.moments()  # a fault in these is one in reading it, too
        except (NotAnswered, SQLAlchemyError):
            raise
        except Exception as fault:  # noqa: BLE001  it is what was looked for
            return fault
        return tuple(acts)

    def _procedure(self, connection: Connection, sha256: str) -> Procedure:
        if sha256 not in self._procedures:
            self._procedures[sha256] = procedures.pinned(connection, sha256)
        return self._procedures[sha256]


def _in_one_breath(kept: Iterable[Kept]) -> Iterator[list[Kept]]:
    """The entries of each act: their keys are key, key#2, key#3."""
    act: list[Kept] = []
    for each in kept:
        if act and each.key != f"{act[0].key}#{len(act) + 1}":
            yield act
            act = []
        act.append(each)
    yield act


def _moments(connection: Connection, references: Collection[str]) -> dict[str, dict[str, Moment]]:
    found: dict[str, dict[str, Moment]] = {}
    columns = (moments.c.reference, moments.c.wake, moments.c.at, moments.c.urgent, moments.c.state)
    for row in connection.execute(select(*columns).where(moments.c.reference.in_(references))):
        moment = Moment(row.at, row.urgent, row.state == WAITING)
        found.setdefault(row.reference, {})[row.wake] = moment
    return found


def _items(connection: Connection, references: Collection[str]) -> dict[str, list[Item]]:
    """What is not done of all that these owe, in order, and what was given up."""
    found: dict[str, list[Item]] = {}
    named = (items.c.id, items.c.seq, items.c.n, items.c.kind, items.c.state)
    columns = (items.c.reference, *named, items.c.run_at, items.c.owed_at, items.c.nudge)
    mine = items.c.reference.in_(references)
    waiting = select(*columns, items.c.lease_until).where(mine, undone())
    for row in connection.execute(waiting.order_by(items.c.id)):
        until = max(row.run_at, row.lease_until or row.run_at)
        found.setdefault(row.reference, []).append(Item(*row[1:9])._replace(until=until))
    # Of these what is owed is still kept, and is wanted: nobody may have heard an alarm.
    given_up = select(*columns, items.c.owed).where(mine, items.c.state == literally(GIVEN_UP))
    for row in connection.execute(given_up):
        item = Item(*row[1:9], owed=_read_owed(row.owed))
        found.setdefault(row.reference, []).append(item)
    return found


def _read_owed(text: str) -> Owed | None:
    try:
        return owing.read(text)
    except ValueError:
        return None


def _watched(
    acts: Mapping[str, tuple[Act, ...] | Exception], watched: Watched
) -> list[tuple[str, Slot]]:
    return [
        (reference, slot)
        for reference, each in acts.items()
        if isinstance(each, tuple)
        for act in each
        if watched(act, each[-1].stands)
        for slot in act.owed
    ]


def _kinds(connection: Connection, slots: Sequence[tuple[str, Slot]]) -> dict[str, dict[Slot, str]]:
    """Of these slots those that the outbox has, done or not, each with the kind of thing in it."""
    found: dict[str, dict[Slot, str]] = {}
    keys = [f"{reference}:{seq}:{n}" for reference, (seq, n) in slots]
    columns = (items.c.reference, items.c.seq, items.c.n, items.c.kind)
    for first in range(0, len(keys), AT_ONCE):
        these = items.c.key.in_(keys[first : first + AT_ONCE])
        for row in connection.execute(select(*columns).where(these)):
            found.setdefault(row.reference, {})[row.seq, row.n] = row.kind
    return found


_OPEN = select(disagreements.c.reference).where(disagreements.c.status == literally("open"))
_STILL_TO_COME = union(
    select(items.c.reference).where(undone()),
    select(moments.c.reference).where(moments.c.state == literally(WAITING), moments.c.urgent),
)
_UNFINISHED = select(disagreements.c.reference).where(
    disagreements.c.status != literally("open"),
    disagreements.c.reference.in_(_STILL_TO_COME),
)
