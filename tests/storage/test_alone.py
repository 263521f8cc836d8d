"""Alone: one process at a time does what is due in an SQLite file, however the one before it ended."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from storage.alone import Alone, NotAlone
from tests.engines import on_postgresql, on_sqlite

PROJECT = Path(__file__).parents[2]
HOLDER = """
import sys
from sqlalchemy import create_engine
from storage.alone import Alone
alone = Alone(create_engine(sys.argv[1]))
alone.takes()
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(database: str) -> Iterator["subprocess.Popen[str]"]:
    """Another process, which is the one."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, database],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline() == "taken\n"
    yield process
    process.kill()
    process.wait(timeout=10)
    process.stdin.close()
    process.stdout.close()


@on_sqlite
def test_while_one_process_is_the_one_another_is_not(holder, engine):
    with pytest.raises(NotAlone):
        Alone(engine).takes()


@on_sqlite
def test_after_a_kill_the_next_one_waits_for_nothing(holder, engine):
    holder.send_signal(signal.SIGKILL)
    holder.wait(timeout=10)

    Alone(engine).takes()


@on_sqlite
def test_let_go_of_it_is_somebody_elses(engine):
    first, second = Alone(engine), Alone(engine)
    first.takes()
    first.takes()
    with pytest.raises(NotAlone):
        second.takes()

    first.lets_go()
    first.lets_go()
    second.takes()


@on_sqlite
def test_however_the_address_is_written_the_file_is_the_same(engine, tmp_path):
    (tmp_path / "elsewhere").symlink_to(tmp_path)
    address = f"sqlite:///file:{tmp_path / 'elsewhere' / 'escalate.db'}?uri=true"
    Alone(engine).takes()

    other = create_engine(address)
    with pytest.raises(NotAlone):
        Alone(other).takes()
    other.dispose()


@on_sqlite
def test_the_lock_is_for_the_account_that_runs_this(engine, tmp_path):
    Alone(engine).takes()

    assert (tmp_path / "escalate.db.sweeper").stat().st_mode & 0o077 == 0


@on_postgresql
def test_where_many_may_work_nobody_is_alone(engine):
    Alone(engine).takes()
    Alone(engine).takes()


def test_what_is_kept_in_memory_is_nobody_elses():
    engine = create_engine("sqlite://")

    Alone(engine).takes()
    Alone(engine).takes()
    engine.dispose()
