"""The way from a recipient to somebody who is there: holder, deputy, duty, stand-in, next tier.

Every step says why it is not taken; the other party never stands in. Where the way ends with
nobody, or only at a higher tier, there is a hole, of which the Business Manager hears.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.directory.seeking import Sought
from escalation.directory.standing_in import BESIDE, DEPUTISING, OWN, Place, everybody, holder
from escalation.owing import RoleAt, To

__all__ = [
    "ASKED_BEFORE",
    "BESIDE",
    "DEPUTISING",
    "OWN",
    "Place",
    "Step",
    "Way",
    "holder",
    "standing",
    "way",
    "ways",
]

UNREACHABLE = "could not be reached"
ASKED_BEFORE = "holds an earlier tier as well, and was asked there"
NO_ACCESS = "has no access to it"
LEFT = "works for another agency"


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
        """Nobody of this tier can be reached, or whoever had it is there no more; that its holder was
        asked before is no hole."""
        missing = {step.why_not for step in self.steps if step.place is not Place.NEXT_TIER}
        climbs = self.place is Place.NEXT_TIER and missing != {ASKED_BEFORE}
        return self.place is None or climbs or bool(missing & GONE)


NOBODY = Step(Place.HOLDER, None, "nobody is named for it")
GONE = frozenset({LEFT, NOBODY.why_not})


def way(sought: Sought, directory: Directory) -> Way:
    """Who is asked now, and the way to them.

    Somebody who merely does not work on this weekday is asked before a higher tier is.
    """
    steps = list(_nobody(sought, directory))
    for tier, found in enumerate(_tiers(sought, directory)):
        mine: list[Step] = []
        for place, person in _each_once(found):
            mine.append(_judged(place, person, sought, directory))
            if not mine[-1].why_not:
                return Way((*steps, *mine))
        for number, step in enumerate(mine):
            if _is_only_off(step, directory):
                return Way((*steps, *mine[:number], replace(step, why_not="")))
        steps += mine
        if not tier and not steps:
            steps.append(NOBODY)
    return Way(tuple(steps))


def ways(sought: Sought, directory: Directory) -> Iterator[Way]:
    """The way to whoever is asked, and then to whoever is where each one before cannot be reached.

    What is urgent goes, after all who are there, to each who holds it or stands in, there or not.
    """
    for there_or_not in (False, True) if sought.urgent else (False,):
        sought = replace(sought, there_or_not=there_or_not)
        while person := (found := way(sought, directory)).person:
            yield found
            sought = replace(sought, unreachable=sought.unreachable | {person.id})


def standing(sought: Sought, directory: Directory) -> tuple[Person, ...]:
    """Who may act as a recipient: whoever is asked now, then the holder and those who deputise.

    Whoever else holds it has no part in it until they are asked.
    """
    asked = next((found.told for found in ways(sought, directory)), None)
    own = (
        person
        for place, person in everybody(sought, directory)
        if place in OWN | DEPUTISING and not _why_never(place, person, sought)
    )
    return tuple(dict.fromkeys([*((asked,) if asked else ()), *own]))


def _nobody(sought: Sought, directory: Directory) -> Iterator[Step]:
    """That a named person is not in the directory any more."""
    if isinstance(sought.who, To) and directory.person(sought.who.person) is None:
        yield NOBODY


def _tiers(sought: Sought, directory: Directory) -> Iterator[Iterable[tuple[Place, Person]]]:
    """Everybody on the way: of the tier itself, and of each higher one, which stands in for it; but
    whoever is asked because an agency is closed is not away because it is."""
    own = everybody(sought, directory)
    yield (each for each in own if sought.farthest != "holder" or each[0] is Place.HOLDER)
    for higher in sought.above:
        yield (
            (place if place is Place.HOLIDAY else Place.NEXT_TIER, person)
            for place, person in everybody(
                replace(sought, who=higher, beside=(), together=()), directory
            )
        )


def _judged(place: Place, person: Person, sought: Sought, directory: Directory) -> Step:
    why = _why_never(place, person, sought) or _why_not_now(place, person, sought, directory)
    return Step(place, person, why)


def _why_never(place: Place, person: Person, sought: Sought) -> str:
    """Why somebody is not asked, whatever day it is; what is urgent and theirs alone reaches them.

    A named professional keeps a post of their own, and stands in for nobody but their own team.
    """
    if sought.urgent and sought.farthest == "holder" and To(person.id) == sought.who:
        return ""
    if person.id in sought.cut:  # before any other reason: with that one their name would be said
        return NO_ACCESS
    if person.id in sought.left:
        return LEFT
    if person.agency in sought.not_agencies and not _is_of_the_office(place, sought):
        return "is of the other agency involved"
    if person.id in sought.of_another:
        return "is asked for another side"
    own = place is Place.HOLDER or To(person.id) in sought.beside
    if person.id in sought.not_people and not own:
        return "is named in it themselves"
    return "asks for it themselves" if person.id in sought.asking else ""


def _why_not_now(place: Place, person: Person, sought: Sought, directory: Directory) -> str:
    if person.id in sought.unreachable:
        return UNREACHABLE
    if sought.there_or_not:
        return ""
    if place in (Place.HOLDER, Place.ANOTHER) and person.id in sought.asked_before:
        return ASKED_BEFORE
    if person.id in sought.passed_over:
        return "has said that it is not theirs"
    if sought.farthest == "holder" or person.id in sought.there:
        return ""  # what is for them alone waits for them until they are back
    if place is Place.HOLIDAY:  # they may well work for the agency that is closed
        return directory.on_leave(person)
    return directory.away(person) or directory.off_today(person)


def _is_of_the_office(place: Place, sought: Sought) -> bool:
    """A post of the partnership's office may be held by whoever works for an involved agency."""
    posts = (Place.HOLDER, Place.ANOTHER)
    return place in posts and isinstance(sought.who, RoleAt) and sought.who.agency == PARTNERSHIP


def _is_only_off(step: Step, directory: Directory) -> bool:
    """Whether only the weekday keeps somebody from being asked."""
    return bool(step.person and directory.off_today(step.person) == step.why_not)


def _each_once(found: Iterable[tuple[Place, Person]]) -> Iterator[tuple[Place, Person]]:
    seen: set[str] = set()
    for place, person in found:
        if person.id not in seen:
            seen.add(person.id)
            yield place, person
