"""Keeping to a platform's limits together: no two workers ever get the same turn. FAILURES 26, 27."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from storage.database import connect
from storage.pace import LONGEST, Pace, Unpaced

NOON = datetime(2026, 4, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
POST, CHANNEL, OTHER = "slack:chat.postMessage", "slack:C1", "slack:C2"


class Clock:
    """A clock of the machine's, which the test moves."""

    at = NOON

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(engine, clock):
    return Pace(engine, clock.now)


@pytest.fixture
def processes(database, keys, engine) -> Iterator[list[Engine]]:
    """The same database, as four processes have it open."""
    engines = [connect(database, keys) for _ in range(4)]
    yield engines
    for each in engines:
        each.dispose()


def test_what_is_free_is_taken_for_its_time(pace, clock):
    assert pace.take({CHANNEL: SECOND}) == {}

    assert pace.take({CHANNEL: SECOND}) == {CHANNEL: SECOND}
    clock.at += timedelta(milliseconds=400)
    assert pace.take({CHANNEL: SECOND}) == {CHANNEL: timedelta(milliseconds=600)}
    clock.at += timedelta(milliseconds=600)
    assert pace.take({CHANNEL: SECOND}) == {}


def test_where_one_is_not_free_nothing_is_taken(pace):
    pace.take({CHANNEL: SECOND})

    assert pace.take({POST: SECOND, CHANNEL: SECOND}) == {CHANNEL: SECOND}

    assert pace.take({POST: SECOND, OTHER: SECOND}) == {}


def test_every_lane_that_is_not_free_is_named_with_its_own_time(pace, clock):
    pace.take({POST: SECOND / 5, CHANNEL: SECOND})

    assert pace.take({POST: SECOND, CHANNEL: SECOND}) == {POST: SECOND / 5, CHANNEL: SECOND}
    clock.at += SECOND / 2
    assert pace.take({POST: SECOND, CHANNEL: SECOND}) == {CHANNEL: SECOND / 2}


def test_what_the_platform_has_said_holds_for_everybody(pace, engine, clock):
    other = Pace(engine, clock.now)

    pace.hold(POST, 30 * SECOND)

    assert other.take({POST: SECOND, CHANNEL: SECOND}) == {POST: 30 * SECOND}
    assert other.take({CHANNEL: SECOND}) == {}, "another method goes on"
    clock.at += 30 * SECOND
    assert other.take({POST: SECOND}) == {}


def test_a_shorter_hold_never_shortens_a_longer_one(pace, clock):
    pace.hold(POST, 60 * SECOND)
    pace.hold(POST, SECOND)

    assert pace.take({POST: SECOND}) == {POST: 60 * SECOND}


def test_a_clock_that_was_put_back_stops_nobody(pace, clock):
    pace.take({CHANNEL: SECOND})
    pace.hold(POST, 60 * SECOND)

    clock.at -= timedelta(hours=5)

    assert pace.take({CHANNEL: SECOND, POST: SECOND}) == {}
    pace.hold(POST, timedelta(days=3))
    assert pace.take({POST: SECOND}) == {POST: LONGEST}


def test_two_processes_never_both_get_the_same_turn(processes):
    paces = [Pace(each, lambda: NOON) for each in processes]

    for _ in range(5):
        with ThreadPoolExecutor(8) as workers:
            lane = f"slack:C{_}"
            asked = [workers.submit(paces[n % 4].take, {lane: SECOND}) for n in range(16)]
        answers = Counter(each.result() == {} for each in asked)
        assert answers == {True: 1, False: 15}


def test_workers_that_ask_for_the_same_lanes_in_any_order_never_stop_one_another(processes):
    """Each lane's row is locked in the lanes' own order; those that are new come one by one."""
    paces = [Pace(each, lambda: NOON) for each in processes]
    lanes = [f"slack:C{number}" for number in range(6)]

    def asks(number: int) -> bool:
        turned = lanes[number % 6 :] + lanes[: number % 6]
        return paces[number % 4].take(dict.fromkeys(turned, SECOND)) == {}

    with ThreadPoolExecutor(8) as workers:
        got = list(workers.map(asks, range(24)))

    assert got.count(True) == 1


def test_where_nothing_is_paced_everything_is_free():
    pace = Unpaced()
    pace.hold(POST, 60 * SECOND)

    assert pace.take({POST: SECOND, CHANNEL: SECOND}) == {}
