"""A PostgreSQL for the benchmarks: sure of itself, as a real one is, and copied at a stroke."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from tests.postgresql import Server

SETTINGS = {
    "shared_buffers": "'1GB'",
    "max_wal_size": "'8GB'",  # no checkpoint in the middle of one contender and not of another
    "checkpoint_timeout": "'1h'",
    "track_commit_timestamp": "on",
}
ABOUT = "PostgreSQL with fsync and synchronous_commit on, on the same machine as its clients"


class Databases:
    """The databases of one run."""

    def __init__(self, server: Server, *, durable: bool = True) -> None:
        self._server = server
        self._durable = durable
        self._numbers = count(1)

    def migrated(self) -> str:
        """The address of a new one, with this release's tables."""
        return self._server.new_database()

    def copy(self, url: str) -> str:
        """The address of a fresh copy of what stands there."""
        name = f"copy_{next(self._numbers)}"
        of = url.rpartition("/")[2]
        self._server.does(f"CREATE DATABASE {name} TEMPLATE {of} STRATEGY FILE_COPY")
        return self._server.url(name)

    def settles(self, url: str) -> None:
        """What would otherwise be done in the middle of a race is done now."""
        if url.startswith("postgresql"):
            self._server.does("VACUUM (ANALYZE)", url)
            self._server.does("CHECKPOINT")

    def drop(self, url: str) -> None:
        """Away with one of them."""
        self._server.drop(url)

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Seeding need not be sure of itself; what is measured is."""
        try:
            self._sure("off")
            yield
        finally:
            self._sure("on")

    def _sure(self, how: str) -> None:
        for name in ("fsync", "synchronous_commit", "full_page_writes") if self._durable else ():
            self._server.does(f"ALTER SYSTEM SET {name} = {how}")
        self._server.does("SELECT pg_reload_conf()")


@contextmanager
def databases(*, durable: bool) -> Iterator[Databases]:
    """A server of this run's own, gone afterwards."""
    with Server(durable=durable) as server:
        for name, value in SETTINGS.items():
            server.does(f"ALTER SYSTEM SET {name} = {value}")
        server.restart(immediate=False)
        yield Databases(server, durable=durable)
