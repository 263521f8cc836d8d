"""Putting together: every room of the house, wired once, and taken down again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog
from sqlalchemy import Engine

from bot.clock import Clock
from bot.commands._installation import installation
from bot.config import Config
from bot.server import Door
from bot.slack.wire import SlackSender, slack_app
from escalation import procedure
from escalation.disagreement import fold
from escalation.procedure import Procedure
from export import signing
from export.formats import FORMATS
from export.record import Reader, record
from export.record_json import signed
from export.signing import SigningKey, signing_key
from handlers import routes
from handlers.desk import Desk, calendar, calendar_of
from handlers.request import Reply, Request
from scheduler.archive import Archive
from scheduler.delivery import Delivery
from scheduler.runner import Runner
from scheduler.sender import PlaceOf, RefusedError, TryAgainError
from scheduler.worker import Worker
from storage.store import Store

log = structlog.get_logger()
PLATFORM = "slack"
STALLED = timedelta(minutes=15)
PROCEDURES = Path(__file__).resolve().parent.parent / "procedures"


@dataclass(frozen=True)
class App:
    """The whole installation, ready to be served."""

    config: Config
    clock: Clock
    engine: Engine
    store: Store
    desk: Desk
    sender: SlackSender
    worker: Worker
    runner: Runner

    def handle(self, request: Request) -> Reply:
        """What is answered to somebody who acted."""
        return routes.answered(self.desk, request)

    def starts(self) -> None:
        """What people wrote while nobody listened is read, and then the clock goes."""
        for reference in self.store.open_references():
            if place := self.store.receipts.place(reference, PLATFORM):
                self._hears(PlaceOf(place.channel, place.root), reference)
        self.runner.start()

    def _hears(self, place: PlaceOf, reference: str) -> None:
        try:
            for request in self.sender.heard(place):
                self.handle(request)
        except (TryAgainError, RefusedError) as unheard:
            log.warning("place_not_heard", reference=reference, error=unheard.why)

    def door(self) -> Door:
        """Slack's own way in: what people do there, answered."""
        return slack_app(self.config, self.handle, self.store.directory)

    def not_ready(self) -> list[str]:
        """Why this installation is not fit to be relied on at present; empty when it is."""
        faults = []
        if not self.runner.is_beating():
            faults.append("the clock has stopped")
        waiting = self.store.outbox.oldest_undone()
        if waiting and self.clock.now() - waiting > STALLED:
            faults.append("something has been waiting to be sent for too long")
        if self.store.outbox.given_up() or self.store.moments.set_aside():
            faults.append("something was given up and waits for somebody to look")
        if not self.store.directory().people:
            faults.append("nobody is in the directory")
        return faults


@contextmanager
def composed(config: Config, clock: Clock) -> Iterator[App]:
    """The installation of these settings, its database at this release."""
    with installation(config) as engine:
        app = _put_together(config, clock, engine)
        try:
            yield app
        finally:
            app.runner.stop()


def procedures(folder: Path = PROCEDURES) -> Mapping[str, Procedure]:
    """For each area, the procedure in force there."""
    found = (
        procedure.read(file.read_text(encoding="utf-8"), file.name)
        for file in sorted(folder.glob("*.yml"))
    )
    return {area: each for each in found for area in each.areas}


def _put_together(config: Config, clock: Clock, engine: Engine) -> App:
    store = Store(engine, calendars=calendar, nudge=lambda: runner.nudge())
    make = partial(_made, store, signing_key(config.data / signing.FILE_NAME))
    sender = SlackSender(config, store.directory)
    archive = Archive(store, sender, make, platform=PLATFORM)
    delivery = Delivery(store, sender, archive.send, calendar_of, platform=PLATFORM, worker="serve")
    worker = Worker(store, delivery)
    runner = Runner(worker, clock.now)
    desk = Desk(
        store=store,
        procedures=procedures(),
        now=clock.now,
        deliver=worker.deliver,
        make=make,
        pacing=config.pacing_working_days,
        private=config.placement == "private",
        duty_numbers=config.emergency_duty_numbers,
    )
    return App(config, clock, engine, store, desk, sender, worker, runner)


def _made(
    store: Store,
    key: SigningKey,
    reference: str,
    agency: str,
    name: str,
    at: datetime,
    office: bool = False,
    entries: int | None = None,
) -> bytes:
    """One reader's copy of the record, or of its first entries, signed, in this format."""
    held = store.directory().agency(agency)
    reader = Reader(agency, held.name if held else agency, office)
    kept = store.entries(reference)[:entries]
    known = fold(reference, store.disagreement(reference).procedure, map(store.read, kept))
    document = record(known, kept, reader, at)
    return FORMATS[name](signed(document, key))
