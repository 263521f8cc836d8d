"""What an act owes, put down with it: in order, and in place of what does the same."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from escalation import owing
from escalation.owing import Card, Close, Owed, Recipient, Record, RoleAt, Telling
from storage import turns
from storage.due import NO_LONGER_OWED, WAITING
from storage.tables import outbox

_LATER = "A later one does the same."


def write_all(
    connection: Connection, owed: Mapping[str, Sequence[tuple[int, Owed]]], at: datetime
) -> None:
    """Put down what each entry, by its seq, owes, for each disagreement; of cards, one is enough
    and it comes last, but for the place being closed."""
    drawn = {ref: mine[-1][0] for ref, mine in owed.items() if any(map(_is_card, mine))}
    closing = _superseded(connection, drawn) if drawn else set()
    again = {ref: [(drawn[ref], Close())] for ref in closing}
    rows = [
        each for ref, mine in owed.items() for each in _rows(ref, [*mine, *again.get(ref, [])], at)
    ]
    if rows:
        connection.execute(insert(outbox), rows)


def _superseded(connection: Connection, references: Collection[str]) -> set[str]:
    """Cards and closings that wait go, for others come in their place; of whom a place was to close.

    What somebody has just taken may miss this act, and is done; so is whatever belongs to a place
    that is left, where another is still to be made.
    """
    mine = and_(outbox.c.reference.in_(references), outbox.c.state == WAITING, ~turns.left())
    redone = and_(mine, outbox.c.kind.in_((Card.kind, Close.kind)))
    closes = select(outbox.c.reference).where(mine, turns.undone(), outbox.c.kind == Close.kind)
    closing = set(connection.scalars(closes))
    change(connection, redone, state=NO_LONGER_OWED, why=_LATER, owed=None)
    return closing


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


def change(connection: Connection, such: ColumnElement[bool], **values: object) -> None:
    """Change what is undone and like this.

    Rows are locked in the one order in which everybody locks them: none waits for another in a
    circle.
    """
    found = select(outbox.c.id).where(turns.undone(), such).order_by(outbox.c.id)
    if ids := connection.scalars(found.with_for_update()).all():
        connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(**values))
