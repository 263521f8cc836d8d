"""Who read what, and when: kept for the partnership, never part of a child's file."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select

from storage.database import reading, writing
from storage.tables import audit


@dataclass(frozen=True)
class Seen:
    """Somebody read content, or took it away."""

    at: datetime
    who: str
    what: str
    reference: str
    detail: str


class Audit:
    """The audit of this installation, only ever added to by the program."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(
        self, who: str, what: str, at: datetime, reference: str = "", detail: str = ""
    ) -> None:
        """Somebody reads this now; noted before it is shown, so that nothing is shown unnoted."""
        row = {"at": at, "who": who, "what": what, "reference": reference, "detail": detail}
        with writing(self._engine) as connection:
            connection.execute(insert(audit).values(row))

    def of(self, reference: str) -> list[Seen]:
        """Who read a disagreement, in order."""
        columns = (audit.c.at, audit.c.who, audit.c.what, audit.c.reference, audit.c.detail)
        found = select(*columns).where(audit.c.reference == reference).order_by(audit.c.id)
        with reading(self._engine) as connection:
            return [Seen(*row) for row in connection.execute(found)]
