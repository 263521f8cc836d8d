"""SQLite: how its file is opened, and how its one writer is waited for."""

from datetime import timedelta
from sqlite3 import SQLITE_ERROR
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

_WRITING = "escalate_writing"


def options(patience: timedelta) -> dict[str, Any]:
    """How its engine is made: threads wait for SQLite's one writer, not for a connection."""
    return {"connect_args": {"timeout": patience.total_seconds()}, "max_overflow": -1}


def prepare(engine: Engine) -> None:
    """Have each connection keep every promise, and each transaction begin when it says so."""
    event.listen(engine, "connect", _promised)
    event.listen(engine, "begin", _begun)


def will_write(connection: Connection) -> None:
    """The next transaction of this connection writes."""
    connection.execution_options(**{_WRITING: True})


def is_away(error: DBAPIError) -> bool:
    """The file cannot be read or written now; SQLite names a mistake in our own SQL the same."""
    ours = getattr(error.orig, "sqlite_errorcode", None) == SQLITE_ERROR
    return isinstance(error, OperationalError) and not ours


def _promised(connection: Any, _record: object) -> None:
    # Python's own transactions begin late and in the wrong mode: BEGIN is said in _begun.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # INSERT OR REPLACE deletes without asking the DELETE triggers unless this is on.
        "recursive_triggers = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: Connection) -> None:
    # A transaction that will write takes the lock at once: one that only finds out later that
    # another wrote since it began to read cannot wait, and fails.
    writes = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
