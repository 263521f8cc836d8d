"""The turnstile: time moves only while nobody is in the middle of a thing.

A lease is far longer than anything takes that is done under it; on a clock that is wound by hours
it would not be. So whoever works holds the time for as long as one thing takes; who dies lets go.
"""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from bot.clock import WoundClock


class Turnstile:
    """One gate for many processes; whoever winds waits for those inside, and nobody enters then."""

    def __init__(self, folder: Path) -> None:
        self._gate = folder / "gate.lock"
        self._inside = folder / "inside.lock"

    @contextmanager
    def working(self) -> Iterator[None]:
        """In the middle of a thing: the time stands still."""
        with ExitStack() as inside:
            with _locked(self._gate, fcntl.LOCK_SH):  # closed while somebody waits to wind
                inside.enter_context(_locked(self._inside, fcntl.LOCK_SH))
            yield

    @contextmanager
    def winding(self) -> Iterator[None]:
        """Nobody is in the middle of anything."""
        with _locked(self._gate, fcntl.LOCK_EX), _locked(self._inside, fcntl.LOCK_EX):
            yield


class HeldClock(WoundClock):
    """A clock that is wound through the turnstile beside it."""

    def wind_to(self, at: datetime) -> None:
        """Move on to a later time, once nobody is in the middle of a thing."""
        with Turnstile(self.file.parent).winding():
            super().wind_to(at)


@contextmanager
def _locked(file: Path, how: int) -> Iterator[None]:
    with file.open("a") as held:
        fcntl.flock(held, how)
        yield
