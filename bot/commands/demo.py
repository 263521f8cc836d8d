"""Live a whole disagreement in a sandbox on this machine: be anybody, and wind the clock."""

import signal
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import click
from click.core import ParameterSource

from bot import config, logs
from bot.choices import IN_FORCE, PROCEDURE_OF, SIGNPOSTS, Choices
from bot.clock import SystemClock, WoundClock
from bot.installation import RefusedError
from escalation.working_time import times
from escalation.working_time.bank_holidays import Nation
from escalation.working_time.calendars import calendar_covering
from escalation.working_time.working_time_errors import CoverageError

DATA, OUT = Path("data/demo"), Path("demo-record")
OWN_DATES = "--play has its own dates, and a port of its own: leave out --start and --port."
NO_RECORD = (
    "--out is where --play writes the record. In a demo of your own, people are sent it: "
    "type /escalate export."
)
NOT_KEPT = "Nothing else is kept. With --data DIR it is, and `python3 run.py demo --data DIR` goes on there."
EASTER = datetime.fromisoformat("2026-04-02T15:00:00+01:00")
AS_WRITTEN = (
    "The story is written for the procedures as they ship, and is played by them: "
    f"{IN_FORCE}, {PROCEDURE_OF} and {SIGNPOSTS} are left aside."
)


@click.command("demo", help=__doc__)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8400,
    show_default=True,
    help="The port of the sandbox's page.",
)
@click.option("--start", help="When it begins, as 2026-04-02T15:00 (UK time); today otherwise.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help=f"Where it is kept, and a wound time with it; in {DATA} otherwise, and with --play nowhere.",
)
@click.option("--play", is_flag=True, help="Play the Easter story unattended, and stop.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=f"With --play: where the record is written; in {OUT} otherwise.",
)
@click.pass_context
def command(
    context: click.Context,
    port: int,
    start: str | None,
    data: Path | None,
    play: bool,
    out: Path | None,
) -> None:
    """The demo, until it is stopped; or the story, to its end."""
    logs.configure("error")
    chosen = config.choices()
    if play:
        if start or context.get_parameter_source("port") is not ParameterSource.DEFAULT:
            raise RefusedError(OWN_DATES)
        sys.exit(_play(out or OUT, data, chosen))
    if out:
        raise RefusedError(NO_RECORD)
    data = data or DATA
    begins = _begins(start, data)
    _refuse_unwritable(data)
    _live(port, begins, data, chosen)


def _stop_when_told() -> None:
    """Whatever ends this program, Ctrl-C or not, the sandbox ends with it."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


def _begins(start: str | None, data: Path) -> datetime:
    if start is None:
        return SystemClock().now()
    at = _read(start)
    if (data / "clock").exists():
        shown = times.full(WoundClock(data / "clock").now())
        raise RefusedError(
            f"This sandbox already shows {shown}; --start is for a new one "
            f"(delete {data} to begin afresh)."
        )
    return at


def _read(start: str) -> datetime:
    """A time in the UK that there was or will be, in a year whose bank holidays are known."""
    try:
        at = datetime.fromisoformat(start)
    except ValueError:
        raise click.BadParameter("write it as 2026-04-02T15:00", param_hint="--start") from None
    if at.tzinfo is None:
        wall, at = at, at.replace(tzinfo=times.LONDON)
        if times.civil(at.astimezone(UTC)).replace(tzinfo=None) != wall:
            skipped = f"{wall:%H:%M} does not exist on that day: the clocks go forward over it"
            raise click.BadParameter(f"{skipped}.", param_hint="--start")
    try:
        calendar_covering(Nation.ENGLAND, at)
    except CoverageError as beyond:
        raise click.BadParameter(beyond.sentence, param_hint="--start") from None
    return at


def _refuse_unwritable(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        raise RefusedError(
            f"Nothing can be kept in {data}: {error.strerror}. Choose another folder with --data."
        ) from None


def _live(port: int, start: datetime, data: Path, chosen: Choices) -> None:
    from bot.demo import by_choice, running
    from bot.ports import opened

    opened("127.0.0.1", port).close()
    _stop_when_told()
    try:
        with running(data, start, port, chosen) as demo:
            click.echo(
                f"Open {demo.url} in a browser. This is a sandbox, not Slack: nothing you type "
                "leaves this machine."
            )
            click.echo("Be Sam Okafor (a health visitor), and type /escalate. Stop with Ctrl-C.")
            for sentence in by_choice(demo.app, chosen):
                click.echo(sentence)
            threading.Event().wait()
    except KeyboardInterrupt:
        click.echo(f"Stopped. What you did is kept in {data}; start it again to go on.")


def _play(out: Path, data: Path | None, chosen: Choices) -> int:
    """In the folder that is named, or in one that is gone with it."""
    from bot.demo import is_chosen

    if is_chosen(chosen):
        click.echo(AS_WRITTEN, err=True)
    _stop_when_told()
    if data is None:
        with tempfile.TemporaryDirectory() as passing:
            return _played(out, Path(passing)) or _said(NOT_KEPT)
    if (data / "clock").exists():
        raise RefusedError(
            f"There is a demo in {data} already, and --play begins a new one: choose another folder "
            f"with --data, or delete {data}."
        )
    _refuse_unwritable(data)
    ended = _played(out, data)
    return _said(_kept(data)) or ended


def _played(out: Path, data: Path) -> int:
    from bot.demo import ROOT, STORY, free_port, running

    with running(data, EASTER, free_port()) as demo:
        arguments = ["play", str(STORY), "--url", demo.url, "--out", str(out.resolve())]
        played = subprocess.run([sys.executable, "-m", "sandbox", *arguments], cwd=ROOT)  # noqa: S603
    return played.returncode or _take_out_records(out)


def _kept(data: Path) -> str:
    """Where it is, how it is gone on with, and how other words look at it."""
    here = data.resolve()
    return (
        f"It is kept in {data}. Go on with it: python3 run.py demo --data {data}\n"
        "Look at it with other words, for instance:\n"
        f"  ESCALATE_DATA={here} ESCALATE_KEY_FILE={here / 'keys'} python3 run.py people list"
    )


def _said(sentence: str) -> int:
    click.echo(sentence)
    return 0


def _take_out_records(out: Path) -> int:
    """The signed record, as JSON, out of each PDF that an agency was handed."""
    from export import pdf

    for file in sorted(out.glob("*.pdf")):
        record = file.with_suffix(".json")
        record.write_bytes(pdf.attached(file.read_bytes()))
        click.echo(f"{file} holds the signed record; written beside it as {record.name}")
    return 0
