"""Nobody is asked for two sides: whoever could stand for both stands for one, the same at any hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.owing import Recipient, RoleAt


def of_another(who: Recipient, disagreement: Disagreement, directory: Directory) -> frozenset[str]:
    """Whoever is asked for this role at another side, and those who act for them there; and whoever
    takes part for another side, whatever they have come to hold at this one."""
    if not isinstance(who, RoleAt) or who.agency not in disagreement.agencies:
        return frozenset()
    asked = _asked(who.role, disagreement, directory)
    others = {person for agency, person in asked.items() if agency != who.agency}
    acting = {each for one in others for each in _act_for(one, directory)}
    beside = _beside(who.role, asked, disagreement, directory).items()
    theirs = {person for person, agency in beside if agency != who.agency}
    return frozenset(others | acting | theirs | _takes_part(disagreement, but=who.agency))


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
            taken = _takes_part(disagreement, but=agency) | disagreement.cut
            free = (each for each in people if each not in {*asked.values(), *taken})
            if agency not in asked and (first := next(free, "")):
                asked[agency] = first
    return asked


def _beside(
    role: str, asked: Mapping[str, str], disagreement: Disagreement, directory: Directory
) -> dict[str, str]:
    """For which side each stands who deputises, or holds it too: for the first that has them."""
    beside: dict[str, str] = {}
    for agency, person in asked.items():
        beside |= {each: agency for each in _act_for(person, directory) if each not in beside}
    for agency in disagreement.agencies:
        for holder in directory.holders(role, agency):
            if holder.id not in asked.values() and _may(holder.agency, agency, disagreement):
                for each in (holder.id, *_act_for(holder.id, directory)):
                    beside.setdefault(each, agency)
    own = {person: agency for agency, person in asked.items()}
    return {person: agency for person, agency in beside.items() if person not in own}


def _takes_part(disagreement: Disagreement, but: str) -> frozenset[str]:
    """The named professionals of every side but one, and whoever has it for one."""
    sides = (person for side in disagreement.others(but) for person in side.people)
    holders = (by.person for at, by in disagreement.holders.items() if at != but)
    return frozenset((*sides, *holders))


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
