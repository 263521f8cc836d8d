"""A database that fails when it is told to, and one that waits for no disk."""

import sqlite3
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

FULL, UNANSWERED = "full", "committed, and the answer lost"


class Outages:
    """What befalls a database: a statement that it does not take, a commit that it does not confirm."""

    def __init__(self, engine: Engine) -> None:
        self._left = 0
        self._fault = ""
        if engine.dialect.name == "sqlite":  # a test that ends has nothing to keep
            engine.dispose()
            event.listen(engine, "connect", lambda made, _: made.execute(_HURRIED))
        event.listen(engine, "before_cursor_execute", self._statement)
        event.listen(engine, "commit", self._commit)

    def comes(self, fault: str, statements: int) -> None:
        """This happens once so many more statements have been written."""
        self._fault, self._left = fault, statements

    def heals(self) -> None:
        """Nothing more happens."""
        self._fault = ""

    def _statement(self, connection: Any, cursor: Any, said: str, *more: Any) -> None:
        if self._fault and said.startswith(("INSERT", "UPDATE", "DELETE")):
            if self._left:
                self._left -= 1
            elif self._fault == FULL:
                self._fails(said)

    def _commit(self, connection: Any) -> None:
        """The last word reaches the database, and its answer does not arrive."""
        if self._fault == UNANSWERED and not self._left:
            connection.connection.driver_connection.commit()
            self._fails("COMMIT")

    def _fails(self, said: str) -> None:
        self._fault = ""
        raise OperationalError(said, {}, sqlite3.OperationalError("disk I/O error"))


_HURRIED = "PRAGMA synchronous = OFF"
