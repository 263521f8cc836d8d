"""Errands, delivered: an agency's lead, or whom it is about, is told once, in their own working time."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import structlog

from escalation.directory import leads
from escalation.directory.people import Directory, Person
from escalation.working_time import working_patterns
from escalation.working_time.calendars import Calendar
from scheduler.sender import PacedError, RefusedError, Sender, TryAgainError, UncertainError
from storage.database import NotAnswered
from storage.errands import Errand, Errands
from storage.outbox import FOR_WORKING_TIME

log = structlog.get_logger()
LEASE = timedelta(minutes=2)
TRIES = 8
LONGEST_PAUSE = 600.0
NO_REFERENCE = ""  # it is about no disagreement
NOBODY = "nobody is there to be told"
UNREADABLE = "this release cannot read what is owed"


class ErrandDelivery:
    """Takes one errand at a time to whoever is asked for its agency, and keeps the platform's word."""

    def __init__(
        self,
        errands: Errands,
        sender: Sender,
        directory: Callable[[datetime], Directory],
        calendar: Callable[[datetime], Calendar],
        *,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """`calendar` has the working days of the partnership around a time."""
        self._errands = errands
        self._sender = sender
        self._directory = directory
        self._calendar = calendar
        self._jitter = jitter

    def deliver(self, now: datetime) -> int:
        """Do the one that comes next; how many there were, none where the pace lets no more be told."""
        errand = self._errands.claim(now, LEASE)
        if errand is None:
            return 0
        try:
            return int(self._try(errand, now))
        except NotAnswered as gone:
            # An outage of ours: it may have been told, and not been kept.
            self._again(errand, now, type(gone).__name__, unsure=True)
            return 1

    def next_at(self) -> datetime | None:
        """When there will next be one to do."""
        return self._errands.next_at()

    def _try(self, errand: Errand, now: datetime) -> bool:
        """Whether anything else can be told after it."""
        try:
            self._do(errand, now)
        except PacedError as paced:
            at = now + timedelta(seconds=paced.after or 0)
            unsure = errand.ambiguous
            self._errands.again(errand, at, paced.why, unsure=unsure, counted=False)
            return not paced.all_wait
        except TryAgainError as refused:
            # However long an outage is, it is owed; and the outage may be of the look-up.
            self._again(errand, now, refused.why, refused.after, unsure=errand.ambiguous)
        except UncertainError as uncertain:
            # Left leased: it comes back as ambiguous, and is looked up first.
            log.warning("errand_uncertain", kind=errand.sort, error=uncertain.why)
        except RefusedError as refused:
            self._give_up(errand, refused.why)
        except NotAnswered:
            raise
        except Exception as fault:
            log.error("errand_failed", kind=errand.sort, exc_info=fault)
            if errand.faults + 1 >= TRIES:
                self._give_up(errand, type(fault).__name__)
            else:
                self._again(errand, now, type(fault).__name__, unsure=True, fault=True)
        return True

    def _do(self, errand: Errand, now: datetime) -> None:
        if errand.ambiguous and self._was_told(errand, now):
            return
        asked = list(self._asked(errand, now))
        if asked and (opens := self._opens(asked[0], now)) > now:
            self._errands.again(errand, opens, FOR_WORKING_TIME, counted=False)
            return
        refused = RefusedError(NOBODY)
        for person in asked:
            try:
                self._tell(errand, person, now)
            except RefusedError as refusal:
                refused = refusal
            else:
                return
        raise refused

    def _asked(self, errand: Errand, now: datetime) -> Iterator[Person]:
        """Whoever is asked for the agency; and after them whoever stands in, if those before refuse.

        What is somebody's own is told to them alone, at work or away.
        """
        directory = self._directory(now)
        if not errand.whose:
            return leads.asked(errand.agency, directory)
        person = directory.person(errand.whose)
        return iter([person] if person else [])

    def _opens(self, person: Person, now: datetime) -> datetime:
        return working_patterns.read(person.works).next_at_work(now, self._calendar(now))

    def _was_told(self, errand: Errand, now: datetime) -> bool:
        """Whether an attempt that never said how it ended had told somebody: then it is kept."""
        sent = self._sender.find_told(errand.channel, errand.key, errand.owed_at)
        if sent:
            self._errands.sent(errand, errand.person, errand.channel, sent.id, now)
        return sent is not None

    def _tell(self, errand: Errand, person: Person, now: datetime) -> None:
        if errand.message is None:
            raise RefusedError(UNREADABLE)
        direct = self._sender.direct(person)
        if not self._errands.trying(errand, person.id, direct):
            return  # its lease has ended, and another is at it
        words = (errand.message, NO_REFERENCE, errand.key)
        sent = self._sender.tell(direct, *words, errand.owed_at)
        self._errands.sent(errand, person.id, direct, sent.id, now)

    def _again(
        self,
        errand: Errand,
        now: datetime,
        why: str,
        after: float | None = None,
        *,
        unsure: bool,
        fault: bool = False,
    ) -> None:
        growing = min(2.0 ** min(errand.attempts, 10), LONGEST_PAUSE) * (0.5 + self._jitter())
        at = now + timedelta(seconds=after or growing)
        self._errands.again(errand, at, why, unsure=unsure, fault=fault)
        log.info("errand_again", kind=errand.sort, error=why)

    def _give_up(self, errand: Errand, why: str) -> None:
        """The next round says so to the Business Manager."""
        self._errands.give_up(errand, why)
        log.error("errand_given_up", kind=errand.sort, error=why)
