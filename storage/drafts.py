"""What somebody has typed and not yet sent: for their own eyes, for seven days."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, and_, delete, insert, select

from storage.database import reading, writing
from storage.tables import drafts

KEPT_FOR = timedelta(days=7)


class Drafts:
    """The drafts of everybody, one for each person and form."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, person: str, word: str, answers: Mapping[str, str], at: datetime) -> None:
        """Keep what was typed in place of what was typed before; old drafts of anybody go."""
        row = {"answers": json.dumps(dict(answers)), "kept_at": at}
        with writing(self._engine) as connection:
            connection.execute(delete(drafts).where(drafts.c.kept_at <= at - KEPT_FOR))
            connection.execute(delete(drafts).where(_is(person, word)))
            connection.execute(insert(drafts).values(person=person, word=word, **row))

    def of(self, person: str, word: str, at: datetime) -> dict[str, str]:
        """What this person last typed into this form, if it is not too old."""
        fresh = and_(_is(person, word), drafts.c.kept_at > at - KEPT_FOR)
        with reading(self._engine) as connection:
            answers = connection.scalar(select(drafts.c.answers).where(fresh))
        return dict(json.loads(answers)) if answers else {}

    def forget(self, person: str, word: str) -> None:
        """It has been sent, or thrown away."""
        with writing(self._engine) as connection:
            connection.execute(delete(drafts).where(_is(person, word)))


def _is(person: str, word: str) -> ColumnElement[bool]:
    return and_(drafts.c.person == person, drafts.c.word == word)
