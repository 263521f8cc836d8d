"""What waits, where the clock that it waits by has gone back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.database import reading
from storage.outbox import FOR_WORKING_TIME
from storage.tables import outbox

LEASE, PAUSE = timedelta(minutes=2), timedelta(minutes=10)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def told(office):
    """Something owed to one person, and the time at which it is owed."""
    office.began()
    return office.THURSDAY


def held(office, now):
    return next(each for each in office.store.outbox.claim(now, "one", 9, LEASE) if each.owed)


def run_at(office, item):
    with reading(office.engine) as connection:
        return connection.scalar(select(outbox.c.run_at).where(outbox.c.id == item))


def test_what_nobody_has_tried_does_not_wait_for_a_time_to_come_again(office, told):
    """Written an hour ahead: a worker that starts cannot have seen the clock go back."""
    back = told - HOUR
    assert office.store.outbox.claim(back, "one", 9, LEASE) == []

    office.store.outbox.clock_went_back(back, LEASE, None)

    assert office.store.outbox.claim(back, "one", 9, LEASE)


@pytest.mark.parametrize("unsure", [False, True])
def test_a_worker_that_starts_keeps_what_a_platform_has_asked_for(office, told, unsure):
    item = held(office, told)
    office.store.outbox.again(item, told + HOUR, "429", unsure=unsure)

    office.store.outbox.clock_went_back(told + LEASE, LEASE, None)

    assert run_at(office, item.id) == told + HOUR


@pytest.mark.parametrize(("unsure", "waits"), [(False, PAUSE), (True, LEASE)])
def test_what_was_tried_by_a_clock_that_was_far_ahead_waits_no_longer_than_a_pause(
    office, told, unsure, waits
):
    """Owed at the right time, tried thirty days ahead, and then the clock was put right."""
    item = held(office, told + 30 * DAY)
    office.store.outbox.again(item, told + 30 * DAY + HOUR, "429", unsure=unsure)

    office.store.outbox.clock_went_back(told + HOUR, LEASE, PAUSE)

    assert run_at(office, item.id) == told + HOUR + waits


def test_what_waits_for_the_morning_waits_for_it_whatever_the_clock_does(office, told):
    item = held(office, told)
    office.store.outbox.again(item, told + DAY, FOR_WORKING_TIME)

    office.store.outbox.clock_went_back(told - HOUR, LEASE, PAUSE)

    assert run_at(office, item.id) == told + DAY
