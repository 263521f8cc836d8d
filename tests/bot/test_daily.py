"""The daily round within a process: made once for all of them, and what it found is said cheaply."""

import pytest
from structlog.testing import capture_logs

from bot.daily import daily
from escalation.directory.gap import Gap, Kind
from storage.upkeep_tables import errands
from tests.engines import on_sqlite


def kinds_owed(app):
    with app.engine.connect() as connection:
        return sorted(connection.execute(errands.select()).all())


@on_sqlite
def test_the_clockwork_makes_it_once_and_other_processes_leave_it_alone(up):
    app, other = up(), up()
    app.clockwork._rounds_of_their_own()
    owed = kinds_owed(app)
    assert owed

    other.clockwork._rounds_of_their_own()
    app.clockwork._rounds_of_their_own()
    assert kinds_owed(app) == owed


@on_sqlite
def test_a_fault_in_it_stops_neither_the_audit_nor_the_next_round(up):
    app = up()
    app.engine.dispose()
    with app.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE gaps")
    with capture_logs() as lines:
        app.clockwork._rounds_of_their_own()

    events = [line["event"] for line in lines]
    assert "audited" in events
    assert "people_round_failed" in events


@on_sqlite
def test_a_process_that_is_told_to_stop_begins_none(up):
    app = up()
    app.clockwork.stops()
    app.clockwork._rounds_of_their_own()

    assert kinds_owed(app) == []


@on_sqlite
@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([], []),
        ([Kind.HOLE, Kind.LEFT], []),
        ([Kind.NOBODY], ["1 role has nobody: see `people check`"]),
        ([Kind.NOBODY, Kind.NOBODY], ["2 roles have nobody: see `people check`"]),
        (
            [Kind.UNTOLD],
            [
                "an agency could not be told what it is asked about its people: see `people daily`",
            ],
        ),
    ],
)
def test_what_the_last_round_found_is_said_and_keeps_nobody_out(up, kinds, said):
    app = up()
    gaps = [Gap("health", kind, f"{number}") for number, kind in enumerate(kinds)]
    app.store.upkeep.gaps.stand(gaps, app.clock.now())

    assert app.degraded() == said
    assert app.not_ready() == []


@on_sqlite
def test_neither_a_platform_without_a_token_nor_accounts_that_are_not_set_are_asked(up):
    app = up()
    config = app.config.model_copy(update={"slack_bot_token": type(app.config.alarm_url)("")})
    procedures = app.desk.procedures.values()
    made = daily(config, app.clock, app.store, app.sender.people(), procedures).make()

    assert made.notes == ()
    assert app.people.make().notes == (
        "Slack could not be asked who is still there: nothing is concluded from that.",
    )
