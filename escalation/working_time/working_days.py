"""Working-day arithmetic: when a window ends, and why, date by date (WORKING-TIME rules)."""

import re
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal

from escalation.working_time.bank_holidays import (
    ANY_UK,
    CHECKED_YEARS,
    KNOWN_YEARS,
    NO_BANK_HOLIDAYS,
    Jurisdiction,
    Nation,
    Override,
)
from escalation.working_time.calendars import (
    NINE_TO_FIVE,
    Calendar,
    calendar_covering,
    calendar_for,
)
from escalation.working_time.deadline import Deadline, Rule
from escalation.working_time.instants import SECOND, civil_date, local
from escalation.working_time.office_hours import (
    Clock,
    DayException,
    Exceptions,
    OfficeHours,
    WeeklyHours,
    clock_of,
    instant,
)
from escalation.working_time.passed_days import Begun, PassedDay
from escalation.working_time.times import LONDON
from escalation.working_time.working_time_errors import (
    BadCalendarError,
    BadWindowError,
    ClosedDayError,
    CoverageError,
    NaiveTimeError,
    WorkingTimeError,
)

__all__ = [
    "ANY_UK",
    "CHECKED_YEARS",
    "KNOWN_YEARS",
    "NINE_TO_FIVE",
    "NO_BANK_HOLIDAYS",
    "BadCalendarError",
    "BadWindowError",
    "Calendar",
    "ClosedDayError",
    "CoverageError",
    "DayException",
    "Deadline",
    "Exceptions",
    "Jurisdiction",
    "NaiveTimeError",
    "Nation",
    "OfficeHours",
    "Override",
    "PassedDay",
    "Rule",
    "WeeklyHours",
    "WorkingTimeError",
    "calendar_covering",
    "calendar_for",
    "count",
    "elapsed_hours",
    "end_of_day",
    "recount",
    "same_time",
    "working_hours",
    "working_time",
]

MOST_HOURS = 1_000_000  # longer than every calendar


def end_of_day(calendar: Calendar, start: datetime | date, n: int) -> Deadline:
    """The close of office hours on the n-th working day after the start's date.

    The start's clock is irrelevant, so a bare date is enough (unless the calendar has a cut-off).
    """
    begun = _begun(calendar, start)
    target = calendar.nth_working_day(begun.counted_from.date(), n)
    why = f"the end of working day {n}, when offices close"
    return _deadline(begun, Rule.END_OF_DAY, Decimal(n), calendar.closing(target), target, why)


def same_time(calendar: Calendar, start: datetime, n: int) -> Deadline:
    """The start's time of day, brought inside office hours, on the n-th working day after it."""
    begun = _begun(calendar, start)
    target = calendar.nth_working_day(begun.counted_from.date(), n)
    clock, why = _same_clock(calendar, begun.counted_from, target)
    return _deadline(begun, Rule.SAME_TIME, Decimal(n), instant(target, clock), target, why)


def working_hours(calendar: Calendar, start: datetime, hours: Decimal | int | str) -> Deadline:
    """The earliest instant by which so many hours have passed inside office hours."""
    amount = _hours(hours)
    begun = _begun(calendar, start)
    at = calendar.worked_after(begun.counted_from, _seconds(amount))
    why = f"{_plain(amount, 'working hour')} after it began, counted inside office hours only"
    last = (at - SECOND).date()  # on the clock on the wall, a second before it ends
    return _deadline(begun, Rule.WORKING_HOURS, amount, at, last, why)


def elapsed_hours(start: datetime, hours: Decimal | int | str) -> Deadline:
    """So many hours after the start, running on through nights, weekends and holidays."""
    amount = _hours(hours)
    start = _to_the_second(start)
    try:
        at = local(int(start.timestamp() // 1) + _seconds(amount))
    except (OverflowError, ValueError):
        raise CoverageError("The window ends outside every calendar.") from None
    why = f"{_plain(amount, 'hour')} after it began, nights and weekends included"
    return Deadline(at, Rule.ELAPSED_HOURS, amount, start, at.date(), why)


def count(
    calendar: Calendar, start: datetime | date, rule: Rule, amount: Decimal | int | str
) -> Deadline:
    """The deadline by whichever rule: the amount is working days or hours, as the rule has it."""
    if rule is Rule.END_OF_DAY:
        return end_of_day(calendar, start, _days(amount))
    if not isinstance(start, datetime):
        raise NaiveTimeError("A date is not enough for this rule: it needs a time and its zone.")
    match rule:
        case Rule.SAME_TIME:
            return same_time(calendar, start, _days(amount))
        case Rule.WORKING_HOURS:
            return working_hours(calendar, start, amount)
        case Rule.ELAPSED_HOURS:
            return elapsed_hours(start, amount)


def recount(deadline: Deadline, calendar: Calendar) -> Deadline:
    """The same window from the same start, by another calendar."""
    return count(calendar, deadline.start, deadline.rule, deadline.amount)


def working_time(calendar: Calendar, a: datetime, b: datetime) -> int:
    """Seconds of working time from a up to b, negative if b comes first: never to judge by."""
    before_a = calendar.worked_before(a)
    return calendar.worked_before(b) - before_a


def _begun(calendar: Calendar, start: datetime | date) -> Begun:
    if not isinstance(start, datetime):
        if calendar.cutoff is not None:
            raise NaiveTimeError(
                "With a cut-off hour the start needs its time of day, and its zone."
            )
        start = instant(start, 0)
    start = _to_the_second(start)
    return Begun(calendar, start, calendar.counted_from(start))


def _to_the_second(start: datetime) -> datetime:
    civil_date(start)  # a time without its zone is refused
    return start.astimezone(LONDON).replace(microsecond=0)


def _deadline(
    begun: Begun, rule: Rule, amount: Decimal, at: datetime, on: date, why: str
) -> Deadline:
    named = (begun.calendar.name, begun.calendar.version)
    return Deadline(at, rule, amount, begun.start, on, why, *named, begun)


def _same_clock(calendar: Calendar, begun: datetime, target: date) -> tuple[Clock, str]:
    """The clock of a same-time deadline, and why it is that one."""
    there = calendar.office_hours(target)
    if not calendar.is_working_day(begun.date()):
        return there.close, "it began on a day without office hours, so it ends as offices close"
    shown = clock_of(begun)
    here = calendar.office_hours(begun.date()).clamp(shown)
    clock = there.clamp(here)
    if clock == shown:
        why = "the time of day at which it began"
    elif clock == here and shown < here:
        why = "it began before offices opened, so it counts from the opening"
    elif clock == here:
        why = "it began after offices closed, so it counts from the closing"
    else:
        why = "the time of day at which it began, brought inside the hours of that day"
    return clock, why


def _days(amount: Decimal | int | str) -> int:
    number = _number(amount)
    if number is None or number < 1 or number != number.to_integral_value():
        raise BadWindowError("A window must be a whole number of working days, at least 1.")
    return int(number)


def _hours(amount: Decimal | int | str) -> Decimal:
    number = _number(amount)
    if number is None or number <= 0:
        raise BadWindowError(
            "A window must be a number of hours greater than nothing, such as 7.5."
        )
    if number > MOST_HOURS:
        raise CoverageError("The window is longer than every calendar.")
    return number


def _number(amount: Decimal | int | str) -> Decimal | None:
    """The number so written, or nothing: only digits and a point are read."""
    if isinstance(amount, str):
        read = re.fullmatch(r"\s*(-?\d{1,20}(\.\d{1,20})?)\s*", amount, re.ASCII)
        return Decimal(read[1]) if read else None
    number = Decimal(amount)
    return number if number.is_finite() else None


def _seconds(hours: Decimal) -> int:
    """The hours in whole seconds; a part of a second is given, not taken."""
    return max(1, int((hours * 3600).to_integral_value(ROUND_CEILING)))


def _plain(number: Decimal, unit: str) -> str:
    return f"{number.normalize():f} {unit}{'' if number == 1 else 's'}"
