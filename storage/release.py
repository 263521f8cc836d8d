"""Which release may write: one that meets a later database stands back."""

from sqlalchemy import Connection, text

from storage.tables import REVISION


class NewerDatabase(Exception):
    """The database was written by a later release than this one: it is left alone."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at version {revision}, which this release does not know. "
            "Start the release that last used it, or a later one."
        )


def refuse_newer(connection: Connection) -> None:
    """Said within the transaction that would write: nothing comes in between."""
    revision = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if revision > REVISION:
        raise NewerDatabase(revision)
