"""The workers: each is seen while it beats, for a minute after, and no more once it has stopped."""

import os
import platform
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.database import reading
from storage.tables import workers
from storage.workers import FORGOTTEN, LATELY, Workers, new_name
from tests.escalation.story import MAUNDY_THURSDAY as NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def at_work(engine):
    return Workers(engine)


def test_nobody_is_at_work_before_the_first_beat(at_work):
    assert not at_work.are_at_work(NOW)


def test_one_that_has_beaten_within_a_minute_is_at_work(at_work):
    at_work.beat("one", "1.0", NOW)

    assert at_work.are_at_work(NOW + LATELY)
    assert not at_work.are_at_work(NOW + LATELY + SECOND)


def test_a_beat_from_the_future_is_of_a_clock_that_was_wrong(at_work):
    at_work.beat("one", "1.0", NOW + timedelta(days=300))

    assert not at_work.are_at_work(NOW)


def test_one_that_has_stopped_is_not_at_work_and_others_are(at_work):
    at_work.beat("one", "1.0", NOW)
    at_work.beat("two", "1.0", NOW)

    at_work.gone("one")
    assert at_work.are_at_work(NOW)

    at_work.gone("two")
    assert not at_work.are_at_work(NOW)


def test_it_keeps_one_row_for_each_with_its_release_and_its_beginning(at_work, engine):
    at_work.beat("one", "1.0", NOW)
    at_work.beat("one", "1.0", NOW + SECOND)

    with reading(engine) as connection:
        assert connection.execute(select(workers)).all() == [("one", "1.0", NOW, NOW + SECOND)]


def test_whoever_has_not_beaten_for_a_day_is_forgotten(at_work, engine):
    at_work.beat("one", "1.0", NOW)
    at_work.beat("two", "1.0", NOW + FORGOTTEN)
    at_work.beat("two", "1.0", NOW + FORGOTTEN + SECOND)

    with reading(engine) as connection:
        assert connection.execute(select(workers.c.name)).scalars().all() == ["two"]


def test_no_two_names_are_the_same_and_each_says_where_it_is(monkeypatch):
    monkeypatch.setattr(platform, "node", lambda: "an odd/host")

    one, two = new_name(), new_name()

    assert one != two
    assert one.startswith(f"an-odd-host-{os.getpid()}-")
