"""What is not one difference (R-002-49): whom of one's own agency to go to with it, and how."""

from __future__ import annotations

from collections.abc import Iterator

from escalation.directory import reaching
from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.directory.reaching import Place
from escalation.directory.seeking import Sought
from escalation.owing import BUSINESS_MANAGER, RoleAt
from escalation.texts.matters import OtherRoute
from escalation.texts.offered import TurnedAway
from escalation.texts.procedure import Procedure
from escalation.words.naming import called

YOURSELF = "You are named as the {role} of your agency yourself: it is yours to decide."
NOBODY = (
    "Nobody is named as the {role} of {agency}. Go to {manager} and ask {ring} to have one named."
)


class AnotherWay(TurnedAway):
    """It is no difference for this procedure: whom of their own agency somebody goes to with it."""

    def __init__(self, procedure: Procedure, route: OtherRoute, whom: str) -> None:
        super().__init__(procedure, route.id, route.label, f"{_ended(route.words)} {whom}")


def check(procedure: Procedure, chosen: str, person: Person, directory: Directory) -> None:
    """Nothing, or a refusal that says whom to go to: it is not what the procedure is for."""
    route = next((each for each in procedure.other_routes if each.id == chosen), None)
    if route:
        raise AnotherWay(procedure, route, whom(procedure, route, person, directory))


def whom(procedure: Procedure, route: OtherRoute, person: Person, directory: Directory) -> str:
    """Everybody who holds that role at somebody's own agency, whom to ring for whoever is away; or
    what to do where nobody does."""
    role, agency = called(procedure.role(route.to)), directory.agency_name(person.agency)
    holders = directory.holders(route.to, person.agency)
    if person in holders:
        return YOURSELF.format(role=role)
    asked = _asked(route.to, person, directory)
    if not holders and not asked:
        return _nobody(role, agency, person, directory)
    each = "; or ".join(_each(holders, asked, directory))
    nobody = (
        ""
        if asked
        else f" Nobody stands in: if it cannot wait, go to {_manager(person, directory).rstrip(',')}."
    )
    return f"Go to the {role} of {agency}: {each}.{nobody}"


def missing(procedure: Procedure, agency: str, directory: Directory) -> Iterator[tuple[str, str]]:
    """Of each of these routes that leads to nobody at an agency: its role, and what is said of it."""
    for route in procedure.other_routes:
        if not directory.holding(route.to, agency) and not _way(route.to, agency, "", directory):
            label = procedure.role(route.to).label
            yield route.to, f"nobody is {label}, to whom “{route.label.rstrip('.')}” goes."


def _each(holders: tuple[Person, ...], asked: Person | None, directory: Directory) -> Iterator[str]:
    """Each of them with their number, and until when they are away; then who stands in."""
    for holder in holders:
        away = directory.away(holder) or directory.off_today(holder)
        yield f"{_ring(holder)}{f', who {away}' if away else ''}"
    if asked and asked not in holders:
        yield f"{_ring(asked)}, who stands in"


def _nobody(role: str, agency: str, person: Person, directory: Directory) -> str:
    found = _way(BUSINESS_MANAGER.role, PARTNERSHIP, "", directory)
    ring = f"the partnership's Business Manager, {_ring(found)}," if found else "your partnership"
    manager = _manager(person, directory)
    return NOBODY.format(role=role, agency=agency, manager=manager, ring=ring)


def _manager(person: Person, directory: Directory) -> str:
    found = directory.person(person.manager)
    return f"your own line manager{f', {_ring(found)},' if found else ''}"


def _asked(role: str, person: Person, directory: Directory) -> Person | None:
    """Whoever is asked for that role today: nobody but its own agency's people."""
    return _way(role, person.agency, person.id, directory)


def _way(role: str, agency: str, under: str, directory: Directory) -> Person | None:
    sought = Sought(RoleAt(role, agency, under), asking=frozenset({under} - {""}))
    way = reaching.way(sought, directory)
    return way.person if way.place is not Place.NEXT_TIER else None


def _ring(person: Person) -> str:
    return (
        f"{person.name}, on {person.phone}"
        if person.phone
        else f"{person.name} (no number is known)"
    )


def _ended(words: str) -> str:
    return words if words.endswith((".", "?")) else f"{words}."
