"""One worker: what is due is done, then what is owed is delivered, until nothing is left for now."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from scheduler.covering import Covering
from scheduler.delivery import LEASE, LONGEST_PAUSE, Delivery
from scheduler.errands import ErrandDelivery
from scheduler.sweep import sweep
from storage.release import NewerDatabase
from storage.store import Store

log = structlog.get_logger()
STEP = timedelta(seconds=1)  # a clock that is set right little by little goes back by less
A_FEW = 4  # more of what is urgent would keep whoever pressed from their answer
LATER = "the database belongs to a later release: this process stands back"


class Worker:
    """Sweep and delivery, one at a time; the time is asked for each thing that is done."""

    def __init__(
        self,
        store: Store,
        delivery: Delivery,
        now: Callable[[], datetime],
        errands: ErrandDelivery | None = None,
    ) -> None:
        """`errands` go when nothing else is left to do for now."""
        self._errands = errands
        self._covering = Covering(store)
        self._store = store
        self._delivery = delivery
        self._now = now
        self._turn = threading.Lock()
        self._latest: datetime | None = None
        self.stands_back = ""
        """Why it does nothing at present; nothing while it works."""

    def work(self, beat: Callable[[], None] = lambda: None) -> int:
        """Everything that is due and owed by now; how many things were done.

        `beat` is called after each of them, and ends the round there if it raises.
        """
        done = 0
        with self._turn:
            try:
                while step := self._step():
                    done += step
                    beat()
            except NewerDatabase as newer:
                self._stands_back(newer)
            else:
                self.stands_back = ""
        return done

    def deliver(self) -> None:
        """The urgent at once: immediate harm waits for no round of work, and takes up nothing else."""
        try:
            for _ in range(A_FEW):
                if not self._delivery.deliver(self._now(), urgent=True):
                    return
        except NewerDatabase:
            log.warning("left_to_a_later_release")

    def next_at(self) -> datetime | None:
        """When there will next be something to do."""
        errand = self._errands.next_at() if self._errands else None
        soonest = (self._store.moments.next_at(), self._store.outbox.next_at(), errand)
        return min((at for at in soonest if at is not None), default=None)

    def until_moment(self) -> float | None:
        """The seconds until the next moment: less than none, where others are at it."""
        at = None if self.stands_back else self._store.moments.next_at()
        return None if at is None else (at - self._now()).total_seconds()

    def _step(self) -> int:
        swept = sweep(self._store, self._time())
        # While there is more to sweep only the urgent is sent: the rest is told once, together.
        done = swept + self._delivery.deliver(self._time(), urgent=swept > 0)
        done = done or self._covering.look(self._time())
        return done or (self._errands.deliver(self._time()) if self._errands else 0)

    def _time(self) -> datetime:
        """Now; where it was later before, or may have been, nothing waits for that time again."""
        now, before = self._now(), self._latest
        if before is None or now < before - STEP:
            pause = None if before is None else timedelta(seconds=LONGEST_PAUSE)
            self._store.outbox.clock_went_back(now, LEASE, pause)
        self._latest = now
        return now

    def _stands_back(self, newer: NewerDatabase) -> None:
        """Whoever knows the database's tables does the work; this one looks whether it may again."""
        if not self.stands_back:
            log.error("stands_back", exc_info=newer)
        self.stands_back = LATER
