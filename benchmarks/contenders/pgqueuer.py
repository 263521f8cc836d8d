"""pgqueuer: a job for each limit, drained by one queue manager on asyncpg."""

import asyncio
import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from benchmarks.acting import Acting, acting
from benchmarks.order import Order

BATCH = 1000


@contextmanager
def ready(order: Order) -> Iterator[Callable[[], None]]:
    """Every job is in its table; draining begins when it is told, and ends with the last."""
    with acting(order) as mine, asyncio.Runner() as loop:
        queuer = loop.run(_queued(order, mine))
        mode = importlib.import_module("pgqueuer.types").QueueExecutionMode.drain
        yield lambda: loop.run(queuer.run(mode=mode))


async def _queued(order: Order, mine: Acting) -> Any:
    library: Any = importlib.import_module("pgqueuer")
    connection = await importlib.import_module("asyncpg").connect(order.url)
    queuer = library.PgQueuer.from_asyncpg_connection(connection)
    await queuer.queries.install()

    async def limit(job: Any) -> None:
        await asyncio.to_thread(mine.act, *json.loads(job.payload))

    queuer.entrypoint("limit")(limit)
    for first in range(0, len(mine.jobs), BATCH):
        few = [json.dumps(job).encode() for job in mine.jobs[first : first + BATCH]]
        none, now = [0] * len(few), [timedelta(0)] * len(few)
        await queuer.queries.enqueue(["limit"] * len(few), few, none, now)
    return queuer
