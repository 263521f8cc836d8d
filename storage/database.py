"""The database: how it is opened, read and written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from sqlite3 import SQLITE_ERROR
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, create_engine, event
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.types import TypeDecorator

from storage.crypto import Keys, unlock

PATIENCE = timedelta(seconds=2)
_WRITING = "escalate_writing"


class NotAnswered(Exception):
    """The database does not answer."""


class NotSaved(NotAnswered):
    """The database did not take what was to be written: nothing has been saved."""


class Instant(TypeDecorator[datetime]):
    """An aware time, kept in UTC so that it sorts as it happened."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way in; a time without its zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way out: SQLite keeps no zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def connect(url: str, keys: Keys) -> Engine:
    """The engine for this database; nothing is opened until it is used."""
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    unlock(engine, keys)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, and sees one moment throughout."""
    try:
        with engine.connect() as connection:
            yield connection
    except (OperationalError, NoConnection) as error:
        _raise_if_ours(error)
        raise NotAnswered("The database does not answer.") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is kept whole, or not at all."""
    try:
        writer = engine.execution_options(**{_WRITING: True})
        with writer.begin() as connection:
            yield connection
    except (OperationalError, NoConnection) as error:
        _raise_if_ours(error)
        raise NotSaved("The database does not answer: nothing was saved.") from error


def _raise_if_ours(error: OperationalError | NoConnection) -> None:
    """SQLite gives a mistake in our own statement the same name as a disk that is full."""
    if getattr(error.__cause__, "sqlite_errorcode", None) == SQLITE_ERROR:
        raise error


def _engine(url: str) -> Engine:
    options: dict[str, Any] = {"hide_parameters": True, "pool_timeout": PATIENCE.total_seconds()}
    if make_url(url).get_backend_name() == "sqlite":
        # Threads wait for SQLite's one writer, not for a connection.
        options |= {"connect_args": {"timeout": PATIENCE.total_seconds()}, "max_overflow": -1}
    else:
        options |= {"pool_pre_ping": True}
    return create_engine(url, **options)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Python's own transactions begin late and in the wrong mode: BEGIN is said in _begin_sqlite.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # INSERT OR REPLACE deletes without asking the DELETE triggers unless this is on.
        "recursive_triggers = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that will write takes the lock at once: one that only finds out later that
    # another wrote since it began to read cannot wait, and fails.
    writes = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
