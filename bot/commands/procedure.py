"""`escalate procedure`: list procedures, show, check, rehearse, cover or compare them, or change to one."""

import json

import click

from bot import config, procedures
from bot.commands import _procedure_checked, _timeline_pages
from bot.commands import _procedure_pages as pages
from bot.commands._procedure_compared import diff
from bot.commands._procedure_covered import coverage
from bot.commands._procedure_found import NO_START, BadInputError, FaultyError
from bot.commands._procedure_found import path as _path
from bot.commands._procedure_found import procedure as _procedure
from bot.commands._procedure_found import time as _time
from bot.commands._procedure_played import simulate
from bot.commands._procedure_schema import command as schema
from bot.commands._procedure_standing import line, standing
from bot.signposts import signposted
from escalation.rehearsing import kinds, rehearsal
from escalation.working_time.working_days import WorkingTimeError, calendar_covering


@click.group("procedure")
def command() -> None:
    """The partnerships' procedures: list, show, check, rehearse and compare them."""


@command.command("list")
def list_() -> None:
    """Every procedure here: whether it is in force, where, and which governs there."""
    found = [_procedure(path) for path in procedures.files()]
    chosen = config.choices()
    for each in found:
        click.echo(line(each, chosen))


@command.command()
@click.argument("which", metavar="ID_OR_FILE")
def show(which: str) -> None:
    """The whole ladder, what each stage asks, and the readings taken of the text."""
    procedure, chosen = _procedure(_path(which)), config.choices()
    (filled,) = signposted([procedure], chosen.signposts)
    click.echo(pages.page(filled, standing(procedure, chosen)))


@command.command()
@click.argument("which", metavar="ID_OR_FILE")
def check(which: str) -> None:
    """Whether a file can be used: every fault at once, as file:line:col: sentence."""
    file = _path(which)
    try:
        procedure = _procedure(file)
    except FaultyError as faulty:
        click.echo("\n".join(_procedure_checked.all_of(file, faulty.faults)))
        raise click.exceptions.Exit(faulty.exit_code) from None
    if faults := _procedure_checked.faults(file, procedure):
        click.echo("\n".join(faults))
        raise click.exceptions.Exit(FaultyError.exit_code)
    chosen = config.choices()
    (filled,) = signposted([procedure], chosen.signposts)
    click.echo(f"{file}: no faults.\n{pages.summary(filled)}")
    for sentence in _procedure_checked.notes(file, procedure, chosen):
        click.echo(sentence)


@command.command()
@click.argument("which", metavar="ID_OR_FILE")
@click.option("--start", "began", metavar="ISO", default="", help="When the difference began.")
@click.option("--raised", metavar="ISO", help="When it was raised, if later than it began.")
@click.option(
    "--pacing",
    type=click.IntRange(1, 20),
    default=1,
    show_default=True,
    help="Full working days each tier has with it before the clock tells the next.",
)
@click.option("--category", metavar="ID", default="", help="What it is about: else the first.")
@click.option("--subject", metavar="ID", default="", help="Whom it is about: else the first.")
@click.option("--priority", metavar="ID", default="", help="How pressing it is: else the first.")
@click.option("--json", "as_json", is_flag=True, help="The same, for a program.")
def timeline(
    which: str,
    began: str,
    raised: str | None,
    pacing: int,
    category: str,
    subject: str,
    priority: str,
    as_json: bool,
) -> None:
    """Whom it tells, when and why, if nobody ever records an outcome.

    A time without an offset from GMT is the time on the clock in the United Kingdom.
    """
    try:
        procedure, kind = kinds.of_kind(_procedure(_path(which)), category, subject, priority)
    except kinds.UnknownKindError as unknown:
        raise BadInputError(str(unknown)) from None
    if not began:
        raise BadInputError(NO_START)
    start = _time("--start", began)
    entered = _time("--raised", raised) if raised else start
    if entered < start:
        raise BadInputError("--raised lies before --start: it cannot be raised before it began.")
    try:
        calendar = calendar_covering(procedure.nation, start)
        planned = rehearsal.timeline(procedure, calendar, start, entered, pacing)
    except WorkingTimeError as error:
        raise BadInputError(error.sentence) from None
    played = _timeline_pages.Played(procedure, calendar, start, entered, pacing, planned, kind)
    if as_json:
        click.echo(json.dumps(_timeline_pages.as_json(played), ensure_ascii=False, indent=2))
    else:
        click.echo(_timeline_pages.timeline(played))


@command.command()
@click.argument("reference", metavar="REF")
@click.option("--to", "to", metavar="ID_OR_FILE", required=True, help="The procedure to go on by.")
@click.option("--because", "reason", metavar="REASON", required=True, help="Every side reads it.")
@click.option("--tier", metavar="TIER_ID", default="", help="Where it is to stand in the new text.")
@click.option("--by", metavar="PERSON", default="", help="Who of the office does it.")
@click.option("--yes", is_flag=True, help="Do it; without this it is shown, and asked.")
def migrate(reference: str, to: str, reason: str, tier: str, by: str, *, yes: bool) -> None:
    """Have one disagreement go on by another text.

    What was and what will be are shown first.
    """
    from bot.commands import _procedure_moving

    procedure = procedures.with_areas(_procedure(_path(to)), config.read())
    _procedure_moving.moved(reference, procedure, tier, reason, by, yes=yes)


@command.command()
def excluded() -> None:
    """How often somebody chose what a procedure is not for.

    Month by month; never who, or what of.
    """
    from bot.installation import installation
    from storage.turned_away import TurnedAway

    with installation() as engine:
        counted = TurnedAway(engine).monthly()
    for each in counted:
        click.echo(f"{each.month}  {each.procedure}  {each.exclusion}  {each.times}")
    if not counted:
        click.echo("Nobody has chosen anything that a procedure is not for.")


for _word in (simulate, coverage, diff, schema):
    command.add_command(_word)
