"""The tables of this release, and the triggers that keep the ledger as it was written."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.database import connect, reading, writing
from storage.migrations import NewerDatabase, is_current, migrate

LEDGER = "The ledger is only ever added to."
BODIES = "A body is only ever sealed again, or erased."
SEAL = "header_salt, head, digest, previous, hash"
COLUMNS = f'reference, seq, kind, "schema", at, "by", agency, audience, "key", {SEAL}'
FORGED = "kind, 1, at, 'somebody', agency, audience"


def row(engine, table: str) -> list[tuple[object, ...]]:
    with reading(engine) as connection:
        return list(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}")))


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE ledger SET at = at", LEDGER),
        ("UPDATE ledger SET seq = 9 WHERE seq = 1", LEDGER),
        ("UPDATE OR REPLACE ledger SET seq = 1 WHERE seq = 2", LEDGER),
        ("UPDATE OR IGNORE ledger SET \"by\" = 'somebody'", LEDGER),
        ("DELETE FROM ledger", LEDGER),
        ("DELETE FROM ledger WHERE seq = 2", LEDGER),
        (
            f'INSERT OR REPLACE INTO ledger ({COLUMNS}) SELECT reference, seq, {FORGED}, "key",'
            f" {SEAL} FROM ledger WHERE seq = 1",
            LEDGER,
        ),
        (
            f'REPLACE INTO ledger ({COLUMNS}) SELECT reference, 9, {FORGED}, "key",'
            f" {SEAL} FROM ledger WHERE seq = 1",
            LEDGER,
        ),
        (
            f"REPLACE INTO ledger (rowid, {COLUMNS}) SELECT rowid, 'ESC-OTHE-RONE', 1, {FORGED},"
            f" 'key', {SEAL} FROM ledger WHERE seq = 1",
            LEDGER,
        ),
        (
            f"INSERT INTO ledger ({COLUMNS}) SELECT {COLUMNS} FROM ledger WHERE seq = 1"
            " ON CONFLICT (reference, seq) DO UPDATE SET \"by\" = 'somebody'",
            LEDGER,
        ),
        ("UPDATE bodies SET salt = x'00'", BODIES),
        ("UPDATE bodies SET salt = NULL", BODIES),
        ("UPDATE bodies SET seq = 9 WHERE seq = 1", BODIES),
        ("DELETE FROM bodies WHERE seq = 1", BODIES),
        ("REPLACE INTO bodies SELECT reference, seq, x'00', x'00' FROM bodies", BODIES),
        ("REPLACE INTO bodies (rowid, reference, seq) SELECT rowid, 'x', 1 FROM bodies", BODIES),
    ],
)
def test_the_database_itself_refuses_to_change_what_was_written(office, statement, refusal):
    reference = office.began()
    office.act(reference, office.said("As it was said."))
    before = row(office.engine, "ledger"), row(office.engine, "bodies")

    with pytest.raises(IntegrityError, match=refusal), writing(office.engine) as connection:
        connection.exec_driver_sql(statement)

    assert (row(office.engine, "ledger"), row(office.engine, "bodies")) == before


@pytest.mark.parametrize("pragma", ["recursive_triggers = OFF", "foreign_keys = OFF"])
def test_a_careless_connection_cannot_replace_an_entry_either(office, pragma):
    """Another program opens the file without our settings."""
    office.began()
    with reading(office.engine) as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.rollback()
        raw.execute(f"PRAGMA {pragma}")
        with pytest.raises(Exception, match=LEDGER):
            raw.execute("REPLACE INTO ledger SELECT * FROM ledger")
        connection.invalidate()


def test_a_body_may_be_erased_and_its_place_in_the_chain_stays(office):
    office.began()
    with writing(office.engine) as connection:
        connection.exec_driver_sql("UPDATE bodies SET salt = NULL, content = NULL")

    with pytest.raises(IntegrityError, match=BODIES), writing(office.engine) as connection:
        connection.exec_driver_sql("UPDATE bodies SET content = x'00'")

    assert len(row(office.engine, "ledger")) == 1


def test_the_tables_in_code_are_the_tables_in_the_database(engine):
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_migrating_twice_changes_nothing(office):
    office.began()
    before = row(office.engine, "sqlite_master"), row(office.engine, "ledger")

    migrate(office.engine)

    assert (row(office.engine, "sqlite_master"), row(office.engine, "ledger")) == before
    assert is_current(office.engine)


def test_a_new_database_is_not_current_until_it_is_migrated(tmp_path, keys):
    engine = connect(f"sqlite:///{tmp_path / 'new.db'}", keys)

    assert not is_current(engine)
    engine.dispose()


def test_a_database_of_a_later_release_is_left_alone(engine):
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerDatabase, match="version 9999, which this release does not know"):
        migrate(engine)


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path, keys):
    engine = connect(f"sqlite:///{tmp_path / 'taken.db'}", keys)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE drafts (somebody_elses TEXT)")

    with pytest.raises(Exception, match="drafts"):
        migrate(engine)

    assert [each[1] for each in row(engine, "sqlite_master")] == ["drafts"]
    engine.dispose()


def test_two_processes_may_bring_a_new_database_up_at_once(tmp_path, keys):
    program = (
        "import sys; from pathlib import Path; from storage.crypto import Keys;"
        "from storage.database import connect; from storage.migrations import migrate;"
        "migrate(connect(sys.argv[1], Keys(Path(sys.argv[2]))))"
    )
    url = f"sqlite:///{tmp_path / 'both.db'}"
    command = [sys.executable, "-c", program, url, str(tmp_path / "keys")]
    both = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(2)]

    assert [process.wait(timeout=60) for process in both] == [0, 0]
    engine = connect(url, keys)
    assert is_current(engine)
    engine.dispose()
