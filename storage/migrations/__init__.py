"""Bringing a database up to this release, and never back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.database import writing
from storage.postgresql import MIGRATING
from storage.release import NewerDatabase
from storage.tables import REVISION

# Any number will do: it only has to be the same in every process that migrates.
_ADVISORY_LOCK = 4_101_999


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to this release's tables, whole or not at all; twice does no harm."""
    with writing(engine, MIGRATING) as connection:
        _alone(connection)
        if revision == "head" and _revision(connection) == REVISION:
            return  # to read every migration only to run none takes a tenth of a second
        _refuse_newer(connection)
        command.upgrade(_config(connection), revision)


def _alone(connection: Connection) -> None:
    # SQLite's writing transactions are alone already.
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))


def _refuse_newer(connection: Connection) -> None:
    revision = _revision(connection)
    known = {script.revision for script in _script().walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerDatabase(revision)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
