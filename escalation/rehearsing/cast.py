"""The invented people of a rehearsal: at each agency somebody for every role, named after it."""

from collections.abc import Mapping

from escalation.directory.people import PARTNERSHIP, Agency, Directory, Person, Post
from escalation.disagreement import NAMED
from escalation.owing import BUSINESS_MANAGER
from escalation.texts.procedure import Procedure

RAISING, ANSWERING, UNINVOLVED = "A", "B", "C"
AGENCIES = (RAISING, ANSWERING, UNINVOLVED)
PLACES = (*AGENCIES, PARTNERSHIP)


def of(procedure: Procedure, types: Mapping[str, str] | None = None) -> Directory:
    """Agencies A and B, who differ, C, which is not involved, and the partnership's office."""
    of_type = types or {}
    agencies = (Agency(each, f"Agency {each}", of_type.get(each, "agency")) for each in AGENCIES)
    office = Agency(PARTNERSHIP, "Safeguarding Partnership", "partnership")
    held = [(role, place) for place in PLACES for role in roles(procedure, place)]
    people = (_person(procedure, role, place) for role, place in held)
    posts = (Post(id(role, place), role, place) for role, place in held)
    return Directory((*agencies, office), tuple(people), tuple(posts))


def roles(procedure: Procedure, place: str) -> tuple[str, ...]:
    """The roles that somebody holds there; the office has its manager whatever a text says."""
    of = "partnership" if place == PARTNERSHIP else "agency"
    office = [BUSINESS_MANAGER.role] if place == PARTNERSHIP else []
    named = [role.id for role in procedure.roles.values() if role.of == of]
    return tuple(dict.fromkeys([*named, *office]))


def id(role: str, place: str) -> str:
    """Who holds a role there: line_manager@A."""
    return f"{role}@{place}"


def _person(procedure: Procedure, role: str, place: str) -> Person:
    label = procedure.role(role).title if role in procedure.roles else "Business Manager"
    name = label if place == PARTNERSHIP else f"{label} of Agency {place}"
    return Person(id(role, place), name, place, manager=_manager(procedure, role, place))


def _manager(procedure: Procedure, role: str, place: str) -> str:
    """Whoever holds the next tier; of the professional, of that after it."""
    ladder = [tier.held_by[0] for tier in procedure.tiers]
    line = [NAMED, *(each for each in dict.fromkeys(ladder) if each != NAMED)]
    line = [each for each in line if each in roles(procedure, place)]
    above = line[line.index(role) + 1 :] if role in line else []
    return id(above[0], place) if above else ""
