"""The tables of this release, and the triggers that keep the ledger as it was written."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.database import connect, reading, writing
from storage.migrations import migrate
from storage.release import NewerDatabase, is_current
from tests.engines import on_sqlite

LEASE = timedelta(minutes=2)
LEDGER = "The ledger is only ever added to."
BODIES = "A body is only ever sealed again, or erased."
SEAL = "header_salt, head, digest, previous, hash"
COLUMNS = f'reference, seq, kind, "schema", at, "by", agency, audience, "key", {SEAL}'
FORGED = "kind, 1, at, 'somebody', agency, audience"


def row(engine, table: str) -> list[tuple[object, ...]]:
    with reading(engine) as connection:
        return list(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}")))


EVERYTHING = {
    "sqlite": "SELECT name, sql FROM sqlite_master ORDER BY name",
    "postgresql": "SELECT relname, oid::text FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace"
    " UNION ALL SELECT tgname, oid::text FROM pg_trigger ORDER BY 1, 2",
}
EITHER = [
    ("UPDATE ledger SET at = at", LEDGER),
    ("UPDATE ledger SET seq = 9 WHERE seq = 1", LEDGER),
    ("DELETE FROM ledger", LEDGER),
    ("DELETE FROM ledger WHERE seq = 2", LEDGER),
    (
        f"INSERT INTO ledger ({COLUMNS}) SELECT {COLUMNS} FROM ledger WHERE seq = 1"
        " ON CONFLICT (reference, seq) DO UPDATE SET \"by\" = 'somebody'",
        LEDGER,
    ),
    ("UPDATE bodies SET salt = NULL", BODIES),
    ("UPDATE bodies SET seq = 9 WHERE seq = 1", BODIES),
    ("DELETE FROM bodies WHERE seq = 1", BODIES),
]
SQLITE = [
    ("UPDATE OR REPLACE ledger SET seq = 1 WHERE seq = 2", LEDGER),
    ("UPDATE OR IGNORE ledger SET \"by\" = 'somebody'", LEDGER),
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
    ("UPDATE bodies SET salt = x'00'", BODIES),
    ("REPLACE INTO bodies SELECT reference, seq, x'00', x'00' FROM bodies", BODIES),
    ("REPLACE INTO bodies (rowid, reference, seq) SELECT rowid, 'x', 1 FROM bodies", BODIES),
]
POSTGRESQL = [
    ("TRUNCATE ledger CASCADE", LEDGER),
    ("TRUNCATE bodies", BODIES),
    ("TRUNCATE disagreements CASCADE", LEDGER),
    ("UPDATE bodies SET salt = '\\x00'", BODIES),
    (
        "INSERT INTO bodies SELECT reference, seq, '\\x00', '\\x00' FROM bodies"
        " ON CONFLICT (reference, seq) DO UPDATE SET salt = EXCLUDED.salt",
        BODIES,
    ),
    (
        "MERGE INTO ledger USING bodies b ON ledger.reference = b.reference AND ledger.seq = b.seq"
        " WHEN MATCHED THEN UPDATE SET \"by\" = 'somebody'",
        LEDGER,
    ),
    (
        "MERGE INTO ledger USING bodies b ON ledger.reference = b.reference AND ledger.seq = b.seq"
        " WHEN MATCHED THEN DELETE",
        LEDGER,
    ),
]


def schema(engine) -> list[tuple[object, ...]]:
    """Every table, index and trigger, by its name."""
    with reading(engine) as connection:
        found = connection.exec_driver_sql(EVERYTHING[connection.dialect.name])
        return list(map(tuple, found))


@pytest.mark.parametrize(
    ("database", "statement", "refusal"),
    [
        *(("sqlite", *each) for each in EITHER + SQLITE),
        *(("postgresql", *each) for each in EITHER + POSTGRESQL),
    ],
    indirect=["database"],
)
def test_the_database_itself_refuses_to_change_what_was_written(office, statement, refusal):
    reference = office.began()
    office.act(reference, office.said("As it was said."))
    before = row(office.engine, "ledger"), row(office.engine, "bodies")

    with pytest.raises(IntegrityError, match=refusal), writing(office.engine) as connection:
        connection.exec_driver_sql(statement)

    assert (row(office.engine, "ledger"), row(office.engine, "bodies")) == before


@on_sqlite
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
        connection.execute(update(tables.bodies).values(content="Something else."))

    assert len(row(office.engine, "ledger")) == 1


def test_the_tables_in_code_are_the_tables_in_the_database(engine):
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_migrating_twice_changes_nothing(office):
    office.began()
    before = schema(office.engine), row(office.engine, "ledger")

    migrate(office.engine)

    assert (schema(office.engine), row(office.engine, "ledger")) == before
    assert is_current(office.engine)


def test_a_new_database_is_not_current_until_it_is_migrated(empty_database, keys):
    engine = connect(empty_database, keys)

    assert not is_current(engine)
    engine.dispose()


def test_a_database_of_a_later_release_is_left_alone(engine):
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerDatabase, match="version 9999, which this release does not know"):
        migrate(engine)


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_database, keys):
    engine = connect(empty_database, keys)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE drafts (somebody_elses TEXT)")

    with pytest.raises(Exception, match="drafts"):
        migrate(engine)

    assert [name for name, _ in schema(engine)] == ["drafts"]
    engine.dispose()


def test_two_processes_may_bring_a_new_database_up_at_once(tmp_path, empty_database, keys):
    program = (
        "import sys; from pathlib import Path; from storage.crypto import Keys;"
        "from storage.database import connect; from storage.migrations import migrate;"
        "migrate(connect(sys.argv[1], Keys(Path(sys.argv[2]))))"
    )
    command = [sys.executable, "-c", program, empty_database, str(tmp_path / "keys")]
    both = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(2)]

    assert [process.wait(timeout=60) for process in both] == [0, 0]
    engine = connect(empty_database, keys)
    assert is_current(engine)
    engine.dispose()


def test_the_release_before_this_one_goes_on_writing_while_it_is_replaced(office):
    """Two releases side by side: it names none of the columns that a later migration has added."""
    reference = office.began()
    first = (
        "INSERT INTO moments (reference, wake, at, run_at, state, attempts, why)"
        " SELECT reference, 'limit:1', opened_at, opened_at, 'waiting', 0, '' FROM disagreements",
        'INSERT INTO outbox ("key", reference, seq, n, kind, urgent, owed_at, state, attempts,'
        " faults, run_at, why) SELECT 'key', reference, 1, 9, 'card', urgent, owed_at, 'waiting',"
        " 0, 0, run_at, '' FROM outbox WHERE kind = 'place'",
    )
    with writing(office.engine) as connection:
        for statement in first:
            connection.exec_driver_sql(statement)

    due = office.store.moments.due(office.time("Friday 2026-04-03 09:00"), 10)

    assert [each.wake for each in due] == ["limit:1"]
    assert office.store.outbox.claim(office.THURSDAY, "worker", 9, LEASE)
    assert reference == due[0].reference


def test_what_is_waiting_when_this_release_comes_is_as_urgent_as_it_was(empty_database, keys):
    """A moment of immediate harm that the release before kept is known as one."""
    engine = connect(empty_database, keys)
    migrate(engine, "0002")
    with writing(engine) as connection:
        for statement in BEFORE:
            connection.exec_driver_sql(statement)

    migrate(engine)

    with reading(engine) as connection:
        found = select(tables.moments.c.wake, tables.moments.c.urgent)
        kept = dict(connection.execute(found).all())
    engine.dispose()
    assert kept == {"harm:1": True, "limit:1": False}


BEFORE = (
    "INSERT INTO procedures VALUES ('sha', 'name', 'text', '2026-04-02 15:00:00')",
    "INSERT INTO disagreements VALUES ('ESC-A', 'sha', 'key', 'open', '2026-04-02 15:00:00')",
    *(
        f"INSERT INTO moments VALUES ('ESC-A', '{wake}', '2026-04-02 15:00:00',"
        " '2026-04-02 15:00:00', 'waiting', 0, '')"
        for wake in ("harm:1", "limit:1")
    ),
)


def test_a_place_that_was_made_before_is_the_first_of_its_disagreement(empty_database, keys):
    engine = connect(empty_database, keys)
    migrate(engine, "0002")
    with writing(engine) as connection:
        for statement in (*BEFORE[:2], PLACED):
            connection.exec_driver_sql(statement)

    migrate(engine)

    with writing(engine) as connection:
        connection.exec_driver_sql(PLACED.replace("'C1'", "'C2'").replace("'slack'", "'teams'"))
        kept = select(tables.places.c.platform, tables.places.c.channel, tables.places.c.number)
        found = [tuple(row) for row in connection.execute(kept.order_by(tables.places.c.channel))]
    engine.dispose()
    assert found == [("slack", "C1", 0), ("teams", "C2", 0)]


PLACED = (
    "INSERT INTO places (reference, platform, channel, root, made_at)"
    " VALUES ('ESC-A', 'slack', 'C1', '1.0', '2026-04-02 15:00:00')"
)


def test_the_last_migration_is_the_version_that_a_worker_knows(office):
    with reading(office.engine) as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()

    assert version == tables.REVISION
