"""An office to work in: nobody has raised anything yet, on the Thursday before Good Friday."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scheduler.office import Office


@pytest.fixture
def office(tmp_path: Path, database: str) -> Iterator[Office]:
    """A store on either engine, a platform in memory and a worker."""
    office = Office(tmp_path, url=database)
    yield office
    office.ends()
