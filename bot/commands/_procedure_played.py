"""`escalate procedure simulate`: a procedure lived by invented people, on a wound clock."""

import json
from pathlib import Path

import click

from bot.commands import _transcript_pages as pages
from bot.commands._procedure_found import (
    NO_START,
    BadInputError,
    FaultyError,
    path,
    procedure,
    time,
)
from escalation.rehearsing import script, simulation
from escalation.rehearsing.script import Script
from escalation.rehearsing.simulation import Doors
from escalation.texts import procedure_text
from escalation.texts.procedure import Faults, Procedure


@click.command()
@click.argument("which", metavar="ID_OR_FILE")
@click.option("--start", metavar="ISO", help="When the difference began.")
@click.option("--nobody-answers", is_flag=True, help="It is raised, and nobody does anything.")
@click.option(
    "--script",
    "file",
    type=click.Path(path_type=Path),
    help="What people do and when, as YAML; instead of nobody answering.",
)
@click.option("--json", "as_json", is_flag=True, help="The same, for a program.")
def simulate(
    which: str, start: str | None, nobody_answers: bool, file: Path | None, as_json: bool
) -> None:
    """Live it by its very rules, with invented people.

    What happens, who is told what, and which forms are opened: what people do is in a script, or
    nobody does anything. Nobody is told, and nothing is kept.

    A time without an offset from GMT is the time on the clock in the United Kingdom.
    """
    from bot import simulating  # slow to import: everything that people press comes with it

    if nobody_answers and file:
        raise BadInputError("Nobody answers, or a script says who does: give one of the two.")
    lived, doors = procedure(path(which)), simulating.doors()
    text = _text(file) if file else ""
    written = _script(file, text, lived, doors) if file else simulation.nobody_answers()
    began = time("--start", start) if start else script.begins(written)
    if began is None:
        raise BadInputError(NO_START)
    if (first := script.first_at(written)) and first < began:
        raise BadInputError("A step of the script comes before --start: begin it earlier.")
    on = 0 if file else simulation.WORKING_DAYS
    transcript = simulation.play(lived, doors, began, written, on=on)
    if transcript.strange:
        raise FaultyError(script.unasked(text, str(file), transcript.strange))
    if as_json:
        click.echo(json.dumps(pages.as_json(lived, transcript), ensure_ascii=False, indent=2))
    else:
        click.echo(pages.page(lived, transcript, sum(step.refused for step in written.steps)))


def _text(file: Path) -> str:
    try:
        return procedure_text.decoded(file.read_bytes(), str(file))
    except Faults as faults:
        raise FaultyError(faults) from None
    except OSError as error:
        raise BadInputError(f"{file} cannot be read: {error.strerror}.") from None


def _script(file: Path, text: str, procedure: Procedure, doors: Doors) -> Script:
    try:
        return script.read(text, str(file), procedure, doors.rules)
    except Faults as faults:
        raise FaultyError(faults) from None
