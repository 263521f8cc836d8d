"""procrastinate: a deferred task for each limit, one worker with ten of them at a time."""

import asyncio
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.acting import AT_ONCE, Acting, acting, fire
from benchmarks.order import Order, come


@contextmanager
def ready(order: Order) -> Iterator[Callable[[], None]]:
    """Every task is in its table; the worker begins when it is told, and ends with the last."""
    library: Any = importlib.import_module("procrastinate")
    app = library.App(connector=library.PsycopgConnector(conninfo=order.url))
    with acting(order) as mine, asyncio.Runner() as loop:
        loop.run(_deferred(app, mine))
        options = {"concurrency": AT_ONCE, "wait": False, "install_signal_handlers": False}
        yield lambda: loop.run(app.run_worker_async(**options))
        loop.run(app.close_async())


async def _deferred(app: Any, mine: Acting) -> None:
    await app.open_async()
    await app.schema_manager.apply_schema_async()
    task = app.task(name="fire")(fire).configure(schedule_at=come())
    await task.batch_defer_async(*(job._asdict() for job in mine.jobs))
