"""The directory as this installation keeps it, now, and whoever in it somebody means."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import click

from bot import procedures
from bot.clock import SystemClock
from bot.config import Config
from bot.installation import installation
from bot.shared_clock import shared
from escalation.people import Directory
from escalation.procedure import Procedure
from storage import directory
from storage.database import reading

EMPTY = "The directory is empty: begin with `python3 run.py people import FILE`."


class BadInputError(click.ClickException):
    """Something asked cannot be answered: the sentence goes to stderr, and the exit code is 2."""

    exit_code = 2


def kept(settings: Config | None = None) -> Directory:
    """The directory, as things stand now."""
    with installation(settings) as engine:
        now = shared(SystemClock(), engine).now()
        with reading(engine) as connection:
            return directory.load(connection).at(now)


def not_empty(settings: Config | None = None) -> Directory:
    """The same, or a refusal where nobody is in it."""
    known = kept(settings)
    if not known.people:
        raise click.ClickException(EMPTY)
    return known


def in_force() -> tuple[Procedure, ...]:
    """Every procedure in force, once, whatever the number of its areas."""
    found = {each.id: each for each in procedures.in_force().values()}
    return tuple(found.values())


def meant(given: str, names: Mapping[str, str], what: str) -> str:
    """The id of what is meant by an id or a name, or a refusal that says the nearest.

    `names` are the ids by whatever may be said.
    """
    said = {name.casefold(): id for name, id in names.items()}
    if given.casefold() in said:
        return said[given.casefold()]
    raise BadInputError(f"There is no {what} {given[:60]}.{nearest(given, said)}")


def nearest(given: str, said: Iterable[str]) -> str:
    """Did you mean line_manager? Nothing where nothing is near."""
    near = get_close_matches(given.casefold(), list(said), n=1)
    return f" Did you mean {near[0]}?" if near else ""
