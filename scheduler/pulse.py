"""The outside: a sign of life each minute, and a bell for alarms. Never content, never in the way."""

import threading
import time
from collections.abc import Callable

import httpx
import structlog

log = structlog.get_logger()
MINUTE, HOUR = 60.0, 3600.0
PATIENCE = 5.0


class Pulse:
    """Says outside that rounds of work end; whoever listens there rings when this falls silent."""

    def __init__(
        self,
        url: str,
        is_well: Callable[[], bool],
        *,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._is_well = is_well
        self._stopwatch = stopwatch
        self._next = stopwatch()

    def beats(self) -> None:
        """The sign of life, if a minute has passed and all is well; returns at once."""
        if self._url and self._stopwatch() >= self._next and self._is_well():
            self._next = self._stopwatch() + MINUTE
            _aside(self._beat)

    def _beat(self) -> None:
        if fault := _fault("GET", self._url):
            log.warning("heartbeat_not_taken", error=fault)


class Bell:
    """The second route of alarms: one sentence, rung where somebody hears it."""

    def __init__(self, url: str, *, stopwatch: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._stopwatch = stopwatch
        self._quiet_until: dict[str, float] = {}
        self._unheard: set[str] = set()
        self._turn = threading.Lock()

    def rings(self, sentence: str) -> None:
        """Ring with this sentence, unless it was rung within the hour; returns at once."""
        if self._url and self._is_news(sentence):
            _aside(lambda: self._tries(sentence))

    def again(self) -> None:
        """What was rung and not heard is rung again, a minute after the last time."""
        for sentence in tuple(self._unheard):
            self.rings(sentence)

    def is_heard(self, sentence: str) -> bool:
        """Ring, and wait for whether somebody has heard it; true where nobody is there to hear."""
        return not self._url or self._ring(sentence)

    def _is_news(self, sentence: str) -> bool:
        now = self._stopwatch()
        with self._turn:
            self._quiet_until = {said: at for said, at in self._quiet_until.items() if at > now}
            is_news = sentence not in self._quiet_until
            self._quiet_until.setdefault(sentence, now + HOUR)
        return is_news

    def _tries(self, sentence: str) -> None:
        if self._ring(sentence):
            self._unheard.discard(sentence)
        else:
            self._unheard.add(sentence)

    def _ring(self, sentence: str) -> bool:
        """What was not heard is no longer rung within the hour, and may be tried again soon."""
        if fault := _fault("POST", self._url, {"text": sentence}):
            log.error("alarm_not_rung", error=fault)
            with self._turn:
                self._quiet_until[sentence] = self._stopwatch() + MINUTE
        return not fault


def _aside(work: Callable[[], object]) -> None:
    """In a thread of its own, or here where the machine has none left to give."""
    try:
        threading.Thread(target=work, name="outside", daemon=True).start()
    except RuntimeError:
        work()


def _fault(method: str, url: str, content: object = None) -> str:
    """Why it was not taken, in a word: the address holds a secret, and errors quote it."""
    try:
        # Through the proxy that the environment names, if it names one.
        answer = httpx.request(method, url, json=content, timeout=PATIENCE)
    except Exception as fault:  # noqa: BLE001  an address that is none raises all kinds
        return type(fault).__name__
    return "" if answer.is_success else str(answer.status_code)
