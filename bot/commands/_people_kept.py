"""The directory as this installation keeps it, now, and whoever in it somebody means."""

from collections.abc import Iterable
from difflib import get_close_matches

import click

from bot import config, procedures
from bot.clock import SystemClock
from bot.config import Config
from bot.installation import installation
from bot.shared_clock import shared
from escalation.directory.people import Directory
from escalation.texts.procedure import Procedure
from storage import directory
from storage.database import reading

EMPTY = "The directory is empty: begin with `python3 run.py people import FILE`."

FEW = 30


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


def in_force(settings: Config | None = None) -> tuple[Procedure, ...]:
    """Every procedure in force, once, whatever the number of its areas."""
    chosen = settings or config.read()
    found = {each.id: each for each in procedures.in_force(chosen=chosen).values()}
    return tuple(found.values())


def meant(given: str, names: Iterable[tuple[str, str]], what: str) -> str:
    """The id of what is meant by an id or a name, or a refusal that says the nearest.

    `names` are whatever may be said, each with the id that it means.
    """
    said: dict[str, set[str]] = {}
    for name, id in names:
        said.setdefault(name.casefold(), set()).add(id)
    found = said.get(given.strip().casefold(), set())
    if len(found) > 1:
        raise BadInputError(f"{given[:60]} may be any of {len(found)}: give an id.")
    if not found:
        slip = nearest(given, said) or _listed({id for ids in said.values() for id in ids})
        raise BadInputError(f"There is no {what} {given[:60]}.{slip}")
    return found.pop()


def _listed(ids: set[str]) -> str:
    """What there is to be meant, where that is not too much to read."""
    return f" There is: {', '.join(sorted(ids))}." if 0 < len(ids) <= FEW else ""


def nearest(given: str, said: Iterable[str]) -> str:
    """What may have been meant by a slip, as a sentence after another; or nothing."""
    near = get_close_matches(given.strip().casefold(), list(said), n=1)
    return f" Did you mean {near[0]}?" if near else ""
