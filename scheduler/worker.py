"""One worker: what is due is done, then what is owed is delivered, until nothing is left for now."""

import threading
from collections.abc import Callable
from datetime import datetime

from scheduler.delivery import Delivery
from scheduler.sweep import sweep
from storage.store import Store

A_FEW = 4  # more of what is urgent would keep whoever pressed from their answer


class Worker:
    """Sweep and delivery, one at a time; the time is asked for each thing that is done."""

    def __init__(self, store: Store, delivery: Delivery, now: Callable[[], datetime]) -> None:
        self._store = store
        self._delivery = delivery
        self._now = now
        self._turn = threading.Lock()

    def work(self, beat: Callable[[], None] = lambda: None) -> int:
        """Everything that is due and owed by now; how many things were done. `beat` after each."""
        done = 0
        with self._turn:
            while step := self._step():
                done += step
                beat()
        return done

    def deliver(self) -> None:
        """The urgent at once: immediate harm waits for no round of work, and takes up nothing else."""
        for _ in range(A_FEW):
            if not self._delivery.deliver(self._now(), urgent=True):
                return

    def next_at(self) -> datetime | None:
        """When there will next be something to do."""
        soonest = (self._store.moments.next_at(), self._store.outbox.next_at())
        return min((at for at in soonest if at is not None), default=None)

    def _step(self) -> int:
        return sweep(self._store, self._now()) + self._delivery.deliver(self._now())
