"""Several tellings for one person in one envelope: tied together before it is sent, and told as one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, Select, and_, select, update

from storage import due, receipts, turns
from storage.database import reading, writing
from storage.due import UNHELD, WAITING, Due
from storage.receipts import Receipt
from storage.tables import outbox
from storage.tables import receipts as kept


class Bundles:
    """What goes together. Whatever becomes of the one that leads it becomes of all of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def gather(
        self, item: Due, addressees: Sequence[str], now: datetime, worker: str, most: int
    ) -> list[Due]:
        """Up to so many other tellings that can go now to any of these, held for as long as this one."""
        with writing(self._engine) as connection:
            # Two workers cannot both win: as in `Outbox.claim`.
            waiting = turns.together(now, list(addressees)).where(outbox.c.id != item.id)
            locked = waiting.limit(most).with_for_update(skip_locked=True, of=outbox)
            return due.take(connection, connection.execute(locked).all(), worker, item.held_until)

    def leave(self, items: Sequence[Due], now: datetime) -> None:
        """These do not go with it after all: each waits for its own turn, as if never taken up."""
        if items:
            mine = and_(outbox.c.id.in_([item.id for item in items]), due.leased_with(items[0]))
            back = {"state": WAITING, "run_at": now, "attempts": outbox.c.attempts - 1, **UNHELD}
            with writing(self._engine) as connection:
                connection.execute(update(outbox).where(mine).values(back))

    def tie(self, items: Sequence[Due]) -> Due:
        """They go as one from now on, under a key of their own: the first leads, as it then is.

        Where one of them is not held any more, each is left as it was.
        """
        tied = f"{turns.BUNDLE}{items[0].key}"
        mine = outbox.c.id.in_([item.id for item in items])
        theirs = _in_order(and_(mine, due.leased_with(items[0])))
        with writing(self._engine) as connection:
            if len(connection.execute(theirs).all()) < len(items):
                return items[0]
            connection.execute(update(outbox).where(mine).values(bundle=tied))
        return replace(items[0], bundle=tied)

    def tied(self, item: Due) -> list[Due]:
        """This, and whatever is tied to it, whoever holds them now: what one message has told, it has
        told of them all."""
        others = select(outbox).where(due.tied_with(item), outbox.c.id != item.id)
        with reading(self._engine) as connection:
            rows = connection.execute(others.order_by(*turns.ORDER)).all()
        return [
            item,
            *(due.read(row, item.held_until, row.attempts, item.ambiguous) for row in rows),
        ]

    def proof(self, item: Due) -> Receipt | None:
        """The receipt of the one that led its bundle, where that has been told: and so with all of it."""
        leader = item.bundle.removeprefix(turns.BUNDLE)
        owed = and_(outbox.c.reference == kept.c.reference, outbox.c.key == kept.c.item_key)
        found = receipts.RECEIPT.join(outbox, owed).where(outbox.c.key == leader)
        with reading(self._engine) as connection:
            row = connection.execute(found.where(kept.c.sent_at.is_not(None))).first()
        return None if row is None else Receipt(*row)

    def untie(self, items: Sequence[Due]) -> list[Due]:
        """Each goes alone again; whoever holds them goes on holding them."""
        with writing(self._engine) as connection:
            connection.execute(update(outbox).where(due.held(items[0])).values(bundle=""))
        return [replace(item, bundle="") for item in items]

    def sent(self, told: Sequence[tuple[Due, Receipt]], now: datetime) -> None:
        """They have been told, all at once, each with its own receipt; whoever holds them now."""
        with writing(self._engine) as connection:
            # Rows before receipts, and each in one order: as whoever else locks them.
            mine = outbox.c.id.in_([item.id for item, _ in told])
            connection.execute(_in_order(mine)).all()
            for item, receipt in sorted(told, key=_by_receipt):
                receipts.keep(connection, item.reference, item.key, receipt, now)
                due.done(connection, item.id, now)
                receipts.release(connection, item.reference, item.key)


def _in_order(such: ColumnElement[bool]) -> Select[tuple[int]]:
    """These rows, locked in the one order in which everybody locks them."""
    return select(outbox.c.id).where(such).order_by(outbox.c.id).with_for_update()


def _by_receipt(told: tuple[Due, Receipt]) -> tuple[str, str, str]:
    item, receipt = told
    return item.reference, receipt.topic, receipt.person
