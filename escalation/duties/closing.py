"""What a procedure asks besides an answer falls due, and those who have it are asked until it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.duties import alone, carrying, closing_words, discussed, duties, recounted
from escalation.duties.carried_out import FellDue
from escalation.duties.duties import OFFICE, Duty
from escalation.entries import CLOCK, MANAGER, Entries, Entry
from escalation.owing import BUSINESS_MANAGER, Farthest, Owed, Recipient, Telling, To
from escalation.particulars import UNSETTLED
from escalation.words.message import Moment, Part, Says, says
from escalation.words.notices import notice
from escalation.working_time.calendars import Calendar
from escalation.working_time.mornings import morning

EVERY, SELDOM, OFTEN = 3, 10, 5


@dataclass(frozen=True, kw_only=True)
class DutiesDue(Entry):
    """A stage was entered, or something was said, and the procedure asks something of somebody for it.

    `owed`: what fell due, for whom, with the counted end of its window, which is never counted anew;
    `carried`: the duties of which the office is told with a tier or a copy by the same act.
    """

    kind = "duties_due"
    schema = 2

    owed: tuple[FellDue, ...]
    remind_at: datetime
    carried: tuple[str, ...] = ()

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, nobody was told of a duty with their tier or copy: each was told of it by itself."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is known when it fell due, and when those who have it are asked again."""
        said = disagreement.carried | {*self.carried}
        return replace(_begun(disagreement, self.owed, self.remind_at), carried=said)

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The roles of the office that have one of these to do."""
        return _of_the_office(self._new(disagreement), disagreement)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever has one is told of it once, unless another message says it: with their tier or their
        copy, or that it has ended without agreement."""
        for owed in self._new(disagreement):
            if owed.duty.id not in self.carried and not _said_with_the_end(disagreement, owed.duty):
                message = closing_words.fell_due(disagreement, owed, self.at)
                for who in closing_words.whose(disagreement, owed):
                    yield Telling(_topic(disagreement, owed.duty), who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """What the procedure asks, of whom, by when if it says."""
        some = tuple(_reads(disagreement, each, self.at) for each in self._new(disagreement))
        return some or (says("What is left to see to is asked again."),)

    def _new(self, disagreement: Disagreement) -> tuple[duties.Owed, ...]:
        return _owed(disagreement, self.owed)


@dataclass(frozen=True, kw_only=True)
class ClosingOpened(Entry):
    """It has ended, and each side, and the office, has something left to see to: its closing page.

    R-000-30, R-000-31, R-001-17, R-001-18, R-004-13, R-004-14, R-004-43, R-004-44.
    """

    kind = "closing_opened"

    owed: tuple[FellDue, ...]
    remind_at: datetime

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Those who have something left are asked again from then on."""
        return _begun(disagreement, self.owed, self.remind_at)

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The roles of the office that have something to do."""
        return _of_the_office(duties.asked(disagreement, PARTNERSHIP), disagreement)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Each side, and the office, is told once of everything that is left for it."""
        yield from _asked(disagreement, disagreement.each_time("closing"), self.at)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """What the procedure asks now that it has ended, of whom."""
        some = tuple(_reads(disagreement, each, self.at) for each in _owed(disagreement, self.owed))
        return some or (says("What is left to see to is asked for."),)


@dataclass(frozen=True, kw_only=True)
class ClosingAsked(Entry):
    """Whoever has something left to see to was asked again; `wake` says which moment this answers."""

    kind = "closing_asked"

    wake: str
    next_at: datetime | None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Asked; and the next time is known, while anything is left."""
        number = disagreement.closings + 1
        return quieted(replace(disagreement, closings=number, closing_at=self.next_at))

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, once, after it has been asked five times."""
        return MANAGER if self._tells(disagreement) else frozenset()

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Each of them in their working time; the Business Manager of how many are left, once."""
        yield from _asked(disagreement, self.wake, self.at, nudge=True)
        if self._tells(disagreement):
            what = "something is left to see to"
            message = notice(disagreement, what, *closing_words.how_many(disagreement))
            yield Telling(f"closing_left:{self.wake}", BUSINESS_MANAGER, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """That they were asked; or that nothing was left, where the question had gone."""
        if self.next_at is None:
            return (says("Nothing is left to see to any more."),)
        return (says("Whoever has something left to see to was asked again."),)

    def _tells(self, disagreement: Disagreement) -> bool:
        """Whether this was the fifth time, and somebody other than herself has something left."""
        fifth = disagreement.closings - disagreement.closing_from == OFTEN
        return fifth and bool(closing_words.how_many(disagreement))


def fell_due(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    telling: frozenset[str] = frozenset(),
) -> Entries:
    """What has fallen due and nobody has been told of; or that what is left is asked again.

    `telling`: the roles of the office that this act tells of their tier, or gives a copy, which says it.
    """
    owed = _unsaid(disagreement)
    if not owed and (disagreement.closing_at or not duties.is_left(disagreement)):
        return []
    return [
        DutiesDue(
            at=at,
            by=CLOCK,
            owed=tuple(_fallen(each, disagreement, at, calendar) for each in owed),
            remind_at=morning(at, 1, calendar),
            carried=tuple(
                each.duty.id for each in owed if carrying.carries(each, telling, disagreement)
            ),
        )
    ]


def opened(disagreement: Disagreement, at: datetime, calendar: Calendar) -> Entries:
    """The closing page of what has just ended; nothing where nobody has anything left to do."""
    if not duties.is_left(disagreement):
        return []
    due = tuple(_fallen(each, disagreement, at, calendar) for each in _unsaid(disagreement))
    return [ClosingOpened(at=at, by=CLOCK, owed=due, remind_at=morning(at, 1, calendar))]


def asked_again(
    disagreement: Disagreement, wake: str, at: datetime, calendar: Calendar
) -> ClosingAsked:
    """Asked on the next working morning, then on every third, and after five times on every tenth."""
    if not duties.is_left(disagreement):
        return ClosingAsked(at=at, by=CLOCK, wake=wake, next_at=None)
    often = disagreement.closings + 1 - disagreement.closing_from
    days = EVERY if often < OFTEN else SELDOM
    return ClosingAsked(at=at, by=CLOCK, wake=wake, next_at=morning(at, days, calendar))


def quieted(disagreement: Disagreement) -> Disagreement:
    """Nobody is asked again where nothing is left."""
    if disagreement.closing_at is None or duties.is_left(disagreement):
        return disagreement
    return replace(disagreement, closing_at=None)


def reopened(disagreement: Disagreement, here: bool = False) -> Disagreement:
    """Reopened, its closing has ended: what was asked because it ended is asked anew the next time;
    where it goes on `here`, so is what is asked as this stage is left."""
    procedure = disagreement.procedure
    every = [duty for stage in procedure.stages for duty in duties.of_stage(procedure, stage)]
    left = disagreement.stage.id if here else ""
    on_leaving = {duty.id for duty in every if duty.at == "left" and duty.stage == left}
    ended = on_leaving | {duty.id for duty in every if duty.at in ("settled", "ended")}
    done = {key: done for key, done in disagreement.done.items() if key[0] not in ended}
    fallen = {key: one for key, one in disagreement.fallen_due.items() if key[0] not in ended}
    told = {key: to for key, to in disagreement.duty_told.items() if key[0] not in ended}
    anew = replace(disagreement, done=done, fallen_due=fallen, duty_told=told)
    return quieted(replace(anew, acknowledged=frozenset()))


def _begun(
    disagreement: Disagreement, owed: tuple[FellDue, ...], remind_at: datetime
) -> Disagreement:
    fallen = {**disagreement.fallen_due, **{each.key: each for each in owed}}
    begins = disagreement.closings
    return replace(disagreement, fallen_due=fallen, closing_at=remind_at, closing_from=begins)


def _unsaid(disagreement: Disagreement) -> tuple[duties.Owed, ...]:
    """What is left that nobody has been told of; what is kept off the file stands in no such entry,
    and of an agency's discussions no other is told."""
    agencies = (*disagreement.agencies, PARTNERSHIP)
    left = (owed for agency in agencies for owed in duties.asked(disagreement, agency))
    return tuple(
        owed
        for owed in left
        if owed.key not in disagreement.fallen_due
        and not owed.duty.off_file
        and owed.duty.id != discussed.ID
    )


def _fallen(
    owed: duties.Owed, disagreement: Disagreement, at: datetime, calendar: Calendar
) -> FellDue:
    """What fell due now, and the end of its window."""
    limit = recounted.limit(owed.duty, disagreement.began, at, calendar)
    return FellDue(owed.duty.id, owed.agency, at, limit)


def _owed(disagreement: Disagreement, fell: tuple[FellDue, ...]) -> tuple[duties.Owed, ...]:
    keys = {each.key for each in fell}
    return tuple(owed for owed in duties.due(disagreement) if owed.key in keys)


def _of_the_office(owed: Iterable[duties.Owed], disagreement: Disagreement) -> frozenset[str]:
    """The roles that have one of these, and whoever is asked in the place of one that nobody holds."""
    mine = [each for each in owed if each.agency == PARTNERSHIP]
    asked = (role for each in mine for role in carrying.held(disagreement, each) if each.duty.by)
    return frozenset(role for each in mine for role in each.duty.by) | {*asked}


def _said_with_the_end(disagreement: Disagreement, duty: Duty) -> bool:
    """The Business Manager hears that it is not agreed, and of this with it."""
    said = any(flag.what in duty.after for flag in disagreement.flagged)
    return "unresolved" in duty.after and duty.by == (OFFICE,) and not said


def _topic(disagreement: Disagreement, duty: Duty) -> str:
    """Once; once more each time that something new was said for which it is asked; and of what
    another text asks, though it goes by the same name."""
    again = f":{len(disagreement.flagged)}" if duty.after else ""
    changed = f":of-{len(disagreement.changes)}" if disagreement.changes else ""
    return disagreement.each_time(f"duty:{duty.id}{again}{changed}")


def _asked(
    disagreement: Disagreement, topic: str, at: datetime, nudge: bool = False
) -> Iterable[Owed]:
    """Whoever has something left hears what, all of it in one message."""
    for agency in (*disagreement.agencies, PARTNERSHIP):
        for who, owed in closing_words.left_for(disagreement, agency):
            message = closing_words.left(disagreement, agency, owed, at, again=nudge)
            about, farthest = alone.topic(topic, who, owed), _farthest(disagreement, who)
            yield Telling(about, who, message, nudge=nudge, farthest=farthest)


def _farthest(disagreement: Disagreement, who: Recipient) -> Farthest:
    """A professional's managers may never have heard of what was withdrawn."""
    alone = isinstance(who, To) and disagreement.status in UNSETTLED
    return "holder" if alone else "next_tier"


def _reads(disagreement: Disagreement, owed: duties.Owed, at: datetime) -> Says:
    limit = disagreement.fallen_due[owed.key].limit if owed.key in disagreement.fallen_due else None
    by: Says = (
        says(
            " When: {when} {words}.",
            when=Moment(limit, "end_of_day"),
            words=carrying.by_words(owed),
        )
        if limit and owed.duty.within
        else says("")
    )
    asked = says(
        "Asked of {who}: {what}",
        who=closing_words.asked_of(disagreement, owed),
        what=owed.duty.asked,
    )
    return Says((*asked.fragments, *by.fragments))


ENTRIES = (DutiesDue, ClosingOpened, ClosingAsked)
