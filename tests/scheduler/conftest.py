"""An office to work in: nobody has raised anything yet, on the Thursday before Good Friday."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scheduler.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A store, a platform in memory and a worker."""
    office = Office(tmp_path)
    yield office
    office.ends()
