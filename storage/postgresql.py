"""PostgreSQL: how it is reached, how long it may take, and what its errors may say."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

DRIVER = "postgresql+psycopg"
NAMES = ("postgresql", "postgres")  # as people, and the companies that run it for them, write it

PATIENCE = timedelta(seconds=2)  # what somebody waits for a connection; SQLite's lock is alike
RECYCLE = timedelta(minutes=30)  # sooner than a firewall forgets a connection that is not used
GRACE = timedelta(seconds=5)  # after its limit the server says so itself, unless it is gone

READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_LIMITS = "escalate_limits"

_FAILED_OVER = "25006"  # a writing transaction met a server that only reads: its twin is in charge
_STOPPED = {"25P03", "25P04"}  # the transaction took too long, and was ended with its connection
_WAITED = {"55P03", "57014"}  # for a lock, or for a statement
_AWAY = {"08", "40", "53", "57", "58"}  # no line, it gave way, no room, stopped, a broken machine
_GAVE_WAY = "40"


@dataclass(frozen=True)
class Limits:
    """How long a transaction may take over a statement, over a lock, and over nothing at all."""

    statement: timedelta
    lock: timedelta
    idle: timedelta


# Somebody who presses a button is answered within three seconds, and most waiting is for a lock.
# A statement takes milliseconds: ten seconds is a database in trouble. A process that is stopped
# in the middle of its work holds others up for fifteen seconds, and not for ever.
ACTING = Limits(timedelta(seconds=10), timedelta(seconds=2), timedelta(seconds=15))
# A new table or index of a large partnership takes its time. A migration waits until those at work
# are done, and until another process that migrates is.
MIGRATING = Limits(timedelta(minutes=10), timedelta(minutes=1), timedelta(minutes=1))


def address(url: URL) -> URL:
    """The same database, reached by the driver that we ship."""
    return url.set(drivername=DRIVER)


def options(url: URL) -> dict[str, Any]:
    """How its engine is made. What the address itself asks for comes first."""
    reaching = {
        "application_name": "escalate",
        "client_encoding": "utf8",
        "connect_timeout": int(PATIENCE.total_seconds()),
        # A connection whose other end has vanished is noticed within a minute, not in two hours.
        "keepalives": 1,
        "keepalives_idle": 30,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,
    }
    # A pooler in transaction mode gives each transaction another server connection, where a
    # statement prepared before is not known.
    asked = {name: value for name, value in reaching.items() if name not in url.query}
    return {
        "connect_args": {"prepare_threshold": None, **asked},
        "isolation_level": "READ COMMITTED",
        "pool_pre_ping": True,
        "pool_recycle": int(RECYCLE.total_seconds()),
        "use_native_hstore": False,
    }


def prepare(engine: Engine) -> None:
    """Have each connection lose its patience, and give each transaction its limits."""
    event.listen(engine, "do_connect", _connected)
    event.listen(engine, "checkin", _given_back)
    event.listen(engine, "begin", _limited)


def limit(connection: Connection, limits: Limits) -> None:
    """The next transaction of this connection has these limits."""
    connection.execution_options(**{_LIMITS: limits})


def is_away(error: DBAPIError, *, writing: bool) -> bool:
    """The database is not there, or does not answer in time: no mistake of ours."""
    state = getattr(error.orig, "sqlstate", None)
    if error.connection_invalidated or state in _WAITED or took_too_long(error):
        return True
    if isinstance(error, (OperationalError, InterfaceError)):
        return state is None or state[:2] in _AWAY
    return writing and state == _FAILED_OVER


def took_too_long(error: DBAPIError) -> bool:
    """We did nothing in it for so long that the server ended the transaction."""
    return getattr(error.orig, "sqlstate", None) in _STOPPED


def collided(error: DBAPIError) -> bool:
    """It met another transaction, and was the one to give way: done again, it may well be kept."""
    return (getattr(error.orig, "sqlstate", None) or "")[:2] == _GAVE_WAY


def _connected(_dialect: object, _record: object, places: Any, named: Any) -> Any:
    from storage._impatient import Impatient

    driver = Impatient.connect(*places, **named)
    driver.patience = PATIENCE.total_seconds()
    return driver


def _given_back(driver: Any, _record: object) -> None:
    # Whoever takes it next asks first whether it is still there, and is not kept waiting.
    if driver is not None:
        driver.patience = PATIENCE.total_seconds()


def _limited(connection: Connection) -> None:
    # Within the transaction and for it alone: a pooler refuses settings at the start of a
    # connection, and would hand those of a session on to the next who comes.
    limits = connection.get_execution_options().get(_LIMITS, ACTING)
    driver: Any = connection.connection.driver_connection
    driver.patience = (limits.statement + GRACE).total_seconds()
    connection.exec_driver_sql(_set(limits))


@cache
def _set(limits: Limits) -> str:
    """All of them in one statement, and so in one journey to the server and back."""
    each = {
        "statement_timeout": limits.statement,
        "lock_timeout": limits.lock,
        "idle_in_transaction_session_timeout": limits.idle,
    }
    thousandth = timedelta(milliseconds=1)
    parts = [f"set_config('{name}', '{span // thousandth}', true)" for name, span in each.items()]
    return f"SELECT {', '.join(parts)}"
