"""Cover: whoever a turn has come to since its tier was told is told of it, too."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

import structlog

from escalation.acts.covers import covers
from escalation.disagreement import Disagreement, Turn
from escalation.people import Directory
from escalation.reaching import Way
from escalation.times import civil
from scheduler import recipients
from storage.database import NotAnswered
from storage.release import NewerDatabase
from storage.store import Store

log = structlog.get_logger()
BEGINS = timedelta(hours=7, minutes=30)  # who is away today is looked at before people begin
A_FEW = 20  # what is due and owed does not wait for more of them
TOLD = ("redirected:", "reopened:", "taken_in:", "brought_in", "proposal:")


class Covering:
    """Looks at all that is open whenever who is who has changed, and as each day begins."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._as_of: tuple[int, date] | None = None
        self._left: list[str] = []

    def look(self, now: datetime) -> int:
        """A few of those that are left to look at; how many turns had come to somebody else."""
        as_of = (self._store.directory_version(), (civil(now) - BEGINS).date())
        if self._as_of not in (None, as_of):  # what a process found as it began is no change
            self._left = self._store.open_references()
        self._as_of = as_of
        few, self._left = self._left[:A_FEW], self._left[A_FEW:]
        directory = self._store.directory(now) if few else Directory()
        return sum(self._covered(each, directory, now) for each in few)

    def _covered(self, reference: str, directory: Directory, now: datetime) -> int:
        """What is wrong with one keeps no other from being looked at; the audit says it."""
        try:
            stands = self._store.disagreement(reference)
            untold = list(self._untold(stands, directory))
            for turn, way in untold:
                rule = partial(covers, turn=turn, person=way.told.id, way=str(way))
                key = f"covered:{turn.tier}:{turn.who}:{way.told.id}:{len(stands.reopenings)}"
                self._store.act(reference, rule, key=key, at=now)
            return len(untold)
        except (NotAnswered, NewerDatabase):
            raise
        except Exception as fault:
            log.error("cover_not_looked_at", reference=reference, exc_info=fault)
        return 0

    def _untold(self, stands: Disagreement, directory: Directory) -> Iterator[tuple[Turn, Way]]:
        """Whose turn it is now, where nothing of it has reached them, nor is on its way."""
        for turn in stands.turns():
            ways = recipients.ways(turn.who, stands, directory)
            way = next((each for each in ways if each.told.slack), None)
            if way is None or self._store.outbox.awaits(stands.reference, turn.who):
                continue
            topics = (*TOLD, f"reached:{turn.tier}", *(() if turn.tier else ("raised",)))
            if way.told.id not in self._store.receipts.told_since(stands.reference, topics):
                yield turn, way
