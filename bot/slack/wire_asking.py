"""Asking the core: in its own threads, for as long as a person on Slack can wait."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

import structlog

from escalation.directory.people import Directory
from escalation.words.emergency import EMERGENCY
from handlers.request import Done, Reply, Request
from storage.database import NotAnswered, PerhapsSaved

log = structlog.get_logger()
Read = Callable[[Directory], Request | None]

PATIENCE = 2.0  # seconds: Slack gives up after three, and the last one is the network's

# What is not known is not said: a fault may have come after the act was kept.
FAULT = f"Something went wrong here. Look at the card before you try again. {EMERGENCY}"
BUSY = f"Not saved. Please try again in a minute. {EMERGENCY}"
PERHAPS = (
    "This may have been saved, or not. Please try again in a minute: nothing is done twice. "
    f"{EMERGENCY}"
)
LATE = f"This takes longer than it should. You will be told here what came of it. {EMERGENCY}"


@dataclass(frozen=True)
class Failed:
    """There is no reply; and the work that may still end, if it had begun."""

    sentence: str
    still: "asyncio.Future[Outcome] | None" = None


@dataclass(frozen=True)
class Outcome:
    """What came of a request; without a request, nothing of ours was asked."""

    reply: Reply | Failed
    request: Request | None = None
    people: Directory = field(default_factory=Directory)

    @property
    def reference(self) -> str:
        """The disagreement it was about, where that is known."""
        return self.request.reference if self.request else ""


class Asking:
    """Runs the core, which is synchronous, beside the network, which is not."""

    def __init__(
        self,
        handle: Callable[[Request], Reply],
        directory: Callable[[], Directory],
        threads: Executor,
        patience: float,
        alarms: Executor | None = None,
    ) -> None:
        """`alarms` has threads of its own for immediate harm: nothing else can make it wait."""
        self._handle = handle
        self._directory = directory
        self._threads = threads
        self._alarms = alarms or threads
        self._patience = patience

    async def ask(self, read: Read, *, urgent: bool = False) -> Outcome:
        """The reply; or, in time, that there is none: an act not yet begun is never begun later."""
        work = (self._alarms if urgent else self._threads).submit(self._outcome, read)
        ending = asyncio.wrap_future(work)
        done, _ = await asyncio.wait({ending}, timeout=self._patience)
        return ending.result() if done else _late(work, ending)

    def _outcome(self, read: Read) -> Outcome:
        """This is the door at which a fault is logged, once, and nobody is left without an answer."""
        request: Request | None = None
        try:
            people = self._directory()
            if (request := read(people)) is None:
                return Outcome(Done(), None, people)
            return Outcome(self._handle(request), request, people)
        except Exception as fault:
            log.error(
                "a request failed",
                platform="slack",
                word=request.word if request else None,
                # Of a button or a form it is ours; after a command somebody typed it, whatever it is.
                reference=request.reference if request and request.question else None,
                exc_info=fault,
            )
            return Outcome(Failed(_said(fault)), request)


def _said(fault: Exception) -> str:
    match fault:
        case PerhapsSaved():
            return PERHAPS
        case NotAnswered():
            return BUSY
        case _:
            return FAULT


def _late(work: "Future[Outcome]", ending: "asyncio.Future[Outcome]") -> Outcome:
    begun = not work.cancel()
    log.warning("a request took too long", platform="slack", state="begun" if begun else "waiting")
    return Outcome(Failed(LATE, ending) if begun else Failed(BUSY))
