"""The ledger: one hash chain for each disagreement, only ever added to."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from escalation import chain
from escalation.entries import Kept
from storage.tables import bodies, disagreements, ledger

_SAME = (ledger.c.reference == bodies.c.reference) & (ledger.c.seq == bodies.c.seq)
_WHOLE = (
    select(ledger, bodies.c.salt, bodies.c.content)
    .join(bodies, _SAME, isouter=True)
    .order_by(ledger.c.reference, ledger.c.seq)
)
_LINK, _HEADER = chain.Link.__dataclass_fields__, chain.Header.__dataclass_fields__


class Tampered(Exception):
    """What is kept is not what was written: says which entry, never what it holds."""


def begin(
    connection: Connection, reference: str, procedure: str, key: str, status: str, at: datetime
) -> None:
    """A disagreement with nothing in its ledger yet."""
    row = {"reference": reference, "procedure": procedure, "status": status, "opened_by_key": key}
    connection.execute(insert(disagreements).values(**row, opened_at=at))


def opened_by(connection: Connection, key: str) -> str | None:
    """The disagreement that this key opened."""
    opened = select(disagreements.c.reference).where(disagreements.c.opened_by_key == key)
    return connection.scalar(opened)


def procedures_of(
    connection: Connection, wanted: Collection[str], *, hold: bool = False
) -> dict[str, str]:
    """By reference, the SHA-256 of the procedure each was raised under; only those there are.

    With `hold`, nobody else changes these disagreements until the transaction ends: on PostgreSQL
    by their rows' locks (which let rows that refer to them be written), on SQLite because a
    writing transaction is alone.
    """
    columns = (disagreements.c.reference, disagreements.c.procedure)
    found = select(*columns).where(disagreements.c.reference.in_(wanted))
    rows = connection.execute(found.with_for_update(key_share=True) if hold else found)
    return {row.reference: row.procedure for row in rows}


def set_status(connection: Connection, reference: str, status: str) -> None:
    """Remember whether people are still at work on it, to find the open ones without folding."""
    row = update(disagreements).where(disagreements.c.reference == reference)
    connection.execute(row.values(status=status))


def with_status(connection: Connection, status: str) -> list[str]:
    """The disagreements with this status, oldest first."""
    found = select(disagreements.c.reference).where(disagreements.c.status == status)
    ordered = found.order_by(disagreements.c.opened_at, disagreements.c.reference)
    return list(connection.scalars(ordered))


def references(connection: Connection) -> list[str]:
    """Every disagreement there is, oldest first."""
    ordered = (disagreements.c.opened_at, disagreements.c.reference)
    return list(connection.scalars(select(disagreements.c.reference).order_by(*ordered)))


def append(connection: Connection, kept: Sequence[Kept]) -> None:
    """Add sealed entries and their bodies; (reference, seq) and (reference, key) are unique."""
    if kept:
        connection.execute(insert(ledger), [_sealed(each) for each in kept])
        connection.execute(insert(bodies), [_body(each) for each in kept])


def kept(connection: Connection, reference: str) -> list[Kept]:
    """Every entry in order, whole and as it was written, or `Tampered`."""
    return proved(reference, rows_of(connection, [reference]).get(reference, []))


def rows_of(connection: Connection, wanted: Collection[str]) -> dict[str, list[Row[Any]]]:
    """The rows of these disagreements' entries, each in order; nothing is proved yet."""
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(_WHOLE.where(ledger.c.reference.in_(wanted))):
        found.setdefault(row.reference, []).append(row)
    return found


def proved(reference: str, rows: Iterable[Row[Any]]) -> list[Kept]:
    """The entries that these rows hold, or `Tampered`."""
    entries = [_kept(row) for row in rows]
    if why := chain.broken(entry.link for entry in entries):
        raise Tampered(f"{reference}: {why}")
    return entries


def _sealed(entry: Kept) -> dict[str, object]:
    link = entry.link
    sealed = {name: getattr(link, name) for name in _LINK}
    opened = {**vars(link.header), "header_salt": link.header_salt.hex()}
    return {**sealed, **opened, "key": entry.key}


def _body(entry: Kept) -> dict[str, object]:
    where = {"reference": entry.link.reference, "seq": entry.link.seq}
    return {**where, "salt": entry.salt, "content": entry.body.decode()}


def _kept(row: Row[Any]) -> Kept:
    """One entry, its body proved by its digest."""
    found = row._mapping
    header = chain.Header(**{name: found[name] for name in _HEADER})
    header_salt = bytes.fromhex(found["header_salt"])
    link = chain.Opened(
        **{name: found[name] for name in _LINK}, header=header, header_salt=header_salt
    )
    salt, body = found["salt"] or b"", (found["content"] or "").encode()
    if chain.digest(salt, body) != link.digest:
        raise Tampered(f"{link.reference}: the body of entry {link.seq} is not as written.")
    return Kept(link, found["key"], salt, body)
