"""Torture in lives of ten kills and storms of a hundred faults, and the sum of them all at the end."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.postgresql import Server
from tests.torture.lives import Zygote
from tests.torture.strokes import KILLS_IN_A_LIFE

FAULTS_IN_A_STORM = 100
FAULTS_TO_A_CASE = 8
COUNTED = ("kills", "faults", "entries", "tellings", "lost", "doubled")


@dataclass(frozen=True)
class Storm:
    """So many faults, and so many disagreements that must come through them."""

    number: int
    faults: int

    @property
    def cases(self) -> int:
        """Enough to keep everybody busy while it lasts."""
        return -(-self.faults // FAULTS_TO_A_CASE)

    def __str__(self) -> str:
        return f"{self.number}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """As many lives as the kills that were asked for need, and as many storms as the faults."""
    if "life" in metafunc.fixturenames:
        lives = -(-metafunc.config.getoption("--kills") // KILLS_IN_A_LIFE)
        metafunc.parametrize("life", range(lives))
    if "storm" in metafunc.fixturenames:
        faults = metafunc.config.getoption("--faults")
        starts = range(0, faults, FAULTS_IN_A_STORM)
        storms = [
            Storm(number, min(FAULTS_IN_A_STORM, faults - start))
            for number, start in enumerate(starts)
        ]
        metafunc.parametrize("storm", storms, ids=str)


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """A process that forks installations; importing everything is paid for once."""
    zygote = Zygote()
    yield zygote
    zygote.ends()


@pytest.fixture(scope="session")
def durable() -> Iterator[Server]:
    """A PostgreSQL that loses nothing that it has said it keeps, however it is stopped."""
    with Server(durable=True) as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What all lives and storms came to."""
    reports = [r for found in ("passed", "failed") for r in terminalreporter.getreports(found)]
    counts = [dict(r.user_properties) for r in reports if r.when == "call"]
    counted = [each for each in counts if "tellings" in each]
    if counted:
        sums = {name: sum(each.get(name, 0) for each in counted) for name in COUNTED}
        seed = terminalreporter.config.getoption("--seed")
        said = ", ".join(f"{count} {name}" for name, count in sums.items())
        terminalreporter.line(f"Torture, seed {seed}: {said}.")
