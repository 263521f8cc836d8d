"""The outside: a sign of life each minute while all is well, and each alarm once an hour."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from scheduler import pulse as module
from scheduler.pulse import HOUR, MINUTE, Bell, Pulse
from tests.scheduler.outside import Outside, Taken


class Seconds:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.passed = 0.0

    def __call__(self):
        return self.passed


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def outside() -> Iterator[Outside]:
    outside = Outside()
    yield outside
    outside.stops()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """What is sent has been sent when the call is back; the thread it has of its own is tested below."""
    without = SimpleNamespace(Thread=Undivided, Lock=threading.Lock)
    monkeypatch.setattr(module, "threading", without)


class Undivided:
    """A machine that has no thread left to give."""

    def __init__(self, **_):
        pass

    def start(self):
        raise RuntimeError("can't start new thread")


def test_each_minute_it_says_that_all_is_well(outside, seconds):
    pulse = Pulse(f"{outside.url}/ping", lambda: True, stopwatch=seconds)
    for passed in (0, MINUTE - 1, MINUTE, 2 * MINUTE):
        seconds.passed = passed
        pulse.beats()

    assert [outside.hears() for _ in range(3)] == [Taken("GET", "/ping", None)] * 3
    assert outside.taken.empty()


@pytest.mark.failure(5)
def test_it_is_silent_while_something_is_wrong_and_speaks_as_soon_as_it_is_not(outside, seconds):
    well = [False, False, True]
    pulse = Pulse(outside.url, lambda: well.pop(0), stopwatch=seconds)

    pulse.beats()
    pulse.beats()
    assert outside.taken.empty()

    pulse.beats()
    outside.hears()


def test_an_alarm_is_one_sentence_that_a_webhook_takes(outside, seconds):
    Bell(f"{outside.url}/hook", stopwatch=seconds).rings("The clock had stopped.")

    assert outside.hears() == Taken("POST", "/hook", {"text": "The clock had stopped."})


def test_the_same_alarm_is_not_rung_again_within_the_hour_and_another_is(outside, seconds):
    bell = Bell(outside.url, stopwatch=seconds)
    for passed, sentence in [(0, "A."), (1, "A."), (2, "B."), (HOUR - 1, "A."), (HOUR, "A.")]:
        seconds.passed = passed
        bell.rings(sentence)

    assert [outside.hears().said["text"] for _ in range(3)] == ["A.", "B.", "A."]
    assert outside.taken.empty()


def test_an_alarm_that_was_not_taken_is_tried_again_after_a_minute(outside, seconds):
    bell = Bell(outside.url, stopwatch=seconds)
    outside.answer = 503
    with capture_logs() as lines:
        bell.rings("A.")
    outside.answer = 200
    for passed in (MINUTE - 1, MINUTE, MINUTE + 1, HOUR):
        seconds.passed = passed
        bell.rings("A.")

    assert outside.taken.qsize() == 2
    assert lines == [{"event": "alarm_not_rung", "error": "503", "log_level": "error"}]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/SECRET", "http://[SECRET", "ftp://SECRET"])
def test_an_address_that_fails_stops_nothing_and_is_never_logged(address, seconds):
    with capture_logs() as lines:
        Bell(address, stopwatch=seconds).rings("A.")
        Pulse(address, lambda: True, stopwatch=seconds).beats()

    assert [line["event"] for line in lines] == ["alarm_not_rung", "heartbeat_not_taken"]
    assert "SECRET" not in repr(lines)


def test_where_no_address_is_set_there_is_silence(seconds):
    with capture_logs() as lines:
        Bell("", stopwatch=seconds).rings("A.")
        Pulse("", lambda: True, stopwatch=seconds).beats()

    assert lines == []


def test_nobody_waits_for_the_outside(outside, seconds, monkeypatch):
    monkeypatch.undo()
    Bell(outside.url, stopwatch=seconds).rings("A.")
    Pulse(outside.url, lambda: True, stopwatch=seconds).beats()

    assert {outside.hears().method, outside.hears().method} == {"GET", "POST"}


def test_whoever_must_know_whether_an_alarm_was_heard_is_told(outside):
    assert Bell(f"{outside.url}/alarm").is_heard("It was found.")
    assert not Bell("http://127.0.0.1:9/alarm").is_heard("It was found.")
    assert Bell("").is_heard("Nobody is to hear it.")


def test_an_alarm_that_nobody_heard_is_rung_again_until_somebody_does(outside, seconds):
    bell = Bell(f"{outside.url}/alarm", stopwatch=seconds)
    rung = Taken("POST", "/alarm", {"text": "The clock had died."})
    outside.answer = 503
    bell.rings("The clock had died.")
    bell.again()  # within the minute it is no news
    outside.answer = 200
    for _ in range(2):
        seconds.passed += MINUTE
        bell.again()

    assert [outside.hears(), outside.hears()] == [rung, rung]
    assert outside.taken.empty()
