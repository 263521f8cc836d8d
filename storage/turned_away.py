"""How often a procedure was asked for what it is not for: counted by the day, with nothing of whom or what."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import reading, writing
from storage.tables import turned_away


class Counted(NamedTuple):
    """How often, in one month, somebody chose something that a procedure is not for."""

    month: str
    procedure: str
    exclusion: str
    times: int


class TurnedAway:
    """Counts, and nothing else: no person, no words, no time of day."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self, procedure: str, exclusion: str, on: date) -> None:
        """Once more, on this day."""
        try:
            self._count(procedure, exclusion, on.isoformat())
        except IntegrityError:  # another process made the day's row in between: it is there now
            self._count(procedure, exclusion, on.isoformat())

    def monthly(self) -> list[Counted]:
        """By month, the latest first."""
        found: dict[tuple[str, str, str], int] = {}
        with reading(self._engine) as connection:
            for procedure, exclusion, day, times in connection.execute(_ALL):
                key = (day[:7], procedure, exclusion)
                found[key] = found.get(key, 0) + times
        return [Counted(*key, times) for key, times in sorted(found.items(), reverse=True)]

    def _count(self, procedure: str, exclusion: str, day: str) -> None:
        of = {"procedure": procedure, "exclusion": exclusion, "day": day}
        mine = (column == of[column.name] for column in _OF)
        once_more = update(turned_away).where(*mine).values(times=turned_away.c.times + 1)
        with writing(self._engine) as connection:
            if not connection.execute(once_more).rowcount:
                connection.execute(insert(turned_away).values(**of, times=1))


_OF = (turned_away.c.procedure, turned_away.c.exclusion, turned_away.c.day)
_ALL = select(*_OF, turned_away.c.times)
