"""Workers beside one another on one store, each with a wire of its own to the platform, and mortal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from escalation.owing import Telling, read
from scheduler.archive import Archive
from scheduler.delivery import Delivery
from scheduler.worker import Worker
from storage.database import reading
from storage.store import Store
from storage.tables import outbox
from tests.scheduler.in_memory import Sent
from tests.scheduler.office import Office, calendar, calendar_of

_WHAT = select(outbox.c.reference, outbox.c.owed)


class Died(BaseException):
    """The process is no more."""


@dataclass(frozen=True)
class Told:
    """One person was told one thing, at one time."""

    person: str
    reference: str
    owed: Telling
    at: datetime


@dataclass
class Plan:
    """Something that happens to a worker so many calls from now, of all calls or of those of a name."""

    calls: int
    after: bool
    does: Callable[[], object]
    name: str = ""


class Wire:
    """A worker's calls of the platform, written down by what they are about; what befalls it on the way is planned."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.planned: list[Plan] = []
        self.told: list[Told] = []

    def __getattr__(self, call: str) -> Callable[..., Any]:
        """Every call of a Sender, with what is to happen before and after it."""
        asked = getattr(self.office.platform, call)

        def called(*arguments: Any, **named: Any) -> Any:
            self._happens(call, after=False)
            accepted = len(self.office.platform.told)
            try:
                answer = asked(*arguments, **named)
            finally:
                # Accepted it may be even where no answer comes.
                self._notes(self.office.platform.told[accepted:])
            self._happens(call, after=True)
            return answer

        return called

    def _happens(self, call: str, after: bool) -> None:
        plan = self.planned[0] if self.planned else None
        if plan and plan.after is after and plan.name in ("", call):
            if plan.calls:
                plan.calls -= 1
            else:
                self.planned.pop(0).does()

    def _notes(self, accepted: list[Sent]) -> None:
        """What each message was about: its words are in the outbox until it is known to be sent."""
        for sent in accepted:
            its_key = or_(outbox.c.key == sent.key, outbox.c.bundle == sent.key)
            with reading(self.office.engine) as connection:
                rows = connection.execute(_WHAT.where(its_key)).all()
            for row in rows:
                owed = read(row.owed)
                assert isinstance(owed, Telling)
                self.told.append(Told(sent.to, row.reference, owed, self.office.now))


def a_store(office: Office) -> Store:
    """A store of the office's database, as another process has it; its references are no matter of luck."""
    letters = (f"ESC-{one}{two}" for one in "ABCD" for two in "ABCD")
    return Store(office.engine, calendars=calendar, references=lambda: next(letters))


class Workmate:
    """One worker, under its own name; its clock may be ahead of the office's."""

    def __init__(self, name: str, office: Office, ahead: timedelta = timedelta()) -> None:
        def now() -> datetime:
            return office.now + ahead

        store = a_store(office)
        self.wire = Wire(office)
        archive = Archive(store, self.wire, office.make, platform="slack")
        delivery = Delivery(
            store,
            self.wire,
            archive.send,
            calendar_of,
            platform="slack",
            worker=name,
            jitter=lambda: 0.5,
            now=now,
        )
        self.worker = Worker(store, delivery, now)

    def dies(self, calls: int, after: bool) -> None:
        """After so many calls: before the platform hears of the next, or once it has answered it."""
        self.wire.planned.append(Plan(calls, after, _dies))

    def meanwhile(self, calls: int, does: Callable[[], object], name: str = "") -> None:
        """After so many calls, this happens before the platform takes the next."""
        self.wire.planned.append(Plan(calls, False, does, name))

    def heals(self) -> None:
        """Nothing more is to happen to it."""
        self.wire.planned.clear()


def _dies() -> None:
    raise Died
