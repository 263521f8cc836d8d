"""`escalate procedure schema`: what a procedure's file may say, for the editor it is written in."""

import json

import click

from bot.procedures import FOLDER
from escalation.texts.procedure_schema import schema

PAGE = FOLDER.parent / "docs" / "procedures.md"


def example() -> str:
    """The whole procedure that docs/procedures.md shows, with its remarks."""
    return PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]


@click.command("schema")
def command() -> None:
    """Print docs/procedure.schema.json: every heading there is, for an editor.

    What docs/procedures.md remarks beside a heading is what the editor then shows of it.
    """
    click.echo(json.dumps(schema(example()), ensure_ascii=False, indent=1))
