"""Errands are owed once by their key, held by one worker at a time, and kept until they are done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from escalation.words.message import Message, says
from storage.database import reading, writing
from storage.errands import SENT, Errands
from storage.upkeep_tables import errands as table
from tests.escalation.story import MAUNDY_THURSDAY as NOW

LEASE = timedelta(minutes=2)
SECOND = timedelta(seconds=1)
LIST = Message("Still you?", (says("Jo Lee is asked at Oak School."),))


@pytest.fixture
def errands(engine):
    return Errands(engine)


def owed(errands, key="list:oak:1", kind="list"):
    return errands.owe(key, "oak", kind, LIST, NOW)


def rows(engine):
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def test_the_same_key_is_owed_once(errands):
    assert owed(errands)
    assert not owed(errands)

    assert errands.claim(NOW, LEASE).message == LIST
    assert errands.claim(NOW, LEASE) is None


def test_two_processes_that_owe_the_same_at_once_owe_it_once(errands, engine):
    with ThreadPoolExecutor(4) as threads:
        first = list(threads.map(lambda _: owed(errands), range(8)))

    assert first.count(True) == 1
    assert len(rows(engine)) == 1


def test_its_words_are_kept_encrypted_and_go_once_it_is_sent(errands, engine):
    owed(errands)
    with engine.connect() as connection:
        (kept,) = connection.exec_driver_sql("SELECT message FROM errands").one()
    assert b"Jo Lee" not in bytes(kept)

    errand = errands.claim(NOW, LEASE)
    errands.sent(errand, "jo", "D1", "1.1", NOW)

    (row,) = rows(engine)
    assert (row["state"], row["message"], row["person"]) == (SENT, None, "jo")
    assert (row["channel"], row["message_id"], row["sent_at"]) == ("D1", "1.1", NOW)


def test_of_two_workers_one_has_it(errands):
    owed(errands)
    with ThreadPoolExecutor(4) as threads:
        claimed = list(threads.map(lambda _: errands.claim(NOW, LEASE), range(8)))

    assert sum(each is not None for each in claimed) == 1


def test_a_worker_that_died_before_anything_was_tried_leaves_no_doubt(errands):
    owed(errands)
    errands.claim(NOW, LEASE)

    again = errands.claim(NOW + LEASE, LEASE)

    assert again.attempts == 2
    assert not again.ambiguous


def test_a_worker_that_died_once_it_may_have_been_told_leaves_where_and_whom(errands):
    owed(errands)
    assert errands.trying(errands.claim(NOW, LEASE), "jo", "D1")

    again = errands.claim(NOW + LEASE, LEASE)

    assert (again.ambiguous, again.person, again.channel) == (True, "jo", "D1")


def test_whoever_holds_it_no_more_changes_nothing(errands):
    owed(errands)
    late = errands.claim(NOW, LEASE)
    holds = errands.claim(NOW + LEASE, LEASE)

    assert not errands.trying(late, "jo", "D1")
    errands.give_up(late, "too late")
    assert errands.trying(holds, "jo", "D1")


def test_it_waits_until_it_is_to_be_tried_again(errands):
    owed(errands)
    errands.again(errands.claim(NOW, LEASE), NOW + LEASE, "ratelimited")

    assert errands.next_at() == NOW + LEASE
    assert errands.claim(NOW + LEASE - SECOND, LEASE) is None
    assert not errands.claim(NOW + LEASE, LEASE).ambiguous


def test_what_was_no_attempt_is_not_counted(errands):
    owed(errands)
    errands.again(errands.claim(NOW, LEASE), NOW, "pace", counted=False)

    assert errands.claim(NOW, LEASE).attempts == 1


def test_a_newer_one_of_its_kind_takes_the_place_of_what_still_waits(errands):
    owed(errands)
    owed(errands, "list:oak:2")
    owed(errands, "holidays:oak", "holidays")

    keys = {errands.claim(NOW, LEASE).key, errands.claim(NOW, LEASE).key}

    assert keys == {"list:oak:2", "holidays:oak"}
    assert errands.claim(NOW, LEASE) is None


def test_what_was_given_up_stays_to_be_seen(errands):
    owed(errands)
    errands.give_up(errands.claim(NOW, LEASE), "nobody is there")

    (seen,) = errands.given_up()
    assert (seen.key, seen.agency, seen.is_given_up) == ("list:oak:1", "oak", True)
    assert errands.next_at() is None


def test_what_somebody_wrote_of_another_is_kept_no_longer_once_they_cannot_be_told(errands, engine):
    """It stands in what they are told and nowhere else, and nothing tells them any more."""
    owed(errands, kind="thanks:jo")
    errands.give_up(errands.claim(NOW, LEASE), "nobody is there")

    (seen,) = errands.thanks_given_up(NOW)
    assert seen.is_given_up
    assert rows(engine)[0]["message"] is None


def test_whoever_was_asked_last_is_known(errands):
    for number, person in enumerate(("jo", "fay")):
        owed(errands, f"list:oak:{number}")
        at = NOW + number * SECOND
        errands.sent(errands.claim(NOW, LEASE), person, "D1", "1", at)

    assert errands.was_told("oak", "fay")
    assert not errands.was_told("oak", "jo")
    assert not errands.was_told("elm", "fay")


def test_what_this_release_cannot_read_is_owed_all_the_same(errands, engine):
    owed(errands)
    with writing(engine) as connection:
        connection.execute(update(table).values(message='{"summary": 1}'))

    assert errands.claim(NOW, LEASE).message is None


def test_a_clock_that_was_ahead_keeps_nothing_waiting(errands):
    ahead = NOW + timedelta(days=3)
    errands.owe("k", "oak", "list", LIST, ahead)
    assert errands.claim(NOW, LEASE)

    owed(errands)
    errands.again(errands.claim(ahead, LEASE), ahead + LEASE, "unreachable")
    assert errands.claim(NOW, LEASE)
