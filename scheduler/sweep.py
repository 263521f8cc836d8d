"""What is due: each moment that has passed is handed to the rules, immediate harm first, then the oldest."""

from datetime import datetime

import structlog

from escalation import acts
from escalation.disagreement import Wake
from scheduler import alarms
from storage.database import NotAnswered
from storage.moments import TRIES, Due
from storage.store import Store

log = structlog.get_logger()
BATCH = 20  # a few at a time: what becomes urgent meanwhile is looked at before the rest


def sweep(store: Store, now: datetime) -> int:
    """Let moments that have passed have their consequence; how many were looked at."""
    due = store.moments.due(now, BATCH)
    for moment in due:
        _fire(store, moment, now)
    return len(due)


def _fire(store: Store, moment: Due, now: datetime) -> None:
    """One moment; a fault in it stops no other, is tried again, and in the end set aside.

    Immediate harm is an act of its own: no fault of the ladder keeps its warning back.
    """
    wake = Wake(moment.wake, moment.at)
    rule = acts.harm_passed if wake.is_harm else acts.ladder_passed
    key = f"moment:{moment.wake}:{moment.at.isoformat()}"
    try:
        after = store.act(moment.reference, rule, key=key, at=now)
    except NotAnswered:
        raise  # no fault of this moment: everything waits until the database is back
    except Exception as fault:
        state = "set_aside" if _failed(store, moment, now, type(fault).__name__) else "waiting"
        about = {"reference": moment.reference, "moment": moment.wake, "state": state}
        log.error("moment_failed", **about, exc_info=fault)
        return
    if any(each.id == moment.wake and each.at <= now for each in after.moments()):
        store.moments.done(moment.reference, moment.wake)


def _failed(store: Store, moment: Due, now: datetime, why: str) -> bool:
    """It is tried again later, or set aside: said before it is so, that nothing is in silence."""
    if moment.attempts + 1 >= TRIES:
        alarms.not_lived(store, moment, why, now)
    return store.moments.retry(moment.reference, moment.wake, now, why)
