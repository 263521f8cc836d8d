"""UK civil time, as people read it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def civil(at: datetime) -> datetime:
    """The same instant on the clock on the wall in the United Kingdom."""
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at.astimezone(LONDON)


def instant(at: datetime) -> datetime:
    """The same instant in UTC; a time without its zone is refused with ValueError."""
    return civil(at).astimezone(UTC)


def noon(on: date) -> datetime:
    """The middle of a day in the United Kingdom."""
    return datetime.combine(on, time(12), LONDON)


def day(on: date) -> str:
    """Wednesday 6 May, of a day or of an instant on it."""
    local = civil(on) if isinstance(on, datetime) else on
    return f"{local:%A} {local.day} {local:%B}"


def day_and_year(on: date) -> str:
    """Wednesday 6 May 2026."""
    return f"{day(on)} {(civil(on) if isinstance(on, datetime) else on).year}"


def clock(at: datetime) -> str:
    """14:05."""
    return f"{civil(at):%H:%M}"


def full(at: datetime) -> str:
    """Wednesday 6 May 2026, 14:05."""
    return f"{day_and_year(at)}, {clock(at)}"


def by_the_end_of(at: datetime) -> str:
    """By the end of Wednesday 6 May: the day is the procedure's, the hour is ours."""
    return f"by the end of {day(at)}"
