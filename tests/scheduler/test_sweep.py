"""What is due: oldest first, never early, and one that cannot be done stops no other."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from escalation.acts import harm
from escalation.texts.procedure import Procedure
from escalation.working_time.calendars import Calendar
from scheduler.sweep import sweep
from storage.database import NotSaved, reading, writing
from storage.moments import TRIES
from storage.tables import moments
from tests.escalation.story import time
from tests.scheduler.office import Office, calendar

TUESDAY = "Tuesday 2026-04-07 17:00"
JUST_AFTER = "Tuesday 2026-04-07 17:01"


@pytest.fixture
def two(office: Office) -> tuple[str, str]:
    """Two disagreements; the ledger of the first can no longer be read."""
    poisoned, well = office.raises(), office.raises()
    office.works()
    with writing(office.engine) as connection:
        erased = text("UPDATE bodies SET content = NULL, salt = NULL WHERE reference = :poisoned")
        connection.execute(erased, {"poisoned": poisoned})
    return poisoned, well


@pytest.fixture
def broken_ladder(office: Office) -> Callable[[bool], None]:
    """Whether the bank holidays are known no further than today: then no limit can be counted."""

    def breaks(broken: bool = True) -> None:
        def short(procedure: Procedure, at: datetime) -> Calendar:
            return replace(calendar(procedure, at), last=date(2026, 4, 1))

        office.calendars = short if broken else calendar

    return breaks


def lives_on(office: Office, at: datetime) -> None:
    """A round of work every ten minutes, for a working day."""
    for _ in range(50):
        office.now = at
        office.works()
        at += timedelta(minutes=10)


def test_at_the_very_instant_of_a_limit_nothing_fires(office):
    """An act at 17:00 is in time."""
    reference = office.raises()
    sweep(office.store, time("Tuesday 2026-04-07 16:59"))
    before = office.kinds(reference)

    assert sweep(office.store, time(TUESDAY)) == 0
    assert office.kinds(reference) == before

    sweep(office.store, time(TUESDAY) + timedelta(microseconds=1))
    assert "reached" in office.kinds(reference)[len(before) :]


def test_what_fell_due_first_is_done_first(office):
    """The press at three on Saturday is younger than the disagreement of Thursday, and due sooner."""
    first, second = office.raises(), office.raises()
    office.now = time("Saturday 2026-04-04 03:00")
    office.does(second, harm.press, "sam")

    due = office.store.moments.due(time(JUST_AFTER), 10)

    assert (due[0].reference, due[0].wake) == (second, "harm:1")
    assert [moment.at for moment in due] == sorted(moment.at for moment in due)
    sweep(office.store, time(JUST_AFTER))
    assert [office.kinds(each).count("reached") for each in (first, second)] == [2, 2]


@pytest.mark.failure(15)
def test_a_moment_that_cannot_be_done_stops_no_other(office, two):
    _, well = two

    sweep(office.store, time(JUST_AFTER))

    assert office.kinds(well).count("reached") == 2


def test_it_is_tried_again_after_longer_and_longer_pauses_and_then_set_aside(office, two):
    poisoned, _ = two
    at, pauses = time(JUST_AFTER), []
    sweep(office.store, at)

    while (next_at := waiting(office, poisoned)) is not None:
        pauses.append(round((next_at - at).total_seconds() / 60))
        at = next_at
        sweep(office.store, at)

    assert pauses == [1, 2, 4, 8, 16, 32, 60]
    assert len(pauses) + 1 == TRIES
    assert {moment.reference for moment in office.store.moments.set_aside()} == {poisoned}


def test_before_a_moment_is_set_aside_the_business_manager_is_told_once_and_without_content(
    office, broken_ladder
):
    """Three moments of one disagreement fail together: that is one alarm."""
    reference = office.raises()
    office.works()
    told = len(office.platform.heard("bea"))
    broken_ladder()

    lives_on(office, time("Tuesday 2026-04-07 17:01"))

    assert {each.reference for each in office.store.moments.set_aside()} == {reference}
    assert office.last(reference, "undelivered").what == "moment"
    heard = office.platform.heard("bea")[told:]
    assert len(heard) == 1
    assert "What fell due here could not be done: CoverageError." in heard[0]
    assert "MARKER" not in heard[0]


def test_put_back_once_it_is_mended_a_moment_is_lived(office, broken_ladder):
    reference = office.raises()
    office.works()
    broken_ladder()
    lives_on(office, time("Tuesday 2026-04-07 17:01"))
    broken_ladder(False)

    for moment in office.store.moments.set_aside():
        office.store.moments.replay(moment.reference, moment.wake, office.now)
    office.works()

    assert "reached" in office.kinds(reference)[-4:]
    assert len(office.platform.heard("jo")) == 1


def test_no_fault_of_the_ladder_keeps_the_warning_of_immediate_harm_back(office, broken_ladder):
    """Sam has pressed ten minutes before a limit, and what follows the limit cannot be counted."""
    reference = office.raises()
    office.works()
    broken_ladder()
    office.now = time("Tuesday 2026-04-07 16:50")
    office.does(reference, harm.press, "sam")
    office.works("Tuesday 2026-04-07 17:01")

    office.works("Tuesday 2026-04-07 17:06")

    assert "harm_unopened" in office.kinds(reference)
    assert "nobody has opened" in office.platform.heard("sam")[-1]
    assert "limit_passed" not in office.kinds(reference)


def test_a_database_that_does_not_answer_is_no_fault_of_a_moment(office):
    """The round ends, and the next one takes everything up again: nothing is counted, nothing set aside."""
    reference = office.raises()
    gone = True

    def statement(connection, cursor, said, *rest):
        if gone and said.startswith("INSERT INTO ledger"):
            raise OperationalError(said, {}, sqlite3.OperationalError("database is locked"))

    event.listen(office.engine, "before_cursor_execute", statement)
    for _ in range(TRIES + 1):
        with pytest.raises(NotSaved):
            sweep(office.store, time(JUST_AFTER))
    gone = False

    sweep(office.store, time(JUST_AFTER))

    assert office.store.moments.set_aside() == []
    assert "reached" in office.kinds(reference)


def test_nothing_is_looked_at_before_its_pause_is_over(office, two):
    poisoned, _ = two
    sweep(office.store, time(JUST_AFTER))
    soon = time(JUST_AFTER) + timedelta(seconds=59)

    assert poisoned not in {moment.reference for moment in office.store.moments.due(soon, 10)}


@pytest.mark.failure(33)
def test_a_moment_swept_twice_has_its_consequence_once(office):
    reference = office.raises()

    sweep(office.store, time(JUST_AFTER))
    sweep(office.store, time(JUST_AFTER))

    assert office.kinds(reference).count("reached") == 2
    assert office.kinds(reference).count("limit_passed") == 1


def waiting(office, reference):
    """When the first of a disagreement's moments is tried again, if any is waiting."""
    mine = (moments.c.reference == reference, moments.c.state == "waiting")
    run_at = select(func.min(moments.c.run_at)).where(*mine, moments.c.attempts > 0)
    with reading(office.engine) as connection:
        return connection.scalar(run_at)


def test_what_is_left_after_settling_is_asked_again_by_the_same_clock(office):
    reference = office.raises()
    office.settles(reference, "sam", "priya")
    office.works()

    office.works("Tuesday 2026-04-07 09:30")

    assert office.kinds(reference)[-1] == "closing_asked"
    assert office.store.misplaced_moments() == []
