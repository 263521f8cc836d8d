"""The clockwork: all that goes while this process does what is due, begun and ended together."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from bot import VERSION
from bot.clock import Clock, SystemClock
from bot.config import Config
from bot.installation import RefusedError
from scheduler.beats import Beats
from scheduler.pulse import MINUTE, Bell, Pulse
from scheduler.runner import Runner
from scheduler.watchdog import Watchdog
from scheduler.worker import Worker
from storage.alone import Alone, NotAlone
from storage.listener import Listener
from storage.rounds import Rounds
from storage.workers import Workers

log = structlog.get_logger()
NOT_ALONE = (
    "Another process does what is due in this SQLite database already, and only one can: stop it "
    "first; for one more that only answers people say `serve --no-worker`; or use PostgreSQL, "
    "which any number may share."
)
HOUR = timedelta(hours=1)
Audit = Callable[[Callable[[], bool]], bool]


class Clockwork:
    """A worker's rounds, and round them: the watchdog, the beats, the hints, the pulse, the audit."""

    def __init__(
        self,
        config: Config,
        engine: Engine,
        worker: Worker,
        *,
        name: str,
        clock: Clock,
        real: Clock,
        bell: Bell,
        audit: Audit,
    ) -> None:
        """`clock` is that of the work, which may be wound by hand; `real` is never.

        `audit` asks now and then whether it should stop, and answers whether it went through all.
        """
        self.name = name
        self._config = config
        self._engine = engine
        self._worker = worker
        self._clock, self._real = clock, real
        self._bell = bell
        self._audit = audit
        self._alone = Alone(engine)
        self._workers, self._rounds = Workers(engine), Rounds(engine)
        self._beats = Beats(self._workers, name, VERSION, real.now)
        self._stopping = threading.Event()
        self._not_made: datetime | None = None
        self._runner: Runner | None = None
        self._watchdog: Watchdog | None = None
        self._listener: Listener | None = None

    def starts(self, runner: Runner) -> None:
        """It goes from now on, or says who else does the work."""
        try:
            self._alone.takes()
        except NotAlone:
            raise RefusedError(NOT_ALONE) from None
        self._runner = runner
        runner.start(self._beats.beat, self._audits)
        self._watchdog = self._watching(runner)
        self._watchdog.starts()
        self._listener = Listener(self._engine, runner.nudge)
        self._listener.starts()

    def stops(self) -> None:
        """What is in hand is finished, and nothing more begun; nobody waits for this one's return."""
        self._stopping.set()
        for watching in (self._watchdog, self._listener):
            if watching:
                watching.stops()
        if self._runner:
            self._runner.stop()
        self._beats.ends()
        self._alone.lets_go()

    def faults(self, runner: Runner) -> list[str]:
        """Why this process's part of the work is not done at present."""
        watched = self._watchdog is None or self._watchdog.is_looking()
        said = (
            ("" if runner.is_beating() else "the clock has stopped"),
            ("" if watched else "nothing watches over the clock"),
            self._worker.stands_back,
        )
        return [each for each in said if each]

    def others_work(self) -> bool:
        """Whether any process does what is due."""
        return self._workers.are_at_work(self._real.now())

    def _watching(self, runner: Runner) -> Watchdog:
        url = self._config.heartbeat_url.get_secret_value()
        pulse = Pulse(url, lambda: self._is_well(runner))

        def then() -> None:
            pulse.beats()
            self._bell.again()

        return Watchdog(
            runner,
            name=self.name,
            wall=SystemClock().now,
            rings=self._bell.rings,
            then=then,
        )

    def _is_well(self, runner: Runner) -> bool:
        """Whether rounds of work end, and a metronome is there that calls the next."""
        return runner.silence() < MINUTE and runner.lives() and not self._worker.stands_back

    def _audits(self) -> None:
        """The audit, if it is time for it, and no other process is at it."""
        self._gives_back()  # a fault in it is the runner's to log, as of the audit itself
        now, whole = self._clock.now(), False
        if self._rounds.take("audit", now, HOUR):
            try:
                whole = self._audit(self._stopping.is_set)
            finally:
                if not whole:
                    self._not_made = now
                    self._tries_to_give_back()

    def _gives_back(self) -> None:
        """A round that was not made is the next one's, at the latest when the database is back."""
        if self._not_made is not None:
            self._rounds.again("audit", self._not_made, HOUR)
            self._not_made = None

    def _tries_to_give_back(self) -> None:
        """Its own fault must not stand in the place of the one that ended the audit."""
        try:
            self._gives_back()
        except Exception as fault:
            log.warning("audit_not_given_back", exc_info=fault)
