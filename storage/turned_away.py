"""How often a procedure was asked for what it is not for: by the day, with nothing of whom or what."""

from collections import Counter
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Engine, func, insert, select
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

    def count(self, procedure: str, exclusion: str, on: date, key: str) -> None:
        """Once, on this day, however often the press with this key is delivered."""
        press = sha256("\n".join((key, procedure, exclusion)).encode()).hexdigest()
        of = {"procedure": procedure, "exclusion": exclusion, "day": on.isoformat()}
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(turned_away).values(press=press, **of))
        except IntegrityError:
            return  # it came before

    def monthly(self) -> list[Counted]:
        """By month, the latest first."""
        found: Counter[tuple[str, str, str]] = Counter()
        with reading(self._engine) as connection:
            for procedure, exclusion, day, times in connection.execute(_DAILY):
                found[day[:7], procedure, exclusion] += times
        return [Counted(*key, times) for key, times in sorted(found.items(), reverse=True)]


_OF = (turned_away.c.procedure, turned_away.c.exclusion, turned_away.c.day)
_DAILY = select(*_OF, func.count()).group_by(*_OF)
