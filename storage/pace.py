"""Pace: how often a platform may be called, kept by all workers together, in real time."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import writing
from storage.tables import pace

# Nobody asks for longer: a lane that seems taken for longer was taken before the clock was put back.
LONGEST = timedelta(hours=1)


class Pace:
    """Lanes, such as a channel or a method, each of them free for one call at a time.

    What a platform limits is real time: `now` is the machine's or the database's own clock, never
    one that people wind.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    def take(self, lanes: Mapping[str, timedelta]) -> dict[str, timedelta]:
        """How long each of these that is not free will not be; none: all are now taken for their time.

        Where one is not free, nothing is taken.
        """
        # Two processes never both get one: a lane's row is locked before it is read, on PostgreSQL
        # FOR UPDATE, and always in the lanes' own order so that none waits for another in a
        # circle; on SQLite BEGIN IMMEDIATE lets one in at a time.
        now = self._now()  # asked first: it may be the database itself that is asked
        with writing(self._engine) as connection:
            known = _locked(connection, lanes)
            waits = {lane: at - now for lane, at in known.items() if now < at <= now + LONGEST}
            if not waits and len(known) == len(lanes):
                for lane, interval in lanes.items():
                    _taken(connection, lane, now + interval)
        if len(known) == len(lanes):
            return waits
        self._begin(lanes.keys() - known.keys())
        return self.take(lanes)

    def hold(self, lane: str, wait: timedelta) -> None:
        """The platform says when it takes the next one: until then nobody asks."""
        self._begin({lane})
        now = self._now()
        until = now + min(wait, LONGEST)
        with writing(self._engine) as connection:
            known = _locked(connection, [lane])[lane]
            _taken(connection, lane, max(until, known) if known <= now + LONGEST else until)

    def _begin(self, lanes: Collection[str]) -> None:
        """Each of these has a row, free from the first; in transactions of their own, one by one."""
        for lane in lanes:
            try:
                with writing(self._engine) as connection:
                    connection.execute(insert(pace).values(lane=lane, free_at=_ALWAYS))
            except IntegrityError:
                continue  # it was there, or another worker has just put it there


class Unpaced:
    """No pace at all: for a platform that has no limits, or a clock that people wind."""

    def take(self, lanes: Mapping[str, timedelta]) -> dict[str, timedelta]:
        """Everything is free, always."""
        return {}

    def hold(self, lane: str, wait: timedelta) -> None:
        """Whoever was told to wait waits; nobody else hears of it."""


_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


def _locked(connection: Connection, lanes: Iterable[str]) -> dict[str, datetime]:
    found = select(pace.c.lane, pace.c.free_at).where(pace.c.lane.in_(list(lanes)))
    rows = connection.execute(found.order_by(pace.c.lane).with_for_update())
    return {row.lane: row.free_at for row in rows}


def _taken(connection: Connection, lane: str, until: datetime) -> None:
    connection.execute(update(pace).where(pace.c.lane == lane).values(free_at=until))
