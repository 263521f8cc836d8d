"""What is due: each moment that has passed is handed to the rules, oldest first."""

from datetime import datetime

import structlog

from escalation import acts
from storage.moments import Due
from storage.store import Store

log = structlog.get_logger()
BATCH = 200


def sweep(store: Store, now: datetime) -> int:
    """Let every moment that has passed have its consequence; how many were looked at."""
    due = store.moments.due(now, BATCH)
    for moment in due:
        _fire(store, moment, now)
    return len(due)


def _fire(store: Store, moment: Due, now: datetime) -> None:
    """One moment; a fault in it stops no other, is tried again, and in the end set aside."""
    key = f"moment:{moment.wake}:{moment.at.isoformat()}"
    try:
        after = store.act(moment.reference, acts.time_passed, key=key, at=now)
    except Exception as fault:
        set_aside = store.moments.retry(moment.reference, moment.wake, now, type(fault).__name__)
        log.error(
            "moment_failed",
            reference=moment.reference,
            moment=moment.wake,
            state="set_aside" if set_aside else "waiting",
            exc_info=fault,
        )
        return
    if any(wake.id == moment.wake and wake.at <= now for wake in after.moments()):
        store.moments.done(moment.reference, moment.wake)
