"""How everybody in the directory reads on the command line, agency by agency."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from escalation.directory.cover import Shift, Team
from escalation.directory.people import Directory, Person, Post

Called = Callable[[str], str]


def listing(directory: Directory) -> Iterator[str]:
    """Everybody, agency by agency."""
    for agency in directory.agencies:
        domains = "".join(f", {domain}" for domain in agency.domains)
        yield f"{agency.name} ({agency.id}, {agency.type}{domains})"
        if agency.part_of:
            yield f"  part of {directory.agency_name(agency.part_of)}"
        if agency.holiday_contact:
            yield f"  holiday contact {name(directory, agency.holiday_contact)}"
        if closure := directory.closure_of(agency.id):
            yield f"  closed until {day(closure.ends)}"
        for person in (each for each in directory.people if each.agency == agency.id):
            yield f"  {line(directory, person)}"
        for team in (each for each in directory.teams if each.agency == agency.id):
            yield f"  {team_line(directory, team)}"
    if any((directory.absences, directory.closures, directory.stand_ins)):
        yield "Stand-ins, and absences and closures of other days: `people export` has them."


def line(directory: Directory, person: Person, called: Called | None = None) -> str:
    """Jo Lee (jo-lee): line_manager; deputy Fay Ross; jo.lee@health.example; U0JO."""
    called = called or partial(name, directory)
    facts = [roles(directory, person.id, person.agency)]
    others = (
        ("manager", person.manager),
        ("deputy", person.deputy),
        ("shares a post with", person.job_share),
    )
    facts += (f"{word} {called(other)}" for word, other in others if other)
    facts += filter(None, (person.email, person.slack))
    facts += (f"Teams {person.teams}",) if person.teams else ()
    facts += (person.phone,)
    facts += (f"works {person.works}",) if person.works else ()
    facts += (f"named by {called(person.named_by)}",) if person.named_by else ()
    facts += (directory.away(person),)
    return f"{person.name} ({person.id}): {'; '.join(filter(None, facts))}".rstrip(": ")


def team_line(directory: Directory, team: Team, called: Called | None = None) -> str:
    """Duty (duty), a team: line_manager; covers next_manager; Jo Lee, Fay Ross mon-wed."""
    facts = [roles(directory, team.id, team.agency)]
    facts += (f"covers {', '.join(team.covers)}",) if team.covers else ()
    facts += filter(None, (team.email, team.slack))
    facts += (members(directory, team.id, called or partial(name, directory)),)
    return f"{team.name} ({team.id}), a team: {'; '.join(filter(None, facts))}".rstrip(": ")


def roles(directory: Directory, holder: str, home: str) -> str:
    """What somebody ever holds, with where and when if that is not here and always."""
    return ", ".join(_role(post, home) for post in directory.every_post_of(holder))


def members(directory: Directory, team: str, called: Called) -> str:
    """Who is in a team, by what they are called, and when if that is not always."""
    shifts = (shift for shift in directory.shifts if shift.team == team)
    return ", ".join(f"{called(shift.person)}{_when_on(shift)}" for shift in shifts)


def name(directory: Directory, id: str) -> str:
    """The name of a person, a team or an agency."""
    for found in (directory.person(id), directory.team(id), directory.agency(id)):
        if found:
            return found.name
    return id


def day(on: date) -> str:
    """14 August 2026."""
    return f"{on.day} {on:%B %Y}"


def _role(post: Post, home: str) -> str:
    """A role, and where it is held if that is not where the person works."""
    at = "" if post.agency == home else f"@{post.agency}"
    return f"{post.role}{at}{_when(post.starts, post.ends)}"


def _when_on(shift: Shift) -> str:
    works = f" {shift.works}" if shift.works else ""
    return f"{works}{_when(shift.starts, shift.ends)}"


def _when(starts: date | None, ends: date | None) -> str:
    first = f" from {day(starts)}" if starts else ""
    return f"{first} until {day(ends)}" if ends else first
