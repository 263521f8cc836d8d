"""`people who`: who would be told in a role, now or at another time, and the way to them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TypeVar

import click

from bot.commands._people_kept import BadInputError, in_force, meant, not_empty
from escalation.directory import leads, reaching, seeking
from escalation.directory.cover import Team
from escalation.directory.people import (
    AGENCY_LEAD,
    HOUSE_ROLES,
    PARTNERSHIP,
    Agency,
    Directory,
    Person,
)
from escalation.directory.reaching import Place, Step, Way
from escalation.directory.seeking import Sought
from escalation.owing import RoleAt
from escalation.texts import titles
from escalation.texts.procedure import Procedure
from escalation.working_time import times, working_patterns
from escalation.working_time.calendars import calendar_covering
from escalation.working_time.times import LONDON, civil
from escalation.working_time.working_time_errors import WorkingTimeError
from storage.roster_names import written_day

NOON = time(12)
_T = TypeVar("_T", Agency, Person)


@dataclass(frozen=True)
class _Role:
    """A role of a procedure; or of the installation itself, which has none."""

    id: str
    label: str
    of: str
    procedure: Procedure | None


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
    meant_by = _role(role, which)
    home = _agency(agency, meant_by, known)
    way = _way(meant_by, home, _person(under, known) if under else "", then)
    for line in _said(way, _titled(meant_by, home, known), home, then):
        click.echo(line)
    for step in way.steps if why else ():
        click.echo(f"  {_step(step, way, _team(step, RoleAt(meant_by.id, home), then))}")
    for team in _off_duty(RoleAt(meant_by.id, home), then) if why else ():
        click.echo(f"  the team {team.name} holds it: nobody of it is on duty")
    if why and (later := _not_at_work(way, meant_by, then)):
        click.echo(f"  {later}")
    if why and way.is_hole and meant_by.procedure:
        click.echo("  nobody of this tier: the Business Manager is told of the hole")
    if not way.person:
        raise click.exceptions.Exit(1)


def _titled(asked: _Role, agency: str, known: Directory) -> str:
    """The role, and what it is called at an agency of this type."""
    home = known.agency(agency)
    there = asked.procedure and home and titles.here(asked.procedure, asked.id, home.type)
    return f"{asked.label}{there or ''}"


def _said(way: Way, label: str, agency: str, then: Directory) -> Iterator[str]:
    when = f"{times.full(then.moment)} ({civil(then.moment):%Z}, UK time)" if then.moment else ""
    yield f"{label}, {then.agency_name(agency)}, on {when}:"
    if way.person:
        yield f"{way.person.name} would be told: {_part(way)}."
    else:
        yield "Nobody would be told."


def _way(asked: _Role, agency: str, under: str, then: Directory) -> Way:
    """The way by the procedure; for the agency's lead, as for each list that leads are sent."""
    above = seeking.above(asked.procedure, asked.id, agency, under) if asked.procedure else ()
    way = reaching.way(Sought(RoleAt(asked.id, agency, under), above=above), then)
    if way.person or asked.id != AGENCY_LEAD:
        return way
    others = (reaching.way(Sought(role), then) for role in leads.roles(agency, then))
    return next((each for each in others if each.person), way)


def _part(way: Way) -> str:
    """What they are to whoever holds it."""
    held = way.holder
    whose = f" for {held.name}" if held and way.place is Place.DEPUTY else ""
    return f"{way.place}{whose}"


def _step(step: Step, way: Way, team: str) -> str:
    """Jo Lee holds it: is away until Friday 14 August."""
    if not step.person:
        return f"nobody: {step.why_not}"
    told = "asked" if step.person == way.person and not step.why_not else step.why_not
    of = f", of the team {team}," if team else ""
    return f"{step.person.name}{of} {step.place}: {told}"


def _off_duty(role: RoleAt, then: Directory) -> Iterator[Team]:
    """Teams that hold it, of which nobody is there to be asked."""
    for each in then.holding(role.role, role.agency):
        if isinstance(each, Team) and not then.on_duty(each.id):
            yield each


def _not_at_work(way: Way, asked: _Role, then: Directory) -> str:
    """That whoever is asked is not at work then; nothing where they are, or it is not known."""
    nations = [each.nation for each in (asked.procedure, *in_force()) if each]
    if not way.person or not then.moment or not nations:
        return ""
    try:
        days = calendar_covering(nations[0], then.moment)
        opens = working_patterns.read(way.person.works).next_at_work(then.moment, days)
    except WorkingTimeError:
        return ""
    if opens <= then.moment:
        return ""
    return (
        f"{way.person.name} is not at work until {times.full(opens)}: a nudge waits until then, "
        "what cannot wait does not"
    )


def _team(step: Step, role: RoleAt, then: Directory) -> str:
    """The team for which somebody is on duty who holds a role, or is on duty for it, as one of it."""
    holding = then.holding(role.role, role.agency)
    if step.person is None or step.person in holding:
        return ""
    theirs = [each for each in holding if isinstance(each, Team)]
    teams = {
        Place.HOLDER: theirs,
        Place.ANOTHER: theirs,
        Place.DUTY: [
            each for each in then.teams if each.agency == role.agency and role.role in each.covers
        ],
    }.get(step.place, [])
    found = (each.name for each in teams if step.person in then.on_duty(each.id))
    return next(found, "")


def _role(given: str, which: str | None) -> _Role:
    every = in_force()
    if which:
        wanted = meant(which, [(each.id, each.id) for each in every], "procedure in force")
        every = tuple(each for each in every if each.id == wanted)
    called = {(role.id, role.label) for each in every for role in each.roles.values()}
    called |= set(HOUSE_ROLES.items())
    role = meant(given, [(name, id) for id, label in called for name in (id, label)], "role")
    having = [each for each in every if role in each.roles]
    if len(having) > 1:
        listed = ", ".join(each.id for each in having)
        raise BadInputError(f"Several procedures have that role: say --procedure, of {listed}.")
    if not having:
        return _Role(role, HOUSE_ROLES[role], "agency", None)
    (procedure,) = having
    return _Role(role, procedure.role(role).label, procedure.role(role).of, procedure)


def _agency(given: str | None, asked: _Role, known: Directory) -> str:
    if asked.of == PARTNERSHIP:
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
    on, _, clock = text.strip().replace("T", " ").partition(" ")
    try:
        if not clock:
            return datetime.combine(written_day(on), NOON, LONDON)
        at = datetime.fromisoformat(f"{written_day(on)}T{clock.strip()}")
    except ValueError:
        raise BadInputError(
            "--at is no day and no time: write it as 2026-08-15 or 2026-08-15T10:00."
        ) from None
    if at.utcoffset() is not None:
        return at
    local = at.replace(tzinfo=LONDON)
    if civil(local.astimezone(UTC)).replace(tzinfo=None) != at:
        raise BadInputError("--at is no time in the UK: the clocks go forward in that hour.")
    return local
