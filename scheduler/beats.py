"""Beats: what a process that does what is due says of itself, now and then, in the database."""

import time
from collections.abc import Callable
from datetime import datetime

import structlog

from storage.workers import Workers

log = structlog.get_logger()
EVERY = 10.0


class Beats:
    """One worker's row: kept fresh while it works, and away once it has stopped."""

    def __init__(
        self,
        workers: Workers,
        name: str,
        release: str,
        now: Callable[[], datetime],
        *,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workers = workers
        self._name = name
        self._release = release
        self._now = now
        self._stopwatch = stopwatch
        self._next = stopwatch()
        self._beaten = False

    def beat(self) -> None:
        """Say that it lives, every ten seconds at most; that this fails keeps nobody from work."""
        if self._stopwatch() < self._next:
            return
        self._next = self._stopwatch() + EVERY
        try:
            self._workers.beat(self._name, self._release, self._now())
            self._beaten = True
        except Exception as fault:
            log.warning("beat_not_kept", exc_info=fault)

    def ends(self) -> None:
        """It has stopped: nobody need wait for a minute to see that."""
        if not self._beaten:
            return
        try:
            self._workers.gone(self._name)
        except Exception as fault:
            log.warning("beat_not_taken_away", exc_info=fault)
