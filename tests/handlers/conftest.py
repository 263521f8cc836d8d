"""A reception to ask at, on the Thursday before Good Friday."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.desk import Desk
from tests.handlers.reception import Reception
from tests.scheduler.office import Office


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    """Nobody has raised anything yet."""
    office = Office(tmp_path)
    desk = Desk(
        store=office.store,
        procedures=dict.fromkeys(office.procedure.areas, office.procedure),
        now=lambda: office.now,
        deliver=office.worker.deliver,
        make=office.make,
        duty_numbers={"Reading": "01344 351 999"},
    )
    yield Reception(office, desk)
    office.ends()
