"""DBOS: a queued workflow of one step for each limit, ten threads."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.acting import AT_ONCE, acting, fire
from benchmarks.order import Order


@contextmanager
def ready(order: Order) -> Iterator[Callable[[], None]]:
    """Every workflow is in its queue; this process takes them up when it is told."""
    library: Any = importlib.import_module("dbos")
    url = order.url.replace("postgresql://", "postgresql+psycopg://")
    config: dict[str, Any] = {"name": "bench", "system_database_url": url}
    config |= {"application_version": "1", "max_executor_threads": AT_ONCE}
    config |= {"executor_id": "bench", "log_level": "CRITICAL"}
    step = library.DBOS.step(name="step")(fire)
    library.DBOS.workflow(name="limit")(lambda *job: step(*job))
    library.DBOS(config=config)
    library.DBOS.launch()  # it makes its tables
    library.DBOS.destroy()
    with acting(order) as mine:
        client = library.DBOSClient(system_database_url=url)
        client.register_queue("limits")
        queued = {"queue_name": "limits", "workflow_name": "limit", "app_version": "1"}
        for job in mine.jobs:
            client.enqueue(queued, *job)
        client.destroy()

        def launched() -> None:
            library.DBOS(config=config)
            library.DBOS.launch()
            mine.finished.wait()

        yield launched
        library.DBOS.destroy()
