"""Instants by the UTC second, and on the clock on the wall in the United Kingdom."""

from datetime import UTC, date, datetime, timedelta

from escalation.working_time.times import LONDON
from escalation.working_time.working_time_errors import CoverageError, NaiveTimeError

EPOCH, SECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(seconds=1)


def utc_second(at: datetime) -> int:
    """The UTC second of an instant; a time without its zone is refused."""
    try:
        return (at - EPOCH) // SECOND
    except TypeError:
        raise NaiveTimeError(
            "The time has no zone: add +00:00 (GMT), +01:00 (BST) or another offset."
        ) from None


def civil_date(at: datetime) -> date:
    """The date in the United Kingdom at an instant."""
    utc_second(at)
    try:
        return at.astimezone(LONDON).date()
    except OverflowError:
        raise CoverageError("The time lies outside every calendar.") from None


def local(second: int) -> datetime:
    """A UTC second on the clock on the wall in the United Kingdom."""
    return datetime.fromtimestamp(second, LONDON)
