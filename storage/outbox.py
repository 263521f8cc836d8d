"""What people are owed: written with the entries that owe it, kept until it is done."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    and_,
    exists,
    insert,
    select,
    update,
)

from escalation import owing
from escalation.owing import Card, Close, Owed, Place, Recipient, Record, RoleAt, Telling
from storage import due, receipts, turns
from storage.bundles import Bundles
from storage.database import reading, writing
from storage.due import Due, GivenUp
from storage.receipts import Placed, Receipt
from storage.release import refuse_newer
from storage.tables import outbox

__all__ = ["Due", "GivenUp", "Outbox", "addressed", "in_order", "write_all"]

WAITING, LEASED, SENT = due.WAITING, due.LEASED, due.SENT
GIVEN_UP, NO_LONGER_OWED = due.GIVEN_UP, due.NO_LONGER_OWED
FOR_WORKING_TIME = "It waits for the reader's working time."
# Longer than a platform keeps one telling waiting: two workers never send the same at once.
URGENT_LEASE = timedelta(seconds=45)
_LATER = "A later one does the same."
_NO_PLACE = "Its channel could not be made."


class Outbox:
    """What is waiting, and what became of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.bundles = Bundles(engine)

    def claim(
        self, now: datetime, worker: str, limit: int, lease: timedelta, *, urgent: bool = False
    ) -> list[Due]:
        """Up to so many things that can be done now, each held by this worker for a while.

        With `urgent`, of what is urgent only. What is urgent is never held for long: whoever holds
        it may have died. What leads a bundle comes with all of it.
        """
        found: list[Due] = []
        with writing(self._engine) as connection:
            refuse_newer(connection)
            # Two workers cannot both win: on PostgreSQL FOR UPDATE SKIP LOCKED passes over rows
            # that another claim holds, and reads again those it has just let go; on SQLite
            # BEGIN IMMEDIATE lets one claim in at a time. Either way the winner's row is leased
            # before anybody else sees it.
            for is_urgent, nudge in turns.CLASSES[: 1 if urgent else None]:
                ready = turns.ready(now, is_urgent, nudge).limit(limit - len(found))
                rows = connection.execute(ready.with_for_update(skip_locked=True, of=outbox)).all()
                until = now + (min(lease, URGENT_LEASE) if is_urgent else lease)
                found += due.take(connection, rows, worker, until)
                if len(found) == limit:
                    break
        return found

    def holds(self, item: Due) -> bool:
        """Whether it is still held: nobody else has taken it, nor done it, in the meantime."""
        with reading(self._engine) as connection:
            return bool(connection.scalar(select(exists().where(due.held(item)))))

    def sent(self, item: int, proof: Receipt | Placed | None, now: datetime) -> None:
        """It has been done, whoever holds it; its proof is kept in the same breath, and its words go."""
        with writing(self._engine) as connection:
            row = connection.execute(_whose(item)).one()
            match proof:
                case Placed():
                    receipts.keep_place(connection, row.reference, proof, now)
                case Receipt():
                    receipts.keep(connection, row.reference, row.key, proof, now)
            due.done(connection, item, now)
            receipts.release(connection, row.reference, row.key)

    def placed(self, item: Due, place: Placed, now: datetime) -> None:
        """Its place has been made, and is known from now on; whoever belongs there is still let in."""
        with writing(self._engine) as connection:
            receipts.keep_place(connection, item.reference, place, now)

    def again(
        self,
        item: Due,
        run_at: datetime,
        why: str,
        *,
        unsure: bool = False,
        fault: bool = False,
        counted: bool = True,
    ) -> None:
        """It is tried again at this time; `unsure` if it may have been done: then it is looked up first.

        A `fault` is one of ours, and counted; an outage never is. What was not `counted` was no
        attempt. A bundle stays tied where it may have been sent, and comes apart where it was not.
        """
        then = {
            "run_at": run_at,
            "why": why,
            "faults": outbox.c.faults + int(fault),
            "attempts": outbox.c.attempts - int(not counted),
        }
        if unsure:
            # It stays leased, and ambiguous: as if its worker had died, and the lease ended then.
            then |= {"lease_until": run_at}
        else:
            then |= {"state": WAITING, "bundle": "", **due.UNHELD}
        with writing(self._engine) as connection:
            held = connection.execute(update(outbox).where(due.held(item)).values(then)).rowcount
            if held and item.kind != Telling.kind:
                _put_off(connection, item, run_at)

    def give_up(self, item: Due, why: str) -> None:
        """It cannot be done: it stays to be seen, and what comes after it goes on."""
        self._finish(item, state=GIVEN_UP, why=why)

    def no_longer_owed(self, item: Due, why: str) -> None:
        """It need not be done any more."""
        self._finish(item, state=NO_LONGER_OWED, why=why, owed=None)

    def has_no_place(self, item: Due) -> None:
        """It need not be done unless the place is made after all: its words are kept."""
        self._finish(item, state=NO_LONGER_OWED, why=_NO_PLACE)

    def clock_went_back(self, now: datetime, lease: timedelta) -> None:
        """What was owed, or taken up, by a clock that was ahead does not wait for that time again.

        Whoever has taken it up may be at it still: they have a whole lease from now.
        """
        ahead = (turns.undone(), outbox.c.state == WAITING, outbox.c.owed_at > now)
        waits = update(outbox).where(
            *ahead, outbox.c.run_at > now, outbox.c.why != FOR_WORKING_TIME
        )
        ends = now + lease
        held = (turns.undone(), outbox.c.state == LEASED, outbox.c.lease_until > ends)
        with writing(self._engine) as connection:
            refuse_newer(connection)
            connection.execute(waits.values(run_at=now))
            shortened = update(outbox).where(*held, outbox.c.run_at > ends)
            connection.execute(shortened.values(run_at=ends, lease_until=ends))

    def next_at(self) -> datetime | None:
        """When something whose turn it is can next be tried, or a lease next ends."""
        with reading(self._engine) as connection:
            asked = [turns.next_ready(*each) for each in turns.CLASSES]
            return _first(connection.scalar(each) for each in asked)

    def oldest_undone(self) -> datetime | None:
        """Since when the oldest thing not done has been owed, but for what waits for the morning."""
        with reading(self._engine) as connection:
            asked = [turns.oldest(nudge, FOR_WORKING_TIME) for nudge in (False, True)]
            return _first(connection.scalar(each) for each in asked)

    def given_up(self) -> list[GivenUp]:
        """What could not be done, the oldest first."""
        columns = (outbox.c.id, outbox.c.reference, outbox.c.kind, outbox.c.why, outbox.c.owed_at)
        found = select(*columns).where(outbox.c.state == due.literally(GIVEN_UP))
        found = found.order_by(outbox.c.id)
        with reading(self._engine) as connection:
            return [GivenUp(*row) for row in connection.execute(found)]

    def is_without_place(self, reference: str) -> bool:
        """Whether the making of a disagreement's place has been given up."""
        mine = (outbox.c.reference == reference, outbox.c.kind == Place.kind)
        given_up = exists().where(*mine, outbox.c.state == due.literally(GIVEN_UP))
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

    def _finish(self, item: Due, **values: object) -> None:
        finished = update(outbox).where(due.held(item)).values(**values, **due.UNHELD)
        with writing(self._engine) as connection:
            if connection.execute(finished).rowcount:
                receipts.release(connection, item.reference, item.key)


def write_all(
    connection: Connection, owed: Mapping[str, Sequence[tuple[int, Owed]]], at: datetime
) -> None:
    """Put down what each entry, by its seq, owes, for each disagreement; of cards, one is enough
    and it comes last, but for the place being closed."""
    drawn = {ref: mine[-1][0] for ref, mine in owed.items() if any(map(_is_card, mine))}
    closing = _superseded(connection, drawn, Close.kind) if drawn else set()
    if drawn:
        _superseded(connection, drawn, Card.kind)
    again = {ref: [(drawn[ref], Close())] for ref in closing}
    rows = [
        row for ref, mine in owed.items() for row in _rows(ref, [*mine, *again.get(ref, [])], at)
    ]
    if rows:
        connection.execute(insert(outbox), rows)


def _superseded(connection: Connection, references: Collection[str], kind: str) -> set[str]:
    """Those of which something of this kind was waiting, and now another comes in its place."""
    # What somebody has just taken may miss this act, and is done; only what waits goes.
    waiting = and_(outbox.c.reference.in_(references), turns.undone(), outbox.c.state == WAITING)
    mine = and_(waiting, outbox.c.kind == kind)
    found = set(connection.scalars(select(outbox.c.reference).where(mine)))
    if found:
        later = update(outbox).where(mine)
        connection.execute(later.values(state=NO_LONGER_OWED, why=_LATER, owed=None))
    return found


def _is_card(owed: tuple[int, Owed]) -> bool:
    return isinstance(owed[1], Card)


def _rows(
    reference: str, owed: Sequence[tuple[int, Owed]], at: datetime
) -> Iterator[dict[str, object]]:
    numbers: dict[int, int] = {}
    for seq, each in in_order(owed):
        numbers[seq] = n = numbers.get(seq, -1) + 1
        yield row(reference, seq, n, each, at)


def in_order(owed: Iterable[tuple[int, Owed]]) -> list[tuple[int, Owed]]:
    """What one act owes: words first, then one card, then records, and the place closed at last."""
    each = list(owed)
    cards = [pair for pair in each if isinstance(pair[1], Card)][-1:]
    records = [pair for pair in each if isinstance(pair[1], Record)]
    closing = [pair for pair in each if isinstance(pair[1], Close)]
    words = [pair for pair in each if not isinstance(pair[1], Card | Record | Close)]
    return [*words, *cards, *records, *closing]


def addressed(who: Recipient) -> str:
    """A recipient, and whose line is meant, as a text by which all that waits for one person is found."""
    return f"{who}/{who.under}" if isinstance(who, RoleAt) and who.under else str(who)


def row(reference: str, seq: int, n: int, owed: Owed, at: datetime) -> dict[str, object]:
    """A row of the outbox, as it is when it is new."""
    telling = owed if isinstance(owed, Telling) else None
    return {
        "key": f"{reference}:{seq}:{n}",
        "reference": reference,
        "seq": seq,
        "n": n,
        "kind": owed.kind,
        "urgent": telling is not None and telling.urgent,
        "nudge": telling is not None and telling.nudge and not telling.urgent,
        "addressee": addressed(telling.to) if telling else "",
        "owed": owing.written(owed),
        "owed_at": at,
        "state": WAITING,
        "attempts": 0,
        "faults": 0,
        "run_at": at,
        "why": "",
    }


def _put_off(connection: Connection, item: Due, until: datetime) -> None:
    """What comes after it in its place has to wait for it: it need not be looked at before."""
    after = (outbox.c.reference == item.reference, outbox.c.id > item.id)
    waiting = (outbox.c.state == WAITING, outbox.c.kind != Telling.kind, outbox.c.run_at < until)
    later = update(outbox).where(*after, turns.undone(), *waiting)
    connection.execute(later.values(run_at=until))


def _first(times: Iterable[datetime | None]) -> datetime | None:
    return min((at for at in times if at is not None), default=None)


def _whose(item: int) -> Select[tuple[str, str]]:
    return select(outbox.c.reference, outbox.c.key).where(outbox.c.id == item).with_for_update()
