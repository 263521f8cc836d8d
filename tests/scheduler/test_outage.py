"""The database does not answer for a while: that is said once, and that it is back."""

import queue
import threading

from structlog.testing import capture_logs

from scheduler import runner as runners
from scheduler.runner import Runner
from scheduler.worker import Worker
from storage.database import NotAnswered
from tests.scheduler.stopwatch import SELDOM


def test_an_outage_of_the_database_is_logged_once_its_end_too_and_the_next_one_again(
    office, stopwatch
):
    gone = threading.Event()

    def now():
        if gone.is_set():
            raise NotAnswered("The database does not answer.")
        return office.now

    runner = Runner(Worker(office.store, office.delivery, now), every=SELDOM, stopwatch=stopwatch)
    with capture_logs() as lines:
        for is_gone in (True, True, False, True, True):
            gone.set() if is_gone else gone.clear()
            runner.tick()

    gone_and_back = ["database_does_not_answer", "database_answers_again"]
    assert [line["event"] for line in lines] == [*gone_and_back, "database_does_not_answer"]


def test_an_audit_says_nothing_of_an_outage_that_the_rounds_have_said(
    office, stopwatch, monkeypatch
):
    monkeypatch.setattr(runners, "ASKED", 0.02)
    asked: queue.Queue[None] = queue.Queue()

    def gone(*_):
        asked.put(None)
        raise NotAnswered("The database does not answer.")

    runner = Runner(Worker(office.store, office.delivery, gone), every=SELDOM, stopwatch=stopwatch)
    with capture_logs() as lines:
        runner.tick()
        runner.start(audit=gone)
        try:
            for _ in range(4):
                asked.get(timeout=10)
        finally:
            runner.stop()

    assert [line["event"] for line in lines] == ["database_does_not_answer"]


def test_an_outage_that_only_the_audit_has_met_is_said(runner):
    def gone():
        raise NotAnswered("The database does not answer.")

    with capture_logs() as lines:
        runner.start(audit=gone)
        runner._audits()

    assert "audit_failed" in [line["event"] for line in lines]
