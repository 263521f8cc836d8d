"""A round of its own: one process makes it for all when it is time, and gives back what it did not finish."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from storage.rounds import Rounds

log = structlog.get_logger()
Make = Callable[[Callable[[], bool]], bool]


class StandingRound:
    """Makes what `make` does, asking it now and then whether it should stop; it answers whether it is whole."""

    def __init__(
        self,
        rounds: Rounds,
        name: str,
        now: Callable[[], datetime],
        every: Callable[[datetime], timedelta],
        make: Make,
    ) -> None:
        """`every` is how long it is from a time to the next round."""
        self._rounds = rounds
        self._name = name
        self._now = now
        self._every = every
        self._make = make
        self._not_made: tuple[datetime, timedelta] | None = None

    def comes(self, should_stop: Callable[[], bool]) -> None:
        """It is made, if it is time for it, and no other process is at it."""
        self._gives_back()  # a fault in it is the caller's to log, as of the round itself
        now, whole = self._now(), False
        every = self._every(now)
        if self._rounds.take(self._name, now, every):
            try:
                whole = self._make(should_stop)
            finally:
                if not whole:
                    self._not_made = now, every
                    self._tries_to_give_back()

    def _gives_back(self) -> None:
        """A round that was not made is the next one's, at the latest when the database is back."""
        if self._not_made is not None:
            self._rounds.again(self._name, *self._not_made)
            self._not_made = None

    def _tries_to_give_back(self) -> None:
        """Its own fault must not stand in the place of the one that ended the round."""
        try:
            self._gives_back()
        except Exception as fault:
            log.warning("round_not_given_back", kind=self._name, exc_info=fault)
