"""When the clock stops: it is seen, rung, and no sign of life is given that would hide it."""

from contextlib import ExitStack
from dataclasses import replace

import httpx
import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from bot.app import Part
from bot.server import Running, health
from scheduler import pulse, watchdog
from scheduler.pulse import MINUTE
from scheduler.runner import Runner
from scheduler.watchdog import DIED
from tests.engines import on_sqlite

pytestmark = on_sqlite


@pytest.mark.failure(5)
def test_a_metronome_that_dies_is_seen_rung_and_started_again(up, outside, monkeypatch):
    """Killing the metronome makes /readyz fail and the alarm ring."""
    metronomes: list[BackgroundScheduler] = []

    def another() -> BackgroundScheduler:
        metronomes.append(BackgroundScheduler())
        return metronomes[-1]

    monkeypatch.setattr(watchdog, "EVERY", 3600.0)  # it looks when it is told to
    app = up(alarm_url=f"{outside.url}/hook")
    app = replace(app, runner=Runner(app.worker, metronome=another))
    with Running(health(app.not_ready, app.degraded)) as served:
        app.starts()
        asked = httpx.get(f"{served.url}/readyz", trust_env=False)
        assert (asked.status_code, asked.json()["why_not"]) == (200, [])

        metronomes[0].remove_all_jobs()
        metronomes[0].shutdown(wait=False)

        asked = httpx.get(f"{served.url}/readyz", trust_env=False)
        assert (asked.status_code, asked.json()["why_not"]) == (503, ["the clock has stopped"])
        app.clockwork._watchdog.look()
        assert outside.hears().said == {"text": DIED.format(name=app.clockwork.name)}
        assert len(metronomes) == 2
        asked = httpx.get(f"{served.url}/readyz", trust_env=False)
        assert (asked.status_code, asked.json()["why_not"]) == (200, [])


def test_while_rounds_end_somebody_outside_hears_of_it(up, outside, monkeypatch):
    monkeypatch.setattr(watchdog, "EVERY", 0.02)
    up(Part.WORK, heartbeat_url=f"{outside.url}/ping").starts()

    assert outside.hears()[:2] == ("GET", "/ping")


def test_without_a_metronome_there_is_no_sign_of_life_although_rounds_end(up, outside, monkeypatch):
    """The watchdog's own rounds keep the work going, and somebody has to look."""
    metronomes: list[BackgroundScheduler] = []
    can_be_had = [True]

    def another() -> BackgroundScheduler:
        if not can_be_had[0]:
            raise RuntimeError("can't start new thread")
        metronomes.append(BackgroundScheduler())
        return metronomes[-1]

    monkeypatch.setattr(watchdog, "EVERY", 3600.0)  # it looks when it is told to
    monkeypatch.setattr(pulse, "_aside", lambda work: work())
    app = up(Part.WORK, heartbeat_url=outside.url)
    app = replace(app, runner=Runner(app.worker, metronome=another))
    app.starts()
    can_be_had[0] = False
    metronomes[0].remove_all_jobs()
    metronomes[0].shutdown(wait=False)
    for _ in range(2):
        app.clockwork._watchdog.look()
        assert app.runner.silence() < MINUTE
    assert outside.taken.empty()

    can_be_had[0] = True
    app.clockwork._watchdog.look()
    assert outside.taken.qsize() == 1


def test_an_alarm_that_nobody_heard_is_rung_at_a_later_look(up, outside, monkeypatch):
    monkeypatch.setattr(watchdog, "EVERY", 3600.0)
    monkeypatch.setattr(pulse, "MINUTE", 0.0)
    monkeypatch.setattr(pulse, "_aside", lambda work: work())
    app = up(Part.WORK, alarm_url=outside.url)
    app.starts()
    outside.answer = 503
    app.clockwork._bell.rings(DIED)
    outside.answer = 200
    for _ in range(2):
        app.clockwork._watchdog.look()

    assert [outside.hears().said for _ in range(2)] == [{"text": DIED}] * 2
    assert outside.taken.empty()


def test_one_that_only_answers_gives_no_sign_of_life(up, outside, monkeypatch):
    """It would hide that nobody works."""
    monkeypatch.setattr(watchdog, "EVERY", 0.01)
    with ExitStack() as stack:
        door = up(Part.DOOR, stack, heartbeat_url=outside.url)
        door.starts()
        door.hearing.tried.wait(10)

    assert outside.taken.empty()
