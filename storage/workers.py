"""The workers: a row for each process that does what is due, by which others see that it lives."""

import os
import platform
import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, select, update

from storage.database import reading, writing
from storage.tables import workers

LATELY = timedelta(seconds=60)
FORGOTTEN = timedelta(days=1)


def new_name() -> str:
    """A name that no other process has, nor had: where it runs, as what, and some luck."""
    host = re.sub(r"[^\w.-]", "-", platform.node())[:60] or "somewhere"
    return f"{host}-{os.getpid()}-{secrets.token_hex(3)}"


class Workers:
    """Who is at work in this database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def beat(self, name: str, release: str, now: datetime) -> None:
        """This one lives; and whoever has not for a day is forgotten."""
        mine = workers.c.name == name
        with writing(self._engine) as connection:
            if not connection.execute(update(workers).where(mine).values(beat_at=now)).rowcount:
                born = {"name": name, "release": release, "started_at": now, "beat_at": now}
                connection.execute(insert(workers).values(born))
            connection.execute(delete(workers).where(workers.c.beat_at < now - FORGOTTEN))

    def gone(self, name: str) -> None:
        """This one has stopped, as it was told to."""
        with writing(self._engine) as connection:
            connection.execute(delete(workers).where(workers.c.name == name))

    def are_at_work(self, now: datetime) -> bool:
        """Whether one has beaten lately; a beat from the future is of a clock that was wrong."""
        lately = workers.c.beat_at.between(now - LATELY, now + LATELY)
        with reading(self._engine) as connection:
            return (
                connection.execute(select(workers.c.name).where(lately).limit(1)).first()
                is not None
            )
