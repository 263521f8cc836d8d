"""The metronome: APScheduler wakes the worker; every moment itself is a row."""

import math
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger

from scheduler.worker import Worker
from storage.database import NotAnswered

log = structlog.get_logger()
EVERY = 1.0
SURELY = 30.0  # seldom, for APScheduler counts what it missed one by one: a month at each second
STALE_AFTER = 120.0  # longer than any one thing may take
ASKED = 60.0  # how often it is asked whether an audit is due
JUST_PAST = 0.002  # at the very instant of a moment there is still time
# One works, one waits for it to end, and one finds that another waits.
JOB = {"coalesce": True, "max_instances": 3, "misfire_grace_time": None, "replace_existing": True}


def _nothing() -> None:
    pass


def _apscheduler() -> BackgroundScheduler:
    return BackgroundScheduler(timezone=UTC)


def _now_for_apscheduler() -> datetime:
    """What it takes to be now: the machine's time, by which it sleeps, and no other clock of ours."""
    now: datetime = DateTrigger(timezone=UTC).run_date
    return now


class _Enough(Exception):
    """The round ends here, and what is left waits for the next."""


class Runner:
    """Keeps a worker going: at each beat, as soon as a moment has passed, and at once when nudged."""

    def __init__(
        self,
        worker: Worker,
        *,
        every: float = EVERY,
        stopwatch: Callable[[], float] = time.monotonic,
        metronome: Callable[[], BackgroundScheduler] = _apscheduler,
    ) -> None:
        """`every` is the seconds between two beats; `stopwatch` counts seconds whatever the clock says."""
        self.every = every
        self._worker = worker
        self._stopwatch = stopwatch
        self._new_metronome = metronome
        self._metronome: BackgroundScheduler | None = None
        self._beats, self._audit = _nothing, _nothing
        self._last = self._called = stopwatch()
        self._enough_at = math.inf
        self._working, self._next = threading.Lock(), threading.Lock()
        self._auditing, self._changing = threading.Lock(), threading.Lock()
        self._stopping = self._unanswered = False

    # From outside

    def start(
        self, beats: Callable[[], None] = _nothing, audit: Callable[[], None] = _nothing
    ) -> None:
        """Begin with whatever fell due while nobody was running.

        `beats` is called as the work goes on, and `audit` now and then, beside it.
        """
        self._beats, self._audit = beats, audit
        with self._changing:
            self._stopping = False
            self._last = self._called = self._stopwatch()
            self._metronome = self._wound_up()
        self.nudge()

    def stop(self) -> None:
        """Finish what is in hand, and stop."""
        with self._changing:
            metronome, self._metronome = self._metronome, None
            if metronome is None:
                return
            self._stopping = True
            # Its thread would die of a job that it takes up while it is being stopped.
            metronome.remove_all_jobs()
        if metronome.running:
            metronome.shutdown(wait=True)
        with self._working, self._auditing:
            pass  # of nobody's metronome: the watchdog's round, or what one that was given up began

    def nudge(self) -> None:
        """Something new may be owed: do not wait for the next second."""
        self._call("nudged", 0)

    def tick(self, longest: float = math.inf) -> None:
        """One round of work; a fault in it is logged, and the next round comes all the same.

        It ends after so many seconds, with the thing that it is at.
        """
        self._called = self._stopwatch()
        self._call("next", self.every)
        if not self._next.acquire(blocking=False):
            return  # another round waits for this one to end, and will see everything new
        with self._working:
            self._next.release()
            self._enough_at = self._stopwatch() + longest
            if not self._stopping:
                self._round()

    # For whoever watches

    def revive(self) -> None:
        """Another metronome in the place of this one, which may be dead or asleep; it calls at once."""
        with self._changing:
            if self._metronome is None:
                return
            new = self._wound_up()
            old, self._metronome = self._metronome, new
        threading.Thread(target=_put_away, args=(old,), name="put away", daemon=True).start()
        self.nudge()

    def lives(self) -> bool:
        """Whether the metronome's thread is there, if it should be."""
        metronome = self._metronome
        thread = getattr(metronome, "_thread", None)  # there is no word of its own for that
        return metronome is None or bool(metronome.running and thread and thread.is_alive())

    def is_beating(self) -> bool:
        """Whether a round has ended lately, or got on with its work, and another will come."""
        return self.silence() < STALE_AFTER and self.lives()

    def silence(self) -> float:
        """The seconds since a round has ended well, or got on with its work."""
        return self._stopwatch() - self._last

    def since_called(self) -> float:
        """The seconds since the metronome has called, whatever came of it; none where none should."""
        return 0.0 if self._metronome is None else self._stopwatch() - self._called

    def is_working(self) -> bool:
        """Whether a round is in hand."""
        return self._working.locked()

    # Within

    def _wound_up(self) -> BackgroundScheduler:
        metronome = self._new_metronome()
        surely = max(self.every, SURELY)
        metronome.add_job(self.tick, "interval", seconds=surely, id="surely", **JOB)
        metronome.add_job(self._audits, "interval", seconds=ASKED, id="audit", **JOB)
        metronome.start()
        return metronome

    def _call(self, job: str, seconds: float) -> None:
        """Have a round so many seconds from now, by the clock that APScheduler goes by."""
        with self._changing:
            if self._metronome is not None:
                at = _now_for_apscheduler() + timedelta(seconds=seconds)
                self._metronome.add_job(self.tick, DateTrigger(at, UTC), id=job, **JOB)

    def _round(self) -> None:
        try:
            self._worker.work(self._beat)
            self._beat()
            self._call("next", self._until_next())
        except _Enough:
            return
        except NotAnswered as gone:
            if not self._unanswered:
                log.error("database_does_not_answer", exc_info=gone)
            self._unanswered = True
        except Exception as fault:
            log.error("work_failed", exc_info=fault)

    def _until_next(self) -> float:
        """As soon as the next moment has passed, if that is before the next beat."""
        left = self._worker.until_moment()
        soon = left is not None and 0 < left < self.every
        return left + JUST_PAST if left is not None and soon else self.every

    def _beat(self) -> None:
        self._last = self._stopwatch()
        if self._unanswered:
            log.warning("database_answers_again")
        self._unanswered = False
        if not self._worker.stands_back:
            self._beats()
        if self._stopping or self._last >= self._enough_at:
            raise _Enough

    def _audits(self) -> None:
        """An audit, one at a time; a fault in it is logged."""
        if self._worker.stands_back or not self._auditing.acquire(blocking=False):
            return
        try:
            if not self._stopping:
                self._audit()
        except NotAnswered as gone:
            if not self._unanswered:  # else the rounds have said so
                log.error("audit_failed", exc_info=gone)
        except Exception as fault:
            log.error("audit_failed", exc_info=fault)
        finally:
            self._auditing.release()


def _put_away(metronome: BackgroundScheduler) -> None:
    metronome.remove_all_jobs()
    if metronome.running:
        metronome.shutdown(wait=False)
