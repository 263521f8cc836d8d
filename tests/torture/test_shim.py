"""The shim does to a connection what it says; a torture whose faults are none proves nothing."""

import time

import psycopg
import pytest

from tests.torture.disk import Disk
from tests.torture.shim import Shim


@pytest.fixture
def shim(postgresql):
    """Between a test and its database, with nothing wrong yet."""
    shim = Shim(("127.0.0.1", postgresql.port)).starts()
    yield shim
    shim.ends()


@pytest.fixture
def url(postgresql):
    """A database with one empty table."""
    with postgresql.database(migrated=False) as url:
        with psycopg.connect(url, autocommit=True) as direct:
            direct.execute("CREATE TABLE said (words text)")
        yield url


@pytest.fixture
def line(shim, url, postgresql):
    """A connection through the shim."""
    line = psycopg.connect(postgresql.url(url.rpartition("/")[2], port=shim.port))
    yield line
    line.close()


def said(url):
    with psycopg.connect(url) as direct:
        return [words for (words,) in direct.execute("SELECT words FROM said")]


def says(line, words):
    line.execute("INSERT INTO said VALUES (%s)", (words,))
    line.commit()


def test_what_is_said_passes(line, url):
    says(line, "hello")

    assert said(url) == ["hello"]


@pytest.mark.parametrize(("kept", "known"), [(True, ["hello"]), (False, [])])
def test_a_commit_is_kept_or_lost_and_nobody_is_told_which(shim, line, url, kept, known):
    shim.snares("INSERT INTO said", kept=kept)

    with pytest.raises(psycopg.OperationalError):
        says(line, "hello")

    assert said(url) == known
    assert shim.struck.total() == 1


def test_a_commit_of_something_else_is_not_caught(shim, line, url):
    shim.snares("INSERT INTO other", kept=False)

    says(line, "hello")

    assert said(url) == ["hello"]


@pytest.mark.parametrize("how", ["cuts", "halves"])
def test_a_line_is_cut(shim, line, how):
    getattr(shim, how)()

    with pytest.raises(psycopg.OperationalError):
        line.execute("SELECT repeat('a', 100)")


def test_nobody_is_put_through_for_a_while(shim, line, url, postgresql):
    shim.refuses(60)

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgresql.url(url.rpartition("/")[2], port=shim.port))

    shim.passes()
    with psycopg.connect(postgresql.url(url.rpartition("/")[2], port=shim.port)) as again:
        assert again.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize(("how", "asked"), [("freezes", (0.2,)), ("slows", (0.1, 60.0))])
def test_answers_take_their_time(shim, line, how, asked):
    getattr(shim, how)(*asked)
    began = time.monotonic()

    line.execute("SELECT 1")

    assert time.monotonic() - began >= 0.19


def test_a_full_disk_refuses_what_is_written_and_is_read_all_the_same(postgresql):
    with postgresql.database() as url:
        disk = Disk(url)
        written = "INSERT INTO pace (lane, free_at) VALUES ('here', now())"
        with psycopg.connect(url, autocommit=True) as direct:
            disk.fills()
            with pytest.raises(psycopg.errors.DiskFull):
                direct.execute(written)
            assert direct.execute("SELECT count(*) FROM pace").fetchone() == (0,)
            disk.empties()
            direct.execute(written)
            assert direct.execute("SELECT count(*) FROM pace").fetchone() == (1,)
