"""What a procedure is not for: that it was asked for is counted, and nothing else is kept of it."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from escalation.texts.offered import TurnedAway
from escalation.working_time import times
from handlers.desk import Desk

log = structlog.get_logger()


@contextmanager
def counted(desk: Desk, key: str) -> Iterator[None]:
    """The refusal goes on to whoever is to read it; a count that fails stands in nobody's way.

    `key` is that of the press: one that is delivered twice counts once.
    """
    try:
        yield
    except TurnedAway as excluded:
        today = times.civil(desk.now()).date()
        try:
            desk.store.turned_away.count(excluded.procedure, excluded.exclusion, today, key)
        except Exception as fault:
            log.warning("what was turned away could not be counted", exc_info=fault)
        raise
