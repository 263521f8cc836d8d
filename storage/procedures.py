"""The procedures that disagreements were raised under, pinned by their SHA-256 for ever."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from escalation.texts import procedure
from escalation.texts.procedure import Procedure
from storage.tables import procedures


def pin(connection: Connection, pinned: Procedure, at: datetime) -> None:
    """Keep the very text: a disagreement is always read under the words it was raised under."""
    known = select(procedures.c.sha256).where(procedures.c.sha256 == pinned.sha256)
    if connection.scalar(known) is None:
        row = {"sha256": pinned.sha256, "name": f"{pinned.id}.yml", "text": pinned.text}
        connection.execute(insert(procedures).values(**row, kept_at=at))


def pinned(connection: Connection, sha256: str) -> Procedure:
    """The procedure with this SHA-256."""
    found = select(procedures.c.text, procedures.c.name).where(procedures.c.sha256 == sha256)
    text, name = connection.execute(found).one()
    return procedure.read(text, name)
