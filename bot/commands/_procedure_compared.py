"""`escalate procedure diff`: how two procedures differ, in words."""

import click

from bot.commands._laid_out import wrapped
from bot.commands._procedure_found import path, procedure
from escalation.texts import procedure_diff, procedure_diff_short
from escalation.texts.procedure import Procedure

IN_SHORT = "In short"
IN_FULL = "Point by point"


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
def diff(first: str, second: str) -> None:
    """What B says otherwise than A, in sentences.

    Where that is much, it begins with a summary: what has changed of its stages, windows, copies,
    meetings, duties and the rest, how much of each, and what weighs most. Then every point.
    """
    old, new = procedure(path(first)), procedure(path(second))
    compared = procedure_diff.compared(old, new)
    if not compared:
        click.echo(procedure_diff.THE_SAME)
    if short := list(procedure_diff_short.in_short(old, new, compared)):
        click.echo(f"{_named(new)}\nbeside {_named(old)}\n\n{IN_SHORT}")
        for sentence, below in short:
            click.echo("\n".join(wrapped(sentence, "    " if below else "  ")))
        click.echo(f"\n{IN_FULL}\n")
    for title, changes in compared:
        click.echo(title)
        for change in changes:
            click.echo("\n".join(wrapped(str(change), "  ")))


def _named(procedure: Procedure) -> str:
    return f"{procedure.title}, {procedure.version}"
