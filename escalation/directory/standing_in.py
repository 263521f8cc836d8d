"""Everybody who may be asked for a recipient, in the order in which they are: its holder first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.directory.seeking import Sought
from escalation.owing import Recipient, RoleAt, To


class Place(StrEnum):
    """What somebody on the way is to the one who is sought."""

    HOLDER = "holds it"
    SHARE = "shares the post"
    COVER = "covers the absence"
    DEPUTY = "deputises"
    ANOTHER = "holds it too"
    FOR_ANOTHER = "stands in for another who holds it"
    DUTY = "is on duty"
    HOLIDAY = "is the contact while the agency is closed"
    STAND_IN = "stands in where the agency has nobody"
    NEXT_TIER = "holds the next tier"


OWN = frozenset({Place.HOLDER})
# Who may act for the holder even while the holder is there.
DEPUTISING = frozenset({Place.SHARE, Place.COVER, Place.DEPUTY})
# Who has no part in it until they are asked, though they hold it.
BESIDE = frozenset({Place.ANOTHER, Place.FOR_ANOTHER})
Found = Iterator[tuple[Place, Person]]


def holder(
    who: Recipient, directory: Directory, cut: frozenset[str] = frozenset()
) -> Person | None:
    """Who holds it, there or away; of a role, the next who does where somebody's access is cut."""
    match who:
        case To(person):
            return directory.person(person)
        case RoleAt(role, agency, under):
            return directory.holder(role, agency, under, cut)


def everybody(sought: Sought, directory: Directory) -> Found:
    """The holder and who stands in for them, whoever else holds it, and those who do where none can.

    Of somebody who is of that agency no more, nobody stands in but its own people.
    """
    who = sought.who
    held = holder(who, directory)
    first = dict.fromkeys((held, holder(who, directory, sought.cut)))
    for each in first:
        if each:
            yield Place.HOLDER, each
            yield from () if each.id in sought.left else _for(each, directory)
    for beside in sought.beside:
        yield from _beside(everybody(replace(sought, who=beside, beside=()), directory))
    if isinstance(who, RoleAt):
        for other in _others(who, directory):
            yield Place.ANOTHER, other
            yield from _beside(_for(other, directory))
        yield from _for_role(who, directory)
        for role in sought.together:
            alone = replace(sought, who=role, together=())
            yield from _beside(everybody(alone, directory))
    elif held and held.id not in sought.left:
        yield from _while_closed(held.agency, directory)


def _beside(found: Found) -> Found:
    """What they are to whoever is sought: somebody else who holds it, or stands in for one who does."""
    for place, person in found:
        if place in OWN:
            yield Place.ANOTHER, person
        else:
            yield Place.FOR_ANOTHER if place in DEPUTISING else place, person


def _others(who: RoleAt, directory: Directory) -> Iterator[Person]:
    """Everybody who holds a role, those in the line first."""
    holders = directory.holders(who.role, who.agency)
    above = (each for each in directory.line_above(who.under) if each in holders)
    yield from dict.fromkeys([*above, *holders])


def _for(held: Person, directory: Directory) -> Found:
    absence = directory.absence_of(held.id)
    named = (
        (Place.SHARE, held.job_share),
        (Place.COVER, absence.cover if absence else ""),
        (Place.DEPUTY, held.deputy),
    )
    for place, id in named:
        if (person := directory.person(id)) and person.agency == held.agency:
            yield place, person


def _for_role(who: RoleAt, directory: Directory) -> Found:
    for team in directory.teams:
        if team.agency == who.agency and who.role in team.covers:
            yield from ((Place.DUTY, person) for person in directory.on_duty(team.id))
    yield from _while_closed(who.agency, directory)
    agency = directory.agency(who.agency)
    if agency and agency.id != PARTNERSHIP:
        for each in directory.stand_ins:
            if (each.agency_type, each.role) == (agency.type, who.role):
                yield from ((Place.STAND_IN, person) for person in _anybody(each.holder, directory))


def _while_closed(id: str, directory: Directory) -> Found:
    agency, closure = directory.agency(id), directory.closure_of(id)
    if agency and closure:
        contact = closure.contact or agency.holiday_contact
        yield from ((Place.HOLIDAY, person) for person in _anybody(contact, directory))


def _anybody(id: str, directory: Directory) -> tuple[Person, ...]:
    """A person, or whoever of a team is on duty."""
    person = directory.person(id)
    return (person,) if person else directory.on_duty(id)
