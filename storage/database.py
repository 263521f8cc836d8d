"""The database: how it is opened, read and written, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, create_engine
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.types import TypeDecorator

from escalation.working_time import times
from storage import postgresql, sqlite
from storage.crypto import Keys, unlock
from storage.postgresql import ACTING, PATIENCE, Limits


class NotAnswered(Exception):
    """The database does not answer."""


class NotSaved(NotAnswered):
    """The database did not take what was to be written: nothing has been saved."""

    perhaps = False


class PerhapsSaved(NotSaved):
    """The database was cut off after it had been told to keep it all: whether it did is unknown."""

    perhaps = True


class GaveWay(NotSaved):
    """Two transactions waited for one another, and this one was undone: another try may succeed."""


class TookTooLong(NotSaved):
    """Our own work within the transaction took so long that the database ended it."""


class Instant(TypeDecorator[datetime]):
    """An aware time, kept in UTC so that it sorts as it happened."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way in; a time without its zone is refused."""
        return None if value is None else times.instant(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way out: SQLite keeps no zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def connect(url: str, keys: Keys) -> Engine:
    """The engine for this database; nothing is opened until it is used."""
    found = make_url(url)
    options: dict[str, Any] = {"hide_parameters": True, "pool_timeout": PATIENCE.total_seconds()}
    if found.get_backend_name() in postgresql.NAMES:
        options |= postgresql.options(found)
        engine = create_engine(postgresql.address(found), **options)
        postgresql.prepare(engine)
    else:
        engine = create_engine(found, **options, **sqlite.options(PATIENCE))
        sqlite.prepare(engine)
    unlock(engine, keys)
    return engine


def is_postgresql(of: Engine | Connection) -> bool:
    """Whether this is PostgreSQL, where many may write at once; the other is SQLite."""
    return of.dialect.name == "postgresql"


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, and sees one moment throughout."""
    try:
        with engine.connect() as connection:
            if is_postgresql(engine):
                connection.execution_options(**postgresql.READING)
            yield connection
    except (DBAPIError, NoConnection) as error:
        _raise_if_ours(error, engine)
        raise NotAnswered("The database does not answer.") from error


@contextmanager
def writing(engine: Engine, limits: Limits = ACTING) -> Iterator[Connection]:
    """A transaction that is kept whole, or not at all; SQLite has limits of its own."""
    ending = False
    try:
        with engine.connect() as connection:
            if is_postgresql(engine):
                postgresql.limit(connection, limits)
            else:
                sqlite.will_write(connection)
            with connection.begin() as transaction:
                yield connection
                ending = True
                transaction.commit()
    except (DBAPIError, NoConnection) as error:
        _raise_if_ours(error, engine, writing=True)
        if ending and isinstance(error, DBAPIError) and error.connection_invalidated:
            raise PerhapsSaved(
                "The database stopped answering as this was being saved: "
                "it may have been, or not. Doing the same again is safe."
            ) from error
        raise _not_saved(error, engine)(
            "The database does not answer: nothing was saved."
        ) from error


def _not_saved(error: DBAPIError | NoConnection, engine: Engine) -> type[NotSaved]:
    if isinstance(error, NoConnection) or not is_postgresql(engine):
        return NotSaved
    if postgresql.took_too_long(error):
        return TookTooLong
    return GaveWay if postgresql.collided(error) else NotSaved


def _raise_if_ours(
    error: DBAPIError | NoConnection, engine: Engine, *, writing: bool = False
) -> None:
    """A mistake in our own statement, or a row that may not be, is no fault of the database."""
    if isinstance(error, NoConnection):
        return
    away = (
        postgresql.is_away(error, writing=writing)
        if is_postgresql(engine)
        else sqlite.is_away(error)
    )
    if not away:
        raise error
