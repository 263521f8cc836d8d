"""What was confirmed about an agency's people, by whom and when: only ever added to."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, exists, insert, select
from sqlalchemy.exc import IntegrityError

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

    def note(self, key: str, agency: str, what: str, by: str, at: datetime) -> bool:
        """Somebody says so, by an act of this key; whether it had not been kept already."""
        row = {"key": key, "agency": agency, "what": what, "by": by, "at": at}
        try:
            with writing(self._engine) as connection:
                if connection.scalar(select(exists().where(confirmations.c.key == key))):
                    return False
                connection.execute(insert(confirmations).values(row))
        except IntegrityError:  # the same press has come twice, and the other was first
            return False
        return True

    def last(self, agency: str, *what: str) -> Confirmation | None:
        """What was said last of these."""
        columns = (confirmations.c.what, confirmations.c.by, confirmations.c.at)
        mine = (confirmations.c.agency == agency, confirmations.c.what.in_(what))
        found = select(*columns).where(*mine).order_by(confirmations.c.id.desc()).limit(1)
        with reading(self._engine) as connection:
            row = connection.execute(found).first()
        return Confirmation(*row) if row else None
