"""Immediate harm: handled by the process that received the press, and answered with what was done."""

from functools import partial

from escalation.acts import harm
from escalation.disagreement import Disagreement
from escalation.message import Facts, Heading, Message, Says
from escalation.owing import RoleAt
from escalation.people import Person
from escalation.prompts import EMERGENCY
from escalation.rights import standing
from handlers.desk import Desk
from handlers.request import Reply, Request, Tells

RING = "This is not a telephone call: ring."


def press(desk: Desk, request: Request) -> Reply:
    """The press is kept and delivered here and now; the scheduler is not waited for."""
    person, now = desk.person(request), desk.now()
    key = f"{request.platform}:{request.key}"
    after = desk.store.act(request.reference, partial(harm.press, by=person.id), key=key, at=now)
    desk.deliver(now)
    return Tells(_answer(desk, after, person))


def _answer(desk: Desk, disagreement: Disagreement, person: Person) -> Message:
    number = next(
        harm.number for harm in reversed(disagreement.harm) if harm.by.person == person.id
    )
    rows = tuple(
        _told(desk, disagreement, person, number, role) for role in disagreement.procedure.harm.tell
    )
    parts = (
        Heading("Ring now"),
        Says((EMERGENCY,)),
        Says((RING,)),
        Facts(rows),
        Says(("If nobody has opened it in 15 minutes, you are told.",)),
    )
    return Message(f"{disagreement.reference}: ring now", parts)


def _told(
    desk: Desk, disagreement: Disagreement, person: Person, number: int, role: str
) -> tuple[str, str]:
    side = disagreement.side(person.agency)
    who = RoleAt(role, person.agency, side.practitioner if side else person.id)
    label = disagreement.procedure.role(role).label
    for held in standing(who, desk.store.directory()):
        if desk.store.receipts.told(disagreement.reference, f"harm:{number}", held.id):
            return label, f"{held.name}: delivered{_number(held)}"
        return label, f"{held.name}: not delivered yet{_number(held)}"
    return label, "nobody is named for your agency"


def _number(person: Person) -> str:
    return f", ring {person.phone}" if person.phone else ""
