"""The metronome: it beats, hears a nudge at once, outlives a fault, and says when it has stopped."""

import queue
import threading
import time
from datetime import timedelta

import pytest

from scheduler import runner as runners
from scheduler.runner import STALE_AFTER, Runner
from scheduler.worker import Worker
from tests.scheduler.stopwatch import SELDOM


@pytest.mark.failure(1, 2)
def test_it_begins_with_what_fell_due_while_nobody_was_running(office, runner):
    office.raises()

    runner.start()

    assert office.platform.waits_for(
        lambda: office.platform.heard("sam") and office.platform.heard("priya")
    )


def test_nudged_it_does_not_wait_for_the_next_beat(office, runner):
    runner.start()
    reference = office.raises()

    runner.nudge()

    assert office.platform.waits_for(lambda: reference.lower() in office.platform.roots)


def test_a_nudge_during_a_round_leads_to_another_round(office, stopwatch):
    """What was done after the round had looked is not left until the next beat, an hour away.

    A round in which there is nothing to do asks the time thrice: for what is due, what is owed, and
    who has come to be asked.
    """
    asked: queue.Queue[threading.Event] = queue.Queue()

    def now():
        answered = threading.Event()
        asked.put(answered)
        assert answered.wait(10)
        return office.now

    runner = Runner(Worker(office.store, office.delivery, now), every=SELDOM, stopwatch=stopwatch)
    runner.start()
    first = asked.get(timeout=10)
    for _ in range(5):
        runner.nudge()
    first.set()

    for _ in range(5):
        asked.get(timeout=10).set()

    runner.stop()
    assert asked.empty(), "five nudges in one round are one more round"


def test_a_moment_is_lived_as_it_passes_and_not_at_the_next_beat(office, stopwatch):
    """The next beat is an hour away, and nobody nudges."""
    office.raises()
    office.works()
    moment = office.store.moments.next_at()
    began = time.monotonic()
    calls = len(office.platform.calls)

    def now():
        return moment + timedelta(seconds=time.monotonic() - began - 0.3)

    runner = Runner(Worker(office.store, office.delivery, now), every=SELDOM, stopwatch=stopwatch)
    runner.start()
    try:
        assert office.platform.waits_for(lambda: len(office.platform.calls) > calls)
        assert now() > moment
    finally:
        runner.stop()


def test_at_the_very_instant_of_a_moment_it_waits_for_the_next_beat(office, stopwatch):
    """A wound clock may stand there for hours: a round every two milliseconds would be no rest."""
    office.raises()
    office.works()
    asked: queue.Queue[None] = queue.Queue()

    def now():
        asked.put(None)
        return office.now

    office.now = office.store.moments.next_at()
    runner = Runner(Worker(office.store, office.delivery, now), every=SELDOM, stopwatch=stopwatch)
    runner.tick()
    runner.start()
    runner.stop()

    assert asked.qsize() <= 6, "three for each round: what is due, what is owed, and what is next"


def test_told_to_stop_it_finishes_what_is_in_hand_and_begins_nothing_more(office, stopwatch):
    for _ in range(5):
        office.raises()
    held, let_go = threading.Event(), threading.Event()

    def slow(call):
        held.set()
        assert let_go.wait(10)

    office.platform.before = slow
    runner = Runner(office.worker, every=SELDOM, stopwatch=stopwatch)
    runner.start()
    assert held.wait(10)
    stopping = threading.Thread(target=runner.stop)
    stopping.start()
    while not runner._stopping:
        stopping.join(0.01)
    let_go.set()
    stopping.join(10)

    states = [state for each in office.store.references() for _, state in office.outcomes(each)]
    assert states.count("sent") == 1
    assert set(states) == {"sent", "waiting"}


def test_what_goes_with_the_work_is_told_of_each_step(office, runner):
    beaten: queue.Queue[None] = queue.Queue()
    office.raises()

    runner.start(beats=lambda: beaten.put(None))

    assert office.platform.waits_for(lambda: office.platform.heard("priya"))
    runner.stop()
    assert beaten.qsize() > 2, "and not only at the end of the round"


def test_the_audit_is_asked_for_now_and_then_and_its_fault_stops_nothing(
    office, runner, monkeypatch
):
    monkeypatch.setattr(runners, "ASKED", 0.02)
    asked: queue.Queue[None] = queue.Queue()

    def audit():
        asked.put(None)
        raise RuntimeError("the audit fails")

    runner.start(audit=audit)

    for _ in range(2):
        asked.get(timeout=10)


def test_a_fault_does_not_stop_the_beat(office, runner, stopwatch):
    broken = threading.Event()

    def now():
        if not broken.is_set():
            broken.set()
            raise RuntimeError("the clock cannot be read")
        return office.now

    runner = Runner(Worker(office.store, office.delivery, now), every=0.02, stopwatch=stopwatch)
    office.raises()
    runner.start()
    try:
        assert office.platform.waits_for(lambda: office.platform.heard("sam"))
        assert broken.is_set()
    finally:
        runner.stop()


def test_it_is_beating_while_rounds_end_and_not_when_they_stop(office, runner, stopwatch):
    runner.tick()
    assert runner.is_beating()

    stopwatch.seconds += STALE_AFTER + 1
    assert not runner.is_beating()

    runner.tick()
    assert runner.is_beating()


def test_a_long_round_beats_while_it_gets_on(office, runner, stopwatch):
    """Each telling takes a while: the round is longer than the longest silence of a clock."""
    beating = []

    def slow(call):
        stopwatch.seconds += STALE_AFTER * 0.2
        beating.append(runner.is_beating())

    office.raises()
    office.raises()
    office.platform.before = slow

    runner.tick()

    assert stopwatch.seconds > STALE_AFTER
    assert all(beating)


def test_rounds_that_only_fail_are_no_beat(office, stopwatch):
    def now():
        raise RuntimeError("the clock cannot be read")

    runner = Runner(Worker(office.store, office.delivery, now), every=SELDOM, stopwatch=stopwatch)
    stopwatch.seconds += STALE_AFTER + 1

    runner.tick()

    assert not runner.is_beating()


def test_stopped_twice_or_never_started_it_stops(office, stopwatch):
    runner = Runner(office.worker, every=SELDOM, stopwatch=stopwatch)
    runner.stop()
    runner.start()
    runner.stop()
    runner.stop()
    runner.nudge()

    assert office.platform.calls == []


def test_told_to_stop_it_waits_for_an_audit_that_a_replaced_metronome_began(runner, monkeypatch):
    monkeypatch.setattr(runners, "ASKED", 0.02)
    held, let_go, ends = threading.Event(), threading.Event(), []

    def audit():
        held.set()
        assert let_go.wait(20)
        ends.append("audit")

    def stops():
        runner.stop()
        ends.append("runner")

    runner.start(audit=audit)
    assert held.wait(10)
    runner.revive()
    stopping = threading.Thread(target=stops)
    stopping.start()
    stopping.join(0.5)
    let_go.set()
    stopping.join(10)

    assert ends == ["audit", "runner"]
    runner._audits()
    assert ends == ["audit", "runner"], "and begins no other"
