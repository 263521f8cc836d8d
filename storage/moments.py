"""When the engine must wake: an index of the ledger, which can be thrown away and made again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from escalation.disagreement import Wake
from escalation.ladder.waking import HARM
from storage.database import reading, writing
from storage.tables import disagreements, moments

WAITING, DONE, SET_ASIDE = "waiting", "done", "set_aside"
TRIES = 8
_LONGEST_PAUSE = timedelta(minutes=60)


class Due(NamedTuple):
    """A moment that has come."""

    reference: str
    wake: str
    at: datetime
    attempts: int = 0


class Lived(NamedTuple):
    """How many moments were looked at, and those that failed, each with its fault."""

    looked_at: int
    failed: Sequence[tuple[Due, Exception]] = ()


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
        """The moments that have passed: immediate harm first, then the oldest; nothing is claimed."""
        found = _passed(now).order_by(None).order_by(*_ORDER).limit(limit)
        with reading(self._engine) as connection:
            return [Due(*row) for row in connection.execute(found)]

    def next_at(self) -> datetime | None:
        """When the next moment comes, or a failed one is tried again."""
        soonest = select(func.min(moments.c.run_at)).where(moments.c.state == WAITING)
        with reading(self._engine) as connection:
            at: datetime | None = connection.scalar(soonest)
        return at

    def of_kind(self, kind: str) -> list[str]:
        """The disagreements that have a moment whose name begins so, the soonest first."""
        mine = moments.c.wake.startswith(kind, autoescape=True)
        found = select(moments.c.reference).where(mine).order_by(moments.c.at, moments.c.reference)
        with reading(self._engine) as connection:
            return list(dict.fromkeys(connection.scalars(found)))

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


def claimed(
    connection: Connection, now: datetime, limit: int, only: Due | None = None
) -> list[Due]:
    """The moments that have passed of disagreements that nobody else changes until the transaction
    ends: immediate harm first, then the oldest; `only` this one where it is given.

    A disagreement that somebody else holds at present is passed over: its moments come next time.
    """
    passed = _passed(now) if only is None else _passed(now).where(_is(only.reference, only.wake))
    # Of the disagreement alone, which whoever acts on it holds. A moment's own row would stay locked
    # where its disagreement is passed over, and hold up whoever has that.
    locked = passed.with_only_columns(moments.c.reference).limit(limit)
    locked = locked.with_for_update(skip_locked=True, key_share=True, of=disagreements)
    urgent, rest = locked.where(moments.c.urgent), locked.where(~moments.c.urgent)
    held = {reference for query in (urgent, rest) for reference in connection.scalars(query)}
    # Asked again, now that they are held: somebody may have lived them in between.
    mine = passed.where(moments.c.reference.in_(held)).order_by(None).order_by(*_ORDER)
    return [Due(*row) for row in connection.execute(mine)] if held else []


def replace(
    connection: Connection, wanted: Mapping[str, Iterable[Wake]], lived: Iterable[Due] = ()
) -> None:
    """Make the index of these disagreements say exactly this; what is unchanged stays as it was.

    What was `lived` and is still there was looked at, and nothing followed: it is done, and does
    not come again unless its time changes.
    """
    known = _known(connection, wanted)
    wakes = {(ref, wake.id): wake.at for ref, each in wanted.items() for wake in each}
    looked_at = {(due.reference, due.wake): due.at for due in lived}
    gone = [_bound(*key) for key in known if key not in wakes]
    new = [_row(*key, at) for key, at in wakes.items() if key not in known]
    moved = [
        {**_bound(*key), **_fresh(key[1], at)}
        for key, at in wakes.items()
        if known.get(key, at) != at
    ]
    done = [_bound(*key) for key, at in looked_at.items() if known.get(key) == at == wakes.get(key)]
    for statement, rows in (
        (delete(moments).where(_BOUND), gone),
        (insert(moments), new),
        (update(moments).where(_BOUND), moved),
        (update(moments).where(_BOUND).values(state=DONE), done),
    ):
        if rows:
            connection.execute(statement, rows)


def indexed(connection: Connection, reference: str) -> dict[str, datetime]:
    """The moments the index has for a disagreement."""
    return {wake: at for (_, wake), at in _known(connection, [reference]).items()}


def _known(connection: Connection, references: Collection[str]) -> dict[tuple[str, str], datetime]:
    columns = (moments.c.reference, moments.c.wake, moments.c.at)
    mine = select(*columns).where(moments.c.reference.in_(references))
    return {(row.reference, row.wake): row.at for row in connection.execute(mine)}


def _passed(now: datetime) -> Select[Any]:
    """At the very instant there is still time."""
    columns = (moments.c.reference, moments.c.wake, moments.c.at, moments.c.attempts)
    passed = (moments.c.state == WAITING, moments.c.run_at <= now, moments.c.at < now)
    found = select(*columns).join(disagreements, disagreements.c.reference == moments.c.reference)
    return found.where(*passed).order_by(moments.c.run_at, moments.c.reference, moments.c.wake)


def _row(reference: str, wake: str, at: datetime) -> dict[str, object]:
    return {"reference": reference, "wake": wake, **_fresh(wake, at)}


def _fresh(wake: str, at: datetime) -> dict[str, object]:
    waiting = {"at": at, "run_at": at, "state": WAITING, "attempts": 0, "why": ""}
    return {**waiting, "urgent": wake.startswith(HARM)}


def _bound(reference: str, wake: str) -> dict[str, object]:
    return {"of_reference": reference, "of_wake": wake}


def _is(reference: str, wake: str) -> ColumnElement[bool]:
    return and_(moments.c.reference == reference, moments.c.wake == wake)


_BOUND = and_(
    moments.c.reference == bindparam("of_reference"), moments.c.wake == bindparam("of_wake")
)
_ORDER = (moments.c.urgent.desc(), moments.c.run_at, moments.c.reference, moments.c.wake)
