"""A deadline and its explanation: every date passed, counted or not, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from escalation.working_time.bank_holidays import CHECKED_YEARS, listing
from escalation.working_time.instants import civil_date
from escalation.working_time.office_hours import MIDNIGHT_AFTER, instant
from escalation.working_time.passed_days import Begun, PassedDay, days_passed, hours_passed
from escalation.working_time.times import LONDON


class Rule(StrEnum):
    """How a window is counted."""

    END_OF_DAY = "end_of_day"
    SAME_TIME = "same_time"
    WORKING_HOURS = "working_hours"
    ELAPSED_HOURS = "elapsed_hours"

    @property
    def counts_days(self) -> bool:
        """Whether the window is a number of working days, not of hours."""
        return self in (Rule.END_OF_DAY, Rule.SAME_TIME)


@dataclass(frozen=True)
class Deadline:
    """The latest instant that is still in time, and how it was found."""

    at: datetime
    rule: Rule
    amount: Decimal
    start: datetime
    on: date  # the day whose end or hour it is: a close at 24:00 belongs to the day that it ends
    clock: str  # why this time of day, in words
    calendar: str = ""
    calendar_version: str = ""
    begun: Begun | None = field(default=None, compare=False, repr=False)

    @cached_property
    def days(self) -> tuple[PassedDay, ...]:
        """Every date passed, counted or not, and why; made only when somebody asks."""
        if self.begun is None:
            return ()
        if self.rule.counts_days:
            return days_passed(self.begun, self.on)
        return hours_passed(self.begun, self.on, self.at)

    def is_passed(self, now: datetime) -> bool:
        """Whether it is too late: an act at the very instant is in time."""
        civil_date(now)  # a time without its zone is refused
        # Two times of one zone compare by the clock they show, wrong in the hour shown twice.
        return now.astimezone(UTC) > self.at.astimezone(UTC)

    @property
    def because(self) -> str:
        """In one sentence, the days that do not count; nothing where every day counts."""
        passed = [day for day in self.days if day.why_not and not day.began]
        return _do_not_count(_named(passed) or _weekends(passed))

    @property
    def explanation(self) -> tuple[str, ...]:
        """How the deadline was counted, date by date, in plain sentences."""
        return tuple(self._explained())

    def _explained(self) -> Iterator[str]:
        yield f"It began on {_moment(self.start)}."
        for day in self.days:
            yield f"{in_full(day.on)}: {self._told(day)}"
        yield from _clock_changes(self.start, self.at)
        yield f"The deadline is {self._ending()}: {self.clock}."
        if self.calendar:
            yield f"Calendar: {self.calendar}; version {self.calendar_version}."
        last = CHECKED_YEARS[-1]
        if self.days and self.on.year > last:
            yield (
                f"Bank holidays after {last} follow from the rules: GOV.UK had not listed them "
                "when this version was made."
            )

    def _told(self, day: PassedDay) -> str:
        if day.worked is not None:
            opened, closed = day.worked
            lasted = duration(int(closed.timestamp() - opened.timestamp()))
            return f"{lasted} counted, {_time(opened)} to {_closing(day.on, closed)}"
        if day.number is not None:
            return f"working day {day.number} of {self.amount}"
        return f"not counted ({day.why_not})"

    def _ending(self) -> str:
        if self.at.date() == self.on:
            return _moment(self.at)
        return f"midnight at the end of {in_full(self.on)}, {self.at:%Z}"


def in_full(on: date) -> str:
    """Tuesday 7 April 2026."""
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def duration(seconds: int) -> str:
    """7 hours 30 minutes."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "hour"), (minutes, "minute"), (left, "second"))
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n) or "0 hours"


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{in_full(local.date())} at {_time(local)} {local:%Z}"


def _time(local: datetime) -> str:
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def _closing(on: date, closed: datetime) -> str:
    return _time(closed) if closed.date() == on else "midnight"


def _clock_changes(start: datetime, at: datetime) -> Iterator[str]:
    """The Sunday on which the clocks change, where the window runs over it."""
    local = start.astimezone(LONDON)
    offset, on = local.utcoffset(), local.date()
    while on < at.date() and instant(on, MIDNIGHT_AFTER).utcoffset() == offset:
        on += timedelta(days=1)
    after = min(instant(on, MIDNIGHT_AFTER), at, key=datetime.timestamp)
    now = after.utcoffset()
    if offset is not None and now is not None and now != offset:
        way = "forward" if now > offset else "back"
        yield f"The clocks go {way} on {in_full(on)}; every time here is the clock on the wall."


def _named(passed: Iterable[PassedDay]) -> list[str]:
    """The holidays and closures among the days passed, each once, in order."""
    names: dict[str, None] = {}
    closed: list[date] = []
    for day in passed:
        if day.why_not == "closed":
            closed.append(day.on)
        elif day.why_not == "not an office day":
            names[f"{day.on:%A}"] = None
        elif day.why_not not in (None, "weekend"):
            names[str(day.why_not)] = None
    return [*names, *(_closure(run) for run in _runs(closed))]


def _weekends(passed: Iterable[PassedDay]) -> list[str]:
    """The weekends among the days passed, by their Saturdays."""
    weekends = {
        day.on - timedelta(days=day.on.weekday() - 5) for day in passed if day.why_not == "weekend"
    }
    return ["the weekend"] * len(weekends)


def _do_not_count(names: list[str]) -> str:
    if not names:
        return ""
    if len(set(names)) < len(names):
        return "Weekends do not count"
    said = listing(names)
    return f"{said[0].upper()}{said[1:]} {'does' if len(names) == 1 else 'do'} not count"


def _closure(run: list[date]) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return f"{first:%A} {first.day} {first:%B} (closed)"
    began = f"{first.day} {first:%B}" if first.month != last.month else f"{first.day}"
    return f"the closure from {began} to {last.day} {last:%B}"


def _runs(dates: list[date]) -> list[list[date]]:
    """Dates one after another, taken together."""
    runs: list[list[date]] = []
    for on in dates:
        if runs and on - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(on)
        else:
            runs.append([on])
    return runs
