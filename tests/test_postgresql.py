"""The PostgreSQL of the tests: quick to hand out databases, and gone with whoever started it."""

import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from tests.postgresql import Server
from tests.reading_code import PROJECT

STARTS = """
from tests.postgresql import Server
server = Server()
print(server.folder, server.does("SHOW data_directory")[0][0], server.url(), flush=True)
input()
"""
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


def test_a_database_comes_with_every_table_or_with_none(postgresql: Server):
    with postgresql.database() as ready, postgresql.database(migrated=False) as empty:
        assert ready != empty
        assert postgresql.does(TABLES, ready)[0][0] > 10
        assert postgresql.does(TABLES, empty) == [(0,)]


def test_a_database_goes_although_somebody_is_still_connected_to_it(postgresql: Server):
    with postgresql.database() as url:
        left_open = psycopg.connect(url)

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)
    left_open.close()


def test_what_was_kept_is_there_after_a_crash(postgresql: Server):
    with postgresql.database(migrated=False) as url:
        postgresql.does("CREATE TABLE kept AS SELECT 7 AS number", url)

        postgresql.restart(immediate=True)

        assert postgresql.does("SELECT number FROM kept", url) == [(7,)]


def test_killed_with_no_time_to_tidy_up_nothing_of_it_is_left():
    with subprocess.Popen(
        [sys.executable, "-c", STARTS],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as starter:
        assert starter.stdout
        folder, data, url = starter.stdout.readline().split()
        with psycopg.connect(url) as connection:
            starter.kill()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT pg_sleep(60)")

    left = [Path(folder), Path(data)]
    for _ in range(1000):
        if not any(each.exists() for each in left):
            break
        threading.Event().wait(0.02)
    assert [each for each in left if each.exists()] == []
