"""What whoever starts it should know, though it starts all the same."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from bot.config import Config
from bot.said_back import named

if TYPE_CHECKING:
    from bot.app import App


def warn_of_unknown(settings: Config, areas: Iterable[str]) -> None:
    """A slip in an area's name would leave its number unread."""
    if slips := named(set(settings.emergency_duty_numbers) - set(areas)):
        click.echo(
            f"ESCALATE_EMERGENCY_DUTY_NUMBERS has a number for {slips}, where no procedure is in "
            "force.",
            err=True,
        )


def warn_of_nobody(app: "App") -> None:
    """A slip in the database's address would begin another one, with nobody in it."""
    if not app.store.directory(app.clock.now()).people:
        database = app.engine.url.set(query={}).render_as_string()  # a query may hold a password
        click.echo(
            f"Nobody is in the directory of {database}: no disagreement can be opened until people "
            "are imported.",
            err=True,
        )
