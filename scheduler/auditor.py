"""The auditor: looks at everything that is open, puts right what it can prove, and says the rest aloud."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

import structlog

from escalation.acts.alarm import OVERDUE
from scheduler.alarm_routes import AlarmRoutes
from scheduler.examination import Examined, Examiner, Found, unreadable
from storage.auditing import Auditing, Seen
from storage.database import NotAnswered
from storage.findings import Finding, Findings
from storage.mending import Held, Mending
from storage.release import NewerDatabase
from storage.store import Store

log = structlog.get_logger()
A_WHILE = 30  # seconds


class Round(NamedTuple):
    """What came of one audit; `whole` unless it was stopped."""

    looked_at: int
    repaired: int
    found: int
    whole: bool


def _a_while(should_stop: Callable[[], bool]) -> None:
    for _ in range(A_WHILE):
        if not should_stop():
            time.sleep(1)


class Auditor:
    """Looks at all that is open, and at what has ended and is not done; people and workers go on.

    It reads without a lock. What seems wrong may be something that is being written just now: it is
    looked at again, that one alone, while nobody changes it. What seems overdue may be about to be
    done, as when the machine has slept for a night: it is looked at once more after a while.
    """

    def __init__(
        self,
        store: Store,
        auditing: Auditing,
        mending: Mending,
        findings: Findings,
        routes: AlarmRoutes,
        *,
        now: Callable[[], datetime],
        since: datetime,
        pause: Callable[[Callable[[], bool]], object] = _a_while,
    ) -> None:
        """`since`: when this process began; `pause` gives workers time, unless it should stop."""
        self._store = store
        self._auditing = auditing
        self._mending = mending
        self._findings = findings
        self._routes = routes
        self._now = now
        self._since = since
        self._pause = pause

    def audit(self, should_stop: Callable[[], bool] = lambda: False) -> Round:
        """One audit of everything, ended early where that is asked; then what was found is told."""
        looked_at = repaired = 0
        whole, wrong = True, dict[str, tuple[Found, ...]]()
        examiner = self._examiner()
        for seen in self._each(examiner):
            if should_stop():
                whole = False
                break
            looked_at += 1
            if not examiner.examined(seen).is_sound:
                mended, wrong[seen.reference] = self._again(seen.reference)
                repaired += mended
        if late := [reference for reference, left in wrong.items() if _is_late(left)]:
            self._pause(should_stop)
            whole = whole and not should_stop()
            for reference in late:
                left = self._again(reference)[1]
                wrong[reference] = left if whole else _but_late(left)
        found = self._kept(wrong)
        if whole:
            self._findings.only(found)
        self._routes.say(found, self._now)
        if whole:
            self._findings.audited(self._now())
        self._store.drafts.throw_away(self._now())
        log.info("audited", count=looked_at)
        return Round(looked_at, repaired, len(found), whole)

    def _examiner(self) -> Examiner:
        attended = self._auditing.attended_since(self._since)
        known = (self._store.directory(self._now()), self._auditing.imported())
        return Examiner(self._now(), self._since, attended, *known)

    def _each(self, examiner: Examiner) -> Iterator[Seen]:
        for page_after in (self._auditing.open_after, self._auditing.unfinished_after):
            last = ""
            while page := page_after(last):
                yield from self._auditing.each(page, examiner.watches)
                last = page[-1]

    def _kept(self, wrong: dict[str, tuple[Found, ...]]) -> list[Finding]:
        """What was found is kept, each kind of thing once for each disagreement."""
        now = self._now()
        found = {(ref, each.what): each.why for ref, left in wrong.items() for each in left}
        return [self._findings.stands(ref, what, why, now) for (ref, what), why in found.items()]

    def _again(self, reference: str) -> tuple[int, tuple[Found, ...]]:
        """The second look, and whatever it allows to be put right: how much, and what is left."""
        wrong, examiner = Examined(), self._examiner()
        try:
            with self._mending.holding(reference, examiner.watches) as held:
                wrong = examiner.examined(held.seen)
                repaired = _put_right(held, wrong, examiner.now)
        except (NotAnswered, NewerDatabase):
            raise
        except Exception as fault:
            log.error("not_repaired", reference=reference, exc_info=fault)
            left = (*wrong.found, *wrong.unmended(type(fault).__name__))
            return 0, left or (unreadable(fault),)
        for what in repaired:
            log.warning("repaired", reference=reference, kind=what)
        return len(repaired), wrong.found


def _is_late(found: tuple[Found, ...]) -> bool:
    return any(each.what == OVERDUE for each in found)


def _but_late(found: tuple[Found, ...]) -> tuple[Found, ...]:
    return tuple(each for each in found if each.what != OVERDUE)


def _put_right(held: Held, wrong: Examined, now: datetime) -> list[str]:
    """Everything that can be proved, in one breath: the name of each thing that was put right."""
    if wrong.status:
        held.keep_status()
    if wrong.moments:
        held.keep_moments()
    for each in wrong.lost:
        if each.why:
            held.owe_no_more(each.slot, each.owed, now, each.why)
        else:
            held.owe(each.slot, each.owed, now)
    return wrong.repairable
