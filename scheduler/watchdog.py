"""The watchdog: sees by a clock that cannot be set whether the metronome still calls, and helps it up."""

import threading
import time
from collections.abc import Callable
from datetime import datetime

import structlog

from scheduler.runner import STALE_AFTER, Runner

log = structlog.get_logger()
EVERY = 5.0
STEP = 2.0  # a clock that is set right little by little moves less between two looks
LATE = 10.0  # a machine that is very busy
LONGEST = 5.0  # what its own rounds may take, so that it looks again in between

STEPPED = "Escalate: the clock of {name}'s machine has jumped. Its work goes on; see to that clock."
DIED = "Escalate: the clock of {name} had died. It was started again; see its log."
ASLEEP = "Escalate: the clock of {name} had fallen silent. It was started again; see its log."
SILENT = "Escalate: {name} has ended no round of work for two minutes. See its /readyz and its log."


def _nothing() -> None:
    pass


class Watchdog:
    """Looks after a runner every few seconds, in a thread of its own.

    APScheduler sleeps by the wall clock: set back by an hour, it would sleep for an hour.
    """

    def __init__(
        self,
        runner: Runner,
        *,
        name: str,
        wall: Callable[[], datetime],
        rings: Callable[[str], None],
        then: Callable[[], None] = _nothing,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        """`wall` is the machine's own clock, and `stopwatch` no clock; `then` is done at each look."""
        self._runner = runner
        self._name = name
        self._wall = wall
        self._rings = rings
        self._then = then
        self._stopwatch = stopwatch
        self._seen = wall(), stopwatch()
        self._in_vain = self._said = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._looks, name="watchdog", daemon=True)

    def starts(self) -> None:
        """Look from now on."""
        self._seen = self._wall(), self._stopwatch()
        self._thread.start()

    def stops(self) -> None:
        """Look no more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def is_looking(self) -> bool:
        """Whether anybody would notice: it has looked lately, and will again."""
        is_lately = self._stopwatch() - self._seen[1] < STALE_AFTER
        return self._thread.is_alive() and is_lately

    def look(self) -> None:
        """One look: whatever is wrong is mended, said in the log, and rung."""
        wall, seconds = self._wall(), self._stopwatch()
        passed = seconds - self._seen[1]
        stepped = (wall - self._seen[0]).total_seconds() - passed
        if abs(stepped) > STEP:
            log.warning("clock_stepped", seconds=round(stepped))
            self._mends(STEPPED)
        elif not self._runner.lives():
            log.error("metronome_died")
            self._mends(DIED)
        elif passed > EVERY + LATE:
            # All of this process stood still: it says nothing of the metronome.
            log.warning("process_stood_still", seconds=round(passed))
            self._runner.nudge()
        elif self._runner.since_called() > self._runner.every + LATE:
            log.error("metronome_silent", seconds=round(self._runner.since_called()))
            self._mends(ASLEEP)
        else:
            self._in_vain = False
        self._says_if_silent()
        self._then()
        self._seen = self._wall(), self._stopwatch()

    def _mends(self, why: str) -> None:
        """Another metronome; where that has led to nothing since the last look, a round of its own."""
        in_vain, self._in_vain = self._in_vain, why != STEPPED
        try:
            self._runner.revive()
        except Exception as fault:
            log.error("metronome_not_revived", exc_info=fault)
            in_vain = True
        self._rings(why.format(name=self._name))
        if in_vain and not self._runner.is_working():
            self._runner.tick(LONGEST)

    def _says_if_silent(self) -> None:
        """A round that never ends, or rounds that only fail, can only be said."""
        silent = self._runner.silence() >= STALE_AFTER
        if silent:
            self._rings(SILENT.format(name=self._name))
            if not self._said:
                log.error("no_round_ends", seconds=round(self._runner.silence()))
        self._said = silent

    def _looks(self) -> None:
        while not self._stopping.wait(EVERY):  # by the monotonic clock
            try:
                self.look()
            except Exception as fault:
                log.error("look_failed", exc_info=fault)
