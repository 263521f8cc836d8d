"""Immediate harm: handled by the process that received the press, and answered with what was done."""

from functools import partial

from escalation.acts import harm
from escalation.disagreement import Disagreement, Harm
from escalation.message import Facts, Heading, Message, Says
from escalation.owing import Recipient, RoleAt
from escalation.people import Person, names
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
    mine = next(harm for harm in reversed(disagreement.harm) if harm.by.person == person.id)
    rows = tuple(_told(desk, disagreement, mine, who) for who in mine.told)
    parts = (
        Heading("Ring now"),
        Says((EMERGENCY,)),
        Says((RING,)),
        Facts(rows),
        Says((_opened(desk, mine),)),
    )
    return Message(f"{disagreement.reference}: ring now", parts)


def _opened(desk: Desk, press: Harm) -> str:
    seen = [each for id in press.seen if (each := desk.store.directory().person(id))]
    if not seen:
        return "If nobody has opened it in 15 minutes, you are told."
    return f"{names(seen)} {'has' if len(seen) == 1 else 'have'} seen it."


def _told(desk: Desk, disagreement: Disagreement, press: Harm, who: Recipient) -> tuple[str, str]:
    """Whether the holder has it, or whoever stands in for them; and their number."""
    label = _label(disagreement, who)
    held = standing(who, desk.store.directory())
    if not held:
        return label, "nobody is named for your agency"
    topic, receipts = f"harm:{press.number}", desk.store.receipts
    for person in held:
        if receipts.told(disagreement.reference, topic, person.id):
            return label, f"{person.name}: delivered{_number(person)}"
    return label, "; ".join(f"{person.name}: not delivered{_number(person)}" for person in held)


def _label(disagreement: Disagreement, who: Recipient) -> str:
    if isinstance(who, RoleAt):
        return disagreement.procedure.role(who.role).label
    return "Your own manager"


def _number(person: Person) -> str:
    return f", ring {person.phone}" if person.phone else ""
