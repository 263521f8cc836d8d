"""What an audit puts right: one disagreement at a time, looked at again while nobody changes it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, insert, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from escalation.owing import Owed, Place, Telling
from storage import debts, ledger, moments
from storage.auditing import Auditing, Seen, Slot, Watched
from storage.database import NotAnswered, writing
from storage.due import LEASED, NO_LONGER_OWED
from storage.release import refuse_newer
from storage.tables import moments as wakes
from storage.tables import outbox as items
from storage.tables import places, receipts

_KEY = re.compile(r"(\d+):(\d+)")


@dataclass(frozen=True)
class Held:
    """One disagreement as it stands, which nobody else changes until this is over."""

    connection: Connection
    seen: Seen

    def keep_status(self) -> None:
        """Whether people are still at work on it is remembered as its ledger says."""
        ledger.set_status(self.connection, self.seen.reference, self.seen.stands.status)

    def keep_moments(self) -> None:
        """The index says exactly what the ledger says; what agreed with it stays as it was."""
        reference, wanted = self.seen.reference, self.seen.stands.moments()
        moments.replace(self.connection, {reference: wanted})
        for wake in wanted:
            mine = and_(wakes.c.reference == reference, wakes.c.wake == wake.id)
            wrong = update(wakes).where(mine, wakes.c.urgent.is_(not wake.is_harm))
            self.connection.execute(wrong.values(urgent=wake.is_harm))

    def owe(self, slot: Slot, owed: Owed, now: datetime) -> None:
        """What is missing is owed again, in its own slot and place: looked up first, for it may
        have been done."""
        self._write(slot, owed, now, state=LEASED, lease_until=now, attempts=1)

    def owe_no_more(self, slot: Slot, owed: Owed, now: datetime, why: str) -> None:
        """What is missing need not be done; its slot says why."""
        self._write(slot, owed, now, state=NO_LONGER_OWED, owed=None, why=why)

    def _write(self, slot: Slot, thing: Owed, now: datetime, **values: object) -> None:
        row = debts.row(self.seen.reference, *slot, thing, now) | values
        written = self.connection.execute(insert(items).values(row)).inserted_primary_key
        if written and values["state"] == LEASED and not isinstance(thing, Telling):
            self._put_in_order(written[0], *slot)

    def _put_in_order(self, new: int, seq: int, n: int) -> None:
        """Whatever was owed after it is done after it, unless somebody has taken it up already.

        A thing waits for those before it by their ids: where a place was lost, everything that
        happens in it would wait for its making, and the making for everything.
        """
        after = or_(items.c.seq > seq, and_(items.c.seq == seq, items.c.n > n))
        mine = (items.c.reference == self.seen.reference, items.c.kind != Telling.kind)
        found = select(items.c.id, items.c.state).where(*mine, after, items.c.id != new)
        # No worker can take up what is locked here; what it holds already keeps its id.
        later = self.connection.execute(found.order_by(items.c.id).with_for_update()).all()
        if any(row.state == LEASED for row in later):
            return
        order = [new, *(row.id for row in later)]
        move = update(items).where(items.c.id.in_(order)).values(id=-items.c.id)
        self.connection.execute(move)
        for was, becomes in zip(order, sorted(order), strict=True):
            self.connection.execute(update(items).where(items.c.id == -was).values(id=becomes))


class Mending:
    """Disagreements, held one at a time."""

    def __init__(self, engine: Engine, auditing: Auditing) -> None:
        self._engine = engine
        self._auditing = auditing

    @contextmanager
    def holding(self, reference: str, watched: Watched) -> Iterator[Held]:
        """Nobody else changes it meanwhile: on PostgreSQL by its row's lock, on SQLite because a
        writing transaction is alone. A fault undoes all that was put right."""
        with writing(self._engine) as connection:
            refuse_newer(connection)
            ledger.procedures_of(connection, [reference], hold=True)
            yield Held(connection, self._seen(connection, reference, watched))

    def _seen(self, connection: Connection, reference: str, watched: Watched) -> Seen:
        try:
            (seen,) = self._auditing.look(connection, [reference], watched)
        except (NotAnswered, SQLAlchemyError):
            raise
        except Exception as fault:  # noqa: BLE001  it is what was looked for
            return Seen(reference, fault=fault)
        kinds = {**_proved(connection, seen, watched), **seen.kinds}
        return replace(seen, kinds=kinds, doubted=_doubted(connection, seen))


def _proved(connection: Connection, seen: Seen, watched: Watched) -> dict[Slot, str]:
    """What has been done for certain, whatever the outbox has: there is a receipt, or a place."""
    told = _keys(connection, seen, receipts.c.sent_at.is_not(None))
    made = select(places.c.number).where(places.c.reference == seen.reference)
    placed = set(connection.scalars(made))
    return {
        slot: owed.kind
        for act in seen.acts
        if watched(act, seen.stands)
        for slot, owed in act.owed.items()
        if (isinstance(owed, Telling) and slot in told)
        or (isinstance(owed, Place) and owed.number in placed)
    }


def _doubted(connection: Connection, seen: Seen) -> frozenset[Slot]:
    """What somebody was about to tell, and may have told under the key of another."""
    return _keys(connection, seen, receipts.c.sent_at.is_(None))


def _keys(connection: Connection, seen: Seen, such: ColumnElement[bool]) -> frozenset[Slot]:
    """The slots that these receipts are for."""
    mine = receipts.c.reference == seen.reference
    keys = connection.scalars(select(receipts.c.item_key).where(mine, such))
    found = (_KEY.fullmatch(key.removeprefix(f"{seen.reference}:")) for key in keys)
    return frozenset((int(key[1]), int(key[2])) for key in found if key)
