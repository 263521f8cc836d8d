"""Where a race is run: a folder, a PostgreSQL, and data that is the same for everybody."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.order import Order
from benchmarks.processes import Run, raced
from benchmarks.seeding import PASSED, Seeding
from benchmarks.server import Databases, databases
from storage.crypto import Keys, new_key_file
from storage.database import connect


@dataclass(frozen=True)
class Ground:
    """A folder with the keys in it, and the server."""

    folder: Path
    server: Databases

    @contextmanager
    def engine(self, url: str) -> Iterator[Engine]:
        """A database, opened with the keys."""
        engine = connect(url, Keys(self.folder / "keys"))
        try:
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def seeding(self, url: str) -> Iterator[Seeding]:
        """Whatever fills a database, in haste."""
        with self.server.hurried(), self.engine(url) as engine:
            yield Seeding(engine)
        self.server.settles(url)

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """The address of a copy, which is gone after the block."""
        url = self.server.copy(template)
        try:
            yield url
        finally:
            self.server.drop(url)

    def race(
        self, who: str, url: str, *, workers: int = 1, at: datetime = PASSED, pause: float = 0
    ) -> Run:
        """So many processes of one contender on this database."""
        says(f"{who} x {workers}")
        return raced([Order(who, url, str(self.folder), at.isoformat(), pause)] * workers)


@contextmanager
def prepared(*, durable: bool = True) -> Iterator[Ground]:
    """A ground of this run's own, gone afterwards; not `durable`, it is good for no measurement."""
    with (
        tempfile.TemporaryDirectory(prefix="escalate-bench-") as folder,
        databases(durable=durable) as server,
    ):
        new_key_file(Path(folder) / "keys")
        yield Ground(Path(folder), server)


def says(what: str) -> None:
    """To whoever waits."""
    print(f"  {what} ...", file=sys.stderr, flush=True)
