"""Cover: whoever a turn has come to since its tier was told is told of it, too, and the card says so."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

import structlog

from escalation.acts.covers import Covered, covers
from escalation.directory.in_place import asked_for
from escalation.directory.people import Directory
from escalation.directory.reaching import UNREACHABLE, Step, Way
from escalation.disagreement import Disagreement, Turn
from escalation.working_time.times import civil
from scheduler import recipients
from storage.database import NotAnswered
from storage.disagreements import Folded
from storage.receipts import Receipt
from storage.release import NewerDatabase
from storage.store import Store

log = structlog.get_logger()
BEGINS = timedelta(hours=7, minutes=30)  # who is away today is looked at before people begin
A_FEW = 20  # what is due and owed does not wait for more of them
TOLD = ("redirected:", "reopened:", "taken_in:", "brought_in", "proposal:", "procedure:")


@dataclass(frozen=True)
class Come:
    """Somebody to whom a turn has come, and the way to them; `drawn`: the entry after which the card
    was drawn for another, where they know of it themselves."""

    turn: Turn
    way: Way
    drawn: int = 0

    @property
    def is_known(self) -> bool:
        """Whether they have been told, and the card alone does not say so."""
        return bool(self.drawn)

    def key(self, now: datetime) -> str:
        """Once a day at most: that telling may have found another, who was back by then. A card is
        drawn again once for each that said otherwise."""
        told = self.way.told.id
        if self.is_known:
            return f"covered:{self.drawn}:{told}"
        return f"covered:{civil(now).date()}:{self.turn.tier}:{self.turn.who}:{told}"


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
            folded = self._store.folded(reference)
            come = list(self._come(folded, directory))
            for each in come:
                way = each.way
                rule = partial(covers, turn=each.turn, person=way.told.id, way=str(way))
                rule = partial(rule, shown=asked_for(way), known=each.is_known)
                self._store.act(reference, rule, key=each.key(now), at=now)
            return len(come)
        except (NotAnswered, NewerDatabase):
            raise
        except Exception as fault:
            log.error("cover_not_looked_at", reference=reference, exc_info=fault)
        return 0

    def _come(self, folded: Folded, directory: Directory) -> Iterator[Come]:
        """Whose turn it is now, where nothing of it has reached them, nor is on its way; or where the
        card was last drawn for somebody else."""
        stands = folded.stands
        reopened = stands.reopenings[-1].at if stands.reopenings else None
        every = self._store.receipts.all_of(stands.reference, reopened)
        for turn in stands.turns():
            ways = recipients.ways(turn.who, stands, directory)
            way = next((each for each in ways if each.told.slack), None)
            if way is None:
                continue
            topics = (
                *TOLD,
                stands.by_text("reached", turn.tier),
                *(() if turn.tier else ("raised",)),
            )
            told = [each for each in every if each.topic.startswith(topics)]
            has = {each.person for each in told} | _has_it(turn, stands)
            is_off = any(_is_off(step, has, directory) for step in way.steps)
            if is_off or any(_refused(way, each) for each in told):
                continue
            if way.told.id not in has:
                if not self._store.outbox.awaits(stands.reference, turn.who, self._changed):
                    yield Come(turn, way)
            elif drawn := self._drawn_for_another(turn, way, folded):
                yield Come(turn, way, drawn)

    def _drawn_for_another(self, turn: Turn, way: Way, folded: Folded) -> int:
        """After which entry the card was drawn for somebody who is not asked any more; 0 where it was
        not, since it was raised or reopened."""
        reopened = folded.stands.reopenings[-1].at if folded.stands.reopenings else None
        for kept in reversed(folded.kept):
            if kept.link.header.kind != Covered.kind:
                continue
            entry = self._store.read(kept)
            assert isinstance(entry, Covered)
            if reopened and entry.at < reopened:
                return 0
            if (entry.agency, entry.tier, entry.of) == (turn.agency, turn.tier, str(turn.who)):
                same = asked_for(way) == entry.shown if entry.shown else way.told.name == entry.name
                return 0 if same else kept.link.seq
        return 0


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
