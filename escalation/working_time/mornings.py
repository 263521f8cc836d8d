"""When offices open: the hour at which people are asked, so many working days from a time."""

from datetime import datetime

from escalation.working_time import times
from escalation.working_time.calendars import Calendar


def morning(at: datetime, days: int, calendar: Calendar) -> datetime:
    """When offices open on the so-many-th working day after a time."""
    return calendar.opening(calendar.nth_working_day(times.civil(at).date(), days))
