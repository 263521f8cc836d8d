"""What is wrong with one disagreement: its ledger against all that is kept beside it, as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog

from escalation.acts.alarm import LEDGER, MOMENTS, NOBODY, OUTBOX, OVERDUE, UNHEARD, Undelivered
from escalation.acts.raise_ import Raised
from escalation.acts.stand_in import StoodIn
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import Entry
from escalation.ladder import seats
from escalation.ladder.rungs import Reached
from escalation.owing import BUSINESS_MANAGER, Admit, Card, Owed, Telling, To
from scheduler import recipients
from storage.auditing import Act, Item, Seen, Slot
from storage.due import GIVEN_UP

log = structlog.get_logger()
LATELY = timedelta(days=1)
OVERDUE_AFTER = timedelta(minutes=15)
UNDONE_AFTER = timedelta(hours=1)  # a burst is worked off sooner
NOT_INSIDE = "They no longer belong in it."


class Found(NamedTuple):
    """Something that cannot be put right from here; `why` holds roles and agencies at most."""

    what: str
    why: str


def unreadable(fault: Exception) -> Found:
    """It cannot be looked at, for this reason."""
    return Found(LEDGER, type(fault).__name__)


class Lost(NamedTuple):
    """Something owed of which the outbox has no trace; `why` it need not be done any more."""

    slot: Slot
    owed: Owed
    why: str


@dataclass(frozen=True)
class Examined:
    """What is wrong: what can be put right, and what was found besides."""

    status: bool = False
    moments: bool = False
    lost: tuple[Lost, ...] = ()
    found: tuple[Found, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Nothing is wrong."""
        return self == Examined()

    @property
    def repairable(self) -> list[str]:
        """What can be put right, each thing by its name."""
        index = {"status": self.status, MOMENTS: self.moments}
        named = [name for name, wrong in index.items() if wrong]
        return [*named, *(each.owed.kind for each in self.lost)]

    def unmended(self, why: str) -> list[Found]:
        """What is left where that could not be done."""
        kept = self.status or self.moments
        return [
            *([Found(MOMENTS, why)] if kept else []),
            *([Found(OUTBOX, why)] if self.lost else []),
        ]


@dataclass(frozen=True)
class Examiner:
    """Looks at one disagreement after another, as of one time.

    `since` is when this process began: before it, what an act owed was said by whichever release
    wrote it. `attended` is from when on there has been a worker without a break: before it, what
    was due may not have been done because nobody was there to do it.
    """

    now: datetime
    since: datetime
    attended: datetime
    directory: Directory
    imported: datetime | None

    def watches(self, act: Act, stands: Disagreement) -> bool:
        """Whether what became of all that an act owes is looked up: it is recent, or somebody whose
        turn it may be was told by it."""
        return act.at >= self._lately or _tells(act, stands)

    def examined(self, seen: Seen) -> Examined:
        """Everything that is wrong with it; that it cannot be looked at is wrong as well."""
        if seen.fault is not None:
            return Examined(found=(unreadable(seen.fault),))
        try:
            return self._examined(seen)
        except Exception as fault:
            log.error("not_examined", reference=seen.reference, exc_info=fault)
            return Examined(found=(unreadable(fault),))

    def _examined(self, seen: Seen) -> Examined:
        stands = seen.stands
        wanted = {wake.id: (wake.at, wake.is_harm) for wake in stands.moments()}
        known = {wake: (moment.at, moment.urgent) for wake, moment in seen.moments.items()}
        return Examined(
            status=seen.status != stands.status,
            moments=wanted != known,
            lost=tuple(self._lost(seen)),
            found=(
                *self._untold(seen),
                *self._nobody(seen),
                *self._overdue(seen),
                *_unheard(seen),
            ),
        )

    @property
    def _lately(self) -> datetime:
        return self.now - LATELY

    @property
    def _certain(self) -> datetime:
        """From when on this very release wrote whatever was written."""
        return max(self.since, self._lately)

    def _lost(self, seen: Seen) -> Iterable[Lost]:
        """What can still be looked up, and so be sent once; not what somebody was about to tell, for
        it may have gone out tied together with others."""
        for slot, owed in self._missing(seen):
            if slot not in seen.doubted:
                yield Lost(slot, owed, _no_longer(owed, seen.stands))

    def _missing(self, seen: Seen) -> Iterable[tuple[Slot, Owed]]:
        """Of what was written a short while ago. Anything older may have been sent by a release that
        owed other things, and cannot be looked up for ever: somebody decides what is still to be said.
        """
        acts = [act for act in seen.acts if act.at >= self._certain]
        cards = [slot for act in acts for slot, owed in act.owed.items() if isinstance(owed, Card)]
        drawn = max(cards, default=(0, 0))
        for act in acts:
            if _is_alike(act, seen):
                for slot, owed in act.owed.items():
                    # The last card shows what every card before it would have shown.
                    if slot not in seen.kinds and not (isinstance(owed, Card) and slot < drawn):
                        yield slot, owed

    def _untold(self, seen: Seen) -> Iterable[Found]:
        """Of the rest, only what no release can have meant: a gap among the things that one entry
        owes, or a tier whose turn it may be, of which nobody was to be told."""
        if any(slot in seen.doubted for slot, _ in self._missing(seen)):
            yield Found(OUTBOX, "")
            return
        for act in seen.acts:
            if act.at < self._certain and self.watches(act, seen.stands) and _is_alike(act, seen):
                there = [slot for slot in act.owed if slot in seen.kinds]
                gap = any(n and (seq, n - 1) not in seen.kinds for seq, n in there)
                told = any(seen.kinds[slot] == Telling.kind for slot in there)
                if gap or (_tells(act, seen.stands) and not told):
                    yield Found(OUTBOX, "")
                    return

    def _nobody(self, seen: Seen) -> Iterable[Found]:
        """A side with nobody whose turn it is, but for what an alarm says already."""
        stands = seen.stands
        telling = [seq for act in seen.acts if _tells(act, stands) for seq in act.seqs]
        # That it reaches nobody, what is still to be sent will say itself.
        if any(
            each.seq in telling and _is_telling(each) for each in seen.items if _is_undone(each)
        ):
            return
        missing = [
            who
            for agency in (seats.asked(stands) if stands.is_open else ())
            if not any(
                recipients.asked(turn.who, stands, self.directory, "deputy")
                for turn in stands.turn(agency)
            )
            for who in self._named(stands, agency)
        ]
        if unsaid := [who for who in missing if not self._is_said(who, seen)]:
            yield Found(NOBODY, "; ".join(unsaid))

    def _named(self, stands: Disagreement, agency: str) -> list[str]:
        turns = stands.turn(agency)
        named = [recipients.named(turn.who, stands, self.directory) for turn in turns]
        return named or [stands.agency_name(agency)]

    def _is_said(self, who: str, seen: Seen) -> bool:
        """Whether an alarm of today says so, and the directory is as it was then."""
        since = max(self._lately, self.imported or self._lately)
        return any(
            _of_whom(entry) == who and entry.at >= since
            for act in seen.acts
            for entry in act.entries
        )

    def _overdue(self, seen: Seen) -> Iterable[Found]:
        """What fell due a good while ago, and nothing has come of it."""
        moments = [
            f"moment {wake}"
            for wake, moment in seen.moments.items()
            if moment.waits and self._is_past(moment.at, OVERDUE_AFTER)
        ]
        first = next(
            (each for each in seen.items if _is_undone(each) and not _is_telling(each)), None
        )
        items = [
            each.kind
            for each in seen.items
            if _is_undone(each) and (_is_telling(each) or each == first)
            if self._is_past(_awaited_from(each), UNDONE_AFTER)
        ]
        if late := [*moments, *items]:
            yield Found(OVERDUE, "; ".join(sorted(set(late))))

    def _is_past(self, at: datetime, after: timedelta) -> bool:
        return max(at, self.attended) + after < self.now


def _tells(act: Act, stands: Disagreement) -> bool:
    """Whether the tier that it stands at, or one above, was told by this act."""
    return any(
        isinstance(entry, Reached) and entry.tier >= max(1, stands.stage_tier)
        for entry in act.entries
    ) or (not stands.stage_tier and isinstance(act.entries[0], Raised))


def _is_alike(act: Act, seen: Seen) -> bool:
    """Whether what the outbox has of an act is what this release would owe; else another wrote it."""
    return all(seen.kinds.get(slot, owed.kind) == owed.kind for slot, owed in act.owed.items())


def _no_longer(owed: Owed, stands: Disagreement) -> str:
    match owed:
        case Telling():
            return recipients.no_longer_owed(owed, stands)
        case Admit(who) if who not in (*stands.everybody_told(), *_standing_in(stands)):
            return NOT_INSIDE
        case _:
            return ""


def _standing_in(stands: Disagreement) -> Iterable[To]:
    """Whoever is asked for want of another, and is let in for that."""
    return (To(person) for _, person in stands.stood_in)


def _unheard(seen: Seen) -> Iterable[Found]:
    """An alarm that reached nobody: there is nobody left to whom it could be said here."""
    for each in seen.items:
        if isinstance(each.owed, Telling) and each.owed.to == BUSINESS_MANAGER:
            yield Found(UNHEARD, "")
            return


def _is_undone(item: Item) -> bool:
    return item.state != GIVEN_UP


def _awaited_from(item: Item) -> datetime:
    """From when on it could have been done. Each try that fails moves the next one on; only of a
    nudge, which waits for working time, is nothing else known."""
    return item.until if item.nudge else item.owed_at


def _is_telling(item: Item) -> bool:
    return item.kind == Telling.kind


def _of_whom(entry: Entry) -> str:
    """Of whom an alarm says that they cannot be reached, in the words in which they are named."""
    match entry:
        case Undelivered(who=who):
            return who
        case StoodIn(hole=True):
            return entry.named
        case _:
            return ""
