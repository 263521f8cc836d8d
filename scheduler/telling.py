"""Telling: one person is told one thing once, whoever holds the role then, or whoever stands in."""

from collections.abc import Callable, Iterator
from datetime import datetime

from escalation import rights
from escalation.directory import across
from escalation.directory.reaching import DEPUTISING, OWN, Place, Way
from escalation.disagreement import Disagreement
from escalation.owing import Telling
from escalation.permissions import INSIDE
from escalation.words.message import Message
from escalation.working_time import working_patterns
from escalation.working_time.calendars import Calendar
from scheduler import alarms, recipients
from scheduler.holding import Holding
from scheduler.sender import PlaceOf, RefusedError, Sender, TryAgainError
from storage.outbox import FOR_WORKING_TIME, Due
from storage.receipts import Receipt
from storage.store import Store

TOLD_ALREADY = "They have been told this already."
ANOTHER = "another is telling them this"
ANOTHER_ENDS = 30.0  # seconds

CalendarOf = Callable[[Disagreement, datetime], Calendar]


class Teller:
    """Takes one telling to its person, and keeps the receipt."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        calendar: CalendarOf,
        holding: Holding,
        platform: str,
    ) -> None:
        self._store = store
        self._holding = holding
        self._sender = sender
        self._calendar = calendar
        self._platform = platform

    def tell(self, item: Due, owed: Telling, now: datetime) -> None:
        """The holder is told, or whoever stands in: they are let in first, and told in whose place."""
        refused = RefusedError("nobody is named for it in the directory")
        for way in self.ways(item, owed, now):
            try:
                self._tell(way, item, owed, now)
            except RefusedError as refusal:
                refused = refusal
            else:
                return
        raise refused

    def ways(self, item: Due, owed: Telling, now: datetime) -> Iterator[Way]:
        """The way to whoever is to be told, and to each who is where those before refuse."""
        stands, directory = self._store.disagreement(item.reference), self._store.directory(now)
        return recipients.to_be_told(owed, stands, directory)

    def was_told(self, item: Due, owed: Telling, now: datetime) -> bool:
        """Whether an attempt that never said how it ended had told somebody: then it is kept."""
        for direct, person in self._tried(item, owed, now):
            if sent := self._sender.find_told(direct, item.key, item.owed_at, item.urgent):
                way = self.way_to(person, item, owed, now)
                self.stands_in(item, owed, way, now)
                receipt = self.receipt(owed, person, direct, sent.id, way)
                self._store.outbox.sent(item.id, receipt, now)
                return True
        return False

    def is_due(self, item: Due, owed: Telling, disagreement: Disagreement, now: datetime) -> bool:
        """Whether it is to be told now; what is not owed any more, and what must wait, is put aside."""
        if why := recipients.no_longer_owed(owed, disagreement):
            self._store.outbox.no_longer_owed(item, why)
            return False
        if recipients.is_own_act(owed, disagreement, self._store.directory(now)):
            self._store.outbox.no_longer_owed(item, recipients.OWN_ACT)
            return False
        if opens := self.waits_until(item, owed, disagreement, now):
            self._store.outbox.again(item, opens, FOR_WORKING_TIME, counted=False)
            return False
        return True

    def waits_until(
        self, item: Due, owed: Telling, disagreement: Disagreement, now: datetime
    ) -> datetime | None:
        """When the reader's own working time begins, where a nudge must wait for it."""
        if not owed.nudge:
            return None
        way = next(self.ways(item, owed, now), None)
        pattern = way.person.works if way and way.person else ""
        days = self._calendar(disagreement, now)
        opens = working_patterns.read(pattern).next_at_work(now, days)
        return opens if opens > now else None

    def way_to(self, person: str, item: Due, owed: Telling, now: datetime) -> Way | None:
        """The way to somebody who has been told, where it still leads to them."""
        found = (way for way in self.ways(item, owed, now) if way.told.id == person)
        return next(found, None)

    def receipt(
        self, owed: Telling, person: str, direct: str, sent: str, way: Way | None
    ) -> Receipt:
        """The proof that this person was told this there; of a stand-in, by which way, if known."""
        stood_in = str(way) if way and way.place is not Place.HOLDER else ""
        return Receipt(self._platform, direct, sent, person, owed.topic, stood_in)

    def words(self, item: Due, owed: Telling, way: Way, now: datetime) -> Message:
        """What they read: in whose place they are told, and whom they ring on the other sides."""
        stands = self._store.disagreement(item.reference)
        return across.worded(owed.message, way, stands, self._store.directory(now))

    def let_in(self, item: Due, owed: Telling, way: Way, now: datetime) -> None:
        """Whoever stands in for somebody of the disagreement's place is let into it, too.

        Where it has not been made yet they are let in with it; whom the platform does not let in is
        told all the same, and that they are not in it is an alarm.
        """
        stands = self._store.disagreement(item.reference)
        number = len(stands.reopenings)
        place = self._store.receipts.place(item.reference, self._platform, number)
        if way.person is None or way.place is Place.HOLDER or place is None:
            return
        belongs = rights.relations(way.person.id, stands, self._store.directory(now)) & INSIDE
        if not (stands.is_open and belongs):
            return
        try:
            self._sender.admit(PlaceOf(place.channel, place.root), way.person)
        except RefusedError as refused:
            alarms.stays_out(self._store, item, number, owed.to, way, refused.why, now)

    def stands_in(self, item: Due, owed: Telling, way: Way | None, now: datetime) -> None:
        """Of whoever has been told, and holds nothing themselves, it is written that they are asked.

        That nobody of the tier could be told is the Business Manager's to know, the same day.
        """
        if way and way.place and way.place not in OWN | DEPUTISING:
            alarms.stood_in(self._store, item.reference, owed.to, way, now)

    def _tell(self, way: Way, item: Due, owed: Telling, now: datetime) -> None:
        person = way.told
        if self._store.receipts.told(item.reference, owed.topic, person.id):
            self._store.outbox.no_longer_owed(item, TOLD_ALREADY)
            return
        direct = self._sender.direct(person, item.urgent)
        about = (item.reference, owed.topic, person.id, item.key)
        if not self._store.receipts.reserve(*about, channel=direct):
            raise TryAgainError(ANOTHER, ANOTHER_ENDS)  # whoever is at it has not told them yet
        self._holding.must_hold(item, now)
        words = (self.words(item, owed, way, now), item.reference, item.key)
        try:
            self.let_in(item, owed, way, now)
            sent = self._sender.tell(direct, *words, item.owed_at, item.urgent)
        except RefusedError:
            self._store.receipts.let_go(*about)
            raise
        self.stands_in(item, owed, way, now)
        receipt = self.receipt(owed, person.id, direct, sent.id, way)
        self._store.outbox.sent(item.id, receipt, now)

    def _tried(self, item: Due, owed: Telling, now: datetime) -> Iterator[tuple[str, str]]:
        """Where it may have been told, and to whom: known from before, else wherever it would be."""
        tried = self._store.receipts.tried(item.reference, item.key)
        yield from ((each.channel, each.person) for each in tried)
        if not tried:
            for person in (way.told for way in self.ways(item, owed, now)):
                try:
                    direct = self._sender.direct(person, item.urgent)
                except RefusedError:
                    continue  # whom the platform refuses it has not told
                yield direct, person.id
