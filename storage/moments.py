"""When the engine must wake: an index of the ledger, which can be thrown away and made again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from escalation.disagreement import Wake
from escalation.particulars import HARM
from storage.database import reading, writing
from storage.tables import moments

WAITING, DONE, SET_ASIDE = "waiting", "done", "set_aside"
TRIES = 8
_LONGEST_PAUSE = timedelta(minutes=60)


class Due(NamedTuple):
    """A moment that has come."""

    reference: str
    wake: str
    at: datetime
    attempts: int = 0


class SetAside(NamedTuple):
    """A moment that failed too often, and waits for somebody to look."""

    reference: str
    wake: str
    at: datetime
    why: str


class Moments:
    """What is due, and what became of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, now: datetime, limit: int) -> list[Due]:
        """The moments that have passed: immediate harm first, then the oldest.

        At the very instant there is still time.
        """
        # Two workers may both be given a moment, and only one acts on it: `Store.act` holds the
        # disagreement, and whoever comes second finds the moment's key written or the rule silent.
        passed = (moments.c.state == WAITING, moments.c.run_at <= now, moments.c.at < now)
        columns = (moments.c.reference, moments.c.wake, moments.c.at, moments.c.attempts)
        first = case((moments.c.wake.startswith(HARM), 0), else_=1)
        ordered = (first, moments.c.at, moments.c.reference, moments.c.wake)
        found = select(*columns).where(*passed).order_by(*ordered).limit(limit)
        with reading(self._engine) as connection:
            return [Due(*row) for row in connection.execute(found)]

    def next_at(self) -> datetime | None:
        """When the next moment comes, or a failed one is tried again."""
        soonest = select(func.min(moments.c.run_at)).where(moments.c.state == WAITING)
        with reading(self._engine) as connection:
            at: datetime | None = connection.scalar(soonest)
        return at

    def done(self, reference: str, wake: str) -> None:
        """It was looked at and nothing followed: it does not come again unless its time changes."""
        self._set(reference, wake, state=DONE)

    def retry(self, reference: str, wake: str, now: datetime, why: str) -> bool:
        """It failed: tried again in 1, 2, 4 ... 60 minutes, until it is set aside (then True)."""
        with writing(self._engine) as connection:
            tried = select(moments.c.attempts).where(_is(reference, wake)).with_for_update()
            attempts = (connection.scalar(tried) or 0) + 1
            set_aside = attempts >= TRIES
            connection.execute(
                update(moments)
                .where(_is(reference, wake), moments.c.state == WAITING)
                .values(
                    attempts=attempts,
                    run_at=now + pause(attempts),
                    state=SET_ASIDE if set_aside else WAITING,
                    why=why,
                )
            )
        return set_aside

    def set_aside(self) -> list[SetAside]:
        """The moments that failed too often, oldest first."""
        found = select(moments.c.reference, moments.c.wake, moments.c.at, moments.c.why)
        ordered = found.where(moments.c.state == SET_ASIDE).order_by(moments.c.at)
        with reading(self._engine) as connection:
            return [SetAside(*row) for row in connection.execute(ordered)]

    def replay(self, reference: str, wake: str, now: datetime) -> None:
        """Try a moment that was set aside once more, from the beginning."""
        self._set(reference, wake, state=WAITING, attempts=0, run_at=now, why="")

    def _set(self, reference: str, wake: str, **values: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(moments).where(_is(reference, wake)).values(values))


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failures: 1, 2, 4 ... 60 minutes."""
    return min(timedelta(minutes=2 ** (attempts - 1)), _LONGEST_PAUSE)


def replace(connection: Connection, reference: str, wakes: Iterable[Wake]) -> None:
    """Make the index say exactly this; a moment whose time is unchanged stays as it was."""
    wanted = {wake.id: wake.at for wake in wakes}
    known = indexed(connection, reference)
    for wake in known.keys() - wanted.keys():
        connection.execute(delete(moments).where(_is(reference, wake)))
    for wake, at in wanted.items():
        fresh = {"at": at, "run_at": at, "state": WAITING, "attempts": 0, "why": ""}
        if wake not in known:
            connection.execute(insert(moments).values(reference=reference, wake=wake, **fresh))
        elif known[wake] != at:
            connection.execute(update(moments).where(_is(reference, wake)).values(fresh))


def indexed(connection: Connection, reference: str) -> dict[str, datetime]:
    """The moments the index has for a disagreement."""
    mine = select(moments.c.wake, moments.c.at).where(moments.c.reference == reference)
    return {row.wake: row.at for row in connection.execute(mine)}


def _is(reference: str, wake: str) -> ColumnElement[bool]:
    return and_(moments.c.reference == reference, moments.c.wake == wake)
