"""Holding: nothing is sent but by whoever holds it, and holds it for long enough to hear of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from scheduler.sender import TryAgainError
from storage.outbox import Due, Outbox

# Longer than one message waits for a platform's limits, and then for its answer.
MARGIN = timedelta(seconds=30)
URGENT_MARGIN = timedelta(seconds=15)  # it waits for no limits, and its lease is short
AT_ONCE = 1.0  # seconds

Clock = Callable[[], datetime]


class Holding:
    """Asked right before anything is sent, by a time asked afresh."""

    def __init__(self, outbox: Outbox, now: Clock | None = None) -> None:
        """Without a clock, the time is that at which it was taken up."""
        self._outbox = outbox
        self._now = now

    def must_hold(self, item: Due, taken_up: datetime) -> None:
        """Where another has it, or soon may: it is left to them, or taken up anew at once."""
        at = self._now() if self._now else taken_up
        margin = URGENT_MARGIN if item.urgent else MARGIN
        if item.held_until - at < margin or not self._outbox.holds(item):
            raise TryAgainError("too little is left of its lease", AT_ONCE)
