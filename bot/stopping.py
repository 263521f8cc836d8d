"""Being told to stop: what is in hand is finished first."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TOLD = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """Set once this process is told to stop; told a second time, it ends where it stands."""
    told = threading.Event()
    before = {number: signal.getsignal(number) for number in TOLD}

    def as_before() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def heard(*_: object) -> None:
        told.set()
        as_before()

    for number in TOLD:
        signal.signal(number, heard)
    try:
        yield told
    finally:
        as_before()
