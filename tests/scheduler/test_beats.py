"""Beats: a row that is kept fresh without writing all the time, and keeps nobody from work."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from scheduler.beats import EVERY, Beats
from storage.database import reading
from storage.tables import metadata, workers
from storage.workers import Workers
from tests.escalation.story import MAUNDY_THURSDAY


class Moving:
    """A clock and a stopwatch that move together, when a test says so."""

    def __init__(self):
        self.seconds = 0.0

    def stopwatch(self):
        return self.seconds

    def now(self):
        return MAUNDY_THURSDAY + timedelta(seconds=self.seconds)


@pytest.fixture
def moving():
    return Moving()


@pytest.fixture
def beats(office, moving):
    return Beats(Workers(office.engine), "one", "1.0", moving.now, stopwatch=moving.stopwatch)


def beaten(office):
    with reading(office.engine) as connection:
        return connection.execute(select(workers.c.name, workers.c.beat_at)).all()


def test_it_beats_at_once_and_then_every_ten_seconds_however_often_it_is_asked(
    office, beats, moving
):
    seen = []
    for moving.seconds in (0, 1, EVERY - 1, EVERY, EVERY + 1):
        beats.beat()
        seen += beaten(office)

    times = [at for _, at in seen]
    assert times == [MAUNDY_THURSDAY] * 3 + [MAUNDY_THURSDAY + timedelta(seconds=EVERY)] * 2


def test_once_it_has_stopped_nothing_is_left_of_it(office, beats):
    beats.ends()
    beats.beat()
    beats.ends()

    assert beaten(office) == []


def test_what_cannot_be_kept_is_logged_and_no_fault_of_the_work(office, beats):
    metadata.tables["workers"].drop(office.engine)

    with capture_logs() as lines:
        beats.beat()

    assert [line["event"] for line in lines] == ["beat_not_kept"]
