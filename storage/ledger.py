"""The ledger: one hash chain for each disagreement, only ever added to."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select, update

from escalation import chain
from escalation.entries import Kept
from storage.tables import bodies, disagreements, ledger

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


def procedure_of(connection: Connection, reference: str, *, hold: bool = False) -> str | None:
    """The SHA-256 of the procedure it was raised under; None where there is no such disagreement.

    With `hold`, nobody else changes this disagreement until the transaction ends: on PostgreSQL
    by this row's lock, on SQLite because a writing transaction is alone.
    """
    found = select(disagreements.c.procedure).where(disagreements.c.reference == reference)
    return connection.scalar(found.with_for_update() if hold else found)


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


def knows(connection: Connection, reference: str, key: str) -> bool:
    """Whether this act has been written already."""
    mine = (ledger.c.reference == reference, ledger.c.key == key)
    return connection.scalar(select(func.count()).select_from(ledger).where(*mine)) == 1


def append(connection: Connection, kept: Iterable[Kept]) -> None:
    """Add sealed entries and their bodies; (reference, seq) and (reference, key) are unique."""
    for entry in kept:
        link = entry.link
        sealed = {name: getattr(link, name) for name in _LINK}
        opened = {**vars(link.header), "header_salt": link.header_salt.hex()}
        connection.execute(insert(ledger).values(**sealed, **opened, key=entry.key))
        where = {"reference": link.reference, "seq": link.seq}
        body = {"salt": entry.salt, "content": entry.body.decode()}
        connection.execute(insert(bodies).values(**where, **body))


def kept(connection: Connection, reference: str) -> list[Kept]:
    """Every entry in order, whole and as it was written, or `Tampered`."""
    same = (ledger.c.reference == bodies.c.reference) & (ledger.c.seq == bodies.c.seq)
    both = select(ledger, bodies.c.salt, bodies.c.content).join(bodies, same, isouter=True)
    rows = connection.execute(both.where(ledger.c.reference == reference).order_by(ledger.c.seq))
    entries = [_kept(row) for row in rows]
    if why := chain.broken(entry.link for entry in entries):
        raise Tampered(f"{reference}: {why}")
    return entries


def _kept(row: Row[tuple[object, ...]]) -> Kept:
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
