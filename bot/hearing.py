"""Hearing what people wrote while nobody listened: in the background, place by place."""

import threading
from collections.abc import Callable, Iterable

import structlog

from handlers.request import Reply, Request
from scheduler.sender import PlaceOf
from storage.store import Store

log = structlog.get_logger()
PAUSES = (30.0, 120.0, 600.0)  # after which what could not be heard is listened to once more


class Hearing:
    """Reads the places again, and lets every word that is not known yet be handled as it would have been."""

    def __init__(
        self,
        store: Store,
        heard: Callable[[PlaceOf], Iterable[Request]],
        handle: Callable[[Request], Reply],
        *,
        platform: str,
        pauses: Iterable[float] = PAUSES,
    ) -> None:
        """`heard` gives all that people have written in a place, as requests."""
        self._store = store
        self._heard = heard
        self._handle = handle
        self._platform = platform
        self._pauses = tuple(pauses)
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self.tried = threading.Event()
        """Set when every place has been listened to once since the start."""

    def starts(self) -> None:
        """Listen to every place where people are still at work; nothing waits for that."""
        self._begin(self._everywhere)

    def stops(self) -> None:
        """Listen to no more places; the one at hand is heard out."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def placed(self, reference: str) -> None:
        """A place has just become known: what was written in it before is heard."""
        if not self.hears(reference):
            self._begin(lambda: self._again([reference]))

    def hears(self, reference: str) -> bool:
        """Everything written in one place; whether it could be heard. No fault of it is another's."""
        try:
            self._hears(reference)
        except Exception as fault:
            log.warning("place_not_heard", reference=reference, exc_info=fault)
            return False
        return True

    def _hears(self, reference: str) -> None:
        for place in self._store.receipts.places(reference, self._platform):
            known = {kept.key for kept in self._store.entries(reference)}
            for request in self._heard(PlaceOf(place.channel, place.root)):
                if f"{request.platform}:{request.key}" not in known:
                    self._handle(request)

    def _begin(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name="hearing", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _everywhere(self) -> None:
        try:
            references = self._store.open_references()
            left = [each for each in references if not self._stopped() and not self.hears(each)]
        except Exception as fault:
            log.error("nothing_heard", exc_info=fault)
            return
        finally:
            self.tried.set()
        self._again(left)

    def _again(self, references: list[str]) -> None:
        """What could not be heard is listened to a few times more."""
        for pause in self._pauses:
            if not references or self._stopping.wait(pause):
                return
            references = [
                each for each in references if not self._stopped() and not self.hears(each)
            ]

    def _stopped(self) -> bool:
        return self._stopping.is_set()
