"""Torture in lives of ten kills each, and the sum of them all at the end."""

from collections.abc import Iterator

import pytest

from tests.torture.installation import Zygote
from tests.torture.strokes import KILLS_IN_A_LIFE

COUNTED = ("kills", "entries", "tellings", "lost", "doubled")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """As many lives as the kills that were asked for need."""
    if "life" in metafunc.fixturenames:
        lives = -(-metafunc.config.getoption("--kills") // KILLS_IN_A_LIFE)
        metafunc.parametrize("life", range(lives))


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """A process that forks installations; importing everything is paid for once."""
    zygote = Zygote()
    yield zygote
    zygote.ends()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What all lives came to."""
    reports = [r for found in ("passed", "failed") for r in terminalreporter.getreports(found)]
    counts = [dict(r.user_properties) for r in reports if r.when == "call"]
    lives = [each for each in counts if "kills" in each]
    if lives:
        sums = ", ".join(f"{sum(each[name] for each in lives)} {name}" for name in COUNTED)
        seed = terminalreporter.config.getoption("--seed")
        terminalreporter.line(f"Torture, seed {seed}: {sums}.")
