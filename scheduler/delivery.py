"""The outbox, delivered: one thing at a time, each of them once, and nothing given up in silence."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from escalation.acts import alarm
from escalation.calendars import Calendar
from escalation.card import card
from escalation.disagreement import Disagreement
from escalation.owing import (
    Admit,
    Card,
    Close,
    Owed,
    Place,
    Post,
    Recipient,
    Record,
    Release,
    Telling,
)
from escalation.people import Person
from scheduler import recipients
from scheduler.sender import PlaceOf, RefusedError, Sender, TryAgainError, UncertainError
from storage.outbox import FOR_WORKING_TIME, Due
from storage.receipts import Placed, Receipt
from storage.store import Store

log = structlog.get_logger()
LEASE = timedelta(minutes=2)
BATCH = 20
TRIES = 8
LONGEST_PAUSE = 600.0

SendRecord = Callable[[Due, str, Disagreement, datetime], None]


class Delivery:
    """Takes what is owed to a platform, and keeps its word for what was accepted."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        send_record: SendRecord,
        calendar: Callable[[Disagreement, datetime], Calendar],
        *,
        platform: str,
        worker: str,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._sender = sender
        self._send_record = send_record
        self._calendar = calendar
        self._platform = platform
        self._worker = worker
        self._jitter = jitter

    def deliver(self, now: datetime, most: int = BATCH) -> int:
        """Do what can be done now, the urgent first; how many things were taken up."""
        due = self._store.outbox.claim(now, self._worker, most, LEASE)
        for item in due:
            self._attempt(item, now)
        return len(due)

    def _attempt(self, item: Due, now: datetime) -> None:
        try:
            self._do(item, self._store.disagreement(item.reference), now)
        except TryAgainError as refused:
            # An outage never makes anything not owed: it is tried for as long as it takes. What may
            # have been sent before may still have been: the outage may be of the look-up.
            self._again(item, now, refused.why, refused.after, unsure=item.ambiguous)
        except UncertainError as uncertain:
            # Left leased: when the lease ends it comes back as ambiguous, and is looked up first.
            log.warning("delivery_uncertain", reference=item.reference, error=uncertain.why)
        except RefusedError as refused:
            self._give_up(item, now, refused.why)
        except Exception as fault:
            log.error("delivery_failed", reference=item.reference, exc_info=fault)
            if item.attempts >= TRIES:
                self._give_up(item, now, type(fault).__name__)
            else:
                # It may have been sent, and the fault be in the keeping of it.
                self._again(item, now, type(fault).__name__, None, unsure=True)

    def _do(self, item: Due, disagreement: Disagreement, now: datetime) -> None:
        match item.owed:
            case Telling():
                self._tell(item, item.owed, disagreement, now)
            case Place():
                self._make_place(item, item.owed, disagreement, now)
            case Record(agency):
                self._send_record(item, agency, disagreement, now)
                self._store.outbox.sent(item.id, None, now)
            case Card():
                self._redraw(item, disagreement, now)
            case owed:
                self._in_place(item, owed, disagreement)
                self._store.outbox.sent(item.id, None, now)

    def _make_place(
        self, item: Due, owed: Place, disagreement: Disagreement, now: datetime
    ) -> None:
        directory = self._store.directory()
        holders = [person for who in owed.admit for person in recipients.people(who, directory)[:1]]
        channel = self._sender.make_place(item.reference, holders)
        place = self._sender.find_root(channel, item.key) if item.attempts > 1 else None
        if place is None:
            drawn = card(disagreement)
            place = self._sender.open_thread(channel, drawn, item.reference, item.key)
        for who in owed.admit:
            self._let_in(item, place, who, now)
        placed = Placed(self._platform, place.channel, place.root)
        self._store.outbox.sent(item.id, placed, now)

    def _let_in(self, item: Due, place: PlaceOf, who: Recipient, now: datetime) -> None:
        """The place stands even where the platform will not let somebody in: then it is an alarm."""
        try:
            self._admit(place, who)
        except RefusedError as refused:
            why = f"not let into the channel ({refused.why})"
            self._alarm(item, self._named(who, item), why, now)

    def _redraw(self, item: Due, disagreement: Disagreement, now: datetime) -> None:
        try:
            self._sender.redraw(self._place(item), card(disagreement), item.reference)
        except RefusedError as refused:
            if disagreement.is_open:
                raise
            self._store.outbox.no_longer_owed(item.id, f"The place is closed ({refused.why}).")
        else:
            self._store.outbox.sent(item.id, None, now)

    def _in_place(self, item: Due, owed: Owed, disagreement: Disagreement) -> None:
        place = self._place(item)
        match owed:
            case Post(message):
                if not (item.ambiguous and self._sender.find_post(place, item.key)):
                    self._sender.post(place, message, item.reference, item.key)
            case Admit(who):
                self._admit(place, who)
            case Release(who):
                self._release(place, who, disagreement)
            case Close():
                self._sender.close(place)
            case _:
                raise TypeError(owed.kind)

    def _admit(self, place: PlaceOf, who: Recipient) -> None:
        """The holder is let in, or whoever stands in where the platform refuses the holder."""
        refused: RefusedError | None = None
        for person in recipients.people(who, self._store.directory()):
            try:
                self._sender.admit(place, person)
            except RefusedError as refusal:
                refused = refusal
            else:
                return
        if refused:  # that nobody is named for it, their telling says
            raise refused

    def _release(self, place: PlaceOf, who: Recipient, disagreement: Disagreement) -> None:
        directory = self._store.directory()
        still = {
            person.id
            for told in disagreement.told
            for recipient in disagreement.everybody_at(told.tier)
            for person in recipients.people(recipient, directory)
        }
        for person in recipients.people(who, directory)[:1]:
            if person.id not in still:
                self._sender.release(place, person)

    def _tell(self, item: Due, owed: Telling, disagreement: Disagreement, now: datetime) -> None:
        if item.ambiguous and self._was_told(item, owed, now):
            return
        if why := recipients.no_longer_owed(owed, disagreement):
            self._store.outbox.no_longer_owed(item.id, why)
            return
        calendar = self._calendar(disagreement, now)
        if owed.nudge and (opens := calendar.next_open(now)) > now:
            self._store.outbox.again(item.id, opens, FOR_WORKING_TIME)
            return
        found = recipients.people(owed.to, self._store.directory())
        if not found:
            raise RefusedError("nobody is named for it in the directory")
        self._tell_one_of(found, item, owed, now)

    def _tell_one_of(
        self, found: tuple[Person, ...], item: Due, owed: Telling, now: datetime
    ) -> None:
        """The holder, or whoever stands in where the platform refuses the holder."""
        refused = RefusedError("nobody could be reached")
        for person in found:
            if not self._store.receipts.reserve(item.reference, owed.topic, person.id, item.key):
                self._store.outbox.no_longer_owed(item.id, "They have been told this already.")
                return
            try:
                sent = self._sender.tell(person, owed.message, item.reference, item.key)
            except RefusedError as refusal:
                refused = refusal
            else:
                self._keep(item, owed, person, sent.id, now)
                return
        raise refused

    def _was_told(self, item: Due, owed: Telling, now: datetime) -> bool:
        """Whether an attempt that never said how it ended had told somebody: then it is kept."""
        for person in recipients.people(owed.to, self._store.directory()):
            try:
                sent = self._sender.find_told(person, item.key)
            except RefusedError:
                continue  # whom the platform refuses it has not told
            if sent:
                self._keep(item, owed, person, sent.id, now)
                return True
        return False

    def _keep(self, item: Due, owed: Telling, person: Person, sent: str, now: datetime) -> None:
        receipt = Receipt(self._platform, "", sent, person.id, owed.topic)
        self._store.outbox.sent(item.id, receipt, now)

    def _place(self, item: Due) -> PlaceOf:
        place = self._store.receipts.place(item.reference, self._platform)
        if place is None:
            raise TryAgainError("its place has not been made yet", 1)
        return PlaceOf(place.channel, place.root)

    def _again(
        self, item: Due, now: datetime, why: str, after: float | None, *, unsure: bool
    ) -> None:
        pause = after or min(2.0**item.attempts, LONGEST_PAUSE) * (0.5 + self._jitter())
        self._store.outbox.again(item.id, now + timedelta(seconds=pause), why, unsure=unsure)
        log.info("delivery_again", reference=item.reference, kind=item.owed.kind, error=why)

    def _give_up(self, item: Due, now: datetime, why: str) -> None:
        """Said on the ledger and to the Business Manager; an alarm about an alarm is only logged."""
        self._store.outbox.give_up(item.id, why)
        log.error("delivery_given_up", reference=item.reference, kind=item.owed.kind, error=why)
        match item.owed:
            case Telling(to=alarm.BUSINESS_MANAGER):
                pass
            case Telling(to=who) | Admit(who):
                self._alarm(item, self._named(who, item), why, now)
            case Record(agency):
                self._alarm(item, f"The people of {self._agency(agency)}", why, now)
            case Card():
                # Once: the alarm is itself an act, after which the card is drawn again.
                self._alarm(item, "Its private channel", why, now, key=f"{Card.kind}:{why}")
            case _:
                self._alarm(item, "Its private channel", why, now)

    def _named(self, who: Recipient, item: Due) -> str:
        disagreement = self._store.disagreement(item.reference)
        return recipients.named(who, disagreement, self._store.directory())

    def _agency(self, agency: str) -> str:
        held = self._store.directory().agency(agency)
        return held.name if held else agency

    def _alarm(self, item: Due, who: str, why: str, now: datetime, key: str = "") -> None:
        rule = partial(alarm.undelivered, what=item.owed.kind, who=who, why=why)
        key = f"undelivered:{key or f'{item.key}:{who}'}"
        self._store.act(item.reference, rule, key=key, at=now)
