"""The dates between a start and its deadline: which count, which do not, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from escalation.working_time.calendars import Calendar


@dataclass(frozen=True)
class PassedDay:
    """One date between the start and the deadline: counted, or not and why."""

    on: date
    why_not: str | None = None
    number: int | None = None  # which working day of the window it is
    worked: tuple[datetime, datetime] | None = None  # where hours are counted
    began: bool = False  # it began, or is deemed to have begun, on this date


@dataclass(frozen=True)
class Begun:
    """A start, and the instant from which its calendar counts."""

    calendar: Calendar
    start: datetime
    counted_from: datetime

    @property
    def is_deemed(self) -> bool:
        """Whether a cut-off hour moved it to a later working day."""
        return self.counted_from.date() != self.start.date()


def days_passed(begun: Begun, last: date) -> tuple[PassedDay, ...]:
    """Every date up to the one it ends on; the one it began on never counts."""
    return (*_before_counting(begun), *_days_counted(begun, last))


def hours_passed(begun: Begun, last: date, at: datetime) -> tuple[PassedDay, ...]:
    """Every date up to the one it ends on, with the stretch of office hours counted on it."""
    return (*_before_counting(begun), *_hours_counted(begun, last, at))


def _before_counting(begun: Begun) -> Iterator[PassedDay]:
    """With a cut-off hour, the dates from a late start to the one on which it is deemed made."""
    first, deemed = begun.start.date(), begun.counted_from.date()
    if first == deemed:
        return
    late = "it began at or after the cut-off hour"
    yield PassedDay(first, begun.calendar.why_not(first) or late, began=True)
    for on in _dates_after(first, deemed - timedelta(days=1)):
        yield PassedDay(on, begun.calendar.why_not(on))


def _days_counted(begun: Begun, last: date) -> Iterator[PassedDay]:
    calendar, first = begun.calendar, begun.counted_from.date()
    yield PassedDay(first, _why_day_zero(begun), began=True)
    number = 0
    for on in _dates_after(first, last):
        why_not = calendar.why_not(on)
        number += why_not is None
        yield PassedDay(on, why_not, number if why_not is None else None)


def _why_day_zero(begun: Begun) -> str:
    first = begun.counted_from.date()
    why = "deemed the day it began" if begun.is_deemed else "the day it began"
    also = begun.calendar.why_not(first)
    return f"{why}; {also}" if also else why


def _hours_counted(begun: Begun, last: date, at: datetime) -> Iterator[PassedDay]:
    first = begun.counted_from.date()
    for on in _dates_after(first - timedelta(days=1), last):
        why_not = begun.calendar.why_not(on)
        worked = None if why_not else _worked(begun, on, at)
        if worked is None and why_not is None:
            why_not = (
                "it began after offices closed" if on == first else "the clocks skip its hours"
            )
        yield PassedDay(on, why_not, worked=worked, began=on == first)


def _worked(begun: Begun, on: date, at: datetime) -> tuple[datetime, datetime] | None:
    """The stretch of one working day that counts, if any of it does."""
    # By the instant: two times of one zone compare by the clock they show.
    opened = max(begun.calendar.opening(on), begun.counted_from, key=datetime.timestamp)
    closed = min(begun.calendar.closing(on), at, key=datetime.timestamp)
    return (opened, closed) if opened.timestamp() < closed.timestamp() else None


def _dates_after(first: date, last: date) -> Iterator[date]:
    """The dates after the first, up to and including the last."""
    return map(date.fromordinal, range(first.toordinal() + 1, last.toordinal() + 1))
