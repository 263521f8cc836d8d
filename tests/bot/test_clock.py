"""The two clocks: one tells the machine's time, the other stands until it is wound on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock, SharedClock, SystemClock, WoundClock

THURSDAY = datetime(2026, 4, 2, 15, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def wound(tmp_path: Path) -> WoundClock:
    return WoundClock.started(tmp_path / "demo" / "clock", THURSDAY)


def test_the_system_clock_tells_an_aware_time():
    clock: Clock = SystemClock()

    assert clock.now().utcoffset() == timedelta(0)
    assert clock.now() <= clock.now()


def test_a_wound_clock_stands_where_it_was_started(wound):
    clock: Clock = wound

    assert clock.now() == clock.now() == THURSDAY
    assert clock.now().tzinfo is UTC


def test_a_wound_clock_moves_when_it_is_wound(wound):
    wound.wind_to(THURSDAY + timedelta(days=5))

    assert wound.now() == datetime(2026, 4, 7, 14, 0, tzinfo=UTC)


def test_wound_time_survives_a_restart(wound):
    wound.wind_to(THURSDAY + timedelta(days=1))

    assert WoundClock.started(wound.file, THURSDAY).now() == THURSDAY + timedelta(days=1)


def test_everyone_who_reads_the_file_sees_the_same_time(wound):
    beside = WoundClock(wound.file)

    wound.wind_to(THURSDAY + timedelta(hours=1))

    assert beside.now() == wound.now()


def test_a_clock_is_never_wound_back(wound):
    with pytest.raises(ValueError, match="never back"):
        wound.wind_to(THURSDAY - timedelta(seconds=1))

    assert wound.now() == THURSDAY


def test_winding_to_the_time_it_shows_changes_nothing(wound):
    wound.wind_to(THURSDAY)

    assert wound.now() == THURSDAY


@pytest.mark.parametrize("move", ["started", "wind_to"])
def test_a_time_without_a_zone_is_refused(wound, tmp_path, move):
    naive = THURSDAY.replace(tzinfo=None)

    with pytest.raises(ValueError, match="without a zone"):
        wound.wind_to(naive) if move == "wind_to" else WoundClock.started(tmp_path / "new", naive)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-04-02T15:00:00"])
def test_a_file_that_holds_no_time_is_named(wound, text):
    wound.file.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match="clock does not hold a time with its zone"):
        wound.now()


def test_winding_leaves_no_other_file_behind(wound):
    wound.wind_to(THURSDAY + timedelta(days=1))

    assert [file.name for file in wound.file.parent.iterdir()] == ["clock"]


# The clock of a database


class Own:
    """A machine's own clock: what it says each time that it is asked."""

    def __init__(self, *seconds: float) -> None:
        self._seconds = list(seconds)

    def now(self) -> datetime:
        return THURSDAY + timedelta(seconds=self._seconds.pop(0))


def test_the_time_is_what_the_database_says():
    clock: Clock = SharedClock(lambda: THURSDAY, Own())

    assert clock.now() == THURSDAY


@pytest.mark.parametrize(
    ("before", "after", "apart"),
    [(-1, 1, 0), (0, 0, 0), (6, 7, 6), (-9, -6, -6)],
    ids=["slow to answer, and right", "the same", "ahead", "behind"],
)
def test_how_far_a_machine_is_apart_is_never_the_time_that_asking_took(before, after, apart):
    clock = SharedClock(lambda: THURSDAY, Own(before, after))

    assert clock.apart() == timedelta(seconds=apart)
