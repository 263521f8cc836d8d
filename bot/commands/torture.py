"""Kill it at random moments of a story, and many of it in the worst of weathers; count what that cost."""

import importlib.util
import secrets
import subprocess
import sys
from pathlib import Path

import click

PROJECT = Path(__file__).resolve().parent.parent.parent
LIVES = PROJECT / "tests" / "torture"
MISSING = "Torture lives in the tests of a checkout: run it there, as python3 run.py torture."


@click.command("torture", help=__doc__)
@click.option("--kills", default=500, show_default=True, help="How often one alone is killed.")
@click.option(
    "--faults", default=1200, show_default=True, help="How many faults four workers meet."
)
@click.option("--seed", type=int, help="Where its luck begins; a new one each time otherwise.")
def command(kills: int, faults: int, seed: int | None) -> None:
    """Torture it; the exit code is 0 when nothing was lost and nobody was told twice."""
    if not LIVES.is_dir() or importlib.util.find_spec("pytest") is None:
        raise click.ClickException(MISSING)
    luck = secrets.randbelow(10**8) if seed is None else seed
    click.echo(f"{kills} kills of one alone on SQLite, ten in each life.")
    click.echo(f"{faults} faults for four workers on PostgreSQL, a hundred in each storm.")
    click.echo(f"Seed {luck}.")
    sys.exit(subprocess.run(words(kills, faults, luck), cwd=PROJECT).returncode)  # noqa: S603


def words(kills: int, faults: int, luck: int) -> list[str]:
    """What is run for it."""
    asked = ["--kills", str(kills), "--faults", str(faults), "--seed", str(luck)]
    return [sys.executable, "-m", "pytest", str(LIVES), "-q", "--tb=short", "-n", "auto", *asked]
