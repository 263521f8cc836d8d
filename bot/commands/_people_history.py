"""`people history`: every change of the directory, of everybody or of one person."""

from collections.abc import Iterator
from dataclasses import replace

import click

from bot.commands._people_changes import ONLY_ROWS, changes
from bot.commands._people_kept import BadInputError, nearest
from bot.installation import installation
from escalation.directory.people import Directory, Person
from escalation.working_time import times
from storage import directory
from storage.database import reading
from storage.directory import Change


@click.command("history")
@click.argument("person", required=False)
def command(person: str | None) -> None:
    """What was changed, when, by whom and from where: of all, or of one PERSON; newest last."""
    with installation() as engine, reading(engine) as connection:
        known = directory.load(connection)
        made = list(directory.history(connection))
    about = _ids(person, [known, *_directories(made)]) if person else set()
    told = [line for change, then in _known(made, known) for line in _said(change, then, about)]
    for line in told or ["Nothing has been changed yet."]:
        click.echo(line)


def _known(made: list[Change], now: Directory) -> Iterator[tuple[Change, Directory]]:
    """Every change with whoever was known then, or is now: what changed has not everybody's name."""
    agencies = {each.id: each for each in now.agencies}
    people = {each.id: each for each in now.people}
    teams = {each.id: each for each in now.teams}
    for change in made:
        for each in (change.before, change.after):
            agencies |= {agency.id: agency for agency in each.agencies}
            people |= {person.id: person for person in each.people}
            teams |= {team.id: team for team in each.teams}
        then = Directory(tuple(agencies.values()), tuple(people.values()))
        yield change, replace(then, teams=tuple(teams.values()))


def _said(change: Change, known: Directory, about: set[str]) -> Iterator[str]:
    found = changes(change.before, change.after, known)
    lines = [each.line for each in found if not about or about & each.about]
    if not found and not about:
        lines = [ONLY_ROWS]
    if lines:
        yield f"{times.full(change.at)}, {change.who}, {change.source}"
        yield from (f"  {line}" for line in lines)


def _ids(given: str, every: list[Directory]) -> set[str]:
    """Whoever is called that or once was, though they have gone."""
    wanted, names = given.strip().casefold(), set[str]()
    found: set[str] = set()
    for person in (person for each in every for person in each.people):
        called = _names(person)
        names |= called
        found |= {person.id} if wanted in called else set()
    if not found:
        raise BadInputError(
            f"Nobody called {given[:60]} is or was in the directory.{nearest(wanted, names)}"
        )
    return found


def _names(person: Person) -> set[str]:
    return {name.casefold() for name in (person.id, person.email, person.name) if name}


def _directories(made: list[Change]) -> Iterator[Directory]:
    for change in made:
        yield from (change.before, change.after)
