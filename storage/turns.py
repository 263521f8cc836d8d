"""Whose turn it is: which of all that is owed can be done now, in which order, and when next.

Each question is asked of one class at a time (the urgent, then what limits owe, then nudges): so it
is answered from the front of an index, however much is waiting.
"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
)

from escalation.owing import Place, Record, Telling
from storage.due import GIVEN_UP, LEASED, WAITING, is_tied, literally
from storage.tables import outbox, places

CLASSES = ((True, False), (False, False), (False, True))  # urgent, nudge
ORDER = (outbox.c.nudge, outbox.c.run_at, outbox.c.id)
BUNDLE = "bundle:"  # then the key of the one that leads it


def ready(now: datetime, urgent: bool, nudge: bool) -> Select[Any]:
    """What of this class can be done now, the longest ready first."""
    its_time = (outbox.c.run_at <= now, or_(outbox.c.state == WAITING, outbox.c.lease_until < now))
    return _of(select(outbox), urgent, nudge).where(*its_time, _leads(), its_turn())


def next_ready(urgent: bool, nudge: bool) -> Select[Any]:
    """When something of this class whose turn it is can next be tried, or a lease next ends."""
    found = _of(select(outbox.c.run_at), urgent, nudge)
    return found.where(or_(outbox.c.state == LEASED, its_turn())).limit(1)


def together(now: datetime, addressees: list[str]) -> Select[Any]:
    """The tellings that wait for any of these and can go now; what is urgent never waits for others."""
    waiting = (outbox.c.state == WAITING, outbox.c.run_at <= now, outbox.c.urgent.is_not(True))
    theirs = (outbox.c.addressee.in_(addressees), outbox.c.kind == Telling.kind)
    found: Select[Any] = select(outbox).where(undone(), *theirs, *waiting)
    return found.order_by(*ORDER)


def oldest(nudge: bool, asleep: str) -> Select[Any]:
    """Since when the oldest of them has been owed, but for what is asleep."""
    found = select(outbox.c.owed_at).where(undone(), outbox.c.nudge.is_(nudge))
    return found.where(outbox.c.why != asleep).order_by(outbox.c.owed_at).limit(1)


def undone(table: Any = outbox) -> ColumnElement[bool]:
    """Said literally: a database uses an index of some rows only for a question that names them."""
    states: BindParameter[Any] = bindparam(
        None, [WAITING, LEASED], expanding=True, literal_execute=True
    )
    found: ColumnElement[bool] = table.c.state.in_(states)
    return found


@cache
def its_turn() -> ColumnElement[bool]:
    """A telling goes alone. Everything else is done in order, and waits for whatever was owed there
    before it; what happens in the place waits until that is made, or its making given up."""
    earlier = outbox.alias("earlier")
    waits = exists().where(
        earlier.c.reference == outbox.c.reference,
        earlier.c.id < outbox.c.id,
        earlier.c.kind != Telling.kind,
        undone(earlier),
    )
    placed = _is_one(places, places.c.reference == outbox.c.reference)
    never_placed = _is_one(
        earlier,
        earlier.c.reference == outbox.c.reference,
        earlier.c.kind == Place.kind,
        earlier.c.state == literally(GIVEN_UP),
    )
    needs_none = outbox.c.kind.in_((Place.kind, Record.kind))
    in_order = and_(~waits, or_(needs_none, placed, never_placed))
    return or_(outbox.c.kind == Telling.kind, in_order)


@cache
def left() -> ColumnElement[bool]:
    """It happens in a place that is left: another is still to be made, after this."""
    later = outbox.alias("later")
    return exists().where(
        later.c.reference == outbox.c.reference,
        later.c.id > outbox.c.id,
        later.c.kind == Place.kind,
        undone(later),
    )


def _of(found: Select[Any], urgent: bool, nudge: bool) -> Select[Any]:
    mine = (undone(), outbox.c.urgent.is_(urgent), outbox.c.nudge.is_(nudge))
    return found.where(*mine).order_by(outbox.c.run_at, outbox.c.id)


def _is_one(table: FromClause, *such: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is one: asked of this row alone. Of EXISTS, PostgreSQL may rather read them all."""
    found = select(literal(1)).select_from(table).where(*such).limit(1)
    return found.scalar_subquery().is_not(None)


@cache
def _leads() -> ColumnElement[bool]:
    """What is tied into a bundle comes with the one that leads it, and never on its own.

    Where whatever led it is done, the first of those that are left leads them.
    """
    other = outbox.alias("other")
    before = or_(other.c.bundle == literal(BUNDLE) + other.c.key, other.c.id < outbox.c.id)
    led = _is_one(other, is_tied(other), other.c.bundle == outbox.c.bundle, undone(other), before)
    leads = outbox.c.bundle == literal(BUNDLE) + outbox.c.key
    return or_(outbox.c.bundle == "", leads, ~led)
