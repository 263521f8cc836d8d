"""When offices are open: the hours of a day, of a week, and the days that differ."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from escalation.working_time.times import LONDON
from escalation.working_time.working_time_errors import BadCalendarError

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MIDNIGHT_AFTER = 24 * 3600  # 24:00, the midnight that ends a day
LONGEST_CLOSURE = timedelta(days=92)

Clock = int  # seconds since the midnight that begins the day, as the clock on the wall shows them


@dataclass(frozen=True)
class OfficeHours:
    """One day's office hours, half-open: the opening is inside them, the closing is not."""

    open: Clock
    close: Clock

    def __post_init__(self) -> None:
        if not 0 <= self.open < self.close <= MIDNIGHT_AFTER:
            raise BadCalendarError(
                f"Office hours {self} must open before they close, on the same day."
            )

    @classmethod
    def read(cls, text: str) -> "OfficeHours":
        """`09:00-17:00`; a day that runs to midnight closes at `24:00`."""
        opening, dash, closing = text.strip().partition("-")
        if not dash:
            raise BadCalendarError(f"{text[:40]!r} is not office hours: write them as 09:00-17:00.")
        return cls(read_clock(opening), read_clock(closing))

    def clamp(self, clock: Clock) -> Clock:
        """The same clock, brought inside the hours."""
        return max(self.open, min(clock, self.close))

    def __str__(self) -> str:
        return f"{written(self.open)}-{written(self.close)}"


@dataclass(frozen=True)
class WeeklyHours:
    """The office hours of each weekday, Monday first; a day without any is closed."""

    days: tuple[OfficeHours | None, ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(WEEKDAYS) or not any(self.days):
            raise BadCalendarError("A week needs office hours on at least one of its seven days.")

    @classmethod
    def monday_to_friday(cls, hours: OfficeHours) -> "WeeklyHours":
        """The same hours on each of the five days, and a closed weekend."""
        return cls((hours,) * 5 + (None, None))

    @classmethod
    def read(cls, text: str) -> "WeeklyHours":
        """`09:00-17:00` (Monday to Friday) or `Mon-Thu=08:45-17:15;Fri=08:45-16:45`."""
        if "=" not in text:
            return cls.monday_to_friday(OfficeHours.read(text))
        week: list[OfficeHours | None] = [None] * len(WEEKDAYS)
        for part in filter(None, (part.strip() for part in text.split(";"))):
            days, _, hours = part.partition("=")
            for weekday in _read_weekdays(days):
                if week[weekday] is not None:
                    raise BadCalendarError(f"{WEEKDAYS[weekday]} has office hours twice.")
                week[weekday] = OfficeHours.read(hours)
        return cls(tuple(week))

    def __str__(self) -> str:
        return ";".join(
            f"{_written_weekdays(first, last)}={self.days[first]}" for first, last in self._runs()
        )

    def _runs(self) -> list[tuple[int, int]]:
        """Neighbouring weekdays with the same hours, as first and last."""
        runs: list[tuple[int, int]] = []
        for weekday, hours in enumerate(self.days):
            if hours is None:
                continue
            if runs and runs[-1][1] == weekday - 1 and self.days[weekday - 1] == hours:
                runs[-1] = (runs[-1][0], weekday)
            else:
                runs.append((weekday, weekday))
        return runs


@dataclass(frozen=True)
class DayException:
    """One date that differs from its week: special hours, or none and the reason."""

    on: date
    hours: OfficeHours | None
    why: str = "closed"


@dataclass(frozen=True)
class Exceptions:
    """The dates that differ: closures, half days, openings on a closed day."""

    days: tuple[DayException, ...] = ()

    def __post_init__(self) -> None:
        dates = [day.on for day in self.days]
        if len(set(dates)) != len(dates):
            twice = min(on for on in dates if dates.count(on) > 1)
            raise BadCalendarError(
                f"{twice} has two exceptions: say once what happens on that day."
            )

    @classmethod
    def read(cls, text: str) -> "Exceptions":
        """`2026-05-26`, `2026-10-26/2026-10-30` or `2026-12-24@09:00-12:30`, joined by `;`."""
        parts = [part.strip() for part in text.split(";") if part.strip()]
        special = tuple(_read_special(part) for part in parts if "@" in part)
        single = tuple(_read_closed(part) for part in parts if "@" not in part and "/" not in part)
        named = {day.on for day in special + single}
        ranges = (_read_range(part) for part in parts if "@" not in part and "/" in part)
        # A date named by itself is meant more exactly than a range that runs over it.
        closed = {on: DayException(on, None) for dates in ranges for on in dates if on not in named}
        return cls(special + single + tuple(closed.values()))

    @classmethod
    def closed(cls, first: date, last: date, why: str) -> "Exceptions":
        """Closed from the first date to the last, both included, and why."""
        return cls(tuple(DayException(on, None, why) for on in _dates(first, last)))

    def __add__(self, more: "Exceptions") -> "Exceptions":
        return Exceptions(self.days + more.days)


def read_clock(text: str) -> Clock:
    """`HH:MM`, up to `24:00`."""
    match = re.fullmatch(r"([0-2][0-9]):([0-5][0-9])", text.strip(), re.ASCII)
    clock = int(match[1]) * 3600 + int(match[2]) * 60 if match else MIDNIGHT_AFTER + 1
    if clock > MIDNIGHT_AFTER:
        raise BadCalendarError(f"{text[:40]!r} is not a time of day: write it as 09:00.")
    return clock


def written(clock: Clock) -> str:
    """The clock as HH:MM, with seconds only where there are any."""
    hours, rest = divmod(clock, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def instant(on: date, clock: Clock) -> datetime:
    """What the clock on the wall means on a date (WORKING-TIME section 3): a clock skipped in
    spring is pushed forward by the hour; of one shown twice in autumn the first is meant."""
    if clock == MIDNIGHT_AFTER:
        on, clock = on + timedelta(days=1), 0
    shown = datetime.combine(on, time(clock // 3600, clock // 60 % 60, clock % 60), LONDON)
    return shown.astimezone(UTC).astimezone(LONDON)


def clock_of(local: datetime) -> Clock:
    """The clock a local time shows, to the second."""
    return local.hour * 3600 + local.minute * 60 + local.second


def _read_weekdays(text: str) -> range:
    first, _, last = text.strip().partition("-")
    try:
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    except ValueError:
        raise BadCalendarError(
            f"{text[:40]!r} is not a day or days: write Mon or Mon-Thu."
        ) from None
    if end < start:
        raise BadCalendarError(f"{text[:40]!r} runs backwards: a week begins on Monday.")
    return range(start, end + 1)


def _written_weekdays(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"


def _read_special(text: str) -> DayException:
    on, _, hours = text.partition("@")
    return DayException(_read_date(on), OfficeHours.read(hours), "special hours")


def _read_closed(text: str) -> DayException:
    return DayException(_read_date(text), None)


def _read_range(text: str) -> Iterable[date]:
    first, _, last = text.partition("/")
    return _dates(_read_date(first), _read_date(last))


def _read_date(text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip(), re.ASCII):
            raise ValueError
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadCalendarError(f"{text[:40]!r} is not a date: write it as 2026-12-24.") from None


def _dates(first: date, last: date) -> list[date]:
    if last < first:
        raise BadCalendarError(f"The closure from {first} to {last} runs backwards.")
    if last - first > LONGEST_CLOSURE:
        raise BadCalendarError(f"The closure from {first} to {last} is too long to be meant.")
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]
