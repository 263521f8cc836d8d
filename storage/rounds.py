"""Rounds that one process makes for all: whoever comes first when it is time takes it."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import writing
from storage.tables import rounds


class Rounds:
    """When each round is next made."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, name: str, now: datetime, every: timedelta) -> bool:
        """Whether it is time for this round, and it is the asker who makes it.

        Two cannot both be told so: the second waits for the first one's row, and then finds its
        time moved on; of two first rows the primary key lets one in.
        """
        try:
            return self._take(name, now, every)
        except IntegrityError:
            return False

    def again(self, name: str, taken: datetime, every: timedelta) -> None:
        """What was taken then was not made: whoever comes next takes it, unless one has already."""
        mine = (rounds.c.name == name, rounds.c.next_at == taken + every)
        with writing(self._engine) as connection:
            connection.execute(update(rounds).where(*mine).values(next_at=taken))

    def _take(self, name: str, now: datetime, every: timedelta) -> bool:
        it = rounds.c.name == name
        # A time further ahead than a round can set was set by a clock that was wrong.
        is_time = or_(rounds.c.next_at <= now, rounds.c.next_at > now + every)
        with writing(self._engine) as connection:
            moved = update(rounds).where(it, is_time).values(next_at=now + every)
            if connection.execute(moved).rowcount:
                return True
            if connection.execute(select(rounds.c.name).where(it)).first():
                return False
            connection.execute(insert(rounds).values(name=name, next_at=now + every))
            return True
