"""The listener: hears, on a connection of its own, that some other process has something new owed."""

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import structlog
from sqlalchemy import Engine

from storage import postgresql
from storage.database import is_postgresql
from storage.hints import CHANNEL

log = structlog.get_logger()
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
FAREWELL = 5.0
A_WHILE = 0.5  # how soon it sees that it is to stop


class Listener:
    """Calls `hears` at each hint; deaf for a while, or for ever behind a pooler, it costs a second.

    With SQLite there is nothing to hear, and it does nothing.
    """

    def __init__(self, engine: Engine, hears: Callable[[], None]) -> None:
        self._engine = engine
        self._hears = hears
        self._deaf = False
        self._pause = FIRST_PAUSE
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listens, name="listener", daemon=True)

    def starts(self) -> None:
        """Listen from now on."""
        if is_postgresql(self._engine):
            self._thread.start()

    def stops(self) -> None:
        """Listen no more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(FAREWELL)  # a server that is frozen holds nobody up

    def _listens(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._connected() as connection:
                    self._hears_all(connection)
            except Exception as fault:
                if not self._deaf:
                    log.warning("hints_not_heard", exc_info=fault)
                self._deaf = True
                self._stopping.wait(self._pause)
                self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _connected(self) -> "psycopg.Connection[Any]":
        places, named = self._engine.dialect.create_connect_args(self._engine.url)
        asked = {**postgresql.options(self._engine.url)["connect_args"], **named}
        return psycopg.connect(*places, **asked, autocommit=True)

    def _hears_all(self, connection: "psycopg.Connection[Any]") -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        self._deaf, self._pause = False, FIRST_PAUSE
        self._hears()  # whatever was said while nobody listened
        while not self._stopping.is_set():
            if list(connection.notifies(timeout=A_WHILE, stop_after=1)):
                self._hears()
