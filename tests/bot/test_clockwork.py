"""The clockwork: who does what is due, what is said of it, and who is rung when it stops."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from structlog.testing import capture_logs

from bot import demo
from bot.app import App, Part, composed
from bot.clock import SharedClock, SystemClock, WoundClock
from bot.installation import RefusedError
from escalation.acts import raise_
from storage.database import NotAnswered, reading, writing
from storage.findings import Findings
from storage.tables import moments, workers
from storage.workers import LATELY
from tests.engines import on_postgresql
from tests.escalation.story import MAUNDY_THURSDAY
from tests.scheduler.office import RAISING

NOWHERE = 1


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database on a test's own engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'escalate.db'}"
    else:
        with request.getfixturevalue("postgresql").database() as url:
            yield url


def beats(app: App) -> list[str]:
    with reading(app.engine) as connection:
        return list(connection.execute(select(workers.c.name)).scalars())


def is_named(app: App) -> bool:
    return app.clockwork.name in beats(app)


def waits_for(seen: Callable[[], object], app: App) -> None:
    """Rounds of work are had until this is seen."""
    for _ in range(200):
        if seen():
            return
        app.runner.tick()
    raise AssertionError("not seen")


# Who does what is due


def test_on_sqlite_a_second_process_is_refused_in_a_sentence_until_the_first_has_stopped(up):
    with ExitStack() as first:
        up(stack=first).starts()
        for part in (Part.WHOLE, Part.WORK):
            with pytest.raises(RefusedError) as refused, ExitStack() as second:
                up(part, second).starts()
            assert refused.value.exit_code == 2
            assert refused.value.message == (
                "Another process does what is due in this SQLite database already, and only one "
                "can: stop it first; for one more that only answers people say `serve --no-worker`; "
                "or use PostgreSQL, which any number may share."
            )
        up(Part.DOOR).starts()

    up(Part.WORK).starts()


@on_postgresql
def test_on_postgresql_any_number_work_each_under_a_name_of_its_own(up):
    apps = [up(part) for part in (Part.WHOLE, Part.WORK, Part.WORK)]
    for app in apps:
        app.starts()
        waits_for(partial(is_named, app), app)

    assert len(set(beats(apps[0]))) == 3
    assert [app.not_ready() for app in apps] == [[], [], []]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_one_that_only_answers_says_when_nobody_works(up):
    door = up(Part.DOOR)
    door.starts()
    assert door.not_ready() == ["no worker is at work"]
    assert beats(door) == []

    with ExitStack() as stack:
        worker = up(Part.WORK, stack)
        worker.starts()
        waits_for(lambda: beats(door), worker)
        assert door.not_ready() == []

    assert door.not_ready() == ["no worker is at work"], "it has stopped, and says so at once"


def test_a_worker_that_was_killed_is_missed_after_a_minute(up):
    door, worker = up(Part.DOOR), up(Part.WORK)
    worker.clockwork._beats.beat()
    assert door.not_ready() == []

    with writing(door.engine) as connection:
        past = SystemClock().now() - LATELY - timedelta(seconds=1)
        connection.execute(update(workers).values(beat_at=past))

    assert door.not_ready() == ["no worker is at work"]


def test_a_process_that_only_answers_has_no_clock_that_could_stop(up):
    door = up(Part.DOOR)
    door.starts()

    assert "the clock has stopped" not in door.not_ready()
    door.runner.nudge()
    assert beats(door) == []


def test_a_worker_of_an_older_release_stands_back_and_is_not_ready(up):
    app = up(Part.WORK)
    with writing(app.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    app.runner.tick()

    assert app.not_ready() == ["the database belongs to a later release: this process stands back"]
    assert beats(app) == []


def test_one_that_only_answers_says_that_the_database_is_of_a_later_release(up):
    """People are answered: a later release takes nothing away that this one reads."""
    door = up(Part.DOOR)
    door.starts()
    assert door.degraded() == []

    with writing(door.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert door.degraded() == [
        "the database belongs to a later release: bring this process up to that too"
    ]
    assert door.not_ready() == ["no worker is at work"]


def test_what_an_audit_found_is_said_and_keeps_nobody_out(up):
    app = up()
    Findings(app.engine).stands("ESC-ABCD-EFGH", "chain", "broken", app.clock.now())

    assert app.degraded() == ["1 found wrong by the audit: see `stuck`"]
    assert app.not_ready() == []


def test_the_audit_is_made_once_an_hour_and_mends_what_it_can_prove(up):
    app = up()
    reference = raises(app)
    forget(app, reference)
    app.clockwork._audits()
    assert app.store.misplaced_moments() == []

    forget(app, reference)
    app.clockwork._audits()
    assert app.store.misplaced_moments() == [reference], "it is not time for another"


def test_an_audit_that_was_told_to_stop_is_somebody_elses_at_once(up):
    app, other = up(), up()
    reference = raises(app)
    forget(app, reference)
    app.clockwork.stops()
    app.clockwork._audits()
    assert app.store.misplaced_moments() == [reference]

    other.clockwork._audits()
    assert app.store.misplaced_moments() == []


def test_an_audit_that_the_database_cut_short_is_made_when_that_is_back(up, tmp_path):
    app, made = up(), []
    file, beside = tmp_path / "escalate.db", tmp_path / "beside.db"

    def goes_away(_: object) -> bool:
        app.engine.dispose()
        file.rename(beside)
        file.mkdir()
        raise NotAnswered("The database does not answer.")

    app.clockwork._audit = goes_away
    with pytest.raises(NotAnswered), capture_logs() as lines:
        app.clockwork._audits()
    assert [line["event"] for line in lines] == ["round_not_given_back"]
    with pytest.raises(NotAnswered), capture_logs() as lines:
        app.clockwork._audits()
    assert lines == [], "the runner knows whether that has been said"
    file.rmdir()
    beside.rename(file)

    def audit(should_stop):
        made.append("whole")
        return True

    app.clockwork._audit = audit
    app.clockwork._audits()
    app.clockwork._audits()
    assert made == ["whole"]


def raises(app: App) -> str:
    """Sam raises a disagreement with Priya, now; nothing of it is delivered."""
    raising = replace(RAISING, other="priya-desai", began=app.clock.now())
    rule = partial(raise_.open_, raising=raising, by="sam-okafor")
    reading = app.desk.procedures["Reading"]
    return app.store.open(rule, procedure=reading, key="raised", at=app.clock.now())


def forget(app: App, reference: str) -> None:
    """Its moments are lost, as by a fault of ours."""
    with writing(app.engine) as connection:
        connection.execute(delete(moments).where(moments.c.reference == reference))


# The clock


@on_postgresql
def test_on_postgresql_the_time_is_the_databases(up):
    app = up()

    assert isinstance(app.clock, SharedClock)
    assert app.desk.now().tzinfo is not None
    assert app.degraded() == []


@on_postgresql
def test_a_clock_that_is_wound_stays_the_clock(database, tmp_path):
    config = demo.settings(tmp_path, NOWHERE).model_copy(update={"database_url": database})
    clock = WoundClock.started(tmp_path / "clock", MAUNDY_THURSDAY)

    with composed(config, clock) as app:
        assert app.clock is clock


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (7, ["this machine's clock is 7 seconds ahead of the database's"]),
        (-7, ["this machine's clock is 7 seconds behind the database's"]),
        (4, []),
    ],
)
def test_a_machine_whose_clock_differs_says_so_and_goes_on(up, ahead, said):
    app = up()
    own = WoundClock.started(app.config.data / "own", MAUNDY_THURSDAY)
    there = MAUNDY_THURSDAY - timedelta(seconds=ahead)
    app = replace(app, clock=SharedClock(lambda: there, own))

    assert app.degraded() == said
    assert app.not_ready() == []
