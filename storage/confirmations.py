"""What was confirmed about an agency's people, by whom and when: only ever added to."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, insert, select

from storage.database import reading, writing
from storage.upkeep_tables import confirmations


class Confirmation(NamedTuple):
    """Somebody has pressed that this is so, for an agency."""

    what: str
    by: str
    at: datetime


class Confirmations:
    """Who said what of which agency."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, agency: str, what: str, by: str, at: datetime) -> None:
        """Somebody says so; of the same words said again, each time is kept."""
        row = {"agency": agency, "what": what, "by": by, "at": at}
        with writing(self._engine) as connection:
            connection.execute(insert(confirmations).values(row))

    def last(self, agency: str, *what: str) -> Confirmation | None:
        """What was said last of these."""
        columns = (confirmations.c.what, confirmations.c.by, confirmations.c.at)
        mine = (confirmations.c.agency == agency, confirmations.c.what.in_(what))
        found = select(*columns).where(*mine).order_by(confirmations.c.id.desc()).limit(1)
        with reading(self._engine) as connection:
            row = connection.execute(found).first()
        return Confirmation(*row) if row else None
