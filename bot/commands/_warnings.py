"""What whoever starts it should know, though it starts all the same."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from bot.config import Config

if TYPE_CHECKING:
    from bot.app import App


def warn_of_unknown(settings: Config, areas: Iterable[str]) -> None:
    """A slip in an area's name would leave its number unread."""
    for area in sorted(set(settings.emergency_duty_numbers) - set(areas)):
        click.echo(
            f"ESCALATE_EMERGENCY_DUTY_NUMBERS has a number for {area}, where no procedure is in "
            "force.",
            err=True,
        )


def warn_of_nobody(app: "App") -> None:
    """A slip in the database's address would begin another one, with nobody in it."""
    if not app.store.directory().people:
        click.echo(
            f"Nobody is in the directory of {app.engine.url.render_as_string()}: no disagreement "
            "can be opened until people are imported.",
            err=True,
        )
