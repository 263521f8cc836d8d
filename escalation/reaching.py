"""The way from a recipient to somebody who is there: holder, deputy, duty, stand-in, next tier.

Every step says why it is not taken; the other party never stands in. Where the way ends with
nobody, or only at a higher tier, there is a hole, of which the Business Manager hears.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from escalation.owing import Recipient, RoleAt, To
from escalation.people import PARTNERSHIP, Directory, Person
from escalation.seeking import Sought


class Place(StrEnum):
    """What somebody on the way is to the one who is sought."""

    HOLDER = "holds it"
    SHARE = "shares the post"
    COVER = "covers the absence"
    DEPUTY = "deputises"
    DUTY = "is on duty"
    HOLIDAY = "is the contact while the agency is closed"
    STAND_IN = "stands in where the agency has nobody"
    NEXT_TIER = "holds the next tier"


ASKED_BEFORE = "holds an earlier tier as well, and was asked there"
NO_ACCESS = "has no access to it"
OWN = frozenset({Place.HOLDER})
# Who may act for the holder even while the holder is there.
DEPUTISING = frozenset({Place.SHARE, Place.COVER, Place.DEPUTY})


@dataclass(frozen=True)
class Step:
    """Somebody on the way, and why they are not asked; nothing where they are."""

    place: Place
    person: Person | None
    why_not: str = ""

    def __str__(self) -> str:
        """Who they are to the one who is sought, and why they are not asked; of somebody cut neither."""
        if self.why_not == NO_ACCESS:
            return f"whoever {self.place} cannot be asked"
        said = f"{self.person.name} {self.place}" if self.person else "nobody"
        return f"{said}: {self.why_not}" if self.why_not else said


@dataclass(frozen=True)
class Way:
    """Every step from the holder to whoever is asked, in order."""

    steps: tuple[Step, ...]

    @property
    def person(self) -> Person | None:
        """Who is asked."""
        last = self.steps[-1] if self.steps else None
        return last.person if last and not last.why_not else None

    @property
    def told(self) -> Person:
        """Who is asked, where it is known that somebody is."""
        if self.person is None:
            raise ValueError("a way to nobody")
        return self.person

    @property
    def place(self) -> Place | None:
        """What they are to the one who was sought."""
        return self.steps[-1].place if self.person else None

    def __str__(self) -> str:
        """Jo Lee holds it: is away until Friday 14 August; Fay Ross deputises."""
        return "; ".join(map(str, self.steps))

    @property
    def holder(self) -> Person | None:
        """In whose place they are asked; nobody where the role has no holder."""
        return next((step.person for step in self.steps if step.place is Place.HOLDER), None)

    @property
    def is_hole(self) -> bool:
        """Nobody of this tier can be reached; that its holder was asked before is no hole."""
        missing = [step.why_not for step in self.steps if step.place is not Place.NEXT_TIER]
        climbs = self.place is Place.NEXT_TIER and missing != [ASKED_BEFORE]
        return self.place is None or climbs


def way(sought: Sought, directory: Directory) -> Way:
    """Who is asked now, and the way to them.

    Somebody who merely does not work on this weekday is asked before a higher tier is.
    """
    steps: list[Step] = []
    for tier, found in enumerate(_tiers(sought, directory)):
        mine = [_judged(place, person, sought, directory) for place, person in _each_once(found)]
        taken = next((step for step in mine if not step.why_not), None)
        taken = taken or next(
            (step for step in mine if _is_only_off(step, sought, directory)), None
        )
        for step in mine:
            place = Place.NEXT_TIER if tier else step.place
            if taken and step.person == taken.person:
                return Way((*steps, Step(place, step.person)))
            steps.append(replace(step, place=place))
        if not tier and not mine:
            steps.append(Step(Place.HOLDER, None, "nobody is named for it"))
    return Way(tuple(steps))


def ways(sought: Sought, directory: Directory) -> Iterator[Way]:
    """The way to whoever is asked, and then to whoever is where each one before cannot be reached."""
    while person := (found := way(sought, directory)).person:
        yield found
        sought = replace(sought, unreachable=sought.unreachable | {person.id})


def standing(sought: Sought, directory: Directory) -> tuple[Person, ...]:
    """Who may act as a recipient: whoever is asked now, then the holder and those who deputise."""
    asked = way(sought, directory).person
    own = (
        person
        for place, person in _own(sought, directory)
        if place in OWN | DEPUTISING and not _is_other_party(place, person, sought)
        if person.id not in sought.cut
    )
    return tuple(dict.fromkeys([*((asked,) if asked else ()), *own]))


def holder(
    who: Recipient, directory: Directory, cut: frozenset[str] = frozenset()
) -> Person | None:
    """Who holds it, there or away; of a role, the next who does where somebody's access is cut."""
    match who:
        case To(person):
            return directory.person(person)
        case RoleAt(role, agency, under):
            return directory.holder(role, agency, under, cut)


def _tiers(sought: Sought, directory: Directory) -> Iterator[list[tuple[Place, Person]]]:
    """Everybody on the way: of the tier itself, and of each higher one, which stands in for it; but
    whoever is asked because an agency is closed is not away because it is."""
    own = list(_own(sought, directory))
    yield [each for each in own if sought.farthest != "holder" or each[0] is Place.HOLDER]
    for higher in sought.above:
        yield [
            (place if place is Place.HOLIDAY else Place.NEXT_TIER, person)
            for place, person in _own(replace(sought, who=higher), directory)
        ]


def _own(sought: Sought, directory: Directory) -> Iterator[tuple[Place, Person]]:
    """The holder, and those who may stand in for them, in the order in which they are asked."""
    who = sought.who
    held = holder(who, directory)
    for each in dict.fromkeys((held, holder(who, directory, sought.cut))):
        if each:
            yield Place.HOLDER, each
            yield from _for(each, directory)
    if isinstance(who, RoleAt):
        yield from _for_role(who, directory)
    elif held:
        yield from _while_closed(held.agency, directory)


def _for(held: Person, directory: Directory) -> Iterator[tuple[Place, Person]]:
    absence = directory.absence_of(held.id)
    named = (
        (Place.SHARE, held.job_share),
        (Place.COVER, absence.cover if absence else ""),
        (Place.DEPUTY, held.deputy),
    )
    for place, id in named:
        if (person := directory.person(id)) and person.agency == held.agency:
            yield place, person


def _for_role(who: RoleAt, directory: Directory) -> Iterator[tuple[Place, Person]]:
    for team in directory.teams:
        if team.agency == who.agency and who.role in team.covers:
            yield from ((Place.DUTY, person) for person in directory.on_duty(team.id))
    yield from _while_closed(who.agency, directory)
    agency = directory.agency(who.agency)
    if agency and agency.id != PARTNERSHIP:
        for each in directory.stand_ins:
            if (each.agency_type, each.role) == (agency.type, who.role):
                yield from ((Place.STAND_IN, person) for person in _anybody(each.holder, directory))


def _while_closed(id: str, directory: Directory) -> Iterator[tuple[Place, Person]]:
    agency, closure = directory.agency(id), directory.closure_of(id)
    if agency and closure:
        contact = closure.contact or agency.holiday_contact
        yield from ((Place.HOLIDAY, person) for person in _anybody(contact, directory))


def _anybody(id: str, directory: Directory) -> tuple[Person, ...]:
    """A person, or whoever of a team is on duty."""
    person = directory.person(id)
    return (person,) if person else directory.on_duty(id)


def _judged(place: Place, person: Person, sought: Sought, directory: Directory) -> Step:
    if _is_other_party(place, person, sought):
        return Step(place, person, "is of the other agency involved")
    if person.id in sought.cut:
        return Step(place, person, NO_ACCESS)
    if place is Place.HOLDER and person.id in sought.asked_before:
        return Step(place, person, ASKED_BEFORE)
    if person.id in sought.passed_over:
        return Step(place, person, "has said that it is not theirs")
    if person.id in sought.unreachable:
        return Step(place, person, "could not be reached")
    if sought.farthest == "holder":  # it is for them alone: it waits for them until they are back
        return Step(place, person)
    if place is Place.HOLIDAY:  # they may well work for the agency that is closed
        return Step(place, person, directory.on_leave(person))
    return Step(place, person, directory.away(person) or directory.off_today(person))


def _is_other_party(place: Place, person: Person, sought: Sought) -> bool:
    """A named professional keeps a post of their own, and stands in for nobody.

    A post of the partnership's office may be held by whoever works for an involved agency.
    """
    if person.id in sought.of_another:
        return True
    own = place is Place.HOLDER
    of_the_office = isinstance(sought.who, RoleAt) and sought.who.agency == PARTNERSHIP
    if own and of_the_office:
        return False
    return person.agency in sought.not_agencies or (not own and person.id in sought.not_people)


def _is_only_off(step: Step, sought: Sought, directory: Directory) -> bool:
    """Whether only the weekday keeps somebody from being asked."""
    return bool(
        step.person
        and not directory.away(step.person)
        and step.person.id not in sought.passed_over | sought.unreachable | sought.cut
        and step.why_not != ASKED_BEFORE
        and not _is_other_party(step.place, step.person, sought)
    )


def _each_once(found: Iterable[tuple[Place, Person]]) -> Iterator[tuple[Place, Person]]:
    seen: set[str] = set()
    for place, person in found:
        if person.id not in seen:
            seen.add(person.id)
            yield place, person
