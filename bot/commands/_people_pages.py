"""How the directory, its changes and its holes read on the command line."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from escalation.disagreement import NAMED
from escalation.people import PARTNERSHIP, Directory, Person, Post
from escalation.procedure import Procedure, Role

_SHOWN = ("name", "agency", "email", "slack", "manager", "deputy", "phone")


def listing(directory: Directory) -> Iterator[str]:
    """Everybody, agency by agency."""
    for agency in directory.agencies:
        yield f"{agency.name} ({agency.id}, {agency.type})"
        for person in (each for each in directory.people if each.agency == agency.id):
            yield f"  {_line(directory, person)}"


def changes(before: Directory, after: Directory) -> list[str]:
    """What an import changes: + added, ~ changed, - removed."""
    return [*_agency_changes(before, after), *_person_changes(before, after)]


def holes(directory: Directory, procedures: Iterable[Procedure]) -> list[str]:
    """Every role that a procedure needs and nobody holds, and every holder without a stand-in."""
    found: dict[str, None] = {}
    for procedure in procedures:
        for agency in directory.agencies:
            if agency.id != PARTNERSHIP:
                found.update(dict.fromkeys(_agency_holes(directory, procedure, agency.id)))
        found.update(dict.fromkeys(_office_holes(directory, procedure)))
    return list(found)


def _line(directory: Directory, person: Person) -> str:
    facts = [_roles(directory, person)]
    for word, other in (("manager", person.manager), ("deputy", person.deputy)):
        if other:
            facts.append(f"{word} {_name(directory, other)}")
    facts += filter(None, (person.email, person.slack, person.phone))
    return f"{person.name} ({person.id}): {'; '.join(filter(None, facts))}".rstrip(": ")


def _agency_changes(before: Directory, after: Directory) -> Iterator[str]:
    for agency in after.agencies:
        known = before.agency(agency.id)
        if known is None:
            yield f"+ agency {agency.name} ({agency.type})"
        elif known != agency:
            yield f"~ agency {known.name} ({known.type}) -> {agency.name} ({agency.type})"
    for agency in before.agencies:
        if after.agency(agency.id) is None:
            yield f"- agency {agency.name}"


def _person_changes(before: Directory, after: Directory) -> Iterator[str]:
    for person in after.people:
        known = before.person(person.id)
        if known is None:
            yield f"+ {_line(after, person)}"
        elif changed := list(_changed(before, known, after, person)):
            yield f"~ {person.name}: {'; '.join(changed)}"
    for person in before.people:
        if after.person(person.id) is None:
            yield f"- {_line(before, person)}"


def _changed(before: Directory, known: Person, after: Directory, person: Person) -> Iterator[str]:
    was, now = asdict(known), asdict(person)
    for field in _SHOWN:
        if was[field] != now[field]:
            yield f"{field} {was[field] or 'none'} -> {now[field] or 'none'}"
    held, holds = _roles(before, known), _roles(after, person)
    if held != holds:
        yield f"roles {held or 'none'} -> {holds or 'none'}"


def _agency_holes(directory: Directory, procedure: Procedure, agency: str) -> Iterator[str]:
    name = getattr(directory.agency(agency), "name", agency)
    for role in dict.fromkeys(role for tier in procedure.tiers for role in tier.held_by):
        if role != NAMED:
            yield from _hole(directory, procedure.role(role), agency, name)
    if not any(directory.holders(role, agency) for role in procedure.harm.tell):
        wanted = " or ".join(procedure.role(role).label for role in procedure.harm.tell)
        yield f"{name}: nobody is told of immediate harm, because nobody is {wanted}."


def _office_holes(directory: Directory, procedure: Procedure) -> Iterator[str]:
    name = getattr(directory.agency(PARTNERSHIP), "name", "The partnership's office")
    copied = [copy.to for stage in procedure.stages for copy in stage.copies]
    reported = [to for stage in procedure.stages for report in stage.reports for to in report.to]
    for role in dict.fromkeys([*copied, *reported]):
        yield from _hole(directory, procedure.role(role), PARTNERSHIP, name)


def _hole(directory: Directory, role: Role, agency: str, name: str) -> Iterator[str]:
    holders = directory.holders(role.id, agency)
    if not holders:
        yield f"{name}: nobody is {role.label}."
    for person in holders:
        if not person.slack:
            yield f"{name}: {person.name}, {role.label}, has no Slack ID and cannot be told there."
        if len(holders) == 1 and not directory.deputy_of(person):
            yield f"{name}: {person.name}, {role.label}, has no deputy."


def _roles(directory: Directory, person: Person) -> str:
    mine = (post for post in directory.posts if post.person == person.id)
    return ", ".join(_role(person, post) for post in mine)


def _role(person: Person, post: Post) -> str:
    """A role, and where it is held if that is not where the person works."""
    if post.agency in (person.agency, PARTNERSHIP):
        return post.role
    return f"{post.role}@{post.agency}"


def _name(directory: Directory, person: str) -> str:
    return getattr(directory.person(person), "name", person)
