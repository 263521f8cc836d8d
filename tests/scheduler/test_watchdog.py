"""The watchdog: whatever befalls the metronome costs seconds, is said, and is rung."""

import queue
import threading
import time
from datetime import UTC, timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from scheduler import watchdog as module
from scheduler.runner import STALE_AFTER, Runner
from scheduler.watchdog import ASLEEP, DIED, EVERY, LATE, SILENT, STEPPED, Watchdog
from tests.escalation.story import MAUNDY_THURSDAY
from tests.scheduler.stopwatch import SELDOM

HOUR = timedelta(hours=1)
ONE = "one"


def asleep(**given):
    """A metronome whose thread lives, and calls nobody."""
    metronome = BackgroundScheduler(**given)
    metronome._process_jobs = lambda: None
    return metronome


def kill(metronome):
    metronome.remove_all_jobs()  # or, taking one up at this very moment, it would die of that too
    metronome.shutdown(wait=False)


class Machine:
    """A machine whose two clocks go, stop and jump when a test says so, and what comes of that."""

    def __init__(self, office):
        self.office = office
        self.wall = MAUNDY_THURSDAY
        self.seconds = 0.0
        self.metronomes = []
        self.kind = BackgroundScheduler
        self.rung: list[str] = []
        self.runner = Runner(
            office.worker,
            every=SELDOM,
            stopwatch=lambda: self.seconds,
            metronome=self.another,
        )
        self.watchdog = Watchdog(
            self.runner,
            name=ONE,
            wall=lambda: self.wall,
            rings=self.rung.append,
            stopwatch=lambda: self.seconds,
        )

    def another(self):
        if self.kind is None:
            raise RuntimeError("can't start new thread")
        self.metronomes.append(self.kind(timezone=UTC))
        return self.metronomes[-1]

    def starts(self):
        self.runner.start()
        assert self.kind is asleep or self.waits_for(self.has_called)

    def has_called(self):
        return not self.runner.is_working() and self.runner._last >= self.runner._called

    def waits_for(self, seen):
        waiting = threading.Event()
        return any(seen() or waiting.wait(0.01) for _ in range(1000))

    def passes(self, seconds):
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)

    def looks(self, seconds=EVERY):
        """So much time passes, and then it looks."""
        self.passes(seconds)
        self.watchdog.look()

    def is_helped(self):
        """What is owed now is delivered, although nobody nudges."""
        heard = self.office.platform.heard
        return self.office.platform.waits_for(lambda: heard("sam") and heard("priya"))


@pytest.fixture
def machine(office):
    machine = Machine(office)
    yield machine
    machine.runner.stop()


def test_while_all_is_well_it_does_nothing(machine):
    machine.starts()
    for _ in range(5):
        machine.looks()

    assert (len(machine.metronomes), machine.rung) == (1, [])


@pytest.mark.parametrize("step", [HOUR, -HOUR, timedelta(seconds=3), timedelta(seconds=-3)])
def test_a_wall_clock_that_jumps_costs_one_look(machine, office, step):
    """Set back by an hour, APScheduler would sleep for an hour."""
    machine.starts()
    office.raises()
    machine.wall += step
    machine.looks()

    assert machine.is_helped()
    assert machine.rung == [STEPPED.format(name=ONE)]
    machine.looks()
    assert len(machine.metronomes) == 2, "it is mended once"


def test_a_wall_clock_that_is_set_right_little_by_little_is_let_go(machine):
    machine.starts()
    for _ in range(10):
        machine.wall += timedelta(seconds=0.5)
        machine.looks()

    assert machine.rung == []


def test_a_dead_metronome_is_seen_until_it_has_been_replaced(machine, office):
    machine.starts()
    assert machine.runner.is_beating()
    kill(machine.metronomes[0])
    office.raises()
    assert not machine.runner.is_beating()

    machine.looks()

    assert machine.is_helped()
    assert machine.runner.is_beating()
    assert machine.rung == [DIED.format(name=ONE)]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_metronome_whose_thread_died_of_a_fault_is_replaced(machine, office):
    machine.starts()

    def fails():
        raise RuntimeError("what APScheduler does not catch")

    machine.metronomes[0]._process_jobs = fails
    machine.metronomes[0].wakeup()
    assert machine.waits_for(lambda: not machine.runner.lives())
    office.raises()

    machine.looks()

    assert machine.is_helped()
    assert machine.rung == [DIED.format(name=ONE)]


def test_a_metronome_that_calls_nobody_is_replaced_and_in_the_end_done_without(machine, office):
    machine.kind, machine.runner.every = asleep, 1.0
    machine.starts()
    office.raises()
    while not machine.rung:
        machine.looks()
    assert machine.seconds <= LATE + 2 * EVERY
    assert (machine.rung, len(machine.metronomes)) == ([ASLEEP.format(name=ONE)], 2)
    assert office.platform.calls == []

    machine.looks()

    assert machine.is_helped()


def test_where_no_other_metronome_can_be_had_it_works_itself_at_once(machine, office):
    machine.starts()
    machine.kind = None
    kill(machine.metronomes[0])
    office.raises()

    machine.looks()

    assert machine.is_helped()
    assert not machine.runner.is_beating(), "and that is still to be seen"


def test_a_round_that_never_ends_can_only_be_said(machine, office):
    """It keeps neither the watchdog, nor whoever asks whether all is well."""
    held, let_go = threading.Event(), threading.Event()

    def slow(call):
        held.set()
        assert let_go.wait(20)

    machine.starts()
    office.platform.before = slow
    office.raises()
    machine.runner.nudge()
    try:
        assert held.wait(10)
        while machine.seconds < STALE_AFTER:
            assert machine.runner.is_beating()
            machine.looks()
        assert not machine.runner.is_beating()
        assert machine.rung == [SILENT.format(name=ONE)]
        kill(machine.metronomes[-1])
        machine.looks()
        machine.looks()
        assert not machine.runner.is_beating()
    finally:
        let_go.set()


def test_a_process_that_stood_still_says_nothing_of_its_metronome(machine, office):
    """A container that was paused, a machine too busy: it goes on at once, and nobody is rung."""
    machine.starts()
    office.raises()
    machine.looks(STALE_AFTER / 2)

    assert machine.is_helped()
    assert (len(machine.metronomes), machine.rung) == (1, [])


def test_rounds_that_only_fail_are_rung(machine, office):
    office.engine.dispose()
    for file in office.folder.glob("escalate.db*"):
        file.unlink()
    (office.folder / "escalate.db").mkdir()
    machine.runner.start()
    while machine.seconds < STALE_AFTER:
        machine.looks()

    assert machine.rung[-1] == SILENT.format(name=ONE)


def test_once_it_is_stopped_on_purpose_nothing_brings_it_back(machine):
    machine.starts()
    machine.runner.stop()
    machine.looks()
    machine.runner.revive()
    machine.runner.nudge()

    assert (len(machine.metronomes), machine.rung) == (1, [])


def test_it_looks_by_itself_and_a_fault_in_a_look_does_not_stop_it(office, monkeypatch):
    """With the real clocks: the metronome is killed, and seconds later everything goes on."""
    monkeypatch.setattr(module, "EVERY", 0.02)
    metronomes: list[BackgroundScheduler] = []
    rung: queue.Queue[str] = queue.Queue()

    def another():
        metronomes.append(BackgroundScheduler(timezone=UTC))
        return metronomes[-1]

    def rings(sentence):
        rung.put(sentence)
        raise RuntimeError("the bell is broken")

    runner = Runner(office.worker, every=SELDOM, metronome=another)
    wall = Ticking()
    watchdog = Watchdog(runner, name=ONE, wall=wall, rings=rings)
    runner.start()
    watchdog.starts()
    try:
        for number in (1, 2):
            office.raises()
            kill(metronomes[-1])
            assert rung.get(timeout=10) == DIED.format(name=ONE)
            assert office.platform.waits_for(lambda: len(office.platform.roots) == number)  # noqa: B023
    finally:
        watchdog.stops()
        runner.stop()
    assert not watchdog.is_looking()


def test_it_is_looking_while_looks_end_and_not_when_one_hangs(machine, monkeypatch):
    monkeypatch.setattr(module, "EVERY", 0.01)
    let_go = threading.Event()
    machine.starts()
    machine.watchdog._then = let_go.wait
    machine.watchdog.starts()
    try:
        assert machine.watchdog.is_looking()
        machine.passes(STALE_AFTER)
        assert not machine.watchdog.is_looking()
    finally:
        let_go.set()
        machine.watchdog.stops()


class Ticking:
    """A wall clock that goes as the monotonic one does."""

    def __init__(self):
        self._began = time.monotonic()

    def __call__(self):
        return MAUNDY_THURSDAY + timedelta(seconds=time.monotonic() - self._began)
