"""What whoever starts it should know, though it starts all the same."""

from typing import TYPE_CHECKING

import click

from bot import procedures, slips
from bot.choices import NUMBERS, Choices
from bot.said_back import named

if TYPE_CHECKING:
    from bot.app import App


def unread(choices: Choices) -> list[str]:
    """What is set and nobody is shown, as after a slip in an area's name or in an id."""
    slipped = named(set(choices.emergency_duty_numbers) - set(procedures.areas(choices)))
    numbers = f"{NUMBERS} has a number for {slipped}, where no procedure is in force."
    return [*([numbers] if slipped else []), *slips.signposts(choices, procedures.every())]


def warn_of_new_areas(choices: Choices) -> None:
    """A slip in the name of an area that a procedure is given would make another area of it."""
    named_by_files = {area for each in procedures.every() for area in each.areas}
    for sentence in slips.new_areas(choices, named_by_files):
        click.echo(sentence, err=True)


def warn_of_unread(choices: Choices) -> None:
    """A slip would leave a number or a signpost unread."""
    for sentence in unread(choices):
        click.echo(sentence, err=True)
    warn_of_new_areas(choices)


def warn_of_nobody(app: "App") -> None:
    """A slip in the database's address would begin another one, with nobody in it."""
    if not app.store.directory(app.clock.now()).people:
        database = app.engine.url.set(query={}).render_as_string()  # a query may hold a password
        click.echo(
            f"Nobody is in the directory of {database}: no disagreement can be opened until people "
            "are imported.",
            err=True,
        )
