"""`escalate permissions`: who may do and read what, as a page made from the one table."""

import click

from bot.commands import _permission_pages as pages


@click.command("permissions")
def command() -> None:
    """Print docs/permissions.md: the table that every door asks, whoever comes in by it."""
    click.echo(pages.page(), nl=False)
