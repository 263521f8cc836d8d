"""Nobody is asked for two sides: whoever could stand for both stands for one, the same at any hour."""

from __future__ import annotations

from collections.abc import Iterator

from escalation.disagreement import Disagreement
from escalation.owing import Recipient, RoleAt
from escalation.people import Directory, Person


def of_another(who: Recipient, disagreement: Disagreement, directory: Directory) -> frozenset[str]:
    """Whoever is asked for this role at another side, and those who act for them there."""
    if not isinstance(who, RoleAt) or who.agency not in disagreement.agencies:
        return frozenset()
    asked = _asked(who.role, disagreement, directory)
    others = {person for agency, person in asked.items() if agency != who.agency}
    return frozenset(others | {each for one in others for each in _act_for(one, directory)})


def is_of_another(person: Person, agency: str, disagreement: Disagreement) -> bool:
    """Whether somebody takes part for a side other than this one, or works for it."""
    if agency not in disagreement.agencies:
        return False
    sides = (side.agency for side in disagreement.sides if person.id in side.people)
    held = (at for at, holder in disagreement.holders.items() if holder.person == person.id)
    taken = {*sides, *held} - {agency}
    return bool(taken) or not _may(person.agency, agency, disagreement)


def _asked(role: str, disagreement: Disagreement, directory: Directory) -> dict[str, str]:
    """Who is asked at each side: its own holder first; of those who stand in, the first left over.

    The first side comes first. Who is away today is asked all the same, so that nobody is the one
    side's on Monday and the other's on Tuesday.
    """
    asked: dict[str, str] = {}
    for found in (_holders, _stand_ins):
        for agency in disagreement.agencies:
            people = found(role, agency, disagreement, directory)
            free = (each for each in people if each not in {*asked.values(), *disagreement.cut})
            if agency not in asked and (first := next(free, "")):
                asked[agency] = first
    return asked


def _holders(
    role: str, agency: str, disagreement: Disagreement, directory: Directory
) -> Iterator[str]:
    yield from (
        person
        for (_, at, held), person in disagreement.named.items()
        if (at, held) == (agency, role)
    )
    side = disagreement.side(agency)
    holder = directory.holder(role, agency, side.under if side else "", disagreement.cut)
    if holder and _may(holder.agency, agency, disagreement):
        yield holder.id


def _stand_ins(
    role: str, agency: str, disagreement: Disagreement, directory: Directory
) -> Iterator[str]:
    found = directory.agency(agency)
    for each in directory.stand_ins:
        if found and (each.agency_type, each.role) == (found.type, role):
            person = directory.person(each.holder)
            people = (person,) if person else directory.on_duty(each.holder)
            yield from (one.id for one in people if _may(one.agency, agency, disagreement))


def _may(works_for: str, agency: str, disagreement: Disagreement) -> bool:
    """Whether somebody is not of another side by whom they work for alone."""
    return works_for == agency or works_for not in disagreement.agencies


def _act_for(id: str, directory: Directory) -> Iterator[str]:
    if person := directory.person(id):
        absence = directory.absence_of(id)
        named = (person.deputy, person.job_share, absence.cover if absence else "")
        yield from (each for each in named if each)
