"""Live a whole disagreement in a sandbox on this machine: be anybody, and wind the clock."""

import subprocess
import sys
import tempfile
import threading
from datetime import datetime
from pathlib import Path

import click

from bot import logs
from bot.clock import SystemClock

EASTER = datetime.fromisoformat("2026-04-02T15:00:00+01:00")


@click.command("demo", help=__doc__)
@click.option("--port", default=8400, show_default=True, help="The port of the sandbox's page.")
@click.option("--start", help="When it begins, as 2026-04-02T15:00 (UK time); today otherwise.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data/demo"),
    show_default=True,
    help="Where it is kept; a wound time outlives the program.",
)
@click.option("--play", is_flag=True, help="Play the Easter story unattended, and stop.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo-record"),
    show_default=True,
    help="With --play: where the record is written.",
)
def command(port: int, start: str | None, data: Path, play: bool, out: Path) -> None:
    """The demo, until it is stopped; or the story, to its end."""
    logs.configure("error")
    if play:
        sys.exit(_play(out))
    _live(port, _started(start), data)


def _started(start: str | None) -> datetime:
    from escalation.times import LONDON

    if start is None:
        return SystemClock().now()
    try:
        at = datetime.fromisoformat(start)
    except ValueError:
        raise click.BadParameter("write it as 2026-04-02T15:00", param_hint="--start") from None
    return at if at.tzinfo else at.replace(tzinfo=LONDON)


def _live(port: int, start: datetime, data: Path) -> None:
    from bot.demo import running

    with running(data, start, port) as demo:
        click.echo(
            f"Open {demo.url} in a browser. This is a sandbox, not Slack; nothing leaves this machine."
        )
        click.echo("Be Sam Okafor (a health visitor), and type /escalate. Stop with Ctrl-C.")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            click.echo("Stopped. What you did is kept; start it again to go on.")


def _play(out: Path) -> int:
    from bot.demo import ROOT, STORY, free_port, running

    with tempfile.TemporaryDirectory() as data, running(Path(data), EASTER, free_port()) as demo:
        arguments = ["play", str(STORY), "--url", demo.url, "--out", str(out.resolve())]
        played = subprocess.run([sys.executable, "-m", "sandbox", *arguments], cwd=ROOT)  # noqa: S603
    return played.returncode or _take_out_records(out)


def _take_out_records(out: Path) -> int:
    """The signed record, as JSON, out of each PDF that an agency was handed."""
    from export import pdf

    for file in sorted(out.glob("*.pdf")):
        record = file.with_suffix(".json")
        record.write_bytes(pdf.attached(file.read_bytes()))
        click.echo(f"{file} holds the signed record; written beside it as {record.name}")
    return 0
