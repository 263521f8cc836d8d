"""The database: whole transactions, no long waits, and nothing to be read in its files."""

from pathlib import Path

import pytest
from sqlalchemy import event

from storage import tables
from storage.crypto import Keys
from storage.database import NotAnswered, NotSaved, connect, reading, writing
from storage.migrations import migrate


def test_nothing_is_saved_when_the_database_does_not_answer(tmp_path, keys, office):
    impatient = connect(f"sqlite:///{tmp_path / 'escalate.db'}", keys)
    event.listen(impatient, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 20"))
    reference = office.began()
    rows = office.rows()

    refused = pytest.raises(NotSaved, match="nothing was saved")
    with writing(office.engine), refused, writing(impatient):
        pytest.fail("two writers at once")

    assert office.rows() == rows
    assert office.store.disagreement(reference).version == 1
    impatient.dispose()


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


def test_a_database_that_cannot_be_opened_does_not_answer(tmp_path: Path, keys: Keys):
    nowhere = connect(f"sqlite:///{tmp_path / 'no' / 'folder.db'}", keys)

    with pytest.raises(NotAnswered), reading(nowhere):
        pytest.fail("opened a database in no folder")


def test_no_words_stand_in_an_error_of_the_database(office):
    marker = "Marigold-7731"
    with pytest.raises(Exception, match="FOREIGN KEY") as found, writing(office.engine) as open_:
        open_.execute(tables.bodies.insert().values(reference="x", seq=1, content=marker))

    assert marker not in str(found.value)


def test_no_words_stand_in_the_database_in_the_clear(tmp_path, office):
    marker = "Marigold-7731"
    reference = office.began(marker)
    office.act(reference, office.said(f"{marker} and more"))
    office.store.audit.note("sam", "read", office.THURSDAY, reference, marker)
    office.store.drafts.keep("sam", "raise", {"why": marker}, office.THURSDAY)

    assert office.holds(reference)
    assert not office.holds(marker)
    migrate(office.engine)
    assert marker in office.store.entries(reference)[0].body.decode()
