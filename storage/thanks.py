"""Good practice that was passed on: what each is told of it is owed at once, all of it or none."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine, exists, insert, select
from sqlalchemy.exc import IntegrityError

from escalation.directory.people import Person
from escalation.words import message
from escalation.words.message import Message
from storage.database import writing
from storage.errands import THANKS, new
from storage.hints import hint
from storage.tables import audit
from storage.upkeep_tables import errands


class Thanks:
    """What is passed on: told once to each, its words gone with that; who passed it on is audited."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def pass_on(
        self, key: str, said: Mapping[Person, Message], by: Person, detail: str, at: datetime
    ) -> bool:
        """Each of these is owed theirs from now on; whether they were not already, by the same press.

        `detail` is for the audit: of whom, and where, without a word of what they did.
        """
        rows = [
            {
                "key": f"{THANKS}{key}:{who.id}",
                "agency": who.agency,
                "kind": f"{THANKS}{who.id}",
                "message": message.written(words),
                **new(at),
            }
            for who, words in said.items()
        ]
        noted = {"at": at, "who": by.id, "what": "thanks", "reference": "", "detail": detail}
        mine = errands.c.key.startswith(f"{THANKS}{key}:", autoescape=True)
        try:
            with writing(self._engine) as connection:
                if connection.scalar(select(exists().where(mine))):
                    return False
                connection.execute(insert(errands), rows)
                connection.execute(insert(audit).values(noted))
                hint(connection)
        except IntegrityError:  # another process has just written the same
            return False
        return True
