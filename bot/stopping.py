"""Being told to stop: what is in hand is finished first."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TOLD = (signal.SIGTERM, signal.SIGINT)
A_MOMENT = 0.05


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


def answered(ask: Callable[[], str], told: threading.Event) -> str:
    """What is answered to a question that may take long; nothing if told to stop before that."""
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(ask()), name="asking", daemon=True)
    asking.start()
    while asking.is_alive() and not told.is_set():
        asking.join(A_MOMENT)
    return "".join(answers)
