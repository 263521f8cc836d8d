"""`escalate procedure diff`: how two procedures differ, in words."""

import textwrap

import click

from bot.commands._procedure_found import path, procedure
from escalation import procedure_diff

WIDTH = 98


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
def diff(first: str, second: str) -> None:
    """What B says otherwise than A, in sentences."""
    old, new = procedure(path(first)), procedure(path(second))
    changes = procedure_diff.changes(old, new)
    if not changes:
        click.echo(procedure_diff.THE_SAME)
    for title, sentences in changes:
        click.echo(title)
        for sentence in sentences:
            click.echo(
                "\n".join(
                    textwrap.wrap(
                        sentence,
                        WIDTH,
                        initial_indent="  ",
                        subsequent_indent="    ",
                        break_on_hyphens=False,
                    )
                )
            )
