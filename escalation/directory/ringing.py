"""Immediate harm: to whom a press is taken, and whom its presser rings, by name and with a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from escalation.directory import reaching, seeking
from escalation.directory.people import Directory, Person
from escalation.directory.seeking import Sought
from escalation.disagreement import Disagreement, Harm
from escalation.owing import Recipient, RoleAt, To
from escalation.words.first_message import numbered
from escalation.words.message import Fragment, Says

NOBODY = "nobody is named for your agency"


@dataclass(frozen=True)
class Ring:
    """One of those whom an alarm tells: what they are to the presser, and who may be rung as it."""

    label: str
    people: tuple[tuple[str, str], ...]


def own(who: RoleAt, by: str, directory: Directory) -> Recipient | None:
    """Whoever holds this for somebody: of whoever holds it themselves, or manages who does, their own
    manager, if they have one."""
    someone, found = directory.person(by), reaching.holder(who, directory)
    if someone is None or found is None:
        return who
    manages = someone in directory.line_above(found.id)
    if someone.manager and (found == someone or manages):
        return To(someone.manager)
    return None if manages else who


def taken_to(
    harm: Harm, who: Recipient, disagreement: Disagreement, directory: Directory
) -> tuple[Person, ...]:
    """Everybody to whom a press is taken for this, one after another, until somebody has it."""
    ways = reaching.ways(sought(harm, who, disagreement, directory), directory)
    return tuple(way.told for way in ways)


def to_ring(
    harm: Harm, who: Recipient, disagreement: Disagreement, directory: Directory
) -> tuple[Person, ...]:
    """Whoever is asked now, the holder, and who deputises: whom to ring, for this."""
    return reaching.standing(sought(harm, who, disagreement, directory), directory)


def everybody(harm: Harm, disagreement: Disagreement, directory: Directory) -> tuple[Ring, ...]:
    """Whom the presser rings, for each whom the alarm tells: of them, whoever is not away."""
    return tuple(
        Ring(
            label(disagreement, who),
            tuple((each.name, each.phone) for each in there(found, directory)),
        )
        for who in harm.told
        for found in (to_ring(harm, who, disagreement, directory),)
    )


def shown(ring: Ring) -> Says:
    """Safeguarding Lead: ring Clare Moss on 0118 496 0107, or Max Gray on 0118 496 0108."""
    words: list[Fragment] = []
    for name, phone in ring.people:
        words += [", or " if words else "ring ", *numbered(name, phone)]
    return Says((f"{ring.label}: ", *(words or (NOBODY,)), "."))


def label(disagreement: Disagreement, who: Recipient) -> str:
    """What somebody whom an alarm tells is to its presser."""
    if isinstance(who, RoleAt):
        return disagreement.procedure.role(who.role).label
    return "Your own manager"


def sought(harm: Harm, who: Recipient, disagreement: Disagreement, directory: Directory) -> Sought:
    """Whoever is sought for a press: at any hour, there or not, whoever was cut too."""
    by = harm.by.person
    return seeking.sought(who, disagreement, directory, "deputy", urgent=True, asking=by)


def there(people: Iterable[Person], directory: Directory) -> tuple[Person, ...]:
    """Whoever of them is not away; all of them, where each is."""
    found = tuple(people)
    return tuple(each for each in found if not directory.away(each)) or found
