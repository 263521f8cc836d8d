"""Immediate harm: handled by the process that received the press, and answered with what was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import structlog

from escalation import rights
from escalation.acts import harm
from escalation.directory import reaching, ringing
from escalation.directory.people import PARTNERSHIP, Directory, Person, names
from escalation.directory.seeking import Sought
from escalation.disagreement import Disagreement, Harm
from escalation.owing import BUSINESS_MANAGER, Recipient, RoleAt
from escalation.permissions import Act
from escalation.refusals import Refusal
from escalation.words.emergency import emergency, first_words, own_words
from escalation.words.first_message import numbered
from escalation.words.message import Fragment, Heading, Message, Part, Phone, Says, says
from handlers.desk import Desk, identified
from handlers.request import Reply, Request, Tells

log = structlog.get_logger()
RING = "This is not a telephone call: ring."
WARNED = "If nobody has opened it in 15 minutes, you are told."
OWN = ("safeguarding_lead", "line_manager")
TYPED = (
    "Nobody has been told by this. To have your own lead and manager told at once, press Immediate "
    "harm on a card, or type its reference as well: /escalate harm ESC-…"
)
NOT_FOUND = (
    "No disagreement of yours has this reference, so nobody has been told by this. Look at the letters "
    "again, press Immediate harm on a card, or ring."
)
NOT_LISTED = "You are not in the partnership's directory, so nobody has been told by this."
NOBODY = "Nobody could be told: ring your own safeguarding lead or line manager yourself, now."
NOBODY_HERE = (
    "There was nobody to tell: the partnership's office names nobody else for this, and nothing was "
    "sent. Ring 999 yourself, and ring now whoever can see to them."
)
NOT_YET = "Nobody has it yet: ring them yourself, now. It is tried again until somebody has it."


def press(desk: Desk, request: Request) -> Reply:
    """The press is kept and delivered here and now; the scheduler is not waited for."""
    person, directory = desk.person(request), desk.directory()
    try:
        before = _pressed(desk.store.disagreement(request.reference), person)
        after = _delivered(desk, request.reference, request.act_key, person)
    except Refusal as refused:
        return Tells(_refused(desk, refused))
    alarm = _alarm_of(desk, after, person, directory)
    if alarm.passes_somebody and _pressed(after, person) == before:
        after = _delivered(desk, request.reference, f"{request.act_key}:again", person, again=True)
        alarm = _alarm_of(desk, after, person, directory)
    return Tells(_answer(after, alarm, directory))


def _pressed(disagreement: Disagreement, person: Person) -> int:
    """How often they have pressed, counted as alarms."""
    return sum(each.by.person == person.id for each in disagreement.harm)


def _delivered(
    desk: Desk, reference: str, key: str, person: Person, *, again: bool = False
) -> Disagreement:
    rule = partial(harm.press, by=person.id, again=again)
    after = desk.store.act(reference, rule, key=key, at=desk.now())
    try:
        desk.deliver()
    except Exception as fault:  # it is kept, and stays owed: whoever pressed must hear that now
        log.error("an alarm was kept and not delivered yet", reference=reference, exc_info=fault)
    return after


@dataclass(frozen=True)
class _Alarm:
    """A press; for each whom it tells: whom to ring, to whom it is taken, and who of them has it."""

    press: Harm
    ring: Mapping[Recipient, tuple[Person, ...]]
    taken: Mapping[Recipient, tuple[Person, ...]]
    has_it: Mapping[Recipient, tuple[Person, ...]]
    directory: Directory

    @property
    def passes_somebody(self) -> bool:
        """Whether only people have it who have gone on leave since, and somebody is there now."""
        return any(
            len(people) and not any(map(self.is_there, people)) and any(map(self.is_there, first))
            for who, people in self.has_it.items()
            for first in (self.ring[who][:1],)
        )

    def is_there(self, person: Person) -> bool:
        """Whether somebody is not away."""
        return not self.directory.away(person)


def _alarm_of(
    desk: Desk, disagreement: Disagreement, person: Person, directory: Directory
) -> _Alarm:
    mine = next(each for each in reversed(disagreement.harm) if each.by.person == person.id)
    ring = {who: ringing.to_ring(mine, who, disagreement, directory) for who in mine.told}
    taken = {who: ringing.taken_to(mine, who, disagreement, directory) for who in mine.told}
    reached = _reached(desk, disagreement.reference, mine)
    has_it = {
        who: tuple(each for each in people if each.id in reached) for who, people in taken.items()
    }
    return _Alarm(mine, ring, taken, has_it, directory)


def typed(desk: Desk, request: Request) -> Reply:
    """The same by a typed word, for whoever sees no button; it says whom to ring in any case.

    Of one that does not name them nothing is written, nor said whether there is one.
    """
    directory = desk.directory()
    person = identified(request.platform, request.identity, directory)
    if person and _is_named(desk, request.reference, person, directory):
        return press(desk, request)
    numbers = [Says((*_ring_them(each), ".")) for each in _own(person, directory)]
    said = (NOT_FOUND if request.reference else TYPED) if person else NOT_LISTED
    parts = (emergency(desk.duty_numbers), *(numbers or [Says((NOBODY,))]), Says((said,)))
    return Tells(Message("Dial 999, and ring", parts))


def _is_named(desk: Desk, reference: str, person: Person, directory: Directory) -> bool:
    """Whether it names them, or did: whoever was cut can still ring the alarm."""
    try:
        disagreement = desk.store.disagreement(reference)
    except Refusal:
        return False
    named = rights.may(person.id, Act.STATUS, disagreement, directory)
    return named or person.id in disagreement.cut


def _own(person: Person | None, directory: Directory) -> Iterable[Person]:
    """Somebody's own safeguarding lead and manager, or who stands in."""
    if person is None:
        return ()
    roles = (RoleAt(role, person.agency, person.id) for role in OWN)
    theirs = [ringing.own(role, person.id, directory) for role in roles]
    theirs += [BUSINESS_MANAGER] if person.agency == PARTNERSHIP else []
    asking = frozenset({person.id})
    found = (reaching.way(Sought(who, asking=asking), directory).person for who in theirs if who)
    return dict.fromkeys(each for each in found if each and each != person)


def _refused(desk: Desk, refused: Refusal) -> Message:
    parts = (emergency(desk.duty_numbers), Says((refused.sentence,)), Says((RING,)))
    return Message("Ring now", parts)


def _answer(disagreement: Disagreement, alarm: _Alarm, directory: Directory) -> Message:
    parts: tuple[Part, ...] = (
        first_words(disagreement),
        Heading("Ring now"),
        Says((RING,)),
        *(_told(ringing.label(disagreement, who), who, alarm) for who in alarm.press.told),
        Says((_opened(alarm, directory),)),
        *_instead(disagreement, alarm, directory),
        own_words(disagreement.procedure),
    )
    return Message(f"{disagreement.reference}: ring now", parts)


def _instead(disagreement: Disagreement, alarm: _Alarm, directory: Directory) -> Iterable[Part]:
    """Whom to ring where there was nobody to tell; of one whose access has ended nobody is named."""
    if not alarm.press.told and alarm.press.by.person not in disagreement.cut:
        yield from map(ringing.shown, ringing.leads(disagreement, directory))


def _reached(desk: Desk, reference: str, press: Harm) -> frozenset[str]:
    """To whom it has been delivered, as far as that can be known."""
    try:
        told = desk.store.receipts.all_of(reference)
    except Exception as fault:
        log.error("who has an alarm could not be seen", reference=reference, exc_info=fault)
        return frozenset()
    return frozenset(each.person for each in told if each.topic == f"harm:{press.number}")


def _opened(alarm: _Alarm, directory: Directory) -> str:
    seen = [each for id in alarm.press.seen if (each := directory.person(id))]
    if seen:
        return f"{names(seen)} {'has' if len(seen) == 1 else 'have'} seen it."
    if any(alarm.has_it.values()):
        return WARNED
    if not alarm.press.told and alarm.press.by.agency == PARTNERSHIP:
        return NOBODY_HERE
    return NOT_YET if any(alarm.taken.values()) else NOBODY


def _told(label: str, who: Recipient, alarm: _Alarm) -> Says:
    """Whether somebody has it, who is there if anybody is, or to whom it goes; and their numbers."""
    if has_it := sorted(alarm.has_it[who], key=alarm.is_there, reverse=True):
        away = alarm.directory.away(has_it[0])
        state = f"delivered, but {away}" if away else "delivered"
        return Says((f"{label}: ", *_ring(has_it[0], state)))
    if not alarm.ring[who]:
        return says("{label}: {nobody}", label=label, nobody=ringing.NOBODY)
    first = alarm.ring[who][0]
    others = [each for each in ringing.there(alarm.ring[who], alarm.directory) if each != first]
    return Says((f"{label}: ", *_ring(first, "not delivered yet"), *_or(others)))


def _or(others: Iterable[Person]) -> Iterable[Fragment]:
    """Whoever else may be rung, to whom it does not go."""
    for each in others:
        yield from ("; or ring ", *numbered(each.name, each.phone))


def _ring_them(person: Person) -> tuple[str | Phone, ...]:
    number = (" on ", Phone(person.phone)) if person.phone else ()
    return (f"Ring {person.name}", *number)


def _ring(person: Person, state: str) -> tuple[Fragment, ...]:
    if not person.phone:
        return (f"{person.name}: {state}",)
    return (f"{person.name}: {state}, ring ", Phone(person.phone))
