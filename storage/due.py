"""Something owed, as a worker holds it: what its row says, and for how long it is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, and_, bindparam, update

from escalation import owing
from escalation.owing import Owed
from storage.tables import outbox

WAITING, LEASED, SENT = "waiting", "leased", "sent"
GIVEN_UP, NO_LONGER_OWED = "given_up", "no_longer_owed"
UNHELD: dict[str, object] = {"claimed_by": None, "lease_until": None}


@dataclass(frozen=True)
class Due:
    """Something owed, held by one worker until its lease ends.

    `attempts` counts this one, `faults` those before it that failed by a fault of ours. `ambiguous`:
    an earlier attempt never said how it ended, so it may have been sent: look it up by its key
    before sending it again. With a `bundle` come the others that are tied into it, held as long as
    this one. Nothing is `owed` where this release cannot read what is.
    """

    id: int
    reference: str
    seq: int
    key: str
    kind: str
    urgent: bool
    nudge: bool
    owed: Owed | None
    attempts: int
    faults: int
    ambiguous: bool
    owed_at: datetime
    held_until: datetime
    bundle: str = ""


class GivenUp(NamedTuple):
    """Something owed that could not be done, and since when it has been owed."""

    id: int
    reference: str
    kind: str
    why: str
    since: datetime


def take(
    connection: Connection, rows: Sequence[Row[Any]], worker: str, until: datetime
) -> list[Due]:
    """Lease what has been locked, and whatever is tied to it: each as its row was before."""
    if not rows:
        return []
    leased = {"state": LEASED, "claimed_by": worker, "lease_until": until, "run_at": until}
    taken = update(outbox).values(**leased, attempts=outbox.c.attempts + 1)
    ids, tied = [row.id for row in rows], [row.bundle for row in rows if row.bundle]
    connection.execute(taken.where(outbox.c.id.in_(ids)))
    if tied:
        theirs = (is_tied(), outbox.c.bundle.in_(tied), outbox.c.state == LEASED)
        connection.execute(taken.where(*theirs, outbox.c.id.not_in(ids)))
    return [read(row, until, row.attempts + 1, row.state == LEASED) for row in rows]


def done(connection: Connection, item: int, now: datetime) -> None:
    """It has been done, and its words go; whoever else still holds it has nothing left to do."""
    mine = and_(outbox.c.id == item, outbox.c.state.not_in((SENT, NO_LONGER_OWED)))
    finished = {"state": SENT, "sent_at": now, "owed": None, **UNHELD}
    connection.execute(update(outbox).where(mine).values(finished))


def read(row: Row[Any], held_until: datetime, attempts: int, ambiguous: bool) -> Due:
    """What a row says is owed."""
    found = row._mapping
    as_it_is = ("id", "reference", "seq", "key", "kind", "urgent", "nudge", "faults", "owed_at")
    return Due(
        **{name: found[name] for name in (*as_it_is, "bundle")},
        owed=_owed(found["owed"]),
        attempts=attempts,
        ambiguous=ambiguous,
        held_until=held_until,
    )


def held(item: Due) -> ColumnElement[bool]:
    """Its row, and those tied into its bundle, while it is theirs.

    Of two workers that believe they hold it, only the later is right: every lease ends later than
    the one before it.
    """
    mine = and_(outbox.c.bundle == item.bundle, leased_with(item))
    return and_(mine, is_tied() if item.bundle else outbox.c.id == item.id)


def tied_with(item: Due) -> ColumnElement[bool]:
    """Whatever is tied into its bundle and taken up, by whomever."""
    return and_(is_tied(), outbox.c.bundle == item.bundle, outbox.c.state == LEASED)


def leased_with(item: Due) -> ColumnElement[bool]:
    """Whatever has this very lease."""
    return and_(outbox.c.state == LEASED, outbox.c.lease_until == item.held_until)


def literally(value: str) -> BindParameter[str]:
    """Said in the statement: a database uses an index of some rows only for a question that names them."""
    return bindparam(None, value, literal_execute=True)


def is_tied(table: Any = outbox) -> ColumnElement[bool]:
    """Said literally: an index holds only the rows that are tied."""
    found: ColumnElement[bool] = table.c.bundle != literally("")
    return found


def _owed(owed: str) -> Owed | None:
    try:
        return owing.read(owed)
    except ValueError:  # one row that this release cannot read must not stop the rest
        return None
