"""The database's own clock, where it has one: the same for every process, on whatever machine."""

from datetime import UTC, datetime

from sqlalchemy import Engine, func, select

from storage.database import is_postgresql, reading


def has_clock(engine: Engine) -> bool:
    """Whether this database knows the time itself: SQLite asks the machine that it is opened on."""
    return is_postgresql(engine)


def now(engine: Engine) -> datetime:
    """What time it is there, this very moment."""
    with reading(engine) as connection:
        at: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return at.astimezone(UTC)
