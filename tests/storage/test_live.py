"""What is due is lived in one breath, by one worker; what is wrong with one stops no other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from escalation.disagreement import Wake
from storage import moments
from storage.database import NotSaved, TookTooLong, writing
from storage.release import NewerDatabase
from tests.engines import on_postgresql

MINUTE = timedelta(minutes=1)


@pytest.fixture
def due(office):
    """Five disagreements of which each has something due, and the time at which it is."""
    now = office.THURSDAY
    return [office.began(key=f"{n}", remind_at=now + n * MINUTE) for n in range(5)]


def reminds(office):
    return lambda wake: lambda *_: [office.reminding()]


def reminded(office, references):
    return [each for each in references if office.store.disagreement(each).reminded == 1]


def test_everything_due_is_lived_together_and_once(office, due):
    later = office.THURSDAY + 9 * MINUTE

    lived = office.store.live(later, 10, reminds(office))
    again = office.store.live(later, 10, reminds(office))

    assert (lived.looked_at, list(lived.failed)) == (5, [])
    assert again.looked_at == 0
    assert reminded(office, due) == due
    assert office.store.misplaced_moments() == []


def test_the_oldest_come_first_and_only_so_many_at_a_time(office, due):
    office.store.live(office.THURSDAY + 9 * MINUTE, 2, reminds(office))

    assert reminded(office, due) == due[:2]


@pytest.mark.failure(15)
def test_what_only_the_database_refuses_is_found_and_the_others_are_lived(office, due):
    """One of them cannot be written: the batch cannot either, so each is tried alone."""
    ill = due[2]

    @event.listens_for(office.engine, "before_cursor_execute")
    def refuses(connection, cursor, said, parameters, context, many):
        if said.startswith("INSERT INTO ledger") and ill in repr(parameters):
            raise IntegrityError(said, {}, Exception("refused"))

    lived = office.store.live(office.THURSDAY + 9 * MINUTE, 10, reminds(office))

    assert reminded(office, due) == [each for each in due if each != ill]
    assert [(each.reference, type(fault)) for each, fault in lived.failed] == [
        (ill, IntegrityError)
    ]


def test_what_cannot_even_be_read_stops_no_other(office, due):
    """Sealed with a key that nobody has any more: reading all of them together fails."""
    ill = due[0]
    with writing(office.engine) as connection:
        lost = text("UPDATE bodies SET content = :lost WHERE reference = :ill")
        connection.execute(lost, {"lost": b"lost", "ill": ill})

    lived = office.store.live(office.THURSDAY + 9 * MINUTE, 10, reminds(office))

    assert [each.reference for each, _ in lived.failed] == [ill]
    assert reminded(office, due[1:]) == due[1:]


@pytest.mark.failure(3)
def test_two_workers_at_once_live_each_moment_once(office):
    """SCHEDULING.md: claims are FOR UPDATE SKIP LOCKED, or BEGIN IMMEDIATE. FAILURES 3."""
    now = office.THURSDAY
    mine = [office.began(key=f"{n}", remind_at=now) for n in range(40)]
    together = threading.Barrier(4)

    def works(number):
        store, count = office.another(), 0
        together.wait()
        while looked_at := store.live(now + MINUTE, 3, reminds(office)).looked_at:
            count += looked_at
        return count

    with ThreadPoolExecutor(4) as workers:
        counts = list(workers.map(works, range(4)))

    assert sum(counts) == 40
    assert reminded(office, mine) == mine
    assert office.store.misplaced_moments() == []


@on_postgresql
def test_a_disagreement_that_somebody_is_acting_on_is_passed_over_and_not_waited_for(office, due):
    busy, free = due[0], due[1:]
    acting, done = threading.Event(), threading.Event()

    def slowly(*_):
        acting.set()
        assert done.wait(30)
        return [office.said("A slow answer.")]

    with ThreadPoolExecutor(1) as people:
        act = people.submit(
            lambda: office.another().act(busy, slowly, key="slow", at=office.THURSDAY)
        )
        assert acting.wait(30)
        office.store.live(office.THURSDAY + 9 * MINUTE, 10, reminds(office))
        passed_over = reminded(office, due)
        done.set()
        act.result(30)
    office.store.live(office.THURSDAY + 9 * MINUTE, 10, reminds(office))

    assert passed_over == free
    assert reminded(office, due) == due


@on_postgresql
def test_a_worker_that_passes_a_disagreement_over_holds_nothing_of_it(office):
    """Two moments of one fall due together: where the second worker kept the later one locked, and
    then asked for the disagreement, the first could not write it anew, and both waited."""
    now = office.THURSDAY
    reference = office.began(remind_at=now)
    with writing(office.engine) as connection:
        wakes = [Wake("remind:1", now), Wake("tell:1", now)]
        moments.replace(connection, {reference: wakes})

    with writing(office.engine) as first, writing(office.engine) as second:
        held = moments.claimed(first, now + MINUTE, 1)
        assert [due.wake for due in held] == ["remind:1", "tell:1"]
        assert moments.claimed(second, now + MINUTE, 10) == []
        moments.replace(first, {reference: []})


def test_a_worker_of_an_earlier_release_stands_back(office, due):
    """Another process has brought the database further than this one knows."""
    before = office.rows()
    with writing(office.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabase, match="version 9999"):
        office.store.live(office.THURSDAY + 9 * MINUTE, 10, reminds(office))

    assert office.rows() == before


def test_an_outage_is_no_fault_of_what_is_due(office, due):
    gone = True

    @event.listens_for(office.engine, "before_cursor_execute")
    def away(connection, cursor, said, *rest):
        if gone and said.startswith("INSERT INTO ledger"):
            raise OperationalError(said, {}, Exception("the disk is full"))

    with pytest.raises(NotSaved):
        office.store.live(office.THURSDAY + 9 * MINUTE, 10, reminds(office))
    gone = False
    office.store.live(office.THURSDAY + 9 * MINUTE, 10, reminds(office))

    assert reminded(office, due) == due
    assert office.store.moments.set_aside() == []


@on_postgresql
def test_an_act_whose_answer_was_lost_is_asked_for_again_and_written_once(office):
    """The connection goes just as the transaction is to be kept: nobody knows whether it was."""
    reference = office.began()
    cuts = [True]

    @event.listens_for(office.engine, "commit")
    def cut(connection):
        if cuts and cuts.pop():
            pid = connection.connection.driver_connection.info.backend_pid
            with psycopg.connect(office.url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))

    office.act(reference, office.said("Said once."), key="said")

    kinds = [each.link.header.kind for each in office.store.entries(reference)]
    assert kinds == ["began", "said"]


@on_postgresql
def test_one_whose_work_takes_too_long_is_counted_and_stops_no_other(office, due):
    """The database has ended the transaction in which its rule thought too long: 25P03."""
    ill = due[1]

    @event.listens_for(office.engine, "before_cursor_execute")
    def ended(connection, cursor, said, parameters, context, many):
        if said.startswith("INSERT INTO ledger") and ill in repr(parameters):
            fault = psycopg.errors.IdleInTransactionSessionTimeout()
            raise OperationalError(said, {}, fault)

    lived = office.store.live(office.THURSDAY + 9 * MINUTE, 10, reminds(office))

    assert [(each.reference, type(fault)) for each, fault in lived.failed] == [(ill, TookTooLong)]
    assert reminded(office, due) == [each for each in due if each != ill]


@on_postgresql
def test_whoever_has_to_give_way_to_another_transaction_does_it_again(office):
    reference = office.began()
    deadlocks = [True]

    @event.listens_for(office.engine, "before_cursor_execute")
    def gives_way(connection, cursor, said, *rest):
        if said.startswith("INSERT INTO outbox") and deadlocks and deadlocks.pop():
            raise OperationalError(said, {}, psycopg.errors.DeadlockDetected())

    office.act(reference, office.said("Said once."), key="said")

    kinds = [each.link.header.kind for each in office.store.entries(reference)]
    assert kinds == ["began", "said"]
