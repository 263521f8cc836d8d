"""Winding the clock on: every due moment on the way is lived in order, its messages sent before the next."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import WoundClock
from escalation.working_time import times
from escalation.working_time.bank_holidays import Nation
from escalation.working_time.calendars import calendar_covering
from escalation.working_time.working_time_errors import CoverageError
from scheduler.worker import Worker

TICK = timedelta(seconds=1)
FURTHEST = timedelta(days=366)


class NotWound(ValueError):
    """The clock cannot be wound like that; the sentence says why."""


@dataclass(frozen=True)
class Winder:
    """Winds the clock of a worker; `shows` tells whoever else shows the time.

    `nations`: whose working days the mornings are of.
    """

    worker: Worker
    clock: WoundClock
    shows: Callable[[datetime], None]
    nations: frozenset[Nation]
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def wind(self, to: str) -> str:
        """To the next moment, the next working morning, or a time; what was done, in a sentence."""
        with self.turn:
            return self._wind(to)

    def _wind(self, to: str) -> str:
        self.worker.work()
        if (target := self._target(to)) is None:
            return "Nothing is waiting for a time."
        lived, before = 0, None
        while (next_at := self.worker.next_at()) and next_at < target and next_at != before:
            before = next_at  # what is still there afterwards can be done at no time on the way
            self._show(max(min(next_at + TICK, target), self.clock.now()))
            lived += self.worker.work()
        self._show(target)
        lived += self.worker.work()
        return f"It is now {times.full(target)}. {_counted(lived)}"

    def _target(self, to: str) -> datetime | None:
        now = self.clock.now()
        match to:
            case "next":
                next_at = self.worker.next_at()
                return max(next_at + TICK, now) if next_at else None
            case "morning":
                return min(_morning(now, nation) for nation in self.nations)
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
        if target > self.clock.now() + FURTHEST:
            raise NotWound("Wind at most a year at a time.")
        for nation in self.nations:
            _refuse_beyond(target, nation)
        return target

    def _show(self, at: datetime) -> None:
        self.clock.wind_to(at)
        self.shows(at)


def _refuse_beyond(at: datetime, nation: Nation) -> None:
    """Where no bank holidays are known nothing can be counted, and there is no way back."""
    try:
        calendar_covering(nation, at)
    except CoverageError as beyond:
        raise NotWound(beyond.sentence) from beyond


def _morning(now: datetime, nation: Nation) -> datetime:
    try:
        days = calendar_covering(nation, now)
        return days.opening(days.nth_working_day(times.civil(now).date(), 1))
    except CoverageError as beyond:
        raise NotWound(f"The next working morning is not known. {beyond}") from beyond


def _counted(lived: int) -> str:
    if not lived:
        return "Nothing was due on the way."
    return f"{lived} thing{'s' if lived > 1 else ''} fell due on the way and {'were' if lived > 1 else 'was'} done."
