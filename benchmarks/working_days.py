"""Working days counted, beside a sorted array, prefix sums and businesstimedelta."""

import importlib
import random
import time as stopwatch
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.util import find_spec
from typing import Any

from benchmarks.results import Figure, Goal, Result
from escalation.working_time.calendars import WorkingDays
from escalation.working_time.times import LONDON
from escalation.working_time.working_days import (
    NINE_TO_FIVE,
    Calendar,
    Nation,
    calendar_for,
    working_hours,
    working_time,
)

YEARS = range(2020, 2029)
FIRST, LAST = datetime(2021, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
WINDOWS = (1, 2, 6)  # working days
HOURS = (4, 8, 40)  # working hours, and as many times four between two times
PEER = "businesstimedelta"
SEED = 20260402

Answers = Callable[[], list[Any]]


@dataclass(frozen=True)
class Size:
    """How many starts, and how often everybody answers for all of them."""

    starts: int
    rounds: int


FULL, QUICK = Size(1000, 9), Size(20, 2)


def measured(size: Size) -> Result:
    """Each as fast as it ever was, over the same starts; answers that differ end the race."""
    race = Race(calendar_for(Nation.ENGLAND, NINE_TO_FIVE, YEARS), size.starts)
    days = fastest(race.days(), size.rounds)
    adding = fastest(race.adding(), size.rounds)
    between = fastest(race.between(), size.rounds)
    calls = {"N working days": days, "adding hours": adding, "time between": between}
    figures = [
        Figure(f"{what}: {who}", seconds / len(race.cases) * 1e6, "us")
        for what, contenders in calls.items()
        for who, seconds in contenders.items()
    ]
    return Result("calendar", figures, _goals(days, adding, between), _NOTES)


def _goals(
    days: dict[str, float], adding: dict[str, float], between: dict[str, float]
) -> list[Goal]:
    def times(contenders: dict[str, float], who: str) -> float | None:
        return contenders[who] / contenders["ours"] if who in contenders else None

    return [
        Goal("N working days, of the sorted array's time", days["ours"] / days["floor"], 1.5),
        Goal("adding hours, of the floor's time", adding["ours"] / adding["floor"], 2),
        Goal(f"adding hours, faster than {PEER}", times(adding, PEER), 70, at_least=True),
        Goal("time between, of the floor's time", between["ours"] / between["floor"], 2),
        Goal(f"time between, faster than {PEER}", times(between, PEER), 120, at_least=True),
    ]


_NOTES = (
    "ours: Calendar.nth_working_day, Calendar.worked_after, working_time, with every refusal they "
    "make. The floors are the barest code over the same arrays, and refuse nothing. A deadline is "
    "what a limit is made of: the same answer, ready to explain itself date by date.",
)


@dataclass(frozen=True)
class Race:
    """The same questions to everybody."""

    calendar: Calendar
    starts: int

    @property
    def cases(self) -> list[tuple[datetime, int, int]]:
        """A start, a window in working days, and one in hours: the same every time."""
        luck, whole = random.Random(SEED), int((LAST - FIRST).total_seconds())
        starts = [FIRST + timedelta(seconds=luck.randrange(whole)) for _ in range(self.starts)]
        windows = list(zip(WINDOWS, HOURS, strict=True))
        return [(at.astimezone(LONDON), days, hours) for at in starts for days, hours in windows]

    def days(self) -> dict[str, Answers]:
        """The n-th working day after a date."""
        ours, floor = self.calendar.nth_working_day, _Floor(self.calendar.days)
        asked = [(at.date(), days) for at, days, _ in self.cases]
        return {
            "ours": lambda: [ours(on, n) for on, n in asked],
            "floor": lambda: [floor.nth(on, n) for on, n in asked],
        }

    def adding(self) -> dict[str, Answers]:
        """When so many working hours have passed."""
        calendar, floor = self.calendar, _Floor(self.calendar.days)
        asked = [(at, hours) for at, _, hours in self.cases]
        return {
            "ours": lambda: [calendar.worked_after(at, hours * 3600) for at, hours in asked],
            "floor": lambda: [floor.add(at, hours * 3600) for at, hours in asked],
            "a deadline": lambda: [working_hours(calendar, at, hours).at for at, hours in asked],
            **({PEER: _Peer().adding(asked)} if find_spec(PEER) else {}),
        }

    def between(self) -> dict[str, Answers]:
        """How many seconds of working time lie between two times."""
        calendar, floor = self.calendar, _Floor(self.calendar.days)
        asked = [(at, at + timedelta(hours=4 * hours)) for at, _, hours in self.cases]
        return {
            "ours": lambda: [working_time(calendar, a, b) for a, b in asked],
            "floor": lambda: [floor.between(a, b) for a, b in asked],
            **({PEER: _Peer().between(asked)} if find_spec(PEER) else {}),
        }


def fastest(contenders: Mapping[str, Answers], rounds: int) -> dict[str, float]:
    """The seconds that each takes at best, turn by turn: a busy moment of the machine is shared."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        answers = {}
        for name, answer in contenders.items():
            began = stopwatch.perf_counter()
            answers[name] = answer()
            lasted = stopwatch.perf_counter() - began
            best[name] = min(best.get(name, lasted), lasted)
        for name, given in answers.items():
            _agree(name, given, answers["ours"])
    return best


def _agree(name: str, given: list[Any], ours: list[Any]) -> None:
    differ = [(a, b) for a, b in zip(given, ours, strict=True) if a != b]
    if differ:
        raise AssertionError(f"{name} and ours differ {len(differ)} times, first {differ[0]}")


@dataclass(frozen=True)
class _Floor:
    """The least that can be done with the arrays: nothing is checked, nothing refused."""

    arrays: WorkingDays

    def nth(self, on: date, n: int) -> date:
        ordinals = self.arrays.ordinals
        return date.fromordinal(ordinals[bisect_right(ordinals, on.toordinal()) + n - 1])

    def add(self, at: datetime, seconds: int) -> datetime:
        arrays, worked = self.arrays, self._before(at) + seconds
        index = bisect_left(arrays.worked, worked)
        return datetime.fromtimestamp(arrays.closes[index] - arrays.worked[index] + worked, LONDON)

    def between(self, a: datetime, b: datetime) -> int:
        return self._before(b) - self._before(a)

    def _before(self, at: datetime) -> int:
        arrays, second = self.arrays, int(at.timestamp())
        index = bisect_right(arrays.opens, second) - 1
        left = arrays.closes[index] - second
        return arrays.worked[index] - left if left > 0 else arrays.worked[index]


class _Peer:
    """businesstimedelta, with the same hours and the bank holidays that the holidays library has."""

    def __init__(self) -> None:
        self._library: Any = importlib.import_module(PEER)
        zone = importlib.import_module("pytz").timezone("Europe/London")
        known = importlib.import_module("holidays").UK(subdiv="ENG", years=YEARS)
        day = {"start_time": time(9), "end_time": time(17), "working_days": [0, 1, 2, 3, 4]}
        working = self._library.WorkDayRule(**day, tz=zone)
        self._rules = self._library.Rules([working, self._library.HolidayRule(known, tz=zone)])
        self._zone = zone

    def adding(self, asked: list[tuple[datetime, int]]) -> Answers:
        amount, rules = self._library.BusinessTimeDelta, self._rules
        mine = [(at.astimezone(self._zone), hours) for at, hours in asked]
        return lambda: [at + amount(rules, hours=hours) for at, hours in mine]

    def between(self, asked: list[tuple[datetime, datetime]]) -> Answers:
        mine = [(a.astimezone(self._zone), b.astimezone(self._zone)) for a, b in asked]
        between = self._rules.difference
        return lambda: [int(between(a, b).timedelta.total_seconds()) for a, b in mine]
