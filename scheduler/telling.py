"""Telling: one person is told one thing once, whoever holds the role then, or whoever stands in."""

from collections.abc import Callable, Iterator
from datetime import datetime

from escalation.calendars import Calendar
from escalation.disagreement import Disagreement
from escalation.owing import Telling
from escalation.people import Person
from scheduler import recipients
from scheduler.holding import Holding
from scheduler.sender import RefusedError, Sender, TryAgainError
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

    def tell(self, item: Due, owed: Telling, disagreement: Disagreement, now: datetime) -> None:
        """The holder is told, or whoever stands in where the platform refuses the holder."""
        refused = RefusedError("nobody is named for it in the directory")
        for person in recipients.to_be_told(owed, disagreement, self._store.directory()):
            try:
                self._tell(person, item, owed, now)
            except RefusedError as refusal:
                refused = refusal
            else:
                return
        raise refused

    def was_told(self, item: Due, owed: Telling, now: datetime) -> bool:
        """Whether an attempt that never said how it ended had told somebody: then it is kept."""
        for direct, person in self._tried(item, owed):
            if sent := self._sender.find_told(direct, item.key, item.owed_at, item.urgent):
                receipt = self.receipt(owed, person, direct, sent.id)
                self._store.outbox.sent(item.id, receipt, now)
                return True
        return False

    def is_due(self, item: Due, owed: Telling, disagreement: Disagreement, now: datetime) -> bool:
        """Whether it is to be told now; what is not owed any more, and what must wait, is put aside."""
        if why := recipients.no_longer_owed(owed, disagreement):
            self._store.outbox.no_longer_owed(item, why)
            return False
        if opens := self.waits_until(owed, disagreement, now):
            self._store.outbox.again(item, opens, FOR_WORKING_TIME, counted=False)
            return False
        return True

    def waits_until(
        self, owed: Telling, disagreement: Disagreement, now: datetime
    ) -> datetime | None:
        """When the reader's working time begins, where a nudge must wait for it."""
        opens = self._calendar(disagreement, now).next_open(now) if owed.nudge else now
        return opens if opens > now else None

    def receipt(self, owed: Telling, person: str, direct: str, sent: str) -> Receipt:
        """The proof that this person was told this there."""
        return Receipt(self._platform, direct, sent, person, owed.topic)

    def _tell(self, person: Person, item: Due, owed: Telling, now: datetime) -> None:
        if self._store.receipts.told(item.reference, owed.topic, person.id):
            self._store.outbox.no_longer_owed(item, TOLD_ALREADY)
            return
        direct = self._sender.direct(person, item.urgent)
        about = (item.reference, owed.topic, person.id, item.key)
        if not self._store.receipts.reserve(*about, channel=direct):
            raise TryAgainError(ANOTHER, ANOTHER_ENDS)  # whoever is at it has not told them yet
        self._holding.must_hold(item, now)
        words = (owed.message, item.reference, item.key)
        try:
            sent = self._sender.tell(direct, *words, item.owed_at, item.urgent)
        except RefusedError:
            self._store.receipts.let_go(*about)
            raise
        receipt = self.receipt(owed, person.id, direct, sent.id)
        self._store.outbox.sent(item.id, receipt, now)

    def _tried(self, item: Due, owed: Telling) -> Iterator[tuple[str, str]]:
        """Where it may have been told, and to whom: known from before, else wherever it would be."""
        tried = self._store.receipts.tried(item.reference, item.key)
        yield from ((each.channel, each.person) for each in tried)
        if not tried:
            for person in recipients.people(owed.to, self._store.directory()):
                try:
                    direct = self._sender.direct(person, item.urgent)
                except RefusedError:
                    continue  # whom the platform refuses it has not told
                yield direct, person.id
