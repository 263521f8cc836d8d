"""Winding: every moment on the way is lived in its turn, and its messages are sent before the next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.clock import WoundClock
from bot.winding import NotWound, Winder
from escalation.working_time import times
from escalation.working_time.bank_holidays import Nation
from scheduler.sender import TryAgainError
from scheduler.worker import Worker
from tests.escalation.story import MAUNDY_THURSDAY, time
from tests.scheduler.office import Office

EASTER_TIERS = [
    ("Tuesday 2026-04-07", ["jo", "tom"]),
    ("Wednesday 2026-04-08", ["clare", "helen", "leila", "mina"]),
    ("Thursday 2026-04-09", ["marcus", "owen"]),
    ("Friday 2026-04-10", ["anne", "ruth"]),
]


class Wound:
    """An office, its clock, and what each person was told at what time on it."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.clock = WoundClock.started(folder / "clock", MAUNDY_THURSDAY)
        self.shown: list[datetime] = []
        worker = Worker(self.office.store, self.office.delivery, self.clock.now)
        nations = frozenset({self.office.procedure.nation})
        self.winder = Winder(worker, self.clock, self.shown.append, nations)
        self.calls: list[datetime] = []
        self.office.platform.before = lambda call: self.calls.append(self.clock.now())

    def winds(self, to: str) -> str:
        """The clock is wound; what is said of it."""
        return self.winder.wind(to)

    def now(self) -> str:
        """The time on the clock, as people read it."""
        return times.full(self.clock.now())


@pytest.fixture
def wound(tmp_path: Path) -> Iterator[Wound]:
    """Nobody has raised anything yet, on the Thursday before Good Friday."""
    wound = Wound(tmp_path)
    yield wound
    wound.office.ends()


@pytest.fixture
def raised(wound: Wound) -> str:
    """Raised, and everything owed for it delivered."""
    reference = wound.office.raises()
    wound.office.works()
    wound.calls.clear()
    return reference


def test_every_due_moment_on_the_way_is_lived_in_order(wound, raised):
    before = len(wound.office.platform.told)

    wound.winds("2026-04-10T17:01")

    told = [sent.to for sent in wound.office.platform.told[before:]]
    first = [{told.index(person) for person in tier} for _, tier in EASTER_TIERS]
    for earlier, later in pairwise(first):
        assert max(earlier) < min(later)


def test_the_messages_of_one_moment_are_sent_before_the_next_is_lived(wound, raised):
    """On each evening of the ladder the clock stands a second past the hour while people are told."""
    wound.winds("2026-04-10T17:01")

    at = {times.full(each) for each in wound.calls if each.second == 1}
    assert {f"{day(when)}, 17:00" for when, _ in EASTER_TIERS} <= at
    reached = [
        entry.at
        for kept in wound.office.store.entries(raised)
        if (entry := wound.office.store.read(kept)).kind == "reached" and entry.tier
    ]
    assert reached == [time(f"{when} 17:00") + timedelta(seconds=1) for when, _ in EASTER_TIERS]


def test_whoever_shows_the_time_is_shown_every_step(wound, raised):
    wound.winds("2026-04-07T17:01")

    assert wound.shown == sorted(wound.shown)
    assert time("Tuesday 2026-04-07 09:00") + timedelta(seconds=1) in wound.shown
    assert wound.shown[-1] == time("Tuesday 2026-04-07 17:01")


def test_the_next_moment_is_a_second_past_it(wound, raised):
    said = wound.winds("next")

    assert wound.clock.now() == time("Tuesday 2026-04-07 09:00") + timedelta(seconds=1)
    assert said.startswith("It is now Tuesday 7 April 2026, 09:00. ")
    assert "fell due on the way" in said


def test_the_next_morning_is_that_of_the_next_working_day(wound):
    said = wound.winds("morning")

    assert said == "It is now Tuesday 7 April 2026, 09:00. Nothing was due on the way."
    wound.winds("morning")
    assert wound.now() == "Wednesday 8 April 2026, 09:00"


def test_a_morning_is_that_of_the_nation_of_the_procedures_in_force(wound):
    """Easter Monday is a working day in Scotland."""
    scottish = replace(wound.winder, nations=frozenset({Nation.SCOTLAND}))

    scottish.wind("2026-04-05T12:00")
    scottish.wind("morning")

    assert wound.now() == "Monday 6 April 2026, 09:00"


@pytest.mark.parametrize(
    ("to", "now"),
    [
        pytest.param("2026-04-07T16:59", "Tuesday 7 April 2026, 16:59", id="UK time when naive"),
        pytest.param("2026-04-07T16:59+00:00", "Tuesday 7 April 2026, 17:59", id="a zone given"),
        pytest.param("2026-04-08", "Wednesday 8 April 2026, 00:00", id="a day"),
        pytest.param("2026-11-02T09:00", "Monday 2 November 2026, 09:00", id="in winter"),
    ],
)
def test_wound_to_a_time(wound, to, now):
    wound.winds(to)

    assert wound.now() == now


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("2026-04-02T14:59", "The clock is wound on, never back."),
        ("2026-04-01", "The clock is wound on, never back."),
        ("yesterday", "That is not a date and a time."),
        ("", "That is not a date and a time."),
        ("2027-04-04T15:00", "Wind at most a year at a time."),
        ("2062-04-02T15:00", "Wind at most a year at a time."),
    ],
)
def test_what_cannot_be_wound_to_is_refused_in_a_sentence(wound, to, why):
    with pytest.raises(NotWound, match=why):
        wound.winds(to)

    assert wound.clock.now() == MAUNDY_THURSDAY


def test_a_morning_whose_bank_holidays_are_not_known_is_not_guessed(wound):
    wound.clock.wind_to(time("Saturday 2033-12-31 12:00"))

    for beyond in ("morning", "2034-01-03T09:00"):
        with pytest.raises(NotWound, match="not guessed"):
            wound.winds(beyond)
    assert wound.now() == "Saturday 31 December 2033, 12:00"


def test_where_nothing_waits_the_next_moment_is_none_and_that_is_no_fault(wound):
    assert wound.winds("next") == "Nothing is waiting for a time."
    assert wound.clock.now() == MAUNDY_THURSDAY


def test_a_moment_less_than_a_second_before_the_time_wound_to_is_lived_too(wound, raised):
    wound.winds((time("Tuesday 2026-04-07 17:00") + timedelta(milliseconds=300)).isoformat())

    assert len(wound.office.platform.heard("jo")) == 1
    assert wound.clock.now() == time("Tuesday 2026-04-07 17:00") + timedelta(milliseconds=300)


def test_what_cannot_be_sent_yet_is_tried_on_the_way(wound, raised):
    wound.office.platform.fails("tell", *[TryAgainError("unreachable", 600)] * 4)

    wound.winds("2026-04-07T17:30")

    assert len(wound.office.platform.heard("jo")) == len(wound.office.platform.heard("tom")) == 1


def day(when: str) -> str:
    return times.day_and_year(time(f"{when} 12:00"))
