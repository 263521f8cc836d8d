"""The act that every peer's job does: the same rule, by the same door as our own sweep's."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from benchmarks.order import Order
from benchmarks.seeding import store_on
from escalation import acts
from storage.database import connect, reading
from storage.store import Store
from storage.tables import moments

AT_ONCE = 10  # threads of a peer, as many as APScheduler has: none waits for a connection


class Job(NamedTuple):
    """What a peer keeps of a due limit, and hands back when its time has come."""

    reference: str
    wake: str
    due: str


class Acting:
    """The store of this process, and how many jobs are still to be done."""

    def __init__(self, store: Store, at: datetime, jobs: list[Job]) -> None:
        self.jobs = jobs
        self.finished = threading.Event()
        self._store = store
        self._at = at
        self._left = len(jobs)
        self._counting = threading.Lock()

    def act(self, reference: str, wake: str, due: str) -> None:
        """One limit fires."""
        key = f"moment:{wake}:{due}"
        self._store.act(reference, acts.ladder_passed, key=key, at=self._at)
        with self._counting:
            self._left -= 1
            if not self._left:
                self.finished.set()


_acting: list[Acting] = []


@contextmanager
def acting(order: Order) -> Iterator[Acting]:
    """The store opened, and what is due read from its moments: one job a disagreement."""
    engine = connect(order.url, order.keys)
    due = select(moments.c.reference, moments.c.wake, moments.c.at)
    passed = due.where(moments.c.at < order.at, moments.c.wake.startswith("limit:"))
    with reading(engine) as connection:
        jobs = [Job(ref, wake, at.isoformat()) for ref, wake, at in connection.execute(passed)]
    _acting[:] = [Acting(store_on(engine), order.at, jobs)]
    yield _acting[0]
    engine.dispose()


def fire(reference: str, wake: str, due: str) -> None:
    """The same as a plain function, for those who keep its name in a row."""
    _acting[0].act(reference, wake, due)
