"""What somebody has typed and not yet sent: for their own eyes, for seven days."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import reading, writing
from storage.tables import drafts

KEPT_FOR = timedelta(days=7)
Answers = Mapping[str, str]


class Drafts:
    """The drafts of everybody, one for each person and form."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, person: str, word: str, answers: Mapping[str, str], at: datetime) -> None:
        """Keep what was typed in place of what was typed before; old drafts of anybody go."""
        row = {"answers": json.dumps(dict(answers)), "kept_at": at}
        with writing(self._engine) as connection:
            connection.execute(delete(drafts).where(_is_old(at)))
            _put(connection, person=person, word=word, **row)

    def of(self, person: str, word: str, at: datetime) -> dict[str, str]:
        """What this person last typed into this form, if it is not too old."""
        with reading(self._engine) as connection:
            answers = connection.scalar(select(drafts.c.answers).where(_is_fresh(person, word, at)))
        return dict(json.loads(answers)) if answers else {}

    def change(
        self, person: str, word: str, at: datetime, change: Callable[[Answers], Answers]
    ) -> Answers:
        """What is kept, changed in one breath and as old as before; nothing, where nothing is kept.

        The row is held, so that of two presses at once the second changes what the first has made.
        """
        with writing(self._engine) as connection:
            held = select(drafts.c.answers).where(_is_fresh(person, word, at)).with_for_update()
            if (answers := connection.scalar(held)) is None:
                return {}
            changed = dict(change(dict(json.loads(answers))))
            row = {"answers": json.dumps(changed)}
            connection.execute(update(drafts).where(_is(person, word)).values(**row))
        return changed

    def forget(self, person: str, word: str) -> None:
        """It has been sent, or thrown away."""
        with writing(self._engine) as connection:
            connection.execute(delete(drafts).where(_is(person, word)))

    def throw_away(self, at: datetime) -> None:
        """Everything that has become too old goes, whoever typed it."""
        with writing(self._engine) as connection:
            connection.execute(delete(drafts).where(_is_old(at)))


def _put(connection: Connection, **row: Any) -> None:
    """In one statement: of two at once the later stands, and neither is refused."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = insert(drafts).values(**row)
    instead = {"answers": new.excluded.answers, "kept_at": new.excluded.kept_at}
    connection.execute(new.on_conflict_do_update(index_elements=["person", "word"], set_=instead))


def _is_old(at: datetime) -> ColumnElement[bool]:
    return drafts.c.kept_at <= at - KEPT_FOR


def _is_fresh(person: str, word: str, at: datetime) -> ColumnElement[bool]:
    return and_(_is(person, word), drafts.c.kept_at > at - KEPT_FOR)


def _is(person: str, word: str) -> ColumnElement[bool]:
    return and_(drafts.c.person == person, drafts.c.word == word)
