"""An office to work in: nobody has raised anything yet, on the Thursday before Good Friday."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.runner import Runner
from scheduler.worker import Worker
from tests.scheduler.inspector import Inspector
from tests.scheduler.morning import Morning, with_oak
from tests.scheduler.office import Office
from tests.scheduler.stopwatch import SELDOM, Stopwatch


@pytest.fixture
def office(tmp_path: Path, database: str) -> Iterator[Office]:
    """A store on either engine, a platform in memory and a worker."""
    office = Office(tmp_path, url=database)
    yield office
    office.ends()


@pytest.fixture
def other(office: Office) -> Worker:
    """Another worker, on the same store and the same platform."""
    return Worker(office.store, office.delivers("another"), lambda: office.now)


@pytest.fixture
def morning(office: Office) -> Morning:
    """The daily round of an office that Oak School belongs to."""
    office.listed(with_oak())
    return Morning(office)


@pytest.fixture
def raised(office: Office) -> list[str]:
    """Three disagreements between the same two, whose managers are told on Tuesday."""
    references = [office.raises() for _ in range(3)]
    office.works()
    office.platform.calls.clear()
    return references


@pytest.fixture
def inspector(office: Office) -> Inspector:
    """Whoever audits it."""
    return Inspector(office)


@pytest.fixture
def stopwatch() -> Stopwatch:
    """What counts the runner's seconds."""
    return Stopwatch()


@pytest.fixture
def runner(office: Office, stopwatch: Stopwatch) -> Iterator[Runner]:
    """A runner that beats so seldom that only nudges wake it."""
    runner = Runner(office.worker, every=SELDOM, stopwatch=stopwatch)
    yield runner
    runner.stop()
