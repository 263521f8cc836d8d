"""What people are owed: written with the entries that owe it, kept until it is done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    Update,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from escalation import owing
from escalation.owing import Card, Close, Owed, Place, Record, Telling
from storage import receipts
from storage.database import Instant, reading, writing
from storage.receipts import Placed, Receipt
from storage.tables import outbox, places

WAITING, LEASED, SENT = "waiting", "leased", "sent"
GIVEN_UP, NO_LONGER_OWED = "given_up", "no_longer_owed"
FOR_WORKING_TIME = "It waits for the reader's working time."
# Longer than a platform keeps one telling waiting: two workers never send the same at once.
URGENT_LEASE = timedelta(seconds=45)
_SAME_CARD = "A later card shows the same."
_NO_PLACE = "Its channel could not be made."


@dataclass(frozen=True)
class Due:
    """Something owed, held by one worker until its lease ends.

    `attempts` counts this one, `faults` those before it that failed by a fault of ours. `ambiguous`:
    an earlier attempt never said how it ended, so it may have been sent: look it up by its key
    before sending it again. Nothing is `owed` where this release cannot read what is.
    """

    id: int
    reference: str
    seq: int
    key: str
    kind: str
    urgent: bool
    owed: Owed | None
    attempts: int
    faults: int
    ambiguous: bool
    owed_at: datetime


class GivenUp(NamedTuple):
    """Something owed that could not be done, and since when it has been owed."""

    id: int
    reference: str
    kind: str
    why: str
    since: datetime


class Outbox:
    """What is waiting, and what became of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(
        self, now: datetime, worker: str, limit: int, lease: timedelta, *, urgent: bool = False
    ) -> list[Due]:
        """Up to so many things that can be done now, each held by this worker for a while.

        With `urgent`, of what is urgent only. What is urgent is never held for long: whoever holds
        it may have died.
        """
        with writing(self._engine) as connection:
            # Two workers cannot both win: on PostgreSQL FOR UPDATE SKIP LOCKED passes over rows
            # that another claim holds, and reads again those it has just let go; on SQLite
            # BEGIN IMMEDIATE lets one claim in at a time. Either way the winner's row is leased
            # before anybody else sees it.
            ready = _ready(now).limit(limit).with_for_update(skip_locked=True, of=outbox)
            rows = connection.execute(ready.where(outbox.c.urgent) if urgent else ready).all()
            held = {"state": LEASED, "claimed_by": worker, "lease_until": _ends(now, lease)}
            mine = update(outbox).where(outbox.c.id.in_([row.id for row in rows]))
            connection.execute(mine.values(**held, attempts=outbox.c.attempts + 1))
        return [_due(row) for row in rows]

    def sent(self, item: int, proof: Receipt | Placed | None, now: datetime) -> None:
        """It has been done; its proof is kept in the same breath, and its words go."""
        with writing(self._engine) as connection:
            row = connection.execute(_whose(item)).one()
            match proof:
                case Placed():
                    receipts.keep_place(connection, row.reference, proof, now)
                case Receipt():
                    receipts.keep(connection, row.reference, row.key, proof, now)
            done = update(outbox).where(outbox.c.id == item, outbox.c.state.in_((WAITING, LEASED)))
            connection.execute(done.values(state=SENT, sent_at=now, owed=None, **_UNHELD))
            receipts.release(connection, row.key)

    def again(
        self, item: int, run_at: datetime, why: str, *, unsure: bool = False, fault: bool = False
    ) -> None:
        """It is tried again at this time; `unsure` if it may have been done: then it is looked up first.

        A `fault` is one of ours, and counted; an outage never is.
        """
        then = {"run_at": run_at, "why": why, "faults": outbox.c.faults + fault}
        if unsure:
            # It stays leased, and ambiguous: as if its worker had died, and the lease ended then.
            self._hold(item, lease_until=run_at, **then)
        else:
            self._hold(item, state=WAITING, **then, **_UNHELD)

    def give_up(self, item: int, why: str) -> None:
        """It cannot be done: it stays to be seen, and what comes after it goes on."""
        self._finish(item, state=GIVEN_UP, why=why)

    def no_longer_owed(self, item: int, why: str) -> None:
        """It need not be done any more."""
        self._finish(item, state=NO_LONGER_OWED, why=why, owed=None)

    def has_no_place(self, item: int) -> None:
        """It need not be done unless the place is made after all: its words are kept."""
        self._finish(item, state=NO_LONGER_OWED, why=_NO_PLACE)

    def next_at(self) -> datetime | None:
        """When something whose turn it is can next be tried, or a lease next ends."""
        waiting = select(func.min(outbox.c.run_at)).where(outbox.c.state == WAITING, _its_turn())
        leased = select(func.min(outbox.c.lease_until)).where(outbox.c.state == LEASED)
        with reading(self._engine) as connection:
            soonest = (connection.scalar(waiting), connection.scalar(leased))
        return min((at for at in soonest if at is not None), default=None)

    def oldest_undone(self) -> datetime | None:
        """Since when the oldest thing not done has been owed, but for what waits for the morning."""
        undone = (outbox.c.state.in_((WAITING, LEASED)), outbox.c.why != FOR_WORKING_TIME)
        oldest = select(func.min(outbox.c.owed_at)).where(*undone)
        with reading(self._engine) as connection:
            at: datetime | None = connection.scalar(oldest)
        return at

    def given_up(self) -> list[GivenUp]:
        """What could not be done, the oldest first."""
        columns = (outbox.c.id, outbox.c.reference, outbox.c.kind, outbox.c.why, outbox.c.owed_at)
        found = select(*columns).where(outbox.c.state == GIVEN_UP).order_by(outbox.c.id)
        with reading(self._engine) as connection:
            return [GivenUp(*row) for row in connection.execute(found)]

    def is_without_place(self, reference: str) -> bool:
        """Whether the making of a disagreement's place has been given up."""
        mine = (outbox.c.reference == reference, outbox.c.kind == Place.kind)
        given_up = exists().where(*mine, outbox.c.state == GIVEN_UP)
        with reading(self._engine) as connection:
            return bool(connection.scalar(select(given_up)))

    def replay(self, item: int, now: datetime) -> None:
        """Try what was given up once more, and look first whether it was done after all.

        With a place comes whatever was to happen in it.
        """
        mine = and_(outbox.c.id == item, outbox.c.state == GIVEN_UP)
        place = select(outbox.c.reference).where(mine, outbox.c.kind == Place.kind)
        in_it = and_(outbox.c.reference == place.scalar_subquery(), outbox.c.why == _NO_PLACE)
        held = {"state": LEASED, "lease_until": now, "run_at": now, "faults": 0}
        with writing(self._engine) as connection:
            connection.execute(update(outbox).where(in_it).values(state=WAITING, run_at=now))
            connection.execute(update(outbox).where(mine).values(**held))

    def _finish(self, item: int, **values: object) -> None:
        with writing(self._engine) as connection:
            key = connection.execute(_whose(item)).one().key
            connection.execute(_held(item).values(**values, **_UNHELD))
            receipts.release(connection, key)

    def _hold(self, item: int, **values: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(_held(item).values(**values))


def write_all(
    connection: Connection, owed: Mapping[str, Sequence[tuple[int, Owed]]], at: datetime
) -> None:
    """Put down what each entry, by its seq, owes, for each disagreement; of cards, one is enough
    and it comes last."""
    drawn = [ref for ref, mine in owed.items() if any(isinstance(one, Card) for _, one in mine)]
    if drawn:
        # A card that somebody has just taken to draw may miss this act: only a waiting one goes.
        waiting = and_(outbox.c.reference.in_(drawn), outbox.c.state == WAITING)
        cards = update(outbox).where(waiting, outbox.c.kind == Card.kind)
        connection.execute(cards.values(state=NO_LONGER_OWED, why=_SAME_CARD, owed=None))
    if rows := [row for ref, mine in owed.items() for row in _rows(ref, mine, at)]:
        connection.execute(insert(outbox), rows)


def _rows(
    reference: str, owed: Sequence[tuple[int, Owed]], at: datetime
) -> Iterator[dict[str, object]]:
    numbers: dict[int, int] = {}
    for seq, each in in_order(owed):
        numbers[seq] = n = numbers.get(seq, -1) + 1
        yield _row(reference, seq, n, each, at)


def in_order(owed: Iterable[tuple[int, Owed]]) -> list[tuple[int, Owed]]:
    """What one act owes: words first, then one card, then records, and the place closed at last."""
    each = list(owed)
    cards = [pair for pair in each if isinstance(pair[1], Card)][-1:]
    records = [pair for pair in each if isinstance(pair[1], Record)]
    closing = [pair for pair in each if isinstance(pair[1], Close)]
    words = [pair for pair in each if not isinstance(pair[1], Card | Record | Close)]
    return [*words, *cards, *records, *closing]


def _due(row: Row[Any]) -> Due:
    found = row._mapping
    as_it_is = ("id", "reference", "seq", "key", "kind", "urgent", "faults", "owed_at")
    return Due(
        **{name: found[name] for name in as_it_is},
        owed=_read(found["owed"]),
        attempts=found["attempts"] + 1,
        ambiguous=found["state"] == LEASED,
    )


def _read(owed: str) -> Owed | None:
    try:
        return owing.read(owed)
    except ValueError:  # one row that this release cannot read must not stop the rest
        return None


def _ends(now: datetime, lease: timedelta) -> ColumnElement[datetime]:
    soon = literal(now + min(lease, URGENT_LEASE), Instant)
    return case((outbox.c.urgent, soon), else_=literal(now + lease, Instant))


def _ready(now: datetime) -> Select[Any]:
    """What can be done now, the urgent first, then as it was owed."""
    its_time = or_(
        and_(outbox.c.state == WAITING, outbox.c.run_at <= now),
        and_(outbox.c.state == LEASED, outbox.c.lease_until < now),
    )
    ready: Select[Any] = select(outbox).where(its_time, _its_turn())
    return ready.order_by(outbox.c.urgent.desc(), outbox.c.id)


def _its_turn() -> ColumnElement[bool]:
    """A telling goes alone. Everything else is done in order, and waits for whatever was owed there
    before it; what happens in the place waits until that is made, or its making given up."""
    earlier = outbox.alias("earlier")
    waits = exists().where(
        earlier.c.reference == outbox.c.reference,
        earlier.c.id < outbox.c.id,
        earlier.c.kind != Telling.kind,
        earlier.c.state.in_((WAITING, LEASED)),
    )
    placed = exists().where(places.c.reference == outbox.c.reference)
    never_placed = exists().where(
        earlier.c.reference == outbox.c.reference,
        earlier.c.kind == Place.kind,
        earlier.c.state == GIVEN_UP,
    )
    needs_none = outbox.c.kind.in_((Place.kind, Record.kind))
    in_order = and_(~waits, or_(needs_none, placed, never_placed))
    return or_(outbox.c.kind == Telling.kind, in_order)


def _row(reference: str, seq: int, n: int, owed: Owed, at: datetime) -> dict[str, object]:
    return {
        "key": f"{reference}:{seq}:{n}",
        "reference": reference,
        "seq": seq,
        "n": n,
        "kind": owed.kind,
        "urgent": isinstance(owed, Telling) and owed.urgent,
        "owed": owing.written(owed),
        "owed_at": at,
        "state": WAITING,
        "attempts": 0,
        "faults": 0,
        "run_at": at,
        "why": "",
    }


def _whose(item: int) -> Select[tuple[str, str]]:
    return select(outbox.c.reference, outbox.c.key).where(outbox.c.id == item).with_for_update()


def _held(item: int) -> Update:
    return update(outbox).where(outbox.c.id == item, outbox.c.state == LEASED)


_UNHELD = {"claimed_by": None, "lease_until": None}
