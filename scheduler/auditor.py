"""The auditor: looks at everything that is open, puts right what it can prove, and says the rest aloud."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

import structlog

from scheduler.alarm_routes import AlarmRoutes
from scheduler.examination import Examined, Examiner, Found
from storage.auditing import Auditing, Seen
from storage.database import NotAnswered
from storage.findings import Finding, Findings
from storage.mending import Held, Mending
from storage.release import NewerDatabase
from storage.store import Store

log = structlog.get_logger()


class Round(NamedTuple):
    """What came of one audit; `whole` unless it was stopped."""

    looked_at: int
    repaired: int
    found: int
    whole: bool


class Auditor:
    """Looks at all that is open, and at what has ended and is not done; people and workers go on.

    It reads without a lock. What seems wrong may be something that is being written just now: it is
    looked at again, that one alone, while nobody changes it.
    """

    def __init__(
        self,
        store: Store,
        auditing: Auditing,
        mending: Mending,
        findings: Findings,
        routes: AlarmRoutes,
        *,
        since: datetime,
    ) -> None:
        """`since`: when this process began."""
        self._store = store
        self._auditing = auditing
        self._mending = mending
        self._findings = findings
        self._routes = routes
        self._since = since

    def audit(self, now: datetime, should_stop: Callable[[], bool] = lambda: False) -> Round:
        """One audit of everything, ended early where that is asked; then what was found is told."""
        directory, imported = self._store.directory(), self._auditing.imported()
        examiner = Examiner(now, self._since, directory, imported)
        looked_at = repaired = 0
        found: dict[tuple[str, str], Finding] = {}
        whole = True
        for seen in self._each(examiner):
            if should_stop():
                whole = False
                break
            looked_at += 1
            if not examiner.examined(seen).is_sound:
                mended, left = self._again(seen.reference, examiner)
                repaired += mended
                for each in left:
                    stands = self._findings.stands(seen.reference, each.what, each.why, now)
                    found[stands.reference, stands.what] = stands
        if whole:
            self._findings.only(found.values())
        self._routes.say(list(found.values()), now)
        result = Round(looked_at, repaired, len(found), whole)
        log.info("audited", count=looked_at)
        return result

    def _each(self, examiner: Examiner) -> Iterator[Seen]:
        for page_after in (self._auditing.open_after, self._auditing.unfinished_after):
            last = ""
            while page := page_after(last):
                yield from self._auditing.each(page, examiner.watches)
                last = page[-1]

    def _again(self, reference: str, examiner: Examiner) -> tuple[int, tuple[Found, ...]]:
        """The second look, and whatever it allows to be put right: how much, and what is left."""
        wrong = Examined()
        try:
            with self._mending.holding(reference, examiner.watches) as held:
                wrong = examiner.examined(held.seen)
                repaired = _put_right(held, wrong, examiner.now)
        except (NotAnswered, NewerDatabase):
            raise
        except Exception as fault:
            log.error("not_repaired", reference=reference, exc_info=fault)
            return 0, (*wrong.found, *wrong.unmended(type(fault).__name__))
        for what in repaired:
            log.warning("repaired", reference=reference, kind=what)
        return len(repaired), wrong.found


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
