"""Cover: whoever a turn has come to since its tier was told is told of it, too."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import structlog

from escalation.acts.covers import covers
from escalation.directory.people import Directory
from escalation.directory.reaching import UNREACHABLE, Step, Way
from escalation.disagreement import Disagreement, Turn
from escalation.working_time.times import civil
from scheduler import recipients
from storage.database import NotAnswered
from storage.receipts import Receipt
from storage.release import NewerDatabase
from storage.store import Store

log = structlog.get_logger()
BEGINS = timedelta(hours=7, minutes=30)  # who is away today is looked at before people begin
A_FEW = 20  # what is due and owed does not wait for more of them
TOLD = ("redirected:", "reopened:", "taken_in:", "brought_in", "proposal:", "procedure:")


class Covering:
    """Looks at all that is open whenever who is who has changed, and as each day begins."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._as_of: tuple[int, date] | None = None
        self._changed: datetime | None = None
        self._left: list[str] = []

    def look(self, now: datetime) -> int:
        """A few of those that are left to look at; how many turns had come to somebody else."""
        version, self._changed = self._store.directory_changed()
        as_of = (version, (civil(now) - BEGINS).date())
        if self._as_of not in (None, as_of):  # what a process found as it began is no change
            self._left = self._store.open_references()
        self._as_of = as_of
        found, directory = 0, self._store.directory(now) if self._left else Directory()
        for reference in self._left[:A_FEW]:
            found += self._covered(reference, directory, now)
            self._left.remove(reference)  # once it has been: an outage loses none of them
        return found

    def _covered(self, reference: str, directory: Directory, now: datetime) -> int:
        """What is wrong with one keeps no other from being looked at; the audit says it."""
        try:
            stands = self._store.disagreement(reference)
            untold = list(self._untold(stands, directory))
            for turn, way in untold:
                rule = partial(covers, turn=turn, person=way.told.id, way=str(way))
                # Once a day at most: that telling may have found another, who was back by then.
                key = f"covered:{civil(now).date()}:{turn.tier}:{turn.who}:{way.told.id}"
                self._store.act(reference, rule, key=key, at=now)
            return len(untold)
        except (NotAnswered, NewerDatabase):
            raise
        except Exception as fault:
            log.error("cover_not_looked_at", reference=reference, exc_info=fault)
        return 0

    def _untold(self, stands: Disagreement, directory: Directory) -> Iterator[tuple[Turn, Way]]:
        """Whose turn it is now, where nothing of it has reached them, nor is on its way."""
        reopened = stands.reopenings[-1].at if stands.reopenings else None
        every = self._store.receipts.all_of(stands.reference, reopened)
        for turn in stands.turns():
            ways = recipients.ways(turn.who, stands, directory)
            way = next((each for each in ways if each.told.slack), None)
            about = (stands.reference, turn.who, self._changed)
            if way is None or self._store.outbox.awaits(*about):
                continue
            topics = (
                *TOLD,
                stands.by_text("reached", turn.tier),
                *(() if turn.tier else ("raised",)),
            )
            told = [each for each in every if each.topic.startswith(topics)]
            has = {each.person for each in told} | _has_it(turn, stands)
            is_off = any(_is_off(step, has, directory) for step in way.steps)
            if not (is_off or way.told.id in has or any(_refused(way, each) for each in told)):
                yield turn, way


def _has_it(turn: Turn, stands: Disagreement) -> set[str]:
    """Whoever pressed that it is theirs needs nobody to say so."""
    holder = stands.holders.get(turn.agency)
    return {holder.person} if holder else set()


def _is_off(step: Step, told: Collection[str], directory: Directory) -> bool:
    """Whether somebody who was told merely does not work on this weekday: prompts go on without them,
    and nobody more is let in for that."""
    person = step.person
    return bool(person and person.id in told and step.why_not == directory.off_today(person) != "")


def _refused(way: Way, told: Receipt) -> bool:
    """Whether they were tried then, and the platform refused: that was said."""
    return str(replace(way.steps[-1], why_not=UNREACHABLE)) in told.way
