"""`escalate procedure diff`: how two procedures differ, in words."""

from collections.abc import Iterator
from pathlib import Path

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
    files = path(first), path(second)
    old, new = map(procedure, files)
    compared = procedure_diff.compared(old, new)
    if not compared:
        click.echo(procedure_diff.THE_SAME)
    if short := list(procedure_diff_short.in_short(old, new, compared)):
        before, now = _named((old, new), files)
        click.echo(f"{now}\nbeside {before}\n\n{IN_SHORT}")
        for sentence, below in short:
            click.echo("\n".join(wrapped(sentence, "    " if below else "  ")))
        click.echo(f"\n{IN_FULL}\n")
    for title, changes in compared:
        click.echo(title)
        for change in changes:
            click.echo("\n".join(wrapped(str(change), "  ")))


def _named(two: tuple[Procedure, Procedure], files: tuple[Path, Path]) -> Iterator[str]:
    """Each by its title and version; by its id too, where both have one title; by its file, where
    the ids are one as well."""
    one_title = two[0].title == two[1].title
    one_id = one_title and two[0].id == two[1].id
    for each, file in zip(two, files, strict=True):
        which = f" ({file})" if one_id else f" ({each.id})" if one_title else ""
        yield f"{each.title}, {each.version}{which}"
