"""Immediate harm: handled by the process that received the press, and answered with what was done."""

from collections.abc import Iterable
from functools import partial

import structlog

from escalation import reaching, rights
from escalation.acts import harm
from escalation.disagreement import Disagreement, Harm
from escalation.emergency import emergency, first_words
from escalation.message import Heading, Message, Part, Phone, Says, says
from escalation.owing import Recipient, RoleAt
from escalation.people import Directory, Person, names
from escalation.permissions import Act
from escalation.refusals import Refusal
from escalation.rights import standing
from escalation.seeking import Sought
from handlers.desk import Desk
from handlers.request import Reply, Request, Tells

log = structlog.get_logger()
RING = "This is not a telephone call: ring."
WARNED = "If nobody has opened it in 15 minutes, you are told."
OWN = ("safeguarding_lead", "line_manager")
TYPED = (
    "Nobody has been told by this. To have your own lead and manager told at once, press Immediate "
    "harm on a card, or type its reference as well: /escalate harm ESC-…"
)
NOBODY = "Nobody could be told: ring your own safeguarding lead or line manager yourself, now."
NOT_YET = "Nobody has it yet: ring them yourself, now. It is tried again until somebody has it."


def press(desk: Desk, request: Request) -> Reply:
    """The press is kept and delivered here and now; the scheduler is not waited for."""
    person, directory, now = desk.person(request), desk.directory(), desk.now()
    rule = partial(harm.press, by=person.id)
    try:
        after = desk.store.act(request.reference, rule, key=request.act_key, at=now)
    except Refusal as refused:
        return Tells(_refused(desk, refused))
    try:
        desk.deliver()
    except Exception as fault:  # it is kept, and stays owed: whoever pressed must hear that now
        log.error(
            "an alarm was kept and not delivered yet", reference=after.reference, exc_info=fault
        )
    return Tells(_answer(desk, after, person, directory))


def typed(desk: Desk, request: Request) -> Reply:
    """The same by a typed word, for whoever sees no button; it says whom to ring in any case.

    Of one that does not name them nothing is written, nor said whether there is one.
    """
    person, directory = desk.person(request), desk.directory()
    try:
        disagreement = desk.store.disagreement(request.reference)
        if rights.may(person.id, Act.STATUS, disagreement, directory):
            return press(desk, request)
    except Refusal:
        pass
    roles = (RoleAt(role, person.agency, person.id) for role in OWN)
    found = (way.person for role in roles if (way := reaching.way(Sought(role), directory)))
    theirs = dict.fromkeys(each for each in found if each and each != person)
    numbers = (Says((*_ring_them(each), ".")) for each in theirs)
    parts = (
        emergency(desk.duty_numbers),
        *(numbers if theirs else (Says((NOBODY,)),)),
        Says((TYPED,)),
    )
    return Tells(Message("Dial 999, and ring", parts))


def _refused(desk: Desk, refused: Refusal) -> Message:
    parts = (emergency(desk.duty_numbers), Says((refused.sentence,)), Says((RING,)))
    return Message("Ring now", parts)


def _answer(
    desk: Desk, disagreement: Disagreement, person: Person, directory: Directory
) -> Message:
    mine = next(harm for harm in reversed(disagreement.harm) if harm.by.person == person.id)
    held = {who: standing(who, disagreement, directory, farthest="deputy") for who in mine.told}
    everybody = [each for people in held.values() for each in people]
    reached = _reached(desk, disagreement.reference, mine, everybody)
    parts: tuple[Part, ...] = (
        first_words(disagreement),
        Heading("Ring now"),
        Says((RING,)),
        *(_told(disagreement, who, people, reached) for who, people in held.items()),
        Says((_opened(mine, directory, everybody, reached),)),
    )
    return Message(f"{disagreement.reference}: ring now", parts)


def _reached(desk: Desk, reference: str, press: Harm, people: Iterable[Person]) -> frozenset[str]:
    """To whom it has been delivered, as far as that can be known."""
    try:
        told = [
            each.id
            for each in people
            if desk.store.receipts.told(reference, f"harm:{press.number}", each.id)
        ]
    except Exception as fault:
        log.error("who has an alarm could not be seen", reference=reference, exc_info=fault)
        return frozenset()
    return frozenset(told)


def _opened(
    press: Harm, directory: Directory, everybody: list[Person], reached: frozenset[str]
) -> str:
    seen = [each for id in press.seen if (each := directory.person(id))]
    if seen:
        return f"{names(seen)} {'has' if len(seen) == 1 else 'have'} seen it."
    if reached:
        return WARNED
    return NOT_YET if everybody else NOBODY


def _told(
    disagreement: Disagreement,
    who: Recipient,
    held: tuple[Person, ...],
    reached: frozenset[str],
) -> Says:
    """Whether the holder has it, or whoever stands in for them; and their number."""
    label = _label(disagreement, who)
    if not held:
        return says("{label}: nobody is named for your agency", label=label)
    has_it = next((person for person in held if person.id in reached), None)
    shown, state = ((has_it,), "delivered") if has_it else (held, "not delivered yet")
    told = Says((f"{label}: ",))
    for number, person in enumerate(shown):
        told = Says((*told.fragments, "; " if number else "", *_ring(person, state)))
    return told


def _ring_them(person: Person) -> tuple[str | Phone, ...]:
    number = (" on ", Phone(person.phone)) if person.phone else ()
    return (f"Ring {person.name}", *number)


def _ring(person: Person, state: str) -> tuple[str | Phone, ...]:
    if not person.phone:
        return (f"{person.name}: {state}",)
    return (f"{person.name}: {state}, ring ", Phone(person.phone))


def _label(disagreement: Disagreement, who: Recipient) -> str:
    if isinstance(who, RoleAt):
        return disagreement.procedure.role(who.role).label
    return "Your own manager"
