"""Putting together: every room of the house, wired once, and taken down again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from bot.clock import Clock, SharedClock, SystemClock, WoundClock
from bot.clockwork import Clockwork
from bot.config import Config
from bot.daily import daily
from bot.hearing import Hearing
from bot.installation import RefusedError, installation
from bot.procedures import every, in_force
from bot.shared_clock import shared
from bot.signposts import filled
from bot.slack.wire_asking import PATIENCE
from bot.slack.wire_sending import SlackSender
from escalation import rights
from escalation.directory.gap import Kind
from export import signing
from export.signing import SigningKey, SigningKeyRefused, signing_key
from handlers import routes
from handlers.desk import Desk, calendar, calendar_of
from handlers.request import Reply, Request
from scheduler.alarm_routes import AlarmRoutes
from scheduler.archive import Archive
from scheduler.auditor import Auditor
from scheduler.daily import Daily
from scheduler.delivery import Delivery
from scheduler.errands import ErrandDelivery
from scheduler.pulse import Bell
from scheduler.runner import Runner
from scheduler.worker import Worker
from storage.auditing import Auditing
from storage.database import NotAnswered
from storage.findings import Findings
from storage.mending import Mending
from storage.pace import Pace, Unpaced
from storage.release import is_newer
from storage.store import Store
from storage.workers import new_name

if TYPE_CHECKING:
    from bot.server import Door

PLATFORM = "slack"
STALLED = timedelta(minutes=15)
APART = timedelta(seconds=5)
LATER = "the database belongs to a later release: bring this process up to that too"
NOBODY = "{} {} nobody: see `people check`"
UNTOLD = "an agency could not be told what it is asked about its people: see `people daily`"
UNAUDITED = "no audit has ended lately: see the log"


class Part(Enum):
    """What of the whole a process does."""

    WHOLE = "answers people, and does what is due"
    DOOR = "answers people; what is due is others' work"
    WORK = "does what is due, and answers nobody"


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
    clockwork: Clockwork
    people: Daily
    part: Part
    since: datetime

    def handle(self, request: Request) -> Reply:
        """What is answered to somebody who acted."""
        return routes.answered(self.desk, request)

    def starts(self) -> None:
        """The clock goes; beside it, what people wrote while nobody listened is heard."""
        if self.part is not Part.DOOR:
            self.clockwork.starts(self.runner)
        if self.part is not Part.WORK:
            self.hearing.starts()

    def slack_says(self) -> str:
        """Nothing where Slack accepts the bot token; else a sentence. Asked once, in passing."""
        return self.sender.answers()

    def door(self, patience: float = PATIENCE) -> "Door":
        """Slack's own way in: what people do there, answered in so many seconds; a worker never
        loads it."""
        from bot.slack.wire import slack_app

        return slack_app(self.config, self.handle, self.desk.directory, patience=patience)

    def not_ready(self) -> list[str]:
        """Why this installation is not fit to be relied on at present; empty when it is."""
        faults = [] if self.part is Part.DOOR else self.clockwork.faults(self.runner)
        try:
            if self.part is Part.DOOR and not self.clockwork.others_work():
                faults.append("no worker is at work")
            waiting = self.store.outbox.oldest_undone()
            now = self.clock.now()
            people = self.store.directory(now).people
        except NotAnswered:
            return [*faults, "the database does not answer"]
        if waiting and now - waiting > STALLED:
            faults.append("something has been waiting to be sent for too long")
        if not people:
            faults.append("nobody is in the directory")
        return faults

    def degraded(self) -> list[str]:
        """What somebody must look at, while everything else works."""
        try:
            counted = (
                (len(self.store.outbox.given_up()), "could not be delivered"),
                (len(self.store.moments.set_aside()), "could not be done when it fell due"),
                (len(Findings(self.engine).all()), "found wrong by the audit"),
            )
            gaps = self.store.upkeep.gaps  # as the last round found them
            nobody, untold = gaps.count(Kind.NOBODY), gaps.count(Kind.UNTOLD)
            is_late = Findings(self.engine).audit_is_late(self.clock.now(), self.since)
            apart = self.clock.apart() if isinstance(self.clock, SharedClock) else timedelta()
            is_later = self.part is Part.DOOR and is_newer(self.engine)
        except NotAnswered:
            return []  # said already: it is not ready
        said = [f"{count} {what}: see `stuck`" for count, what in counted if count]
        said += (
            [NOBODY.format(nobody, "role has" if nobody == 1 else "roles have")] if nobody else []
        )
        said += [UNTOLD] if untold else []
        said += [UNAUDITED] if is_late else []
        said += [LATER] if is_later else []  # whoever works stands back, and is not ready
        return [*said, _differs(apart)] if abs(apart) > APART else said


@contextmanager
def composed(config: Config, clock: Clock, part: Part = Part.WHOLE) -> Iterator[App]:
    """The installation of these settings, its database at this release."""
    with installation(config) as engine:
        app = _put_together(config, shared(clock, engine), engine, part)
        try:
            yield app
        finally:
            app.hearing.stops()
            app.clockwork.stops()
            app.runner.stop()


def _put_together(config: Config, clock: Clock, engine: Engine, part: Part) -> App:
    name = new_name()
    store = Store(engine, calendars=calendar, nudge=lambda: runner.nudge())
    make = partial(_made, store, _key(config))
    # A platform's limits are real time: where people wind the clock, there are none.
    pace = Unpaced() if isinstance(clock, WoundClock) else Pace(engine, clock.now)
    sender = SlackSender(config, lambda: store.directory(clock.now()), pace=pace)
    archive = Archive(store, sender, make, platform=PLATFORM, now=clock.now)
    hearing = Hearing(store, sender.heard, lambda said: app.handle(said), platform=PLATFORM)
    delivery = Delivery(
        store,
        sender,
        archive.send,
        calendar_of,
        platform=PLATFORM,
        worker=name,
        placed=hearing.placed,
        now=clock.now,
    )
    procedures = filled(in_force(chosen=config), config)
    people = daily(config, clock, store, sender.people(), procedures.values())
    errands = ErrandDelivery(store.upkeep.errands, sender, store.directory, people.calendar)
    worker = Worker(store, delivery, clock.now, errands)
    runner = Runner(worker)
    bell = Bell(config.alarm_url.get_secret_value())
    auditor = _auditor(config, clock, engine, store, sender, bell)
    clockwork = Clockwork(
        config,
        engine,
        worker,
        name=name,
        clock=clock,
        real=shared(SystemClock(), engine),
        bell=bell,
        audit=lambda should_stop: auditor.audit(should_stop).whole,
        people=people,
    )
    desk = Desk(
        store=store,
        procedures=procedures,
        now=clock.now,
        deliver=worker.deliver,
        make=make,
        pacing=config.pacing_working_days,
        private=config.placement == "private",
        duty_numbers=config.emergency_duty_numbers,
        accounts=sender.people_at_once(),
        shipped=every(),
    )
    doing = (worker, runner, hearing, clockwork, people, part)
    app = App(config, clock, engine, store, desk, sender, *doing, since=clock.now())
    return app


def _differs(apart: timedelta) -> str:
    which = "ahead of" if apart > timedelta() else "behind"
    return (
        f"this machine's clock is {abs(apart).total_seconds():.0f} seconds {which} the database's"
    )


def _auditor(
    config: Config, clock: Clock, engine: Engine, store: Store, sender: SlackSender, bell: Bell
) -> Auditor:
    findings, auditing = Findings(engine), Auditing(engine, store.read)
    is_outside = bool(config.alarm_url.get_secret_value())
    routes = AlarmRoutes(
        store, findings, sender, bell.is_heard, platform=PLATFORM, is_outside=is_outside
    )
    mending, now = Mending(engine, auditing), clock.now
    return Auditor(store, auditing, mending, findings, routes, now=now, since=now())


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
    """One reader's copy of the record, or of its first entries, signed, in this format.

    What sets it is loaded with the first: a process that starts has something more urgent to do.
    """
    from export.formats import FORMATS
    from export.record import Reader, record
    from export.record_json import signed

    called = store.directory(at).agency_name(agency)
    reader = Reader(agency, called, rights.copy_audiences(agency, office), office)
    hidden = store.disagreement(reference).hidden
    document = record(*store.folded(reference, entries), reader, at, hidden)
    return FORMATS[name](signed(document, key))
