"""The calendar of working days: years materialised once, then only looked up."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate
from types import MappingProxyType

from escalation.working_time.bank_holidays import (
    KNOWN_YEARS,
    Jurisdiction,
    Nation,
    Override,
    joint_bank_holidays,
)
from escalation.working_time.instants import civil_date, local, utc_second
from escalation.working_time.office_hours import (
    Clock,
    DayException,
    Exceptions,
    OfficeHours,
    WeeklyHours,
    clock_of,
    instant,
    read_clock,
    written,
)
from escalation.working_time.times import LONDON
from escalation.working_time.working_time_errors import (
    BadCalendarError,
    BadWindowError,
    ClosedDayError,
    CoverageError,
)

NINE_TO_FIVE = OfficeHours.read("09:00-17:00")
YEARS_BEFORE, YEARS_AFTER = 2, 2


@dataclass(frozen=True)
class WorkingDays:
    """The working days in order: their ordinals, and when each opens and closes in UTC seconds."""

    ordinals: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    worked: tuple[int, ...]  # seconds of working time up to the end of each day


@dataclass(frozen=True)
class Calendar:
    """The working days of some whole years, and nothing at all about any other year."""

    name: str
    version: str
    first: date = field(compare=False)
    last: date = field(compare=False)
    hours: WeeklyHours = field(compare=False, repr=False)
    cutoff: Clock | None = field(compare=False, repr=False)
    bank_holidays: Mapping[date, str] = field(compare=False, repr=False)
    exceptions: Mapping[date, DayException] = field(compare=False, repr=False)
    days: WorkingDays = field(compare=False, repr=False)
    seconds: range = field(compare=False, repr=False)  # every UTC second of its years

    def is_working_day(self, on: date) -> bool:
        """Whether the date has office hours."""
        return self._hours(on) is not None

    def why_not(self, on: date) -> str | None:
        """Why the date is not a working day; nothing if it is one."""
        if self.is_working_day(on):
            return None
        if on in self.exceptions:
            return self.exceptions[on].why
        if on in self.bank_holidays:
            return self.bank_holidays[on]
        return "weekend" if on.weekday() >= 5 else "not an office day"

    def nth_working_day(self, after: date, n: int) -> date:
        """The n-th working day strictly after a date, which itself never counts."""
        if n < 1:
            raise BadWindowError("A window must be at least one working day.")
        self._cover(after)
        ordinals = self.days.ordinals
        try:
            return date.fromordinal(ordinals[bisect_right(ordinals, after.toordinal()) + n - 1])
        except IndexError:
            raise self._beyond(f"{n} working days") from None

    def office_hours(self, on: date) -> OfficeHours:
        """The office hours of a working day."""
        hours = self._hours(on)
        if hours is None:
            raise ClosedDayError(
                f"{_plain(on)} is not a working day, so it neither opens nor closes."
            )
        return hours

    def opening(self, on: date) -> datetime:
        """When the office opens on a working day."""
        opening = instant(on, self.office_hours(on).open)
        return min(opening, self.closing(on), key=datetime.timestamp)

    def closing(self, on: date) -> datetime:
        """When the office closes on a working day: the first instant outside."""
        return instant(on, self.office_hours(on).close)

    def is_open(self, at: datetime) -> bool:
        """Whether an instant lies inside office hours."""
        second = self.second(at)
        index = bisect_right(self.days.opens, second) - 1
        return index >= 0 and second < self.days.closes[index]

    def next_open(self, at: datetime) -> datetime:
        """The instant itself inside office hours, otherwise the next opening."""
        if self.is_open(at):
            return at.astimezone(LONDON)
        try:
            return local(self.days.opens[bisect_right(self.days.opens, self.second(at))])
        except IndexError:
            raise self._beyond("the next opening") from None

    def counted_from(self, start: datetime) -> datetime:
        """The start, or with a cut-off hour the opening at which a late start is deemed made."""
        self.second(start)
        begun = start.astimezone(LONDON)
        if self.cutoff is None:
            return begun
        if self.is_working_day(begun.date()) and clock_of(begun) < self.cutoff:
            return begun
        return self.opening(self.nth_working_day(begun.date(), 1))

    def worked_before(self, at: datetime) -> int:
        """Seconds of working time from the beginning of the calendar to an instant."""
        days, second = self.days, self.second(at)
        index = bisect_right(days.opens, second) - 1
        if index < 0:
            return 0
        left = days.closes[index] - second
        return days.worked[index] - left if left > 0 else days.worked[index]

    def worked_after(self, at: datetime, seconds: int) -> datetime:
        """The earliest instant by which so much working time has passed since another."""
        days, worked = self.days, self.worked_before(at) + seconds
        index = bisect_left(days.worked, worked)
        try:
            return local(days.closes[index] - days.worked[index] + worked)
        except IndexError:
            raise self._beyond("so many working hours") from None

    def second(self, at: datetime) -> int:
        """The UTC second of an instant within coverage."""
        second = utc_second(at)
        if second not in self.seconds:
            self._cover(civil_date(at))
        return second

    def _hours(self, on: date) -> OfficeHours | None:
        self._cover(on)
        return _hours_on(on, self.hours, self.bank_holidays, self.exceptions)

    def _cover(self, on: date) -> None:
        if not self.first <= on <= self.last:
            raise CoverageError(
                f"The calendar runs from {_plain(self.first)} to {_plain(self.last)}; "
                f"{_plain(on)} lies outside it."
            )

    def _beyond(self, what: str) -> CoverageError:
        return CoverageError(
            f"The calendar ends with {_plain(self.last)}; {what} would lie beyond it, "
            "and a date is not guessed."
        )


def calendar_for(
    nations: Nation | Iterable[Nation] | Jurisdiction,
    hours: OfficeHours | WeeklyHours,
    years: range,
    *,
    exceptions: Exceptions | None = None,
    overrides: Iterable[Override] = (),
    cutoff: str | None = None,
) -> Calendar:
    """The calendar of these nations, office hours and years; every one of them is said, none
    is assumed."""
    week = hours if isinstance(hours, WeeklyHours) else WeeklyHours.monday_to_friday(hours)
    return _materialised(
        Jurisdiction.of(nations),
        week,
        years,
        exceptions or Exceptions(),
        tuple(overrides),
        None if cutoff is None else read_clock(cutoff),
    )


def calendar_covering(
    nations: Nation | Iterable[Nation] | Jurisdiction,
    around: date,
    *,
    hours: OfficeHours | WeeklyHours = NINE_TO_FIVE,
    exceptions: Exceptions | None = None,
    overrides: Iterable[Override] = (),
    cutoff: str | None = None,
) -> Calendar:
    """The calendar from two years before a date's year to two years after it."""
    if isinstance(around, datetime):
        around = civil_date(around)
    if around.year not in KNOWN_YEARS:
        raise CoverageError(
            f"Bank holidays are known from {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}; "
            f"{_plain(around)} lies outside, and is not guessed."
        )
    first = max(around.year - YEARS_BEFORE, KNOWN_YEARS[0])
    last = min(around.year + YEARS_AFTER, KNOWN_YEARS[-1])
    years = range(first, last + 1)
    return calendar_for(
        nations, hours, years, exceptions=exceptions, overrides=overrides, cutoff=cutoff
    )


def _plain(on: date) -> str:
    return f"{on.day} {on:%B} {on.year}"


@lru_cache(maxsize=64)
def _materialised(
    jurisdiction: Jurisdiction,
    week: WeeklyHours,
    years: range,
    exceptions: Exceptions,
    overrides: tuple[Override, ...],
    cutoff: Clock | None,
) -> Calendar:
    if not years or years.step != 1:
        raise BadCalendarError("A calendar needs whole years, one after another.")
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    holidays = joint_bank_holidays(jurisdiction, years, overrides)
    special = MappingProxyType({day.on: day for day in exceptions.days if first <= day.on <= last})
    days = _working_days(first, last, week, holidays, special)
    return Calendar(
        name=f"{jurisdiction} {week}" + ("" if cutoff is None else f" cutoff {written(cutoff)}"),
        version=_version(first, last, cutoff, days),
        first=first,
        last=last,
        hours=week,
        cutoff=cutoff,
        bank_holidays=holidays,
        exceptions=special,
        days=days,
        seconds=range(_midnight(first), _midnight(last + timedelta(days=1))),
    )


def _working_days(
    first: date,
    last: date,
    week: WeeklyHours,
    holidays: Mapping[date, str],
    special: Mapping[date, DayException],
) -> WorkingDays:
    dates = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    found = [(on, hours) for on in dates if (hours := _hours_on(on, week, holidays, special))]
    closes = [int(instant(on, hours.close).timestamp()) for on, hours in found]
    # Hours that fall into the hour skipped in spring are empty, never negative.
    opens = [
        min(int(instant(on, hours.open).timestamp()), close)
        for (on, hours), close in zip(found, closes, strict=True)
    ]
    worked = accumulate(close - open_ for open_, close in zip(opens, closes, strict=True))
    ordinals = tuple(on.toordinal() for on, _ in found)
    return WorkingDays(ordinals, tuple(opens), tuple(closes), tuple(worked))


def _midnight(on: date) -> int:
    return int(instant(on, 0).timestamp())


def _hours_on(
    on: date,
    week: WeeklyHours,
    holidays: Mapping[date, str],
    special: Mapping[date, DayException],
) -> OfficeHours | None:
    """An exception beats the bank holidays, which beat the week."""
    if on in special:
        return special[on].hours
    return None if on in holidays else week.days[on.weekday()]


def _version(first: date, last: date, cutoff: Clock | None, days: WorkingDays) -> str:
    """A name for the resolved set: the same exactly where every deadline would be the same."""
    resolved = (first.isoformat(), last.isoformat(), cutoff, days.ordinals, days.opens, days.closes)
    return sha256(repr(resolved).encode()).hexdigest()[:16]
