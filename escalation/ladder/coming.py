"""What comes next of a disagreement: whose turn it is, and every moment at which to wake for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from escalation.ladder import seats
from escalation.ladder.waking import CHECK, CLOSING, COPY, HARM, Wake
from escalation.meetings import convening
from escalation.owing import To
from escalation.particulars import Meeting, Status, Turn

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement


def moments(disagreement: Disagreement) -> tuple[Wake, ...]:
    """When the engine must wake for this disagreement, soonest first."""
    wakes = [
        *_harm_wakes(disagreement),
        *_chair_wakes(disagreement),
        *_closing_wakes(disagreement),
        *_copy_wakes(disagreement),
        *_check_wakes(disagreement),
    ]
    if disagreement.is_open:
        wakes += _limit_wakes(disagreement)
        wakes += _telling_wakes(disagreement)
        wakes += _quiet_wakes(disagreement)
    return tuple(sorted(wakes, key=lambda wake: (wake.at, wake.id)))


def due(disagreement: Disagreement, at: datetime) -> Wake | None:
    """The moment of the ladder that is lived next: an act at the very instant is in time.

    After a long night nudges come last: what they ask may have been overtaken by what is told.
    """
    passed = [w for w in disagreement.moments() if w.is_of_the_ladder and at > w.at]
    return min(passed, key=lambda wake: (wake.is_nudge, wake.at, wake.id), default=None)


def tells_later(disagreement: Disagreement) -> bool:
    """The clock has somebody still to tell if no outcome is recorded."""
    return any(True for _ in _telling_wakes(disagreement))


def asks_come(disagreement: Disagreement, at: datetime) -> frozenset[str]:
    """The question on the morning of a limit, once its time has come."""
    last = disagreement.last_told
    came = last and last.ask_at and last.ask_at <= at
    return frozenset({last.wake("ask", last.tier)}) if last and came else frozenset()


def turn(disagreement: Disagreement, agency: str) -> tuple[Turn, ...]:
    """Whose turn it is at an agency: who has it, and any tier told since."""
    here, reached = seats.here(disagreement, agency), seats.reached(disagreement, agency)
    turns: list[Turn] = []
    if here is not None:
        if holder := disagreement.holders.get(agency):
            turns.append(Turn(agency, here, To(holder.person)))
        elif here in disagreement.entered or reached == here:
            turns += _at(disagreement, here, agency)
    if reached is not None and reached > (disagreement.stage_tier if here is None else here):
        turns += _at(disagreement, reached, agency)
    return tuple({turn.who: turn for turn in turns}.values())


def _at(disagreement: Disagreement, tier: int, agency: str) -> list[Turn]:
    return [Turn(agency, tier, who) for who in disagreement.people_of(tier, agency)]


def _limit_wakes(disagreement: Disagreement) -> Iterable[Wake]:
    for limit in disagreement.limits:
        met = limit.tier in disagreement.passed or limit.before_raising
        met = met or convening.held(disagreement, limit.tier) is not None
        met = met or disagreement.procedure.guides(limit.tier)
        if not met and limit.tier >= disagreement.stage_tier:
            yield Wake(f"limit:{limit.tier}", limit.at)


def _telling_wakes(disagreement: Disagreement) -> Iterable[Wake]:
    last = disagreement.last_told
    if last and last.until and not convening.held(disagreement, last.tier):
        top = disagreement.is_last_tier
        id = last.wake("top", last.tier) if top else last.wake("tell", last.tier + 1)
        if id not in disagreement.asked:
            yield Wake(id, last.until)


def _quiet_wakes(disagreement: Disagreement) -> Iterable[Wake]:
    if disagreement.meeting:
        meeting = disagreement.meeting
        yield Wake(f"meeting:{meeting.number}", meeting.ask_at)
        yield from _far_meeting_wakes(disagreement, meeting)
        return
    last = disagreement.last_told
    if last and disagreement.remind_at and convening.held(disagreement, last.tier):
        # What its limit asks for has been done: its morning is no day to wait for (R-004-45).
        yield _reminds(disagreement, disagreement.remind_at)
        return
    if last and last.quiet_at and (id := last.wake("quiet", last.tier)) not in disagreement.asked:
        yield Wake(id, last.quiet_at)
    if last and last.ask_at and (id := last.wake("ask", last.tier)) not in disagreement.asked:
        yield Wake(id, last.ask_at)
    elif disagreement.remind_at:
        yield _reminds(disagreement, disagreement.remind_at)


def _far_meeting_wakes(disagreement: Disagreement, meeting: Meeting) -> Iterable[Wake]:
    """Where nobody further is told, a day that is far away keeps nobody quiet for long."""
    waits = f"waits:{meeting.number}"
    if meeting.quiet_until is None or disagreement.tells_later:
        return
    if waits not in disagreement.asked:
        yield Wake(waits, meeting.quiet_until)
    elif disagreement.remind_at:
        yield _reminds(disagreement, disagreement.remind_at)


def _reminds(disagreement: Disagreement, at: datetime) -> Wake:
    return Wake(f"remind:{disagreement.reminded + 1}", at)


def _chair_wakes(disagreement: Disagreement) -> Iterable[Wake]:
    """The issues arising from a meeting are asked for until they are reported, settled or not."""
    if disagreement.status is Status.MERGED:
        return
    for each in convening.unreported(disagreement):
        if each.ask_at:
            yield Wake(f"chair:{each.number}:{each.asked + 1}", each.ask_at)


def _harm_wakes(disagreement: Disagreement) -> Iterable[Wake]:
    for harm in disagreement.harm:
        if harm.told and not harm.answered:  # of a press that told nobody its presser knows already
            yield Wake(f"{HARM}{harm.number}", harm.wake_at)


def _closing_wakes(disagreement: Disagreement) -> Iterable[Wake]:
    """When those who have something left to see to are asked again: open, or ended."""
    if disagreement.closing_at and disagreement.status is not Status.MERGED:
        yield Wake(f"{CLOSING}{disagreement.closings + 1}", disagreement.closing_at)


def _copy_wakes(disagreement: Disagreement) -> Iterable[Wake]:
    """When another copy for the file is made, of what was added since the last; each has its number."""
    for agency, at in disagreement.copies_due.items():
        number = sum(each.agency == agency for each in disagreement.filed) + 1
        yield Wake(f"{COPY}{agency}:{number}", at)


def _check_wakes(disagreement: Disagreement) -> Iterable[Wake]:
    """When people are asked next what has become of what was agreed, or are to review it."""
    asked = (
        each.ask_at for each in disagreement.checks if not each.is_closed(disagreement.agencies)
    )
    at = min(filter(None, (*asked, disagreement.review_at)), default=None)
    if at and disagreement.status is Status.SETTLED:
        yield Wake(f"{CHECK}{disagreement.times_checked + 1}", at)
