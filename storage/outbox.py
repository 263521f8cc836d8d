"""What people are owed: written with the entries that owe it, kept until it is done."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    and_,
    exists,
    or_,
    select,
    update,
)

from escalation.owing import Place, Post, Recipient, Telling
from storage import due, receipts, turns
from storage.bundles import Bundles
from storage.database import reading, writing
from storage.debts import addressed, change
from storage.due import Due, GivenUp
from storage.receipts import Placed, Receipt
from storage.release import refuse_newer
from storage.tables import outbox

__all__ = ["Due", "GivenUp", "Outbox"]

WAITING, LEASED, SENT = due.WAITING, due.LEASED, due.SENT
GIVEN_UP, NO_LONGER_OWED = due.GIVEN_UP, due.NO_LONGER_OWED
FOR_WORKING_TIME = "It waits for the reader's working time."
# Longer than a platform keeps one telling waiting: two workers never send the same at once.
URGENT_LEASE = timedelta(seconds=45)
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
            mine = exists().where(outbox.c.id == item.id, due.leased_with(item))
            return bool(connection.scalar(select(mine)))

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

    def words_dropped(self, reference: str, entry: int) -> list[tuple[str, datetime]]:
        """What an entry said or was to say in the thread, by its keys and since when; the words go."""
        said = (outbox.c.reference == reference, outbox.c.seq == entry, outbox.c.kind == Post.kind)
        unsent = outbox.c.state.in_((GIVEN_UP, NO_LONGER_OWED))
        with writing(self._engine) as connection:
            gone = update(outbox).where(*said, unsent)
            connection.execute(gone.values(state=NO_LONGER_OWED, owed=None))
            found = select(outbox.c.key, outbox.c.owed_at).where(*said).order_by(outbox.c.id)
            return [(row.key, row.owed_at) for row in connection.execute(found)]

    def clock_went_back(self, now: datetime, lease: timedelta, pause: timedelta | None) -> None:
        """What was put down by a clock that was ahead does not wait for that time to come again.

        What nobody has tried can be done now. Where the clock was seen to go back, whatever has
        been tried waits for no longer than a `pause`; whoever holds something has a whole lease.
        """
        why = outbox.c.why != FOR_WORKING_TIME
        waiting, leased = outbox.c.state == WAITING, outbox.c.state == LEASED
        asked: list[tuple[ColumnElement[bool], datetime, dict[str, object]]]
        asked = [(and_(waiting, why, outbox.c.owed_at > now), now, {})]
        if pause is not None:
            ends = now + lease
            asked += [
                (and_(waiting, why), now + pause, {}),
                (leased, ends, {"lease_until": ends}),
            ]
        with writing(self._engine) as connection:
            refuse_newer(connection)
            for such, run_at, more in asked:
                change(connection, and_(such, outbox.c.run_at > run_at), run_at=run_at, **more)

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

    def awaits(self, reference: str, who: Recipient, since: datetime | None) -> bool:
        """Whether somebody is still to be told something of it, or since then could not be."""
        telling = (outbox.c.kind == Telling.kind, outbox.c.addressee == addressed(who))
        waits = turns.undone()
        if since:
            given_up = outbox.c.state == due.literally(GIVEN_UP)
            waits = or_(waits, and_(given_up, outbox.c.owed_at > since))
        found = exists().where(outbox.c.reference == reference, *telling, waits)
        with reading(self._engine) as connection:
            return bool(connection.scalar(select(found)))

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


def _put_off(connection: Connection, item: Due, until: datetime) -> None:
    """What comes after it in its place has to wait for it: it need not be looked at before."""
    after = (outbox.c.reference == item.reference, outbox.c.id > item.id)
    waiting = (outbox.c.state == WAITING, outbox.c.kind != Telling.kind, outbox.c.run_at < until)
    change(connection, and_(*after, *waiting), run_at=until)


def _first(times: Iterable[datetime | None]) -> datetime | None:
    return min((at for at in times if at is not None), default=None)


def _whose(item: int) -> Select[tuple[str, str]]:
    return select(outbox.c.reference, outbox.c.key).where(outbox.c.id == item).with_for_update()
