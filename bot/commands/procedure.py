"""`escalate procedure`: list procedures, show one, check a file, or play one on paper."""

import json
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any

import click

from bot import procedures
from bot.commands import _procedure_pages as pages
from escalation import rehearsal
from escalation.procedure import Faults, Procedure
from escalation.times import LONDON
from escalation.working_days import WorkingTimeError, calendar_covering


class BadInputError(click.ClickException):
    """Something asked cannot be done: the sentence goes to stderr, and the exit code is 2."""

    exit_code = 2


class FaultyError(click.ClickException):
    """A procedure's file has faults: every one is said, and the exit code is 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """The faults alone, one a line, as other tools read them."""
        click.echo(self.message, file=file, err=file is None)


@click.group("procedure")
def command() -> None:
    """The partnerships' procedures: list them, show one, check a file, play one on paper."""


@command.command("list")
def list_() -> None:
    """Every procedure that comes with this installation."""
    for path in procedures.files():
        click.echo(pages.line(_procedure(path)))


@command.command()
@click.argument("which", metavar="ID_OR_FILE")
def show(which: str) -> None:
    """The whole ladder, what each stage asks, and the readings taken of the text."""
    click.echo(pages.page(_procedure(_path(which))))


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Whether a file can be used: every fault at once, as file:line:col: sentence."""
    try:
        procedure = _procedure(file)
    except FaultyError as faulty:
        click.echo(faulty.message)
        raise click.exceptions.Exit(faulty.exit_code) from None
    click.echo(f"{file}: no faults.\n{pages.summary(procedure)}")


@command.command()
@click.argument("which", metavar="ID_OR_FILE")
@click.option("--start", "began", metavar="ISO", required=True, help="When the difference began.")
@click.option("--raised", metavar="ISO", help="When it was raised, if later than it began.")
@click.option(
    "--pacing",
    type=click.IntRange(1, 20),
    default=1,
    show_default=True,
    help="Full working days each tier has with it before the clock tells the next.",
)
@click.option("--json", "as_json", is_flag=True, help="The same, for a program.")
def timeline(which: str, began: str, raised: str | None, pacing: int, as_json: bool) -> None:
    """Whom it tells, when and why, if nobody ever records an outcome.

    A time without an offset from GMT is the time on the clock in the United Kingdom.
    """
    procedure = _procedure(_path(which))
    start = _time("--start", began)
    entered = _time("--raised", raised) if raised else start
    if entered < start:
        raise BadInputError("--raised lies before --start: it cannot be raised before it began.")
    try:
        calendar = calendar_covering(procedure.nation, start)
        planned = rehearsal.timeline(procedure, calendar, start, entered, pacing)
    except WorkingTimeError as error:
        raise BadInputError(error.sentence) from None
    played = pages.Played(procedure, calendar, start, entered, pacing, planned)
    if as_json:
        click.echo(json.dumps(pages.as_json(played), ensure_ascii=False, indent=2))
    else:
        click.echo(pages.timeline(played))


@command.command()
def excluded() -> None:
    """How often, month by month, somebody chose what a procedure is not for; never who, or what of."""
    from bot.installation import installation
    from storage.turned_away import TurnedAway

    with installation() as engine:
        counted = TurnedAway(engine).monthly()
    for each in counted:
        click.echo(f"{each.month}  {each.procedure}  {each.exclusion}  {each.times}")
    if not counted:
        click.echo("Nobody has chosen anything that a procedure is not for.")


def _path(which: str) -> Path:
    """A procedure's file, by its id or by its own path."""
    known = {path.stem: path for path in procedures.files()}
    if which in known:
        return known[which]
    path = Path(which)
    if path.exists() or path.suffix in procedures.ENDINGS or path.name != which:
        return path
    near = get_close_matches(which, known, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    listed = ", ".join(known) or "none"
    raise BadInputError(f"There is no procedure of that id.{meant} Known: {listed}.")


def _procedure(path: Path) -> Procedure:
    try:
        return procedures.read(path, str(path))
    except Faults as faults:
        raise FaultyError(str(faults)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise BadInputError(f"{path} cannot be read: {reason}.") from None


def _time(option: str, text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInputError(f"{option} is not a time: write it as 2026-04-02T15:00.") from None
    return at if at.utcoffset() is not None else at.replace(tzinfo=LONDON)
