"""Errands: what somebody is told of the directory. Each is owed once, by its key, and kept until done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import (
    ColumnElement,
    Engine,
    Row,
    and_,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from escalation.directory.people import Person
from escalation.words import message
from escalation.words.message import Message
from storage.database import reading, writing
from storage.hints import hint
from storage.outbox import FOR_WORKING_TIME
from storage.release import refuse_newer
from storage.upkeep_tables import errands

WAITING, LEASED, SENT = "waiting", "leased", "sent"
GIVEN_UP, NO_LONGER_OWED = "given_up", "no_longer_owed"
OWN = "own:"  # before the ID of somebody who is told it themselves, and nobody in their place
THANKS = "thanks:"  # the same of what somebody did well: it stands in the place of no other
LONGEST_WAIT = timedelta(days=1)  # no platform is believed that says more
_UNDONE = errands.c.state.in_((WAITING, LEASED))
_OF_AGENCIES = and_(*(errands.c.kind.not_like(f"{one}%") for one in (OWN, THANKS)))


@dataclass(frozen=True)
class Errand:
    """One errand, held until its lease ends; `attempts` counts this one.

    `ambiguous`: it may have been told to `person` in `channel`: it is looked up there first.
    Nothing is said where this release cannot read what was to be.
    """

    key: str
    agency: str
    kind: str
    message: Message | None
    owed_at: datetime
    attempts: int
    faults: int
    held_until: datetime
    ambiguous: bool = False
    person: str = ""
    channel: str = ""

    @property
    def whose(self) -> str:
        """Who is told themselves; nothing where the agency's lead is."""
        sort, _, whose = self.kind.partition(":")
        return whose if f"{sort}:" in (OWN, THANKS) else ""

    @property
    def sort(self) -> str:
        """Its kind, without whose it is."""
        return self.kind.partition(":")[0]


class Owed(NamedTuple):
    """An errand as it stands: when it was owed, of which agency, and what became of it."""

    key: str
    agency: str
    kind: str
    owed_at: datetime
    state: str

    @property
    def is_given_up(self) -> bool:
        """Whether it could be told to nobody."""
        return self.state == GIVEN_UP


class Errands:
    """What is waiting to be told, and what became of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def owe(self, key: str, agency: str, kind: str, said: Message, at: datetime) -> bool:
        """It is owed from now on, and none of its kind before it; whether it was not already."""
        row = {"key": key, "agency": agency, "kind": kind, "message": message.written(said)}
        try:
            with writing(self._engine) as connection:
                if connection.scalar(select(exists().where(errands.c.key == key))):
                    return False
                older = (errands.c.agency == agency, errands.c.kind == kind)
                dropped = update(errands).where(*older, errands.c.state == WAITING)
                connection.execute(dropped.values(state=NO_LONGER_OWED, message=None))
                connection.execute(insert(errands).values(**row, **new(at)))
                hint(connection)
        except IntegrityError:  # another process has just written the same
            return False
        return True

    def owe_to(self, person: Person, key: str, said: Message, at: datetime) -> bool:
        """The same, to one person themselves: of what has not been told yet, the last stands."""
        return self.owe(key, person.agency, f"{OWN}{person.id}", said, at)

    def claim(self, now: datetime, lease: timedelta) -> Errand | None:
        """The one that comes next, held for a while; none where none can be told now."""
        # What was put down by a clock that was ahead does not wait for that time to come again.
        is_tried = and_(errands.c.why != FOR_WORKING_TIME, errands.c.run_at > now + LONGEST_WAIT)
        ready = or_(errands.c.run_at <= now, errands.c.owed_at > now, is_tried)
        found = select(errands).where(_UNDONE, ready).order_by(errands.c.run_at, errands.c.key)
        with reading(self._engine) as connection:
            if connection.execute(found.limit(1)).first() is None:
                return None  # it is asked each second: whoever writes is not kept waiting for it
        with writing(self._engine) as connection:
            refuse_newer(connection)
            # Two workers cannot both win: on PostgreSQL the row is locked before it is leased, on
            # SQLite BEGIN IMMEDIATE lets one in at a time.
            row = connection.execute(found.limit(1).with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            until = now + lease
            taken = {"state": LEASED, "run_at": until, "attempts": row.attempts + 1}
            connection.execute(update(errands).where(errands.c.key == row.key).values(taken))
        return _errand(row, until)

    def trying(self, errand: Errand, person: str, channel: str) -> bool:
        """From now on it may have been told there; whether it is still held, and may be."""
        return self._change(errand, person=person, channel=channel)

    def sent(self, errand: Errand, person: str, channel: str, proof: str, now: datetime) -> None:
        """It has been told, whoever holds it; its words go."""
        done = {"person": person, "channel": channel, "message_id": proof, "sent_at": now}
        mine = and_(errands.c.key == errand.key, errands.c.state != SENT)
        with writing(self._engine) as connection:
            then = update(errands).where(mine).values(**done, state=SENT, message=None, why="")
            connection.execute(then)

    def again(
        self,
        errand: Errand,
        run_at: datetime,
        why: str,
        *,
        unsure: bool = False,
        fault: bool = False,
        counted: bool = True,
    ) -> None:
        """It is tried again then; `unsure` if it may have been told: then it is looked up first."""
        untold = {} if unsure else {"state": WAITING, "person": "", "channel": ""}
        self._change(
            errand,
            run_at=run_at,
            why=why,
            faults=errand.faults + int(fault),
            attempts=errand.attempts - int(not counted),
            **untold,
        )

    def give_up(self, errand: Errand, why: str) -> None:
        """It cannot be told to anybody: it stays to be seen, but for what somebody wrote of another."""
        words = {"message": None} if errand.kind.startswith(THANKS) else {}
        self._change(errand, state=GIVEN_UP, why=why, person="", channel="", **words)

    def next_at(self) -> datetime | None:
        """When one can next be told."""
        with reading(self._engine) as connection:
            soonest: datetime | None = connection.scalar(
                select(func.min(errands.c.run_at)).where(_UNDONE)
            )
        return soonest

    def last(self, agency: str, kind: str) -> Owed | None:
        """What was owed last of a kind."""
        of_kind = self._owed(errands.c.agency == agency, errands.c.kind == kind)
        return of_kind[-1] if of_kind else None

    def given_up(self) -> list[Owed]:
        """What could not be told to anybody of an agency, the oldest first."""
        return self._owed(errands.c.state == GIVEN_UP, _OF_AGENCIES)

    def thanks_given_up(self, since: datetime) -> list[Owed]:
        """What somebody did well, and they could not be told since then, the oldest first."""
        thanks = errands.c.kind.like(f"{THANKS}%")
        return self._owed(errands.c.state == GIVEN_UP, thanks, errands.c.owed_at >= since)

    def was_told(self, agency: str, person: str) -> bool:
        """Whether somebody was the last to be asked something about this agency."""
        mine = (errands.c.agency == agency, errands.c.state == SENT, _OF_AGENCIES)
        found = select(errands.c.kind, errands.c.person).where(*mine).order_by(errands.c.sent_at)
        with reading(self._engine) as connection:
            last = dict(connection.execute(found).all())
        return person in last.values()

    def _owed(self, *such: ColumnElement[bool]) -> list[Owed]:
        columns = [errands.c[name] for name in Owed._fields]
        found = select(*columns).where(*such).order_by(errands.c.owed_at, errands.c.key)
        with reading(self._engine) as connection:
            return [Owed(*row) for row in connection.execute(found)]

    def _change(self, errand: Errand, **values: Any) -> bool:
        """Only whoever holds it changes it: every lease ends later than the one before it."""
        mine = (errands.c.key == errand.key, errands.c.state == LEASED)
        held = and_(*mine, errands.c.run_at == errand.held_until)
        with writing(self._engine) as connection:
            return bool(connection.execute(update(errands).where(held).values(values)).rowcount)


def new(at: datetime) -> dict[str, Any]:
    """What an errand is that has just become owed."""
    never = {"attempts": 0, "faults": 0, "person": "", "channel": "", "message_id": "", "why": ""}
    return {**never, "owed_at": at, "run_at": at, "state": WAITING}


def _errand(row: Row[Any], until: datetime) -> Errand:
    return Errand(
        key=row.key,
        agency=row.agency,
        kind=row.kind,
        message=_read(row.message),
        owed_at=row.owed_at,
        attempts=row.attempts + 1,
        faults=row.faults,
        held_until=until,
        ambiguous=row.state == LEASED and bool(row.channel),
        person=row.person,
        channel=row.channel,
    )


def _read(text: str | None) -> Message | None:
    try:
        return message.read(text or "")
    except ValidationError:  # its words, which an exception would quote, stay where they are
        return None
