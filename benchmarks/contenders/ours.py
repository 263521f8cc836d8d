"""Our own engine: the sweep, until nothing is due."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks.order import Order
from benchmarks.seeding import store_on
from scheduler.sweep import sweep
from storage.database import connect


@contextmanager
def ready(order: Order) -> Iterator[Callable[[], None]]:
    """A store on the database, and nothing else."""
    engine = connect(order.url, order.keys)
    store = store_on(engine)

    def fire() -> None:
        while sweep(store, order.at):
            pass

    store.directory(order.at)  # one connection is open
    yield fire
    engine.dispose()
