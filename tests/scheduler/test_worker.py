"""A round of work: what is due, then what is owed for it, until nothing is left for now."""

import threading
from collections import Counter

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from escalation.acts import answer, harm
from scheduler.delivery import LEASE
from scheduler.runner import Runner
from scheduler.sender import TryAgainError
from scheduler.worker import LATER
from storage.database import writing
from tests.escalation.story import MAUNDY_THURSDAY, time


def test_a_round_does_what_is_due_and_delivers_what_follows_from_it(office):
    office.raises()

    done = office.works("Tuesday 2026-04-07 17:01")

    assert done > 0
    assert len(office.platform.heard("jo")) == len(office.platform.heard("tom")) == 1
    assert office.works() == 0, "and nothing is left for now"


def test_more_than_one_batch_is_worked_off_in_one_round(office):
    references = [office.raises() for _ in range(12)]

    office.works()

    told = "\n".join(office.platform.heard("sam"))
    assert [each for each in references if each not in told] == []
    assert len(office.platform.roots) == 12


def test_what_can_only_be_done_later_ends_the_round(office):
    office.platform.fails("tell", TryAgainError("ratelimited", 30))
    office.raises()

    office.works()

    assert len(office.platform.told) == 1


def test_the_next_time_is_that_of_whatever_comes_first(office):
    assert office.worker.next_at() is None
    office.raises()
    office.works()
    assert office.worker.next_at() == time("Tuesday 2026-04-07 09:00"), "they are asked"

    office.platform.fails("tell", TryAgainError("ratelimited", 30))
    office.raises()
    office.works()
    assert (office.worker.next_at() - MAUNDY_THURSDAY).total_seconds() == 30


def test_immediate_harm_waits_for_no_round_of_work(office):
    """The round is held up by a platform that does not answer; the press is delivered all the same."""
    reference = office.raises()
    office.works()
    held, let_go = threading.Event(), threading.Event()

    def slow(call):
        if call == "post":
            held.set()
            assert let_go.wait(10)

    office.platform.before = slow
    office.does(reference, answer.take, "priya")
    round_of_work = threading.Thread(target=office.works)
    round_of_work.start()
    try:
        assert held.wait(10)
        office.does(reference, harm.press, "sam")
        office.worker.deliver()
        assert [
            "immediate harm" in office.platform.heard(name)[-1] for name in ("clare", "jo")
        ] == [
            True,
            True,
        ]
    finally:
        let_go.set()
        round_of_work.join(10)


@pytest.mark.failure(4)
def test_a_round_that_takes_longer_than_a_lease_tells_nobody_twice(office):
    """Slack is slow, and somebody presses Immediate harm while a whole tier is being told."""
    reference = office.raises()
    office.works()

    def slow(call):
        if call in ("tell", "post", "admit"):
            office.now += LEASE * 0.8
            office.worker.deliver()

    office.platform.before = slow
    office.works("Tuesday 2026-04-07 17:01")

    told = Counter((sent.to, sent.key) for sent in office.platform.told)
    posted = Counter((sent.to, sent.key) for sent in office.platform.posted)
    assert {*told.values(), *posted.values()} == {1}
    assert len(office.platform.heard("jo")) == len(office.platform.heard("tom")) == 1
    assert "reached" in office.kinds(reference)


def test_the_press_takes_up_what_is_urgent_and_nothing_else(office):
    """Whoever pressed does not wait while somebody else's channel is being made."""
    first = office.raises()
    office.works()
    office.raises()
    office.does(first, harm.press, "sam")
    office.platform.calls.clear()

    office.worker.deliver()

    assert office.platform.calls == ["tell", "tell"]
    assert ["immediate harm" in sent.text for sent in office.platform.told[-2:]] == [True, True]


def test_delivering_at_once_looks_at_no_moment(office):
    """It answers a press; the clock's own work is the scheduler's."""
    reference = office.raises()
    office.works()
    before = office.kinds(reference)

    office.now = time("Wednesday 2026-04-08 12:00")
    office.worker.deliver()

    assert office.kinds(reference) == before


# A later release


@pytest.fixture
def is_at(office):
    """The database is brought to a version, as a release of another day would."""

    def brought(version):
        with writing(office.engine) as connection:
            connection.execute(
                text("UPDATE alembic_version SET version_num = :to"), {"to": version}
            )

    return brought


def test_a_worker_of_an_older_release_stands_back_and_says_so_once(office, is_at):
    office.raises()
    is_at("9999")

    with capture_logs() as lines:
        assert office.works() == office.works("Tuesday 2026-04-07 17:01") == 0

    assert office.worker.stands_back == LATER
    assert [line["event"] for line in lines] == ["stands_back"]
    assert office.platform.calls == []
    assert office.worker.until_moment() is None


def test_the_urgent_too_is_left_to_whoever_knows_the_tables(office, is_at):
    reference = office.raises()
    office.works()
    told = len(office.platform.told)
    office.does(reference, harm.press, "sam")
    is_at("9999")

    office.worker.deliver()

    assert len(office.platform.told) == told


def test_brought_back_to_its_own_release_it_works_again(office, is_at):
    office.raises()
    is_at("9999")
    office.works()
    is_at("0003")

    assert office.works() > 0
    assert office.worker.stands_back == ""


def test_one_that_stands_back_is_not_counted_among_those_at_work(office, is_at):
    beaten, audited = [], []
    runner = Runner(office.worker, every=3600)
    is_at("9999")
    runner.start(beats=lambda: beaten.append(1), audit=lambda: audited.append(1))
    runner.tick()
    runner._audits()
    runner.stop()

    assert beaten == audited == []
    assert runner.is_beating(), "it looks, each second, whether it may work again"


def test_the_seconds_to_the_next_moment_are_told_by_the_clock_of_the_work(office):
    assert office.worker.until_moment() is None
    office.raises()
    office.works("Tuesday 2026-04-07 08:59")

    assert office.worker.until_moment() == 60
