"""What is due: each moment that has passed is handed to the rules, immediate harm first, then the oldest."""

from datetime import datetime

import structlog

from escalation import acts
from escalation.disagreement import Wake
from scheduler import alarms
from storage.moments import TRIES, Due
from storage.store import Rule, Store

log = structlog.get_logger()
BATCH = 200  # one transaction for them all; what became urgent meanwhile comes first in the next


def sweep(store: Store, now: datetime) -> int:
    """Let moments that have passed have their consequence; how many were looked at.

    Immediate harm is an act of its own: no fault of the ladder keeps its warning back.
    """
    lived = store.live(now, BATCH, _rule)
    for moment, fault in lived.failed:
        state = "set_aside" if _failed(store, moment, now, type(fault).__name__) else "waiting"
        about = {"reference": moment.reference, "moment": moment.wake, "state": state}
        log.error("moment_failed", **about, exc_info=fault)
    return lived.looked_at


def _rule(wake: Wake) -> Rule:
    if wake.is_of_a_copy:
        return acts.copies_passed
    if wake.is_closing:
        return acts.closing_passed
    if wake.is_of_a_check:
        return acts.checks_passed
    return acts.harm_passed if wake.is_harm else acts.ladder_passed


def _failed(store: Store, moment: Due, now: datetime, why: str) -> bool:
    """It is tried again later, or set aside: said before it is so, that nothing is in silence."""
    if moment.attempts + 1 >= TRIES:
        alarms.not_lived(store, moment, why, now)
    return store.moments.retry(moment.reference, moment.wake, now, why)
