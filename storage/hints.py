"""Hints between processes: something new may be owed. Nothing depends on one being heard."""

from sqlalchemy import Connection, text

CHANNEL = "escalate"


def hint(connection: Connection) -> None:
    """Said to whoever listens once this transaction is kept; SQLite has nobody to say it to."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"NOTIFY {CHANNEL}"))
