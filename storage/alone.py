"""Alone: of the processes on one SQLite file, the one that does what is due, as the system knows it."""

import os
import sys
from pathlib import Path

from sqlalchemy import Engine

from storage.database import is_postgresql, reading


class NotAlone(Exception):
    """Another process does what is due in this database already."""


class Alone:
    """A lock on a file beside the database: the system lets go of it, however its process dies."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: int | None = None

    def takes(self) -> None:
        """Be the one from now on; a database that many may work on, or one in memory, needs none."""
        if self._held is None and (database := _file(self._engine)):
            self._held = _locked(database.with_name(f"{database.name}.sweeper"))

    def lets_go(self) -> None:
        """Somebody else may be the one."""
        if self._held is not None:
            os.close(self._held)
            self._held = None


def _file(engine: Engine) -> Path | None:
    """Where SQLite itself says that it keeps the database, however the address was written."""
    if is_postgresql(engine):
        return None
    with reading(engine) as connection:
        rows = connection.exec_driver_sql("PRAGMA database_list").all()
    name = next(row.file for row in rows if row.name == "main")
    return Path(name).resolve() if name else None


def _locked(file: Path) -> int:
    # Never deleted: whoever came next would hold a lock on another file of the same name.
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
    except OSError as held:
        os.close(descriptor)
        raise NotAlone from held
    return descriptor


def _lock(descriptor: int) -> None:
    """Take the lock, or fail at once."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
