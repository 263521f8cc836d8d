"""The metronome: APScheduler wakes the worker; every moment itself is a row."""

import threading
import time
from collections.abc import Callable
from datetime import UTC

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from scheduler.worker import Worker

log = structlog.get_logger()
EVERY = 1.0
STALE_AFTER = 120.0  # longer than any one thing may take


class Runner:
    """Keeps a worker going: at each beat, and at once when nudged."""

    def __init__(
        self,
        worker: Worker,
        *,
        every: float = EVERY,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        """`every` is the seconds between two beats; `stopwatch` counts seconds whatever the clock says."""
        self._worker = worker
        self._every = every
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._stopwatch = stopwatch
        self._last = stopwatch()
        self._working = threading.Lock()
        self._next = threading.Lock()
        self._adding = threading.Lock()
        self._stopping = False

    def start(self) -> None:
        """Begin with whatever fell due while nobody was running."""
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=self._every,
            id="tick",
            coalesce=True,
            max_instances=2,
            misfire_grace_time=None,
        )
        self._scheduler.start()
        self.nudge()

    def stop(self) -> None:
        """Finish what is being done, and stop."""
        with self._adding:
            if self._scheduler.running:
                self._stopping = True
                # Its thread would die of a job that it takes up while it is being stopped.
                self._scheduler.remove_all_jobs()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def nudge(self) -> None:
        """Something new may be owed: do not wait for the next second."""
        with self._adding:
            if self._scheduler.running and not self._stopping:
                self._scheduler.add_job(
                    self.tick,
                    id="nudged",
                    replace_existing=True,
                    max_instances=2,
                    misfire_grace_time=None,
                )

    def tick(self) -> None:
        """One round of work; a fault in it is logged, and the next round comes all the same."""
        if not self._next.acquire(blocking=False):
            return  # another round waits for this one to end, and will see everything new
        with self._working:
            self._next.release()
            try:
                self._worker.work(self._beat)
                self._beat()
            except Exception as fault:
                log.error("work_failed", exc_info=fault)

    def is_beating(self) -> bool:
        """Whether a round has ended lately, or got on with its work."""
        return self._stopwatch() - self._last < STALE_AFTER

    def _beat(self) -> None:
        self._last = self._stopwatch()
