"""What an audit puts right, under the lock of one disagreement."""

import pytest
from sqlalchemy import delete, select, text, update

from storage.auditing import Auditing
from storage.database import reading, writing
from storage.due import LEASED
from storage.mending import Mending
from storage.release import NewerDatabase
from storage.tables import moments, outbox


@pytest.fixture
def mending(office) -> Mending:
    return Mending(office.engine, Auditing(office.engine, office.store.read))


def everything(*_: object) -> bool:
    return True


def rows(office):
    with reading(office.engine) as connection:
        return connection.execute(select(outbox).order_by(outbox.c.id)).all()


def loses(office, key: str) -> None:
    with writing(office.engine) as connection:
        connection.execute(delete(outbox).where(outbox.c.key == key))


@pytest.fixture
def long(office) -> str:
    """Begun, and then much was said before its place was made."""
    reference: str = office.began()
    for n in range(3):
        office.act(reference, office.said(f"{n}"), key=f"said:{n}")
    return reference


def test_what_is_owed_again_has_its_own_key_and_is_looked_up_first(office, mending, long):
    before = rows(office)[0]
    loses(office, f"{long}:1:0")

    with mending.holding(long, everything) as held:
        held.owe((1, 0), held.seen.acts[0].owed[1, 0], office.THURSDAY)

    (after,) = [row for row in rows(office) if row.key == before.key]
    assert after.owed == before.owed
    assert (after.state, after.attempts, after.lease_until) == (LEASED, 1, office.THURSDAY)


def test_it_stands_where_it_stood_and_nothing_changes_places(office, mending, long):
    before = [row.key for row in rows(office) if row.kind != "telling"]
    loses(office, f"{long}:1:0")
    loses(office, f"{long}:3:0")

    with mending.holding(long, everything) as held:
        for slot, act in (((1, 0), 0), ((3, 0), 2)):
            held.owe(slot, held.seen.acts[act].owed[slot], office.THURSDAY)

    assert [row.key for row in rows(office) if row.kind != "telling"] == before


def test_what_a_worker_holds_keeps_its_id(office, mending, long):
    """By its id the worker says what became of it."""
    loses(office, f"{long}:2:0")
    with writing(office.engine) as connection:
        held = update(outbox).where(outbox.c.key == f"{long}:3:0")
        connection.execute(held.values(state=LEASED, lease_until=office.THURSDAY))
    before = {row.key: row.id for row in rows(office)}

    with mending.holding(long, everything) as held:
        held.owe((2, 0), held.seen.acts[1].owed[2, 0], office.THURSDAY)

    assert {row.key: row.id for row in rows(office) if row.key in before} == before


def test_a_receipt_and_a_place_are_proof_and_a_promise_is_doubt(office, mending, long):
    office.store.receipts.reserve(long, "asked", "tom", f"{long}:1:1")
    loses(office, f"{long}:1:0")
    loses(office, f"{long}:1:1")

    with mending.holding(long, everything) as held:
        assert held.seen.doubted == {(1, 1)}
        assert not {(1, 0), (1, 1)} & set(held.seen.kinds)


def test_a_fault_undoes_all_that_was_put_right(office, mending, long):
    loses(office, f"{long}:1:0")

    def breaks() -> None:
        with mending.holding(long, everything) as held:
            held.owe((1, 0), held.seen.acts[0].owed[1, 0], office.THURSDAY)
            raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        breaks()

    assert f"{long}:1:0" not in [row.key for row in rows(office)]


def test_what_agreed_with_the_ledger_stays_as_it_was(office, mending):
    """What had failed seven times has not become new."""
    reference = office.began(remind_at=office.time("Friday 2026-04-03 09:00"))
    with writing(office.engine) as connection:
        connection.execute(update(moments).values(attempts=7, urgent=True))

    with mending.holding(reference, everything) as held:
        held.keep_moments()

    with reading(office.engine) as connection:
        (row,) = connection.execute(select(moments.c.attempts, moments.c.urgent))
    assert tuple(row) == (7, False)


def test_a_release_that_is_older_than_the_database_mends_nothing(office, mending, long):
    with writing(office.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabase), mending.holding(long, everything):
        raise AssertionError("it was let in")
