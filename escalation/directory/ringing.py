"""Immediate harm: to whom a press is taken, and whom its presser rings, by name and with a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from escalation.directory import reaching, seeking
from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.directory.seeking import Sought
from escalation.disagreement import Disagreement, Harm
from escalation.owing import BUSINESS_MANAGER, UNNAMED, Recipient, RoleAt, To
from escalation.words.first_message import numbered
from escalation.words.message import Fragment, Says

LEAD = "safeguarding_lead"
NOBODY = "nobody is named for your agency"


@dataclass(frozen=True)
class Ring:
    """One of those whom an alarm tells: what they are to the presser, and who may be rung as it."""

    label: str
    people: tuple[tuple[str, str], ...]


def told(
    agency: str, by: str, disagreement: Disagreement, directory: Directory
) -> tuple[Recipient, ...]:
    """Whom a press tells: the presser's own people; at the partnership, where nobody is named for it,
    the Business Manager or whoever stands in, and nobody where that is the presser alone."""
    someone, side = directory.person(by), disagreement.side(agency)
    under = by if side is None or (someone and someone.manager) else side.practitioner
    roles = disagreement.procedure.harm.tell
    theirs = (own(RoleAt(role, agency, under), by, directory) for role in roles)
    to = tuple(dict.fromkeys(each for each in theirs if each))
    if agency != PARTNERSHIP:
        return to
    named = tuple(each for each in to if _is_taken(each, by, disagreement, directory))
    office = (BUSINESS_MANAGER,) if _is_taken(BUSINESS_MANAGER, by, disagreement, directory) else ()
    return named or office


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
        role = disagreement.procedure.roles.get(who.role)
        return role.label if role else UNNAMED.get(who.role, who.role)
    return "Your own manager"


def sought(harm: Harm, who: Recipient, disagreement: Disagreement, directory: Directory) -> Sought:
    """Whoever is sought for a press: at any hour, there or not, whoever was cut too."""
    return _sought(who, harm.by.person, disagreement, directory)


def there(people: Iterable[Person], directory: Directory) -> tuple[Person, ...]:
    """Whoever of them is not away; all of them, where each is."""
    found = tuple(people)
    return tuple(each for each in found if not directory.away(each)) or found


def leads(disagreement: Disagreement, directory: Directory) -> tuple[Ring, ...]:
    """Whom somebody may ring who has nobody of their own: the safeguarding lead of each agency in it."""
    return tuple(
        Ring(f"Safeguarding lead of {side.name}", ((lead.name, lead.phone),))
        for side in disagreement.sides
        for way in (reaching.way(Sought(RoleAt(LEAD, side.agency)), directory),)
        if (lead := way.person)
    )


def _is_taken(who: Recipient, by: str, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether there is anybody to whom it is taken."""
    return any(reaching.ways(_sought(who, by, disagreement, directory), directory))


def _sought(who: Recipient, by: str, disagreement: Disagreement, directory: Directory) -> Sought:
    return seeking.sought(who, disagreement, directory, "deputy", urgent=True, asking=by)
