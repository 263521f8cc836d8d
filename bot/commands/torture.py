"""Kill an installation at random moments of a story, again and again, and count what that cost."""

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
@click.option("--kills", default=500, show_default=True, help="How often it is killed.")
@click.option("--seed", type=int, help="Where its luck begins; a new one each time otherwise.")
def command(kills: int, seed: int | None) -> None:
    """Torture it; the exit code is 0 when nothing was lost and nobody was told twice."""
    if not LIVES.is_dir() or importlib.util.find_spec("pytest") is None:
        raise click.ClickException(MISSING)
    luck = secrets.randbelow(10**8) if seed is None else seed
    click.echo(f"{kills} kills, ten in each life; seed {luck}.")
    arguments = ["-q", "--tb=short", "-n", "auto", "--kills", str(kills), "--seed", str(luck)]
    words = [sys.executable, "-m", "pytest", str(LIVES), *arguments]
    sys.exit(subprocess.run(words, cwd=PROJECT).returncode)  # noqa: S603
