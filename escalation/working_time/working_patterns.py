"""When somebody works: the weekdays, and on each of them the hours, as people write it down.

`mon-wed 09:00-17:00; fri 09:00-12:30`; without hours a day is worked as the office works it;
nothing at all is every working day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from escalation.working_time.calendars import Calendar
from escalation.working_time.times import LONDON, civil

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
LOOKS_AHEAD = timedelta(days=28)
_PART = re.compile(r"([a-z ,-]+?)\s*(?:(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2}))?")
_RANGE = re.compile(r"([a-z]+)(?:\s*-\s*([a-z]+))?")
_HINT = "Write it as mon-wed 09:00-17:00; fri 09:00-12:30."


class BadPatternError(ValueError):
    """What was written is no working pattern; says how to write one."""


@dataclass(frozen=True)
class Pattern:
    """The hours of each weekday on which somebody works; none where the office's hold."""

    days: tuple[tuple[int, tuple[str, str] | None], ...] = ()

    def works_on(self, on: date) -> bool:
        """Whether that weekday is worked; without a pattern every day is."""
        return not self.days or on.weekday() in dict(self.days)

    def why_not(self, on: date) -> str:
        """Nothing where they work that day; else that they do not."""
        return "" if self.works_on(on) else f"does not work on {NAMES[on.weekday()]}"

    def next_at_work(self, at: datetime, calendar: Calendar) -> datetime:
        """The instant itself while they are at work, else when they next begin.

        Where their days and the calendar's have none in common for four weeks, the office's hold.
        """
        first = calendar.next_open(at)
        for on in _dates(civil(at).date()):
            if calendar.is_working_day(on) and self.works_on(on):
                begins, ends = self._hours(on, calendar)
                if at < ends:
                    return max(at, begins)
        return first

    def _hours(self, on: date, calendar: Calendar) -> tuple[datetime, datetime]:
        hours = dict(self.days).get(on.weekday())
        if hours is None:
            return calendar.opening(on), calendar.closing(on)
        begins, ends = (datetime.fromisoformat(f"{on}T{clock}") for clock in hours)
        return begins.replace(tzinfo=LONDON), ends.replace(tzinfo=LONDON)


def read(text: str) -> Pattern:
    """The pattern that a text sets out, or `BadPatternError`."""
    found: dict[int, tuple[str, str] | None] = {}
    for part in filter(None, (each.strip() for each in text.lower().split(";"))):
        for weekday, hours in _part(part):
            if weekday in found:
                raise BadPatternError(f"{DAYS[weekday]} is there twice. {_HINT}")
            found[weekday] = hours
    return Pattern(tuple(sorted(found.items())))


def _part(part: str) -> Iterator[tuple[int, tuple[str, str] | None]]:
    matched = _PART.fullmatch(part)
    if not matched:
        raise BadPatternError(f"“{part[:40]}” is not days and hours. {_HINT}")
    hours = (_clock(matched[2]), _clock(matched[3])) if matched[2] else None
    if hours and hours[0] >= hours[1]:
        raise BadPatternError(f"{matched[2]}-{matched[3]} ends before it begins. {_HINT}")
    spans = [each for each in (part.strip() for part in matched[1].split(",")) if each]
    if not spans:  # it would otherwise be every day
        raise BadPatternError(f"“{part[:40]}” has no day. {_HINT}")
    for span in spans:
        for weekday in _span(span):
            yield weekday, hours


def _span(span: str) -> range:
    matched = _RANGE.fullmatch(span)
    days = [_day(each) for each in (matched.groups() if matched else ()) if each]
    if not days or days[0] > days[-1]:
        raise BadPatternError(f"“{span[:40]}” is not a day or a span of days. {_HINT}")
    return range(days[0], days[-1] + 1)


def _day(written: str) -> int:
    found = [
        n
        for n, name in enumerate(DAYS)
        if len(written) >= 3 and NAMES[n].lower().startswith(written)
    ]
    if not found:
        raise BadPatternError(f"“{written[:40]}” is not a day. {_HINT}")
    return found[0]


def _clock(written: str) -> str:
    hours, minutes = (int(number) for number in written.split(":"))
    if hours > 23 or minutes > 59:
        raise BadPatternError(f"{written} is not a time. {_HINT}")
    return f"{hours:02}:{minutes:02}"


def _dates(first: date) -> Iterator[date]:
    yield from (first + timedelta(days=n) for n in range(LOOKS_AHEAD.days))
