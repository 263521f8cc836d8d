"""PostgreSQL away: cut off, silent, full, slow or handed over; nobody is told that it is saved."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from storage import postgresql as engine_of_ours
from storage.crypto import Keys
from storage.database import NotAnswered, NotSaved, PerhapsSaved, connect, reading, writing
from storage.postgresql import Limits
from storage.tables import rounds
from tests.engines import on_postgresql
from tests.postgresql import Server
from tests.torture.shim import Shim

pytestmark = on_postgresql

SOON = timedelta(milliseconds=50)
HURRIED = Limits(statement=SOON, lock=SOON, idle=SOON)


@pytest.fixture
def shim(engine: Engine, keys: Keys, postgresql: Server) -> Iterator[tuple[Shim, Engine]]:
    """The same database over a line that can be troubled."""
    shim = Shim(("127.0.0.1", postgresql.port)).starts()
    troubled = connect(postgresql.url(engine.url.database or "", shim.port), keys)
    yield shim, troubled
    troubled.dispose()
    shim.ends()


def notes(connection: Connection, name: str, office: Any) -> None:
    connection.execute(rounds.insert().values(name=name, next_at=office.THURSDAY))


def test_a_connection_that_was_ended_meanwhile_is_replaced_before_it_is_used(office, postgresql):
    reference = office.began()
    assert postgresql.cut() >= 1

    assert office.store.disagreement(reference).version == 1


def test_a_server_that_was_down_is_used_again_once_it_is_up(office, postgresql):
    reference = office.began()
    postgresql.halt()
    with pytest.raises(NotAnswered):
        office.store.disagreement(reference)
    with pytest.raises(NotSaved, match="nothing was saved"):
        office.act(reference, office.said("Lost."))

    postgresql.resume()

    assert office.act(reference, office.said("Kept.")).version == 2


def test_cut_off_in_the_middle_nothing_is_saved_for_certain(office, postgresql):
    def cut_in_the_middle() -> None:
        with writing(office.engine) as connection:
            notes(connection, "half", office)
            postgresql.cut()
            notes(connection, "other half", office)

    with pytest.raises(NotSaved, match="nothing was saved") as gone:
        cut_in_the_middle()

    assert not gone.value.perhaps
    assert office.rows()["rounds"] == 0


@pytest.mark.parametrize("kept", [True, False])
def test_cut_off_while_it_is_being_kept_nobody_knows_and_it_says_so(office, shim, kept):
    line, troubled = shim
    line.snares("INSERT INTO rounds", kept=kept)

    with (
        pytest.raises(PerhapsSaved, match="may have been, or not") as gone,
        writing(troubled) as connection,
    ):
        notes(connection, "perhaps", office)

    assert gone.value.perhaps
    assert office.rows()["rounds"] == int(kept)


def test_a_connection_that_is_ended_just_before_it_is_kept_may_or_may_not_be(office, postgresql):
    event.listen(office.engine, "commit", lambda _: postgresql.cut())

    with pytest.raises(PerhapsSaved), writing(office.engine) as connection:
        notes(connection, "one", office)

    assert office.rows()["rounds"] == 0


@pytest.mark.parametrize(
    ("door", "fault"), [(reading, NotAnswered), (partial(writing, limits=HURRIED), NotSaved)]
)
def test_a_line_that_swallows_everything_is_given_up(shim, monkeypatch, door, fault):
    line, troubled = shim
    monkeypatch.setattr(engine_of_ours, "ACTING", HURRIED)
    monkeypatch.setattr(engine_of_ours, "GRACE", SOON)

    def asks_twice() -> None:
        with door(troubled) as connection:
            connection.exec_driver_sql("SELECT 1")
            line.freezes(60)
            connection.exec_driver_sql("SELECT 2")

    with pytest.raises(fault):
        asks_twice()

    line.passes()
    line.cuts()
    with reading(troubled) as connection:
        assert connection.exec_driver_sql("SELECT 3").scalar() == 3


def test_a_line_that_fell_silent_while_nobody_used_it_is_replaced_in_two_seconds(
    shim, monkeypatch, engine
):
    line, troubled = shim
    monkeypatch.setattr(engine_of_ours, "PATIENCE", SOON)
    with reading(troubled) as connection:
        connection.exec_driver_sql("SELECT 1")

    line.freezes(0.5)

    with reading(troubled) as connection:
        assert connection.exec_driver_sql("SELECT 2").scalar() == 2


def test_a_row_that_somebody_else_holds_is_not_waited_for_long(office):
    with writing(office.engine) as connection:
        notes(connection, "held", office)
    move = rounds.update().values(next_at=office.THURSDAY)

    with writing(office.engine) as held:
        held.execute(move)
        with pytest.raises(NotSaved), writing(office.engine, HURRIED) as connection:
            connection.execute(move)


@pytest.mark.parametrize(("door", "fault"), [(reading, NotAnswered), (writing, NotSaved)])
def test_a_statement_that_takes_too_long_is_ended(engine, door, fault):
    def takes_too_long() -> None:
        with door(engine) as connection:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 20")
            connection.exec_driver_sql("SELECT pg_sleep(60)")

    with pytest.raises(fault):
        takes_too_long()


def test_whoever_stops_in_the_middle_does_not_hold_others_up_for_ever(office, postgresql):
    def stops_in_the_middle() -> None:
        with writing(office.engine, HURRIED) as connection:
            notes(connection, "stopped", office)
            mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            there = f"SELECT pg_sleep(0.01) FROM pg_stat_activity WHERE pid = {mine}"
            while postgresql.does(there):
                pass
            notes(connection, "woken", office)

    with pytest.raises(NotSaved):
        stops_in_the_middle()

    assert office.rows()["rounds"] == 0


def test_of_two_who_wait_for_one_another_one_is_told_that_nothing_was_saved(office):
    with writing(office.engine) as connection:
        notes(connection, "a", office)
        notes(connection, "b", office)
    both = Barrier(2)

    def takes(first: str, then: str) -> bool:
        try:
            with writing(office.engine) as connection:
                connection.exec_driver_sql("SET LOCAL deadlock_timeout = 20")
                for name in (first, then):
                    connection.execute(
                        rounds.update().where(rounds.c.name == name).values(name=name)
                    )
                    if name == first:
                        both.wait(30)
        except NotSaved:
            return False
        return True

    with ThreadPoolExecutor(2) as two:
        done = sorted(two.map(takes, "ab", "ba"))

    assert done == [False, True]


@pytest.mark.parametrize(
    ("state", "what"),
    [
        ("08006", "the connection failed"),
        ("40001", "somebody else wrote at the same time"),
        ("53100", "the disk is full"),
        ("53200", "memory has run out"),
        ("53300", "too many connections"),
        ("57P02", "a crash of another connection"),
        ("57P03", "it is starting up"),
        ("58030", "the disk does not answer"),
    ],
)
@pytest.mark.parametrize(("door", "fault"), [(reading, NotAnswered), (writing, NotSaved)])
def test_whatever_keeps_the_server_from_its_work_is_no_mistake_of_ours(
    engine, state, what, door, fault
):
    raised = f"DO $$ BEGIN RAISE EXCEPTION '{what}' USING ERRCODE = '{state}'; END $$"

    with pytest.raises(fault) as gone, door(engine) as connection:
        connection.exec_driver_sql(raised)

    assert what not in str(gone.value)


def test_a_server_that_only_reads_since_another_took_over_does_not_save(engine, postgresql):
    name = engine.url.database
    postgresql.does(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    postgresql.cut()

    with pytest.raises(NotSaved), writing(engine) as connection:
        connection.execute(rounds.delete())


def test_when_every_connection_is_taken_it_is_said_after_a_while(engine, monkeypatch):
    monkeypatch.setattr(engine.pool, "_timeout", 0.01)
    taken = [engine.connect() for _ in range(15)]

    with pytest.raises(NotSaved), writing(engine):
        pytest.fail("a sixteenth connection")

    for each in taken:
        each.close()
