"""Putting together: what was missed is heard, what is wrong is said, and each copy is of one moment."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot import demo
from bot.app import App, composed
from bot.clock import WoundClock
from bot.hearing import Hearing
from bot.installation import RefusedError
from escalation.acts import raise_
from escalation.directory.people import Directory
from handlers.request import Request
from sandbox.driver import Workspace
from sandbox.person import Person
from sandbox.server import serve
from sandbox.settings import Person as Pretended
from sandbox.settings import Settings
from scheduler.runner import STALE_AFTER, Runner
from scheduler.sender import PlaceOf
from storage import directory
from storage.database import writing
from tests.escalation.story import MAUNDY_THURSDAY, time
from tests.scheduler.office import RAISING


@dataclass
class Installation:
    """A sandbox that delivers nothing, and an installation that comes and goes beside it."""

    folder: Path
    workspace: Workspace
    port: int
    clock: WoundClock
    seconds: float = 0.0

    def up(self, stack: ExitStack) -> App:
        """The installation, put together."""
        config = demo.settings(self.folder, self.port)
        app = stack.enter_context(composed(config, self.clock))
        demo.fill_directory(app)
        runner = Runner(app.worker, stopwatch=lambda: self.seconds)
        stack.callback(runner.stop)
        return replace(app, runner=runner)

    def person(self, name: str) -> Person:
        """Somebody of the workspace, by their first name."""
        return next(one for one in self.workspace.people if one.name.startswith(name))

    def winds(self, **more: float) -> None:
        """Time passes while nobody works."""
        self.clock.wind_to(self.clock.now() + timedelta(**more))
        self.workspace.reaches(self.clock.now())


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """Nothing is up yet but Slack."""
    who: list[dict[str, Any]] = [*demo.pretended(demo.people())]
    people = tuple(Pretended(**row) for row in who)
    sandbox = serve(Settings(people, signing_secret=demo.SECRET, bot_token=demo.TOKEN))
    workspace = Workspace(sandbox.url)
    clock = WoundClock.started(tmp_path / "clock", MAUNDY_THURSDAY)
    workspace.reaches(MAUNDY_THURSDAY)
    yield Installation(tmp_path, workspace, int(sandbox.url.rsplit(":", 1)[1]), clock)
    workspace.close()
    sandbox.stop()


@pytest.fixture
def app(installation: Installation) -> Iterator[App]:
    """The installation is up, and its clock does not go."""
    with ExitStack() as stack:
        yield installation.up(stack)


def raises(app: App) -> str:
    """Sam raises a disagreement with Priya, and everything owed for it is delivered."""
    raising = replace(RAISING, other="priya-desai")
    rule = partial(raise_.open_, raising=raising, by="sam-okafor")
    reading = app.desk.procedures["Reading"]
    reference = app.store.open(rule, procedure=reading, key="raised", at=app.clock.now())
    app.worker.work()
    return reference


def kinds(app: App, reference: str) -> list[str]:
    return [kept.link.header.kind for kept in app.store.entries(reference)]


# While nobody listened


def test_what_was_written_while_nobody_listened_is_heard_at_the_start_once(installation):
    with ExitStack() as stack:
        reference = raises(installation.up(stack))
    priya = installation.person("Priya")
    (channel,) = [one for one in priya.channels if one.name == reference.lower()]
    (root,) = [one for one in channel.messages if one.from_app and not one.is_line]
    priya.posts("I will ask my manager.", in_thread_of=root)
    priya.posts("Beside the thread.", channel)

    for _ in range(2):
        with ExitStack() as stack:
            app = installation.up(stack)
            app.starts()
            assert app.hearing.tried.wait(10)
            said = [
                entry for kept in app.store.entries(reference) if (entry := app.store.read(kept))
            ]

    texts = [entry.text for entry in said if entry.kind == "said"]
    assert texts == ["I will ask my manager.", "Beside the thread."]


def test_a_channel_that_cannot_be_read_keeps_neither_the_clock_nor_another_from_going(installation):
    with ExitStack() as stack:
        reference = raises(installation.up(stack))
    installation.workspace.fails("conversations.replies", "error", error="channel_not_found")

    with ExitStack() as stack:
        app = installation.up(stack)
        app.starts()
        assert app.hearing.tried.wait(10)
        assert "said" not in kinds(app, reference)
        assert app.runner.is_beating()


def test_the_clock_goes_before_anything_is_heard(installation):
    """However slow Slack is to read: the first message of the day is not kept waiting by it."""
    with ExitStack() as stack:
        reference = raises(installation.up(stack))
    installation.winds(days=5, hours=3)
    go_on = threading.Event()

    def silent(place: PlaceOf) -> list[Request]:
        assert go_on.wait(10)
        return []

    with ExitStack() as stack:
        app = installation.up(stack)
        stack.callback(go_on.set)
        slow = Hearing(app.store, silent, app.handle, platform="slack")
        replace(app, hearing=slow).starts()

        jo = installation.person("Jo")
        jo.waits_for(lambda: [m for m in jo.reads() if m.from_app], called="what Jo is told")
        assert not slow.tried.is_set()
        assert "reached" in kinds(app, reference)


def test_words_written_before_the_place_was_known_are_heard_once_it_is(installation):
    """Priya is let in, and asks why, while the card is still being posted."""
    installation.workspace.fails("chat.postMessage", "429", times=1, retry_after=30)
    with ExitStack() as stack:
        app = installation.up(stack)
        reference = raises(app)
        assert app.store.receipts.place(reference, "slack") is None
        priya = installation.person("Priya")
        (channel,) = [one for one in priya.channels if one.name == reference.lower()]
        priya.posts("Why have I been added?", channel)

        installation.winds(seconds=31)
        app.worker.work()

        said = [e for k in app.store.entries(reference) if (e := app.store.read(k)).kind == "said"]
        assert [entry.text for entry in said] == ["Why have I been added?"]


def test_what_fell_due_while_it_was_down_is_done_at_the_start(installation):
    with ExitStack() as stack:
        raises(installation.up(stack))
    installation.winds(days=5, hours=3)

    with ExitStack() as stack:
        installation.up(stack).starts()
        jo = installation.person("Jo")
        jo.waits_for(lambda: [m for m in jo.reads() if m.from_app], called="what Jo is told")


# Whether it can be relied on


def test_an_installation_at_work_is_ready(app):
    raises(app)

    assert app.not_ready() == []


def test_a_clock_that_has_stopped_is_said(installation, app):
    installation.seconds += STALE_AFTER + 1

    assert app.not_ready() == ["the clock has stopped"]


def test_something_waiting_for_too_long_is_said(installation, app):
    installation.workspace.fails("chat.postMessage", "429", times=20, retry_after=3600)
    raises(app)
    installation.winds(minutes=15)
    assert app.not_ready() == []

    installation.winds(minutes=1)
    assert app.not_ready() == ["something has been waiting to be sent for too long"]


def test_what_waits_for_the_morning_is_not_waiting_for_too_long(installation, app):
    """A nudge that found its reader's office closed is sent when it opens, and nothing is wrong."""
    raises(app)
    installation.winds(days=4, hours=18, minutes=1)
    installation.workspace.fails("chat.postMessage", "429", times=2, retry_after=36000)
    app.worker.work()
    installation.winds(hours=12)
    installation.workspace.works_again()
    app.worker.work()

    assert app.store.outbox.next_at() == time("Wednesday 2026-04-08 09:00")
    assert app.not_ready() == []


def test_something_given_up_is_said_until_somebody_looks(installation, app):
    """Of her whole agency nobody is left on Slack."""
    for name in ("Priya", "Tom", "Kofi", "Helen", "Zoe", "Marcus", "Raj", "Anne", "Leila", "Joan"):
        installation.person(name).leaves_the_workspace()
    raises(app)

    assert app.degraded() == ["1 could not be delivered: see `stuck`"]
    assert app.not_ready() == [], "everybody else is served"


def test_moments_that_were_set_aside_are_said_and_keep_nobody_out(app):
    reference = raises(app)
    moment = app.store.disagreement(reference).moments()[0]
    for _ in range(8):
        app.store.moments.retry(reference, moment.id, app.clock.now(), "ValueError")

    assert app.degraded() == ["1 could not be done when it fell due: see `stuck`"]
    assert app.not_ready() == []


def test_a_database_that_does_not_answer_is_said(app):
    app.engine.dispose()
    file = app.config.data / "escalate.db"
    for each in app.config.data.glob("escalate.db*"):
        each.unlink()
    file.mkdir()

    assert app.not_ready() == ["the database does not answer"]
    assert app.degraded() == []


def test_an_empty_directory_is_said(app):
    with writing(app.engine) as connection:
        nobody = Directory()
        directory.replace(connection, nobody, who="a test", source="none", at=MAUNDY_THURSDAY)

    assert app.not_ready() == ["nobody is in the directory"]


# What it is put together of


def test_a_signing_key_that_cannot_be_used_is_refused_in_a_sentence(installation):
    (installation.folder / "record-signing-key.pem").write_text("no key", encoding="utf-8")

    with ExitStack() as stack, pytest.raises(RefusedError, match="signing-key"):
        installation.up(stack)


def test_the_folder_for_the_data_is_made_for_its_owner_alone(installation):
    config = demo.settings(installation.folder, installation.port)
    data = installation.folder / "elsewhere" / "data"
    kept = config.model_copy(update={"data": data})

    with composed(kept, installation.clock):
        assert data.stat().st_mode & 0o077 == 0
        assert (data / "record-signing-key.pem").exists()


def test_a_copy_can_be_made_of_the_entries_up_to_one_of_them(app):
    reference = raises(app)
    whole = app.desk.make(reference, "health", "json", app.clock.now())
    first = app.desk.make(reference, "health", "json", app.clock.now(), entries=3)

    assert json.loads(first)["record"]["chain"]["length"] == 3
    assert json.loads(whole)["record"]["chain"]["length"] == len(kinds(app, reference))
    assert json.loads(first)["record"]["reader"]["name"] == "Royal Berkshire Health Trust"
