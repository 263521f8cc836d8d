"""Who stands in, and when: teams and their rotas, absences, closures, and what an agency lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from escalation.working_time import working_patterns

_FRIDAY = 4


@dataclass(frozen=True)
class Team:
    """Several people who hold a role, or are on duty, together; `covers` are the roles it stands in for.

    Whoever of it is on duty is told, each for themselves; `email` and `slack` are its own inboxes.
    """

    id: str
    name: str
    agency: str
    email: str = ""
    slack: str = ""
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shift:
    """Somebody is in a team: always, or between two days, or on some weekdays (a rota)."""

    team: str
    person: str
    starts: date | None = None
    ends: date | None = None
    works: str = ""


@dataclass(frozen=True)
class Absence:
    """Somebody is away from one day to another, both included; `cover` is asked in their place."""

    person: str
    starts: date
    ends: date
    cover: str = ""
    set_by: str = ""


@dataclass(frozen=True)
class Closure:
    """An agency is closed from one day to another, both included (school holidays).

    `contact` is the person or team to be asked meanwhile.
    """

    agency: str
    starts: date
    ends: date
    contact: str = ""


@dataclass(frozen=True)
class StandIn:
    """Who is asked for a role that agencies of a type do not have (a school's departmental head)."""

    agency_type: str
    role: str
    holder: str


def within(on: date, starts: date | None, ends: date | None) -> bool:
    """Whether a day lies between two, both included; an open end is without end."""
    return (starts is None or starts <= on) and (ends is None or on <= ends)


def on_duty(shifts: Iterable[Shift], on: date) -> list[Shift]:
    """Whose shift it is; a weekend that the rota does not name is the last weekday's before it."""
    there = [each for each in shifts if within(on, each.starts, each.ends)]
    is_theirs = on.weekday() <= _FRIDAY or any(
        on.weekday() in dict(working_patterns.read(each.works).days) for each in there
    )
    days = [on] if is_theirs else _weekdays_before(on)
    of_each = ([each for each in there if _works(each, day)] for day in days)
    return next(filter(None, of_each), [])


def _weekdays_before(on: date) -> list[date]:
    """From a day of the weekend: Friday, and the others of that week back to Monday."""
    friday = on - timedelta(days=on.weekday() - _FRIDAY)
    return [friday - timedelta(days=n) for n in range(5)]


def _works(shift: Shift, on: date) -> bool:
    return working_patterns.read(shift.works).works_on(on)
