"""What is overdue, and what was lost and may have been said: found, told, and never sent by an audit."""

from datetime import timedelta

import pytest
from sqlalchemy import event, update

from escalation.acts import answer, say
from scheduler.sender import TryAgainError
from scheduler.sweep import sweep
from storage.tables import moments
from storage.workers import Workers
from tests.escalation.story import time
from tests.scheduler.inspector import WELL, Inspector, damage, loses, loses_moments
from tests.scheduler.office import Office

TIER_1 = "Tuesday 2026-04-07 17:01"


@pytest.fixture
def reference(office: Office, inspector: Inspector) -> str:
    """A disagreement has been raised, and everybody has been told."""
    reference = office.raises()
    office.works()
    return reference


def bea(office: Office) -> list[str]:
    """What the Business Manager has heard, once everything is delivered."""
    office.now += timedelta(seconds=1)
    office.works()
    return office.platform.heard("bea")


# Overdue


@pytest.mark.parametrize("late", [15, 16])
def test_a_moment_a_quarter_of_an_hour_past_is_overdue(office, inspector, reference, late):
    office.now = time("Tuesday 2026-04-07 17:00") + timedelta(minutes=late)
    damage(office, update(moments).where(moments.c.wake == "ask:0").values(state="done"))

    assert inspector.audits() == (0, late - 15)

    assert [each.why for each in inspector.findings.all()] == ["moment limit:0; moment tell:1"] * (
        late - 15
    )


def test_what_nobody_was_there_to_do_is_given_time(office, inspector, reference):
    """All was switched off over the weekend: it is being done now."""
    office.now = time("Friday 2026-04-17 09:00")
    inspector.begins()
    assert inspector.audits() == WELL

    assert inspector.left_alone(minutes=16) == (0, 1)


def test_what_is_done_a_little_later_was_not_overdue(office, inspector, reference):
    """The machine has slept over Easter, and woke up a moment ago."""
    office.now = time("Wednesday 2026-04-08 11:00")
    inspector.meanwhile = office.works

    assert inspector.audits() == WELL
    assert inspector.rung == []


def test_an_audit_that_is_stopped_says_of_nothing_that_it_is_overdue(office, inspector, reference):
    """It could not wait to see whether it is being done."""
    office.now = time("Wednesday 2026-04-08 11:00")
    stops: list[bool] = []
    inspector.meanwhile = lambda: stops.append(True)

    done = inspector.auditor.audit(lambda: bool(stops))

    assert (done.found, done.whole) == (0, False)


def test_what_has_not_been_sent_for_an_hour_is_overdue(office, inspector):
    reference = office.raises()

    assert inspector.left_alone(minutes=59) == WELL
    assert inspector.left_alone(minutes=2) == (0, 1)

    assert [each.why for each in inspector.findings.all()] == ["place; telling"]
    assert inspector.alarms(reference)[0].what == "overdue"


@pytest.mark.failure(5)
def test_where_every_try_fails_for_hours_it_is_overdue_and_rung_once(office, inspector):
    """The token is no longer valid. Each try moves the next one on, and none ever comes of it."""
    reference = office.raises()
    office.platform.before = refuses

    found = []
    for _ in range(5 * 6):
        office.now += timedelta(minutes=10)
        office.works()
        found.append(inspector.audits())

    assert found == [WELL] * 6 + [(0, 1)] * 24
    assert inspector.found() == [(reference, "overdue")]
    assert [each.why for each in inspector.findings.all()] == ["place; telling"]
    assert len(inspector.rung) == 1


def refuses(call: str) -> None:
    raise TryAgainError("invalid_auth")


def test_what_has_waited_behind_something_else_for_an_hour_is_not_named(office, inspector):
    """Of all that happens in a place only the first is late: the rest waits for it."""
    reference = office.raises()
    office.does(reference, answer.take, "priya")
    office.platform.before = refuses

    inspector.later(minutes=50)
    assert inspector.left_alone(minutes=11) == (0, 1)

    assert [each.why for each in inspector.findings.all()] == ["place; telling"]


def test_processes_that_die_one_after_another_do_not_hide_what_is_overdue(office, inspector):
    office.raises()
    workers, end = Workers(office.engine), office.now + timedelta(hours=2)
    while office.now < end:
        name = f"worker-{office.now:%H%M}"
        for _ in range(5):
            workers.beat(name, "1", office.now)
            office.now += timedelta(minutes=1)
        inspector.begins()

    assert inspector.audits() == (0, 1)


def test_before_a_time_when_there_was_no_worker_nothing_is_overdue(office, inspector):
    office.raises()
    Workers(office.engine).beat("one that died", "1", office.now)
    office.now += timedelta(hours=9)
    Workers(office.engine).beat("another", "1", office.now)
    inspector.begins()

    assert inspector.left_alone(minutes=5) == WELL


# The time


def test_an_alarm_is_not_dated_before_what_was_said_while_it_waited(office, inspector):
    reference = office.raises()
    office.now += timedelta(hours=2)

    def meanwhile() -> None:
        office.now += timedelta(seconds=30)
        office.does(reference, say.say, "priya", text="MARKER one")

    inspector.meanwhile = meanwhile
    assert inspector.round().found == 1

    at = [office.store.read(kept).at for kept in office.store.entries(reference)]
    assert inspector.alarms(reference)
    assert at == sorted(at)
    assert inspector.findings.all()[0].since == office.now


def test_what_waits_for_working_time_is_not_overdue(office, inspector, reference):
    office.works(TIER_1)
    office.now = time("Wednesday 2026-04-08 09:01")
    sweep(office.store, office.now)
    office.works("Wednesday 2026-04-08 20:00")
    assert [row["why"] for row in office.rows(reference) if row["state"] == "waiting"]

    assert inspector.left_alone(hours=12) == WELL


def test_what_is_left_undone_of_something_that_has_ended_is_found_too(office, inspector, reference):
    office.settles(reference, "sam", "priya")

    assert inspector.left_alone(hours=2) == (0, 1)

    assert inspector.found() == [(reference, "overdue")]


# The outbox


def test_a_gap_in_what_was_told_long_ago_is_said_and_nothing_sent(office, inspector):
    """It may have been sent, and cannot be looked up for ever."""
    reference = office.raises()
    loses(office, reference, "telling")
    office.works()
    office.works("Saturday 2026-04-04 12:00")

    assert inspector.audits() == (0, 1)
    office.works()

    assert inspector.found() == [(reference, "outbox")]
    assert office.platform.heard("sam") == []
    assert "It may have been sent, or not." in bea(office)[0]


def test_a_tier_of_which_nobody_was_to_be_told_is_found_however_long_ago(office, inspector):
    reference = office.raises()
    loses(office, reference, "telling")
    loses(office, reference, "telling")
    office.works()
    office.works("Saturday 2026-04-04 12:00")

    assert inspector.audits() == (0, 1)
    assert inspector.found() == [(reference, "outbox")]


def test_what_somebody_was_about_to_tell_is_not_told_by_the_audit(office, inspector):
    """It may have gone out in one message with others, under the key of another."""
    reference = office.raises()
    key = next(row["key"] for row in office.rows(reference) if row["kind"] == "telling")
    office.store.receipts.reserve(reference, "raised", "sam", key, "D-sam")
    loses(office, reference, "telling")

    assert inspector.audits() == (0, 1)
    assert inspector.found() == [(reference, "outbox")]


def test_what_could_not_be_put_right_is_said(office, inspector, reference):
    loses_moments(office, reference)

    def breaks(connection, cursor, statement, *rest):
        if statement.startswith("INSERT INTO moments"):
            raise RuntimeError("a bug")

    event.listen(office.engine, "before_cursor_execute", breaks)
    assert inspector.audits() == (0, 1)
    event.remove(office.engine, "before_cursor_execute", breaks)

    assert [(each.what, each.why) for each in inspector.findings.all()] == [
        ("moments", "RuntimeError")
    ]
    # Its ledger takes no entry either while that is so: she is told beside it.
    assert len(office.platform.heard("bea")) == 1
    assert inspector.audits() == (1, 0)
    assert inspector.found() == []
