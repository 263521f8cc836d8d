"""The clockwork: all that goes while this process does what is due, begun and ended together."""

import threading
from datetime import timedelta

import structlog
from sqlalchemy import Engine

from bot import VERSION
from bot.clock import Clock, SystemClock
from bot.config import Config
from bot.installation import RefusedError
from bot.standing_round import Make, StandingRound
from scheduler.beats import Beats
from scheduler.daily import Daily
from scheduler.pulse import MINUTE, Bell, Pulse
from scheduler.runner import Runner
from scheduler.watchdog import Watchdog
from scheduler.worker import Worker
from storage.alone import Alone, NotAlone
from storage.database import NotAnswered
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
        audit: Make,
        people: Daily | None = None,
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
        self._workers, rounds = Workers(engine), Rounds(engine)
        self._beats = Beats(self._workers, name, VERSION, real.now)
        self._stopping = threading.Event()
        self._hourly = StandingRound(
            rounds, "audit", clock.now, lambda _: HOUR, lambda should_stop: self._audit(should_stop)
        )
        self._daily = _daily(rounds, clock, people) if people else None
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
        runner.start(self._beats.beat, self._rounds_of_their_own)
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

    def _rounds_of_their_own(self) -> None:
        """The audit, and then the directory's upkeep: what goes wrong with one stops no other."""
        try:
            self._audits()
        finally:
            self._looks_at_people()

    def _audits(self) -> None:
        """The audit, if it is time for it, and no other process is at it."""
        self._hourly.comes(self._stopping.is_set)

    def _looks_at_people(self) -> None:
        """The daily round, if it is time for it; Slack or Microsoft 365 may take minutes to answer."""
        if self._daily is None or self._stopping.is_set():
            return
        try:
            self._daily.comes(self._stopping.is_set)
        except NotAnswered:
            raise
        except Exception as fault:
            log.error("people_round_failed", exc_info=fault)


def _daily(rounds: Rounds, clock: Clock, people: Daily) -> StandingRound:
    every = people.until_next
    return StandingRound(rounds, "people", clock.now, every, lambda stop: people.make(stop).whole)
