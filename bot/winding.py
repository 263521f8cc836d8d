"""Winding the clock on: every due moment on the way is lived in order, its messages sent before the next."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import WoundClock
from escalation import times
from escalation.bank_holidays import Nation
from escalation.calendars import calendar_covering
from escalation.working_time_errors import CoverageError
from scheduler.worker import Worker

TICK = timedelta(seconds=1)


class NotWound(ValueError):
    """The clock cannot be wound like that; the sentence says why."""


@dataclass(frozen=True)
class Winder:
    """Winds the clock of a worker; `shows` tells whoever else shows the time."""

    worker: Worker
    clock: WoundClock
    shows: Callable[[datetime], None]
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def wind(self, to: str) -> str:
        """To the next moment, the next working morning, or a time; what was done, in a sentence."""
        with self.turn:
            return self._wind(to)

    def _wind(self, to: str) -> str:
        self.worker.work(self.clock.now())
        target = self._target(to)
        lived, before = 0, None
        while (next_at := self.worker.next_at()) and next_at < target and next_at != before:
            before = next_at  # what is still there afterwards can be done at no time on the way
            self._show(max(min(next_at + TICK, target), self.clock.now()))
            lived += self.worker.work(self.clock.now())
        self._show(target)
        lived += self.worker.work(target)
        return f"It is now {times.full(target)}. {_counted(lived)}"

    def _target(self, to: str) -> datetime:
        now = self.clock.now()
        match to:
            case "next":
                next_at = self.worker.next_at()
                if next_at is None:
                    raise NotWound("Nothing is waiting for a time.")
                return max(next_at + TICK, now)
            case "morning":
                return _morning(now)
            case _:
                return self._later(to)

    def _later(self, to: str) -> datetime:
        try:
            target = datetime.fromisoformat(to)
        except ValueError as unreadable:
            raise NotWound("That is not a date and a time.") from unreadable
        if target.tzinfo is None:
            target = target.replace(tzinfo=times.LONDON)
        if target < self.clock.now():
            raise NotWound("The clock is wound on, never back.")
        return target

    def _show(self, at: datetime) -> None:
        self.clock.wind_to(at)
        self.shows(at)


def _morning(now: datetime) -> datetime:
    try:
        days = calendar_covering(Nation.ENGLAND, now)
        return days.opening(days.nth_working_day(times.civil(now).date(), 1))
    except CoverageError as beyond:
        raise NotWound(f"The next working morning is not known. {beyond}") from beyond


def _counted(lived: int) -> str:
    if not lived:
        return "Nothing was due on the way."
    return f"{lived} thing{'s' if lived > 1 else ''} fell due on the way and {'were' if lived > 1 else 'was'} done."
