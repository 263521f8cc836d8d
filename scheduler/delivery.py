"""The outbox, delivered: one thing at a time, each of them once, and nothing given up in silence."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

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
from scheduler import alarms, recipients
from scheduler.sender import PlaceOf, RefusedError, Sender, TryAgainError, UncertainError
from storage.database import NotAnswered
from storage.outbox import FOR_WORKING_TIME, Due
from storage.receipts import Placed, Receipt
from storage.store import Store

log = structlog.get_logger()
LEASE = timedelta(minutes=2)
TRIES = 8
LONGEST_PAUSE = 600.0
LONGEST_URGENT_PAUSE = 20.0
URGENT_DOUBT = timedelta(seconds=15)
UNREADABLE = "this release cannot read what is owed"

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
        placed: Callable[[str], None] = lambda reference: None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """`placed` is called once a disagreement's place is known: words may stand in it already."""
        self._store = store
        self._sender = sender
        self._send_record = send_record
        self._calendar = calendar
        self._platform = platform
        self._worker = worker
        self._placed = placed
        self._jitter = jitter

    def deliver(self, now: datetime, *, urgent: bool = False) -> int:
        """Do the one thing that comes next, of what is urgent only if asked; whether there was one.

        It is taken up alone: no lease runs out while another thing is being sent.
        """
        due = self._store.outbox.claim(now, self._worker, 1, LEASE, urgent=urgent)
        for item in due:
            self._attempt(item, now)
        return len(due)

    def _attempt(self, item: Due, now: datetime) -> None:
        try:
            self._try(item, now)
        except NotAnswered as gone:
            # An outage of ours, and no fault of this: it may have been sent, and not been kept.
            self._again(item, now, type(gone).__name__, unsure=True)

    def _try(self, item: Due, now: datetime) -> None:
        try:
            self._do(item, self._store.disagreement(item.reference), now)
        except TryAgainError as refused:
            # An outage never makes anything not owed: it is tried for as long as it takes. What may
            # have been sent before may still have been: the outage may be of the look-up.
            self._again(item, now, refused.why, refused.after, unsure=item.ambiguous)
        except UncertainError as uncertain:
            self._doubted(item, now, uncertain.why)
        except RefusedError as refused:
            self._give_up(item, now, refused.why)
        except NotAnswered:
            raise
        except Exception as fault:
            log.error("delivery_failed", reference=item.reference, exc_info=fault)
            if item.faults + 1 >= TRIES:
                self._give_up(item, now, type(fault).__name__)
            else:
                # It may have been sent, and the fault be in the keeping of it.
                self._again(item, now, type(fault).__name__, unsure=True, fault=True)

    def _do(self, item: Due, disagreement: Disagreement, now: datetime) -> None:
        match item.owed:
            case Telling():
                self._tell(item, item.owed, disagreement, now)
            case Place():
                self._make_place(item, item.owed, disagreement, now)
            case Record(agency):
                self._send_record(item, agency, disagreement, now)
                self._store.outbox.sent(item.id, None, now)
            case None:
                raise RefusedError(UNREADABLE)
            case owed:
                self._in_its_place(item, owed, disagreement, now)

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
        for number, who in enumerate(owed.admit, 1):
            self._let_in(item, place, number, who, now)
        placed = Placed(self._platform, place.channel, place.root)
        self._store.outbox.sent(item.id, placed, now)
        self._placed(item.reference)

    def _let_in(
        self, item: Due, place: PlaceOf, number: int, who: Recipient, now: datetime
    ) -> None:
        """The place stands even where the platform will not let somebody in: then it is an alarm."""
        try:
            self._admit(place, who)
        except RefusedError as refused:
            alarms.not_let_in(self._store, item, number, who, refused.why, now)

    def _in_its_place(
        self, item: Due, owed: Owed, disagreement: Disagreement, now: datetime
    ) -> None:
        """What happens in a place that could not be made is not owed; people have their messages."""
        place = self._store.receipts.place(item.reference, self._platform)
        if place is None and self._store.outbox.is_without_place(item.reference):
            self._store.outbox.has_no_place(item.id)
        elif place is None:
            raise TryAgainError("its place has not been made yet", 1)
        elif isinstance(owed, Card):
            self._redraw(item, PlaceOf(place.channel, place.root), disagreement, now)
        else:
            self._in_place(item, owed, PlaceOf(place.channel, place.root), disagreement)
            self._store.outbox.sent(item.id, None, now)

    def _redraw(self, item: Due, place: PlaceOf, disagreement: Disagreement, now: datetime) -> None:
        try:
            self._sender.redraw(place, card(disagreement), item.reference)
        except RefusedError as refused:
            if disagreement.is_open:
                raise
            self._store.outbox.no_longer_owed(item.id, f"The place is closed ({refused.why}).")
        else:
            self._store.outbox.sent(item.id, None, now)

    def _in_place(self, item: Due, owed: Owed, place: PlaceOf, disagreement: Disagreement) -> None:
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

    def _doubted(self, item: Due, now: datetime, why: str) -> None:
        """Left leased: it comes back as ambiguous, and is looked up first; what is urgent soon."""
        if item.urgent:
            self._store.outbox.again(item.id, now + URGENT_DOUBT, why, unsure=True)
        log.warning("delivery_uncertain", reference=item.reference, error=why)

    def _again(
        self,
        item: Due,
        now: datetime,
        why: str,
        after: float | None = None,
        *,
        unsure: bool,
        fault: bool = False,
    ) -> None:
        pause = timedelta(seconds=self._pause(item, after))
        self._store.outbox.again(item.id, now + pause, why, unsure=unsure, fault=fault)
        log.info("delivery_again", reference=item.reference, kind=item.kind, error=why)

    def _pause(self, item: Due, after: float | None) -> float:
        """As long as the platform says; else 2, 4, 8 ... seconds, never long for what is urgent."""
        growing = min(2.0 ** min(item.attempts, 10), LONGEST_PAUSE) * (0.5 + self._jitter())
        pause = after or growing
        return min(pause, LONGEST_URGENT_PAUSE) if item.urgent else pause

    def _give_up(self, item: Due, now: datetime, why: str) -> None:
        """The alarm first: if this process dies in between, it is given up once more, and not in silence."""
        alarms.given_up(self._store, item, why, now)
        self._store.outbox.give_up(item.id, why)
        log.error("delivery_given_up", reference=item.reference, kind=item.kind, error=why)
