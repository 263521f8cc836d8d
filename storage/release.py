"""Which release may write: one that meets a later database stands back."""

from sqlalchemy import Connection, Engine, inspect, text

from storage.database import reading
from storage.tables import REVISION


class NewerDatabase(Exception):
    """The database was written by a later release than this one: it is left alone."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at version {revision}, which this release does not know. "
            "Start the release that last used it, or a later one."
        )


def is_current(engine: Engine) -> bool:
    """The database has exactly the tables that this release works with."""
    with reading(engine) as connection:
        there = inspect(connection).has_table("alembic_version")
        return there and _revision(connection) == REVISION


def is_newer(engine: Engine) -> bool:
    """The database has been brought to a later release; what this one reads is still there."""
    with reading(engine) as connection:
        return _revision(connection) > REVISION


def refuse_newer(connection: Connection) -> None:
    """Said within the transaction that would write: nothing comes in between."""
    if (revision := _revision(connection)) > REVISION:
        raise NewerDatabase(revision)


def _revision(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
