"""Bundling: what waits for one person at one time is told in one message, each in its own words."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import structlog

from escalation.directory.people import Person
from escalation.directory.reaching import Way
from escalation.disagreement import Disagreement
from escalation.owing import Telling
from scheduler import recipients
from scheduler.holding import Holding
from scheduler.sender import Notice, RefusedError, Sender
from scheduler.telling import Teller
from storage.database import NotAnswered
from storage.outbox import Due
from storage.store import Store

log = structlog.get_logger()
MOST = 20  # more have no room in one message
APART = "they are told one by one"


class Bundling:
    """Ties together what goes to one person, and takes it there as one."""

    def __init__(
        self, store: Store, sender: Sender, teller: Teller, holding: Holding, worker: str
    ) -> None:
        self._store = store
        self._holding = holding
        self._sender = sender
        self._teller = teller
        self._worker = worker
        self._bundles = store.outbox.bundles

    def together(self, item: Due, now: datetime) -> Due:
        """This telling, which is due; or as it leads all that waits for the same person now.

        What is urgent always goes alone, and so does what may have been told already.
        """
        person = None if item.urgent or item.ambiguous else self._person(item, now)
        if person is None:
            return item
        addressees = recipients.addressees(person, self._store.directory(now))
        others = self._bundles.gather(item, addressees, now, self._worker, MOST - 1)
        if not others:
            return item
        try:
            ready = [item, *(each for each in others if self._goes(each, person, now))]
            first = _each_once(ready)[: self._room_for(_each_once(ready), now)]
        except Exception:
            with suppress(NotAnswered):
                self._bundles.leave(others, now)
            raise
        self._bundles.leave([each for each in ready if each not in first and each != item], now)
        return self._bundles.tie(first) if len(first) > 1 else item

    def tell(self, item: Due, now: datetime) -> None:
        """All that is tied to it in one message, unless it turns out to have been told."""
        items = self._bundles.tied(item)
        if item.ambiguous and self._were_told(item, items, now):
            return
        person = self._person(item, now)
        # What a fault of ours has stopped may be one of them: alone it stops no other.
        if (
            person is None
            or len(items) == 1
            or item.faults
            or (item.ambiguous and not self._all_go(items, person, now))
        ):
            raise RefusedError(APART)
        direct = self._sender.direct(person)
        self._holding.must_hold(item, now)
        ways = [self._way(each, now) for each in items]
        try:
            self._reserve(items, person, direct)
            for each, way in zip(items, ways, strict=True):
                self._teller.let_in(each, _telling(each), way, now)
            sent = self._sender.tell_all(direct, self._notices(items, ways, now), item.bundle)
        except RefusedError:
            self._let_go(items, person)
            raise
        self._keep(items, person.id, direct, sent.id, now)

    def apart(self, item: Due) -> list[Due]:
        """Each of them to be told on its own, because they cannot be told together."""
        return self._bundles.untie(self._bundles.tied(item))

    def _reserve(self, items: Sequence[Due], person: Person, direct: str) -> None:
        for each in items:
            if not self._store.receipts.reserve(*_about(each, person), channel=direct):
                raise RefusedError(APART)

    def _let_go(self, items: Sequence[Due], person: Person) -> None:
        for each in items:
            self._store.receipts.let_go(*_about(each, person))

    def _goes(self, item: Due, person: Person, now: datetime) -> bool:
        """Whether it goes to this person now; if not, that is settled, or left for its own turn."""
        try:
            owed = _telling(item)
            if self._person(item, now) == person:
                due = self._teller.is_due(item, owed, self._stands(item), now)
                if due:
                    self._room_for([item], now)  # whose words cannot be made keeps nobody else's
                return due
        except NotAnswered:
            raise
        except Exception as fault:  # it stops no other; in its own turn it is counted
            log.error("not_bundled", reference=item.reference, exc_info=fault)
        self._bundles.leave([item], now)
        return False

    def _all_go(self, items: Sequence[Due], person: Person, now: datetime) -> bool:
        """Whether each of them still is to be told, to this person, and now."""
        return all(
            self._person(each, now) == person
            and not recipients.no_longer_owed(owed, stands)
            and not self._teller.waits_until(each, owed, stands, now)
            for each in items
            for owed, stands in [(_telling(each), self._stands(each))]
        )

    def _were_told(self, item: Due, items: Sequence[Due], now: datetime) -> bool:
        """By the receipt of the one that led them; else looked up wherever they may have been told."""
        if proof := self._bundles.proof(item):
            self._keep(items, proof.person, proof.channel, proof.message, now)
            return True
        since = min(each.owed_at for each in items)
        for direct, person in self._tried(items):
            if sent := self._sender.find_told(direct, item.bundle, since):
                self._keep(items, person, direct, sent.id, now)
                return True
        return False

    def _tried(self, items: Sequence[Due]) -> list[tuple[str, str]]:
        """Each place once: what led them may be done, and they were to go there all the same."""
        tried = (self._store.receipts.tried(each.reference, each.key) for each in items)
        return list(dict.fromkeys((one.channel, one.person) for some in tried for one in some))

    def _keep(
        self, items: Sequence[Due], person: str, direct: str, sent: str, now: datetime
    ) -> None:
        owed = [(each, _telling(each)) for each in items]
        ways = [self._teller.way_to(person, each, telling, now) for each, telling in owed]
        for (each, telling), way in zip(owed, ways, strict=True):
            self._teller.stands_in(each, telling, way, now)
        proofs = [
            self._teller.receipt(telling, person, direct, sent, way)
            for (_, telling), way in zip(owed, ways, strict=True)
        ]
        self._bundles.sent(list(zip(items, proofs, strict=True)), now)

    def _room_for(self, items: Sequence[Due], now: datetime) -> int:
        ways = [self._way(each, now) for each in items]
        return self._sender.room_for(self._notices(items, ways, now))

    def _notices(self, items: Sequence[Due], ways: Sequence[Way], now: datetime) -> list[Notice]:
        return [
            Notice(self._teller.words(each, _telling(each), way, now), each.reference)
            for each, way in zip(items, ways, strict=True)
        ]

    def _person(self, item: Due, now: datetime) -> Person | None:
        return self._way(item, now).person

    def _way(self, item: Due, now: datetime) -> Way:
        return next(self._teller.ways(item, _telling(item), now), Way(()))

    def _stands(self, item: Due) -> Disagreement:
        return self._store.disagreement(item.reference)


def _each_once(items: Sequence[Due]) -> list[Due]:
    """Of two that tell the same, the second is left: in its turn it turns out to have been told."""
    first: dict[tuple[str, str], Due] = {}
    for each in items:
        first.setdefault((each.reference, _telling(each).topic), each)
    return list(first.values())


def _about(item: Due, person: Person) -> tuple[str, str, str, str]:
    return item.reference, _telling(item).topic, person.id, item.key


def _telling(item: Due) -> Telling:
    if not isinstance(item.owed, Telling):
        raise TypeError(item.kind)
    return item.owed
