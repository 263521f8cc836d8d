"""Holidays before which each agency is asked who covers: Christmas, Easter and the summer.

Asked on 1 December, and on the tenth working day before Good Friday and before 1 July: two working
weeks leave time to name somebody before schools close. What was missed is asked later, but not once
the holidays have begun.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from escalation.working_time.calendars import Calendar

WORKING_DAYS_BEFORE = 10
GOOD_FRIDAY = "Good Friday"
LONG = timedelta(days=60)  # more than ten working days, however many holidays lie among them


@dataclass(frozen=True)
class Season:
    """A holiday, from the day on which it is asked about to the last before it begins."""

    id: str
    name: str
    asked_on: date
    last: date


def season(on: date, calendar: Calendar) -> Season | None:
    """The holidays before which it is now to be asked who covers; mostly there are none."""
    return next(
        (each for each in of_year(on.year, calendar) if each.asked_on <= on <= each.last), None
    )


def of_year(year: int, calendar: Calendar) -> Iterator[Season]:
    """Each of a year's, in order."""
    friday = _good_friday(year, calendar)
    if friday:
        asked_on = _before(friday, calendar)
        yield Season(f"easter-{year}", "Easter", asked_on, friday - timedelta(days=1))
    july = date(year, 7, 1)
    yield Season(f"summer-{year}", "the summer", _before(july, calendar), date(year, 7, 20))
    yield Season(f"christmas-{year}", "Christmas", date(year, 12, 1), date(year, 12, 24))


def _good_friday(year: int, calendar: Calendar) -> date | None:
    named = (on for on, name in calendar.bank_holidays.items() if name == GOOD_FRIDAY)
    return next((on for on in named if on.year == year), None)


def _before(day: date, calendar: Calendar) -> date:
    """The tenth working day before a day, which itself is not counted."""
    days = (day - timedelta(days=n) for n in range(1, LONG.days))
    worked = [each for each in days if calendar.is_working_day(each)]
    return worked[WORKING_DAYS_BEFORE - 1]
