"""The victim: a whole installation, or one worker of it, in a process that may die at any moment."""

import itertools
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from sqlalchemy import Connection, Engine, event

from bot import demo, logs
from bot.app import App, Part, composed
from bot.clock import WoundClock
from bot.config import Config
from bot.installation import RefusedError
from bot.server import Running, http
from scheduler.runner import Runner
from scheduler.worker import Worker
from tests.torture.turnstile import Turnstile

EVERY = 0.05
EVERY_OF_MANY = 0.25
SLACK_ANSWERS = 2  # seconds, for one of many: the clock stands while it waits for Slack
NOT_STARTED = RefusedError  # while the database does not answer: whoever runs it starts it again
AGAIN = 75
FULL_FOR = 30  # writings
PAGES = 2**30


@dataclass(frozen=True)
class Order:
    """What is to live; at which of its writings it dies, and at which its disk is full for a while.

    With a `database` it is one of many that share it, and answers people if it has a `port`, or
    else works; without, it is one alone on its own SQLite file, and does both.
    """

    data: str
    api: str
    port: int = 0
    database: str = ""
    writing: int = 0
    full: int = 0

    @property
    def part(self) -> Part:
        """What of the whole it does."""
        if not self.database:
            return Part.WHOLE
        return Part.DOOR if self.port else Part.WORK


def warms_up() -> None:
    """Everything that is slow the first time is done once, before any installation is forked."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        clock = WoundClock.started(data / "clock", datetime(2026, 4, 2, tzinfo=UTC))
        with composed(demo.settings(data, 1), clock) as app:
            demo.fill_directory(app)
            app.door()


def settings(order: Order) -> Config:
    """The settings of a demo, with the database and the workspace that were ordered."""
    ordered = {"database_url": order.database} if order.database else {}
    return demo.settings(Path(order.data), 1).model_copy(
        update={"slack_api_url": order.api, **ordered}
    )


def live(order: Order, up: Callable[[], None]) -> None:
    """Serve and do what is due, until killed."""
    if order.writing:
        _dies_at(order.writing)
    if order.full:
        _fills_at(order.full)
    logs.configure("warning")
    clock = WoundClock(Path(order.data) / "clock")
    with composed(settings(order), clock, order.part) as app:
        if order.database:
            _of_many(order, app, up)
        else:
            demo.fill_directory(app)
            with Running(http(app.door(), app.not_ready), order.port):
                replace(app, runner=Runner(app.worker, every=EVERY)).starts()
                _until_killed(up)


def _of_many(order: Order, app: App, up: Callable[[], None]) -> None:
    app.sender._client.timeout = SLACK_ANSWERS
    held = cast("Worker", Held(app.worker, Turnstile(Path(order.data))))
    replace(app, runner=Runner(held, every=EVERY_OF_MANY)).starts()
    if order.port:
        with Running(http(app.door(), app.not_ready), order.port):
            _until_killed(up)
    _until_killed(up)


def _until_killed(up: Callable[[], None]) -> None:
    up()
    threading.Event().wait()


class Held:
    """A worker that holds the time for as long as it is in the middle of a thing."""

    def __init__(self, worker: Worker, turnstile: Turnstile) -> None:
        self._worker = worker
        self._turnstile = turnstile

    def __getattr__(self, name: str) -> Any:
        return getattr(self._worker, name)

    def work(self, beat: Callable[[], None] = lambda: None) -> int:
        """A round of work; between two things of it the time may move."""
        turn = [self._turnstile.working()]
        turn[0].__enter__()

        def between() -> None:
            turn[0].__exit__(None, None, None)
            turn[0] = self._turnstile.working()
            turn[0].__enter__()
            beat()

        try:
            return self._worker.work(between)
        finally:
            turn[0].__exit__(None, None, None)


def _dies_at(writing: int) -> None:
    """Die before the so-manieth thing that is written, a commit of something written counted too."""
    left = itertools.count(writing, -1)

    def burn() -> None:
        if next(left) <= 1:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(connection: Connection, _cursor: Any, said: str, *_rest: Any) -> None:
        if _writes(said):
            connection.info["wrote"] = True
            burn()

    def commit(connection: Connection) -> None:
        if connection.info.pop("wrote", False):
            burn()

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)


def _fills_at(writing: int) -> None:
    """From the so-manieth thing that is written, SQLite is given no more pages, for a while."""
    writings = itertools.count(1)

    def statement(connection: Connection, _cursor: Any, said: str, *_rest: Any) -> None:
        if _writes(said):
            is_full = writing <= next(writings) < writing + FULL_FOR
            # It takes a number below what there is for what there is.
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA max_page_count = {1 if is_full else PAGES}")

    event.listen(Engine, "before_cursor_execute", statement)


def _writes(said: str) -> bool:
    """Whether a statement changes anything; to look for work, and to say that one lives, is no change."""
    looking = said.startswith("UPDATE outbox") and "attempts=" in said
    living = said.startswith(("INSERT INTO workers", "UPDATE workers", "UPDATE rounds"))
    return said.startswith(("INSERT", "UPDATE", "DELETE", "CREATE")) and not (looking or living)
