"""Immediate harm: handled by the process that received the press, and answered with what was done."""

from collections.abc import Iterable
from functools import partial

import structlog

from escalation.acts import harm
from escalation.disagreement import Disagreement, Harm
from escalation.emergency import emergency, first_words
from escalation.message import Heading, Message, Part, Phone, Says, says
from escalation.owing import Recipient, RoleAt
from escalation.people import Directory, Person, names
from escalation.refusals import Refusal
from handlers.desk import Desk
from handlers.request import Reply, Request, Tells

log = structlog.get_logger()
RING = "This is not a telephone call: ring."
WARNED = "If nobody has opened it in 15 minutes, you are told."
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


def _refused(desk: Desk, refused: Refusal) -> Message:
    parts = (emergency(desk.duty_numbers), Says((refused.sentence,)), Says((RING,)))
    return Message("Ring now", parts)


def _answer(
    desk: Desk, disagreement: Disagreement, person: Person, directory: Directory
) -> Message:
    mine = next(each for each in reversed(disagreement.harm) if each.by.person == person.id)
    ring = {who: harm.to_ring(mine, who, disagreement, directory) for who in mine.told}
    taken = {who: harm.taken_to(mine, who, disagreement, directory) for who in mine.told}
    everybody = list(dict.fromkeys(each for people in taken.values() for each in people))
    reached = _reached(desk, disagreement.reference, mine, everybody)
    has_it = {
        who: tuple(each for each in people if each.id in reached) for who, people in taken.items()
    }
    parts: tuple[Part, ...] = (
        first_words(disagreement),
        Heading("Ring now"),
        Says((RING,)),
        *(_told(_label(disagreement, who), ring[who], has_it[who], directory) for who in mine.told),
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
    label: str, ring: tuple[Person, ...], has_it: tuple[Person, ...], directory: Directory
) -> Says:
    """Whether somebody who is there has it, and if not whom to ring; and their numbers."""
    if not (ring or has_it):
        return says("{label}: nobody is named for your agency", label=label)
    told = Says((f"{label}: ",))
    for number, (person, state) in enumerate(_states(ring, has_it, directory)):
        told = Says((*told.fragments, "; " if number else "", *_ring(person, state)))
    return told


def _states(
    ring: tuple[Person, ...], has_it: tuple[Person, ...], directory: Directory
) -> Iterable[tuple[Person, str]]:
    """To whom it was delivered; where they have gone on leave since, whoever is there now first."""
    if not has_it:
        return [(person, "not delivered yet") for person in ring]
    there = next((each for each in has_it if not directory.away(each)), None)
    if there:
        return [(there, "delivered")]
    now = [(each, "has not been told") for each in ring[:1] if not directory.away(each)]
    gone = has_it[0]
    return [*now, (gone, f"delivered, but {directory.away(gone)}")]


def _ring(person: Person, state: str) -> tuple[str | Phone, ...]:
    if not person.phone:
        return (f"{person.name}: {state}",)
    return (f"{person.name}: {state}, ring ", Phone(person.phone))


def _label(disagreement: Disagreement, who: Recipient) -> str:
    if isinstance(who, RoleAt):
        return disagreement.procedure.role(who.role).label
    return "Your own manager"
