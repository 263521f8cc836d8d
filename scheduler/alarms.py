"""Alarms: what is given up is first said, once, on the ledger and to the Business Manager.

A ledger that cannot be read takes no alarm either: what is given up still shows as stuck.
"""

from datetime import datetime
from functools import partial

import structlog

from escalation import owing
from escalation.acts import alarm, stand_in
from escalation.directory.reaching import Way
from escalation.disagreement import Disagreement
from escalation.ladder.waking import HARM
from escalation.owing import Admit, Card, Recipient, Record, Telling
from escalation.taking_part.whose import agency_of
from scheduler import recipients
from storage import moments
from storage.database import NotAnswered
from storage.outbox import Due
from storage.store import Store

log = structlog.get_logger()
ITS_PLACE = "Its private channel"
SOMEBODY = "Somebody"  # this release cannot read who
THE_CLOCK = "The clock"


def given_up(store: Store, item: Due, why: str, now: datetime) -> None:
    """Something owed is given up; that an alarm is, nobody can be told: it is seen all the same."""
    if isinstance(item.owed, Telling) and item.owed.to == owing.BUSINESS_MANAGER:
        return
    key = f"{Card.kind}:{why}" if isinstance(item.owed, Card) else item.key
    _said(store, item, partial(_whose, store, now, item), why, key, now)


def not_let_in(
    store: Store, item: Due, number: int, who: Recipient, why: str, now: datetime
) -> None:
    """The place stands, and the so-manieth of those who belong in it is not in it."""
    said = f"not let into the channel ({why})"
    _said(store, item, partial(_named, store, now, who), said, f"{item.key}:{number}", now)


def stays_out(
    store: Store, item: Due, number: int, who: Recipient, way: Way, why: str, now: datetime
) -> None:
    """Whoever stands in is told, and is not in this place of it: once, however much they are told."""
    said = f"not let into the channel ({why})"
    key = f"{item.reference}:place:{number}:{way.told.id}"
    _said(store, item, partial(_named, store, now, who), said, key, now)


def stood_in(store: Store, reference: str, who: Recipient, way: Way, now: datetime) -> None:
    """Whoever is told holds nothing there, and acts for nobody who does: it is said, once, that they
    are asked. That nobody of the tier could be told is an alarm."""
    stands, person = store.disagreement(reference), way.told
    if (str(who), person.id) in stands.stood_in:
        return
    rule = partial(
        stand_in.stands_in,
        who=who,
        named=_named(store, now, who, stands),
        agency=agency_of(who, stands),
        person=person.id,
        way=str(way),
        hole=way.is_hole,
    )
    store.act(reference, rule, key=f"stood_in:{who}:{person.id}", at=now)


def not_lived(store: Store, moment: moments.Due, why: str, now: datetime) -> None:
    """A moment is set aside; what fails at one time is one alarm."""
    rule = partial(alarm.undelivered, what=alarm.MOMENT, who=THE_CLOCK, why=why)
    try:
        key = f"undelivered:moments:{now.isoformat()}"
        store.act(moment.reference, rule, key=key, at=now)
    except NotAnswered:
        raise
    except Exception as fault:
        log.error("alarm_not_kept", reference=moment.reference, exc_info=fault)


def _said(store: Store, item: Due, whose: partial[str], why: str, key: str, now: datetime) -> None:
    try:
        disagreement = store.disagreement(item.reference)
        who = whose(disagreement)
        if not _is_known(store, item, disagreement, who, why):
            whom = item.owed.to if isinstance(item.owed, Telling) else None
            rule = partial(alarm.undelivered, what=_what(item), who=who, why=why, whom=whom)
            store.act(item.reference, rule, key=f"undelivered:{key}", at=now)
    except NotAnswered:
        raise
    except Exception as fault:
        log.error("alarm_not_kept", reference=item.reference, exc_info=fault)


def _what(item: Due) -> str:
    """What was given up: of immediate harm it is said that it was."""
    harm = isinstance(item.owed, Telling) and item.owed.topic.startswith(HARM)
    return alarm.HARM_MESSAGE if harm else item.kind


def _is_known(store: Store, item: Due, disagreement: Disagreement, who: str, why: str) -> bool:
    """Whether an alarm has said it: for all of one act, or for the nudges of one tier, one is enough.

    Of a card too: the alarm is itself an act, after which the card is drawn again.
    """
    alarms = [
        (kept.key, entry)
        for kept in store.entries(item.reference)
        if kept.link.header.kind == alarm.Undelivered.kind
        if isinstance(entry := store.read(kept), alarm.Undelivered) and entry.who == who
    ]
    match item.owed:
        case Card():
            return any(entry.why == why for _, entry in alarms)
        case Telling(nudge=True, topic=topic):
            told = _told(disagreement, topic)
            return told is not None and any(entry.at >= told for _, entry in alarms)
        case _:
            act = f"undelivered:{item.reference}:{item.seq}:"
            return any(key.startswith(act) for key, _ in alarms)


def _told(disagreement: Disagreement, topic: str) -> datetime | None:
    """When the tier that a nudge is for was told."""
    tier = topic.rpartition(":")[2]
    times = (told.at for told in disagreement.told if str(told.tier) == tier)
    return next(times, disagreement.raised)


def _whose(store: Store, now: datetime, item: Due, disagreement: Disagreement) -> str:
    match item.owed:
        case Telling(to=who) | Admit(who):
            return _named(store, now, who, disagreement)
        case Record(agency):
            return f"The people of {store.directory(now).agency_name(agency)}"
        case None:
            return SOMEBODY
        case _:
            return ITS_PLACE


def _named(store: Store, now: datetime, who: Recipient, disagreement: Disagreement) -> str:
    return recipients.named(who, disagreement, store.directory(now))
