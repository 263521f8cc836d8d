"""The victim: a whole installation, in a process of its own that may die at any moment."""

import itertools
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, event

from bot import demo, logs
from bot.app import composed
from bot.clock import WoundClock
from bot.server import Running, http
from scheduler.runner import Runner

EVERY = 0.05


@dataclass(frozen=True)
class Order:
    """What is to live, and at which of its writings it dies, if at one of them."""

    data: str
    sandbox_port: int
    port: int
    writing: int = 0


def warms_up() -> None:
    """Everything that is slow the first time is done once, before any installation is forked."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        clock = WoundClock.started(data / "clock", datetime(2026, 4, 2, tzinfo=UTC))
        with composed(demo.settings(data, 1), clock) as app:
            demo.fill_directory(app)
            app.door()


def live(order: Order, up: Callable[[], None]) -> None:
    """Serve and do what is due, until killed."""
    if order.writing:
        _dies_at(order.writing)
    data = Path(order.data)
    logs.configure("warning")
    clock = WoundClock(data / "clock")
    with composed(demo.settings(data, order.sandbox_port), clock) as app:
        demo.fill_directory(app)
        with Running(http(app.door(), app.not_ready), order.port):
            replace(app, runner=Runner(app.worker, every=EVERY)).starts()
            up()
            threading.Event().wait()


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


def _writes(said: str) -> bool:
    """Whether a statement changes anything; to look for work is no change, and is done all day."""
    looking = said.startswith("UPDATE outbox") and "attempts=" in said
    return said.startswith(("INSERT", "UPDATE", "DELETE", "CREATE")) and not looking
