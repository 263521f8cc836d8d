"""PostgreSQL: how it is reached, what a transaction may take, and what its errors may say."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError, InternalError

from storage.database import connect, reading, writing
from storage.postgresql import ACTING, MIGRATING
from storage.tables import rounds
from tests.engines import on_postgresql

pytestmark = on_postgresql

SETTINGS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
# What pgbouncer knows how to keep apart for each of its clients: it refuses anything else.
POOLED = {"application_name", "client_encoding", "DateStyle", "IntervalStyle", "TimeZone"}


def notes(connection: Connection, name: str, office: Any) -> None:
    connection.execute(rounds.insert().values(name=name, next_at=office.THURSDAY))


def settings(connection: Connection, *names: str) -> tuple[str, ...]:
    return tuple(connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names)


@contextmanager
def outside(engine: Engine) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the pool as it lies there, in no transaction."""
    raw = engine.raw_connection()
    driver: Any = raw.driver_connection
    driver.autocommit = True
    yield driver
    driver.autocommit = False
    raw.close()


@pytest.mark.parametrize(
    "address",
    [
        "postgres://db/escalate",
        "postgresql://db/escalate",
        "postgresql+psycopg://db/escalate",
        "postgresql+psycopg2://db/escalate",
    ],
)
def test_however_its_address_is_written_the_driver_is_the_one_we_ship(keys, address, database):
    assert connect(address, keys).driver == "psycopg"


def test_what_the_address_asks_for_itself_comes_first(engine, keys):
    asking = connect(f"{engine.url}?application_name=desk&connect_timeout=9", keys)

    with reading(asking) as connection:
        assert settings(connection, "application_name") == ("desk",)
    asking.dispose()


@pytest.mark.parametrize(
    ("door", "isolation", "read_only"),
    [(reading, "repeatable read", "on"), (writing, "read committed", "off")],
)
def test_each_door_has_its_own_isolation(engine, door, isolation, read_only):
    with door(engine) as connection:
        found = settings(connection, "transaction_isolation", "transaction_read_only")

    assert found == (isolation, read_only)


@pytest.mark.parametrize(
    ("limits", "known"),
    [(ACTING, ("10s", "2s", "15s")), (MIGRATING, ("10min", "1min", "1min"))],
)
def test_a_transaction_has_its_limits_and_nothing_stays_of_them(engine, limits, known):
    with writing(engine, limits) as connection:
        within = settings(connection, *SETTINGS)

    with outside(engine) as driver:
        after = driver.execute("SELECT name FROM pg_settings WHERE source = 'session'").fetchall()
    assert (within, after) == (known, [])


def test_whoever_reads_has_limits_too(engine):
    with reading(engine) as connection:
        assert settings(connection, *SETTINGS) == ("10s", "2s", "15s")


def test_nothing_is_kept_in_a_server_connection_that_a_pooler_would_hand_to_another(office):
    """Neither a prepared statement nor a setting at the start: pgbouncer may stand in between."""
    for number in range(20):
        office.began(key=str(number))
        office.store.references()

    with outside(office.engine) as driver:
        prepared = driver.execute("SELECT name FROM pg_prepared_statements").fetchall()
        asked = driver.execute("SELECT name FROM pg_settings WHERE source = 'client'").fetchall()

    assert prepared == []
    assert {name for (name,) in asked} <= POOLED


def test_whoever_writes_where_they_only_read_has_made_a_mistake(engine):
    with pytest.raises(InternalError, match="read-only"), reading(engine) as connection:
        connection.execute(rounds.delete())


def test_a_key_that_stands_twice_is_not_told_in_the_error(office):
    with writing(office.engine) as connection:
        notes(connection, "Marigold-7731", office)

    with pytest.raises(IntegrityError) as found, writing(office.engine) as connection:
        notes(connection, "Marigold-7731", office)

    assert "rounds_pkey" in str(found.value)
    assert "Marigold" not in f"{found.value!r}{found.value}{found.value.orig!r}"


def test_one_row_of_many_that_is_refused_costs_nobody_their_connection(office):
    rows = [{"name": name, "next_at": office.THURSDAY} for name in ("one", "two", "one", "three")]

    with writing(office.engine) as connection:
        mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    with pytest.raises(IntegrityError), writing(office.engine) as connection:
        connection.execute(rounds.insert(), rows)
    with writing(office.engine) as connection:
        again = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()

    assert (again, office.rows()["rounds"]) == (mine, 0)


def test_a_value_that_is_refused_is_not_told_in_the_error(engine):
    with pytest.raises(DataError, match="22P02") as found, writing(engine) as connection:
        connection.exec_driver_sql("SELECT CAST(%s AS integer)", ("Marigold-7731",))

    assert "Marigold" not in f"{found.value!r}{found.value}{found.value.orig!r}"
