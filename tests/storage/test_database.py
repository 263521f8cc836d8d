"""The database: whole transactions, no long waits, and nothing to be read in its files."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from storage import tables
from storage.crypto import Keys
from storage.database import NotAnswered, NotSaved, connect, is_postgresql, reading, writing
from storage.migrations import migrate
from tests.engines import on_sqlite


@on_sqlite
def test_nothing_is_saved_when_the_database_does_not_answer(keys, office):
    impatient = connect(office.url, keys)
    event.listen(impatient, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 20"))
    reference = office.began()
    rows = office.rows()

    refused = pytest.raises(NotSaved, match="nothing was saved")
    with writing(office.engine), refused, writing(impatient):
        pytest.fail("two writers at once")

    assert office.rows() == rows
    assert office.store.disagreement(reference).version == 1
    impatient.dispose()


@on_sqlite
def test_people_wait_two_seconds_for_the_database_and_no_longer(office):
    with reading(office.engine) as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "busy_timeout",
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "recursive_triggers",
            )
        }

    assert pragmas == {
        "busy_timeout": 2000,
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


def test_reading_goes_on_while_somebody_writes(office):
    reference = office.began()

    with writing(office.engine):
        assert office.store.disagreement(reference).version == 1


def test_whoever_reads_sees_one_moment_while_others_write(office):
    office.began()
    entries = select(func.count()).select_from(tables.ledger)

    with reading(office.engine) as connection:
        before = connection.scalar(entries)
        office.began(key="another")
        during = connection.scalar(entries)

    with reading(office.engine) as connection:
        assert (before, during, connection.scalar(entries)) == (1, 1, 2)


def test_what_was_begun_and_not_ended_is_not_kept(office):
    def half() -> None:
        with writing(office.engine) as connection:
            connection.execute(tables.rounds.insert().values(name="half", next_at=office.THURSDAY))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()

    assert office.rows()["rounds"] == 0


@pytest.mark.parametrize("door", [reading, writing])
def test_a_mistake_in_our_own_words_is_not_taken_for_a_database_that_is_away(office, door):
    ours = ProgrammingError if is_postgresql(office.engine) else OperationalError

    with pytest.raises(ours), door(office.engine) as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")


def test_a_row_that_may_not_be_is_refused_as_what_it_is(office):
    with writing(office.engine) as connection:
        connection.execute(tables.rounds.insert().values(name="one", next_at=office.THURSDAY))

    with pytest.raises(IntegrityError), writing(office.engine) as connection:
        connection.execute(tables.rounds.insert().values(name="one", next_at=office.THURSDAY))

    assert office.rows()["rounds"] == 1


def test_each_of_many_writers_is_kept_whole(office):
    ready = threading.Barrier(6)

    def writes(name: int) -> None:
        ready.wait(30)
        with writing(office.engine) as connection:
            row = {"name": str(name), "next_at": office.THURSDAY}
            connection.execute(tables.rounds.insert().values(row))

    with ThreadPoolExecutor(6) as writers:
        list(writers.map(writes, range(6)))

    assert office.rows()["rounds"] == 6


@pytest.mark.parametrize(
    "address", ["sqlite:///{folder}/no/folder.db", "postgresql://127.0.0.1:9/nobody-listens"]
)
def test_a_database_that_cannot_be_opened_does_not_answer(tmp_path: Path, keys: Keys, address):
    nowhere = connect(address.format(folder=tmp_path), keys)

    with pytest.raises(NotAnswered), reading(nowhere) as connection:
        connection.exec_driver_sql("SELECT 1")
    nowhere.dispose()


def test_no_words_stand_in_an_error_of_the_database(office):
    marker = "Marigold-7731"
    with pytest.raises(IntegrityError) as found, writing(office.engine) as open_:
        open_.execute(tables.bodies.insert().values(reference=marker, seq=1, content=marker))

    assert "foreign key" in str(found.value).lower()
    assert marker not in f"{found.value!r} {found.value} {found.value.orig!r}"


def test_no_words_stand_in_the_database_in_the_clear(office):
    marker = "Primrose-5502"
    reference = office.began(marker)
    office.act(reference, office.said(f"{marker} and more"))
    office.store.audit.note("sam", "read", office.THURSDAY, reference, marker)
    office.store.drafts.keep("sam", "raise", {"why": marker}, office.THURSDAY)

    assert office.holds(reference)
    assert not office.holds(marker)
    migrate(office.engine)
    assert marker in office.store.entries(reference)[0].body.decode()
