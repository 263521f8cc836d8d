"""One worker: what is due is done, then what is owed is delivered, until nothing is left for now."""

import threading
from datetime import datetime

from scheduler.delivery import Delivery
from scheduler.sweep import sweep
from storage.store import Store

A_FEW = 4  # what is urgent is taken up first: more would keep whoever pressed from their answer


class Worker:
    """Sweep and delivery, one at a time."""

    def __init__(self, store: Store, delivery: Delivery) -> None:
        self._store = store
        self._delivery = delivery
        self._turn = threading.Lock()

    def work(self, now: datetime) -> int:
        """Everything that is due and owed by now; how many things were done."""
        done = 0
        with self._turn:
            while step := sweep(self._store, now) + self._delivery.deliver(now):
                done += step
        return done

    def deliver(self, now: datetime) -> None:
        """What is most urgent of what is owed, at once: immediate harm waits for no round of work."""
        self._delivery.deliver(now, A_FEW)

    def next_at(self) -> datetime | None:
        """When there will next be something to do."""
        soonest = (self._store.moments.next_at(), self._store.outbox.next_at())
        return min((at for at in soonest if at is not None), default=None)
