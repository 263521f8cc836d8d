"""A SQLite database at this release's tables: migrated once, and copied for each test."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.crypto import Keys, new_key_file
from storage.database import connect
from storage.migrations import migrate


def new_sqlite(file: Path) -> str:
    """The address of a new database in this file."""
    file.write_bytes(_migrated())
    return f"sqlite:///{file}"


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as kept:
        new_key_file(Path(kept, "keys"))
        engine = connect(f"sqlite:///{kept}/template.db", Keys(Path(kept, "keys")))
        migrate(engine)
        engine.dispose()
        return Path(kept, "template.db").read_bytes()
