"""What people are owed: written with the entries that owe it, kept until it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    Update,
    and_,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from escalation import owing
from escalation.owing import Card, Close, Owed, Place, Record, Telling
from storage import receipts
from storage.database import reading, writing
from storage.receipts import Placed, Receipt
from storage.tables import outbox, places

WAITING, LEASED, SENT = "waiting", "leased", "sent"
GIVEN_UP, NO_LONGER_OWED = "given_up", "no_longer_owed"
FOR_WORKING_TIME = "It waits for the reader's working time."
_SAME_CARD = "A later card shows the same."
_UNREADABLE = "This release cannot read what is owed."


@dataclass(frozen=True)
class Due:
    """Something owed, held by one worker until its lease ends.

    `attempts` counts this one. `ambiguous`: an earlier attempt never said how it ended, so it may
    have been sent: look it up by its key before sending it again.
    """

    id: int
    reference: str
    seq: int
    key: str
    owed: Owed
    attempts: int
    ambiguous: bool
    owed_at: datetime


class Outbox:
    """What is waiting, and what became of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, now: datetime, worker: str, limit: int, lease: timedelta) -> list[Due]:
        """Up to so many things that can be done now, each held by this worker for a while."""
        with writing(self._engine) as connection:
            # Two workers cannot both win: on PostgreSQL FOR UPDATE SKIP LOCKED passes over rows
            # that another claim holds, and reads again those it has just let go; on SQLite
            # BEGIN IMMEDIATE lets one claim in at a time. Either way the winner's row is leased
            # before anybody else sees it.
            ready = _ready(now).limit(limit).with_for_update(skip_locked=True, of=outbox)
            rows = connection.execute(ready).all()
            held = {"state": LEASED, "claimed_by": worker, "lease_until": now + lease}
            mine = update(outbox).where(outbox.c.id.in_([row.id for row in rows]))
            connection.execute(mine.values(**held, attempts=outbox.c.attempts + 1))
        return [due for row in rows if (due := self._due(row))]

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

    def again(self, item: int, run_at: datetime, why: str, *, unsure: bool = False) -> None:
        """It is tried again at this time; `unsure` if it may have been done: then it is looked up first."""
        if unsure:
            # It stays leased, and ambiguous: as if its worker had died, and the lease ended then.
            self._hold(item, lease_until=run_at, run_at=run_at, why=why)
        else:
            self._hold(item, state=WAITING, run_at=run_at, why=why, **_UNHELD)

    def give_up(self, item: int, why: str) -> None:
        """It cannot be done: it stays to be seen, and what comes after it goes on."""
        self._finish(item, state=GIVEN_UP, why=why)

    def no_longer_owed(self, item: int, why: str) -> None:
        """It need not be done any more."""
        self._finish(item, state=NO_LONGER_OWED, why=why, owed=None)

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

    def given_up(self) -> list[tuple[int, str, str, str]]:
        """What could not be done: id, reference, kind and why."""
        columns = (outbox.c.id, outbox.c.reference, outbox.c.kind, outbox.c.why)
        found = select(*columns).where(outbox.c.state == GIVEN_UP).order_by(outbox.c.id)
        with reading(self._engine) as connection:
            return [(row.id, row.reference, row.kind, row.why) for row in connection.execute(found)]

    def replay(self, item: int, now: datetime) -> None:
        """Try what was given up once more."""
        with writing(self._engine) as connection:
            given_up = update(outbox).where(outbox.c.id == item, outbox.c.state == GIVEN_UP)
            connection.execute(given_up.values(state=WAITING, run_at=now))

    def _due(self, row: Row[Any]) -> Due | None:
        found = row._mapping
        try:
            owed = owing.read(found["owed"])
        except ValueError:
            # One row that this release cannot read must not stop the rest.
            self.give_up(found["id"], _UNREADABLE)
            return None
        return Due(
            id=found["id"],
            reference=found["reference"],
            seq=found["seq"],
            key=found["key"],
            owed=owed,
            attempts=found["attempts"] + 1,
            ambiguous=found["state"] == LEASED,
            owed_at=found["owed_at"],
        )

    def _finish(self, item: int, **values: object) -> None:
        with writing(self._engine) as connection:
            key = connection.execute(_whose(item)).one().key
            connection.execute(_held(item).values(**values, **_UNHELD))
            receipts.release(connection, key)

    def _hold(self, item: int, **values: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(_held(item).values(**values))


def write(
    connection: Connection, reference: str, owed: Sequence[tuple[int, Owed]], at: datetime
) -> None:
    """Put down what each entry, by its seq, owes; of cards, one is enough and it comes last."""
    if any(isinstance(each, Card) for _, each in owed):
        # A card that somebody has just taken to draw may miss this act: only a waiting one goes.
        waiting = and_(outbox.c.reference == reference, outbox.c.state == WAITING)
        cards = update(outbox).where(waiting, outbox.c.kind == Card.kind)
        connection.execute(cards.values(state=NO_LONGER_OWED, why=_SAME_CARD, owed=None))
    numbers: dict[int, int] = {}
    for seq, each in in_order(owed):
        numbers[seq] = n = numbers.get(seq, -1) + 1
        connection.execute(insert(outbox).values(_row(reference, seq, n, each, at)))


def in_order(owed: Iterable[tuple[int, Owed]]) -> list[tuple[int, Owed]]:
    """What one act owes: words first, then one card, then records, and the place closed at last."""
    each = list(owed)
    cards = [pair for pair in each if isinstance(pair[1], Card)][-1:]
    records = [pair for pair in each if isinstance(pair[1], Record)]
    closing = [pair for pair in each if isinstance(pair[1], Close)]
    words = [pair for pair in each if not isinstance(pair[1], Card | Record | Close)]
    return [*words, *cards, *records, *closing]


def _ready(now: datetime) -> Select[Any]:
    """What can be done now, the urgent first, then as it was owed."""
    its_time = or_(
        and_(outbox.c.state == WAITING, outbox.c.run_at <= now),
        and_(outbox.c.state == LEASED, outbox.c.lease_until < now),
    )
    ready: Select[Any] = select(outbox).where(its_time, _its_turn())
    return ready.order_by(outbox.c.urgent.desc(), outbox.c.id)


def _its_turn() -> ColumnElement[bool]:
    """A telling goes alone. Everything else happens in the disagreement's place, which must have
    been made, and in order: it waits for whatever was owed there before it."""
    earlier = outbox.alias("earlier")
    waits = exists().where(
        earlier.c.reference == outbox.c.reference,
        earlier.c.id < outbox.c.id,
        earlier.c.kind != Telling.kind,
        earlier.c.state.in_((WAITING, LEASED)),
    )
    placed = exists().where(places.c.reference == outbox.c.reference)
    in_order = and_(~waits, or_(outbox.c.kind == Place.kind, placed))
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
        "run_at": at,
        "why": "",
    }


def _whose(item: int) -> Select[tuple[str, str]]:
    return select(outbox.c.reference, outbox.c.key).where(outbox.c.id == item).with_for_update()


def _held(item: int) -> Update:
    return update(outbox).where(outbox.c.id == item, outbox.c.state == LEASED)


_UNHELD = {"claimed_by": None, "lease_until": None}
