"""Putting together: every room of the house, wired once, and taken down again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Engine

from bot.clock import Clock
from bot.config import Config
from bot.hearing import Hearing
from bot.installation import RefusedError, installation
from bot.procedures import in_force
from bot.server import Door
from bot.slack.wire import SlackSender, slack_app
from escalation import rights
from export import signing
from export.formats import FORMATS
from export.record import Reader, record
from export.record_json import signed
from export.signing import SigningKey, SigningKeyRefused, signing_key
from handlers import routes
from handlers.desk import Desk, calendar, calendar_of
from handlers.request import Reply, Request
from scheduler.archive import Archive
from scheduler.delivery import Delivery
from scheduler.runner import Runner
from scheduler.worker import Worker
from storage.database import NotAnswered
from storage.store import Store

PLATFORM = "slack"
STALLED = timedelta(minutes=15)


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
    hearing: Hearing

    def handle(self, request: Request) -> Reply:
        """What is answered to somebody who acted."""
        return routes.answered(self.desk, request)

    def starts(self) -> None:
        """The clock goes; beside it, what people wrote while nobody listened is heard."""
        self.runner.start()
        self.hearing.starts()

    def slack_says(self) -> str:
        """Nothing where Slack accepts the bot token; else a sentence. Asked once, in passing."""
        return self.sender.answers()

    def door(self) -> Door:
        """Slack's own way in: what people do there, answered."""
        return slack_app(self.config, self.handle, self.store.directory)

    def not_ready(self) -> list[str]:
        """Why this installation is not fit to be relied on at present; empty when it is."""
        faults = [] if self.runner.is_beating() else ["the clock has stopped"]
        try:
            waiting = self.store.outbox.oldest_undone()
            people = self.store.directory().people
        except NotAnswered:
            return [*faults, "the database does not answer"]
        if waiting and self.clock.now() - waiting > STALLED:
            faults.append("something has been waiting to be sent for too long")
        if not people:
            faults.append("nobody is in the directory")
        return faults

    def degraded(self) -> list[str]:
        """What somebody must look at, while everything else works."""
        try:
            given_up, set_aside = self.store.outbox.given_up(), self.store.moments.set_aside()
        except NotAnswered:
            return []  # said already: it is not ready
        counted = (
            (len(given_up), "could not be delivered"),
            (len(set_aside), "could not be done when it fell due"),
        )
        return [f"{count} {what}: see `stuck`" for count, what in counted if count]


@contextmanager
def composed(config: Config, clock: Clock) -> Iterator[App]:
    """The installation of these settings, its database at this release."""
    with installation(config) as engine:
        app = _put_together(config, clock, engine)
        try:
            yield app
        finally:
            app.hearing.stops()
            app.runner.stop()


def _put_together(config: Config, clock: Clock, engine: Engine) -> App:
    store = Store(engine, calendars=calendar, nudge=lambda: runner.nudge())
    make = partial(_made, store, _key(config))
    sender = SlackSender(config, store.directory)
    archive = Archive(store, sender, make, platform=PLATFORM)
    hearing = Hearing(store, sender.heard, lambda said: app.handle(said), platform=PLATFORM)
    delivery = Delivery(
        store,
        sender,
        archive.send,
        calendar_of,
        platform=PLATFORM,
        worker="serve",
        placed=hearing.placed,
    )
    worker = Worker(store, delivery, clock.now)
    runner = Runner(worker)
    desk = Desk(
        store=store,
        procedures=in_force(),
        now=clock.now,
        deliver=worker.deliver,
        make=make,
        pacing=config.pacing_working_days,
        private=config.placement == "private",
        duty_numbers=config.emergency_duty_numbers,
    )
    app = App(config, clock, engine, store, desk, sender, worker, runner, hearing)
    return app


def _key(config: Config) -> SigningKey:
    try:
        return signing_key(config.data / signing.FILE_NAME)
    except SigningKeyRefused as refusal:
        raise RefusedError(str(refusal)) from refusal


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
    audiences = rights.copy_audiences(agency, office)
    reader = Reader(agency, held.name if held else agency, audiences, office)
    document = record(*store.folded(reference, entries), reader, at)
    return FORMATS[name](signed(document, key))
