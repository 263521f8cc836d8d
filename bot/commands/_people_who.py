"""`people who`: who would be told in a role, now or at another time, and the way to them."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time
from typing import TypeVar

import click

from bot.commands._people_kept import BadInputError, in_force, meant, not_empty
from escalation import reaching, seeking, times
from escalation.owing import RoleAt
from escalation.people import PARTNERSHIP, Agency, Directory, Person
from escalation.procedure import Procedure
from escalation.reaching import Place, Step, Way
from escalation.seeking import Sought
from escalation.times import LONDON, civil

NOON = time(12)
_T = TypeVar("_T", Agency, Person)


@click.command("who")
@click.argument("role")
@click.option("--agency", metavar="A", help="Whose role it is; not needed for the office's own.")
@click.option("--at", "at", metavar="ISO", help="A day (its noon), or a time in the UK; else now.")
@click.option("--under", metavar="PERSON", help="In whose line: the nearest holder above them.")
@click.option("--procedure", "which", metavar="ID", help="By which procedure, if several are used.")
@click.option("--why", is_flag=True, help="Every step of the way, with its reason.")
def command(
    role: str,
    agency: str | None,
    at: str | None,
    under: str | None,
    which: str | None,
    *,
    why: bool,
) -> None:
    """Who would be told in the ROLE of an agency, then, and with --why how they are found.

    The exit code is 1 where it would be nobody.
    """
    known = not_empty()
    then = known.at(_time(at)) if at else known
    procedure, role = _role(role, which)
    home = _agency(agency, procedure, role, known)
    below = _person(under, known) if under else ""
    above = seeking.above(procedure, role, home, below)
    way = reaching.way(Sought(RoleAt(role, home, below), above=above), then)
    for line in _said(way, procedure.role(role).label, home, then, why=why):
        click.echo(line)
    if not way.person:
        raise click.exceptions.Exit(1)


def _said(way: Way, label: str, agency: str, then: Directory, *, why: bool) -> Iterator[str]:
    of = then.agency(agency)
    when = f"{times.full(then.moment)} ({civil(then.moment):%Z}, UK time)" if then.moment else ""
    yield f"{label}, {of.name if of else agency}, on {when}:"
    if way.person:
        yield f"{way.person.name} would be told: {_part(way)}."
    else:
        yield "Nobody would be told."
    if why:
        yield from (f"  {_step(step, way)}" for step in way.steps)
        if way.is_hole:
            yield "  nobody of this tier: the Business Manager is told of the hole"


def _part(way: Way) -> str:
    """What they are to whoever holds it."""
    held = way.holder
    whose = f" for {held.name}" if held and way.place is Place.DEPUTY else ""
    return f"{way.place}{whose}"


def _step(step: Step, way: Way) -> str:
    """Jo Lee holds it: is away until Friday 14 August."""
    if not step.person:
        return f"nobody: {step.why_not}"
    told = "asked" if step.person == way.person and not step.why_not else step.why_not
    return f"{step.person.name} {step.place}: {told}"


def _role(given: str, which: str | None) -> tuple[Procedure, str]:
    every = in_force()
    if which:
        wanted = meant(which, [(each.id, each.id) for each in every], "procedure in force")
        every = tuple(each for each in every if each.id == wanted)
    roles = [role for each in every for role in each.roles.values()]
    names = [(name, role.id) for role in roles for name in (role.id, role.label)]
    role = meant(given, names, "role")
    having = [each for each in every if role in each.roles]
    if len(having) > 1:
        listed = ", ".join(each.id for each in having)
        raise BadInputError(f"Several procedures have that role: say --procedure, of {listed}.")
    return having[0], role


def _agency(given: str | None, procedure: Procedure, role: str, known: Directory) -> str:
    if procedure.role(role).of == PARTNERSHIP:
        return PARTNERSHIP
    if not given:
        raise BadInputError("Whose? Every agency has its own: say --agency.")
    return meant(given, _called(known.agencies, lambda each: (each.id, each.name)), "agency")


def _person(given: str, known: Directory) -> str:
    names = _called(known.people, lambda each: (each.id, each.email, each.name))
    return meant(given, names, "person")


def _called(
    every: Collection[_T], names: Callable[[_T], tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Each name with the id it means; an id means nobody else, though it be somebody's name."""
    ids = {each.id for each in every}
    for each in every:
        yield from (
            (name, each.id) for name in names(each) if name and (name == each.id or name not in ids)
        )


def _time(text: str) -> datetime:
    """A day is meant at its noon; a time without an offset is that of the United Kingdom."""
    try:
        if len(text.strip()) == len("2026-08-15"):
            return datetime.combine(date.fromisoformat(text.strip()), NOON, LONDON)
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInputError(
            "--at is no day and no time: write it as 2026-08-15 or 2026-08-15T10:00."
        ) from None
    return at if at.utcoffset() is not None else at.replace(tzinfo=LONDON)
