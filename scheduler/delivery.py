"""The outbox, delivered: one thing at a time, each of them once, and nothing given up in silence."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from escalation.disagreement import Disagreement
from escalation.owing import Place, Record, Telling
from scheduler import alarms
from scheduler.bundling import Bundling
from scheduler.holding import Clock, Holding
from scheduler.placing import Placing
from scheduler.sender import PacedError, RefusedError, Sender, TryAgainError, UncertainError
from scheduler.telling import CalendarOf, Teller
from storage.database import NotAnswered
from storage.outbox import Due
from storage.store import Store

log = structlog.get_logger()
LEASE = timedelta(minutes=2)
TRIES = 8
LONGEST_PAUSE = 600.0
LONGEST_URGENT_PAUSE = 20.0
URGENT_DOUBT = timedelta(seconds=15)
A_FEW = 5  # each of them is a transaction or two, for nothing
UNREADABLE = "this release cannot read what is owed"

SendRecord = Callable[[Due, str, Disagreement, datetime], None]


class Delivery:
    """Takes what is owed to a platform, and keeps its word for what was accepted."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        send_record: SendRecord,
        calendar: CalendarOf,
        *,
        platform: str,
        worker: str,
        placed: Callable[[str], None] = lambda reference: None,
        jitter: Callable[[], float] = random.random,
        now: Clock | None = None,
    ) -> None:
        """`placed` is called once a disagreement's place is known: words may stand in it already.

        By `now` it is asked before each sending how much is left of a lease.
        """
        holding = Holding(store.outbox, now)
        self._store = store
        self._send_record = send_record
        self._placing = Placing(store, sender, holding, platform, placed)
        self._teller = Teller(store, sender, calendar, holding, platform)
        self._bundling = Bundling(store, sender, self._teller, holding, worker)
        self._worker = worker
        self._jitter = jitter
        self._in_a_row = 0

    def deliver(self, now: datetime, *, urgent: bool = False) -> int:
        """Do the one thing that comes next, of what is urgent only if asked; whether there was one.

        It is taken up alone: no lease runs out while another thing is being sent. Nothing is done
        either where the platform's limits let nothing more be sent at present.
        """
        due = self._store.outbox.claim(now, self._worker, 1, LEASE, urgent=urgent)
        return sum(self._attempt(item, now) for item in due)

    def _attempt(self, item: Due, now: datetime, *, alone: bool = False) -> bool:
        """Whether anything else can be done after it."""
        try:
            return self._try(item, now, alone)
        except NotAnswered as gone:
            # An outage of ours, and no fault of this: it may have been sent, and not been kept.
            self._again(item, now, type(gone).__name__, unsure=True)
            return True

    def _try(self, item: Due, now: datetime, alone: bool) -> bool:
        try:
            goes_on = self._do(item, now, alone)
            self._in_a_row = 0 if goes_on else self._in_a_row
            return goes_on
        except PacedError as paced:
            return self._paced(item, now, paced)
        except TryAgainError as refused:
            # An outage never makes anything not owed: it is tried for as long as it takes. What may
            # have been sent before may still have been: the outage may be of the look-up.
            self._again(item, now, refused.why, refused.after, unsure=item.ambiguous)
        except UncertainError as uncertain:
            self._doubted(item, now, uncertain.why)
        except RefusedError as refused:
            return self._refused(item, now, refused.why)
        except NotAnswered:
            raise
        except Exception as fault:
            log.error("delivery_failed", reference=item.reference, exc_info=fault)
            if item.faults + 1 >= TRIES:
                return self._refused(item, now, type(fault).__name__)
            # It may have been sent, and the fault be in the keeping of it.
            self._again(item, now, type(fault).__name__, unsure=True, fault=True)
        return True

    def _do(self, item: Due, now: datetime, alone: bool) -> bool:
        if item.bundle:
            self._bundling.tell(item, now)
            return True
        disagreement = self._store.disagreement(item.reference)
        match item.owed:
            case Telling() as owed:
                return self._tell(item, owed, disagreement, now, alone)
            case Place() as owed:
                self._placing.make(item, owed, disagreement, now)
            case Record(agency):
                self._send_record(item, agency, disagreement, now)
                self._store.outbox.sent(item.id, None, now)
            case None:
                raise RefusedError(UNREADABLE)
            case owed:
                self._placing.do(item, owed, disagreement, now)
        return True

    def _tell(
        self, item: Due, owed: Telling, disagreement: Disagreement, now: datetime, alone: bool
    ) -> bool:
        """Alone; or all that waits for the same person now, whose outcome is then that of them all."""
        if item.ambiguous and self._teller.was_told(item, owed, now):
            return True
        if not self._teller.is_due(item, owed, disagreement, now):
            return True
        leads = item if alone else self._bundling.together(item, now)
        if leads.bundle:
            return self._attempt(leads, now)
        self._teller.tell(item, owed, now)
        return True

    def _refused(self, item: Due, now: datetime, why: str) -> bool:
        """What could not be told together is told one by one, and each has its own alarm."""
        if item.bundle:
            apart = self._bundling.apart(item)
            went = [self._attempt(each, now, alone=True) for each in apart]
            return all(went)
        self._give_up(item, now, why)
        return True

    def _paced(self, item: Due, now: datetime, paced: PacedError) -> bool:
        """Not asked, and no attempt. After a few of them in a row the rest can wait for the next round."""
        at = now + timedelta(seconds=paced.after or 0)
        self._store.outbox.again(item, at, paced.why, unsure=item.ambiguous, counted=False)
        self._in_a_row += 1
        return not paced.all_wait and self._in_a_row % A_FEW != 0

    def _doubted(self, item: Due, now: datetime, why: str) -> None:
        """Left leased: it comes back as ambiguous, and is looked up first; what is urgent soon."""
        if item.urgent:
            self._store.outbox.again(item, now + URGENT_DOUBT, why, unsure=True)
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
        self._store.outbox.again(item, now + pause, why, unsure=unsure, fault=fault)
        log.info("delivery_again", reference=item.reference, kind=item.kind, error=why)

    def _pause(self, item: Due, after: float | None) -> float:
        """As long as the platform says; else 2, 4, 8 ... seconds, never long for what is urgent."""
        growing = min(2.0 ** min(item.attempts, 10), LONGEST_PAUSE) * (0.5 + self._jitter())
        pause = after or growing
        return min(pause, LONGEST_URGENT_PAUSE) if item.urgent else pause

    def _give_up(self, item: Due, now: datetime, why: str) -> None:
        """The alarm first: if this process dies in between, it is given up once more, and not in silence."""
        if not self._store.outbox.holds(item):
            return  # whoever has taken it since may yet do it
        alarms.given_up(self._store, item, why, now)
        self._store.outbox.give_up(item, why)
        log.error("delivery_given_up", reference=item.reference, kind=item.kind, error=why)
