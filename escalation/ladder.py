"""The ladder: how windows are counted, who is told next and when, and how people move it up."""

from __future__ import annotations

from datetime import datetime

from escalation import advisers, times
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement, after
from escalation.entries import CLOCK, Actor, Entries
from escalation.procedure import Procedure
from escalation.rungs import LATE, How, LimitSet, Moved, Reached
from escalation.working_days import end_of_day

__all__ = [
    "LATE",
    "LimitSet",
    "Moved",
    "Reached",
    "arrives",
    "morning",
    "move",
    "paced",
    "reach",
    "set_limits",
    "tells_next_at",
]

PACING = 1
QUIET_DAYS = 3


def set_limits(
    procedure: Procedure, calendar: Calendar, began: datetime, raised: datetime
) -> Entries:
    """Every window of the procedure, counted from the start of the difference."""
    return [
        entry
        for tier in range(len(procedure.tiers))
        if (entry := _limit_set(procedure, calendar, tier, began, raised))
    ]


def reach(
    disagreement: Disagreement,
    tier: int,
    at: datetime,
    due: datetime,
    calendar: Calendar,
    by: Actor = CLOCK,
) -> Reached:
    """The people of a tier are told now; when they are asked, and when the next are, is settled."""
    limit = disagreement.limit(tier)
    if limit is None:
        ask_at, quiet_at = morning(at, 1, calendar), end_of_day(calendar, at, QUIET_DAYS).at
        return Reached(
            at=at, by=by, tier=tier, due=due, ask_at=ask_at, until=None, quiet_at=quiet_at
        )
    until = paced(limit.tells_at, at, calendar, disagreement.pacing)
    return Reached(
        at=at, by=by, tier=tier, due=due, ask_at=_morning_of(until, calendar), until=until
    )


def tells_next_at(
    procedure: Procedure,
    calendar: Calendar,
    tier: int,
    began: datetime,
    raised: datetime,
    told: datetime,
    pacing: int = PACING,
) -> datetime | None:
    """When the clock tells the tier after this one; None where the procedure counts nothing."""
    window = procedure.tiers[tier].within
    if window is None:
        return None
    limit = end_of_day(calendar, began, window.working_days).at
    if limit <= raised:
        limit = end_of_day(calendar, raised, window.working_days).at
    return paced(limit, told, calendar, pacing)


def paced(end: datetime, told: datetime, calendar: Calendar, pacing: int = PACING) -> datetime:
    """Every tier has at least one full working day with it before the clock tells the next."""
    return max(end, end_of_day(calendar, told, pacing).at)


def morning(at: datetime, days: int, calendar: Calendar) -> datetime:
    """When offices open on the so-many-th working day after a time."""
    return calendar.opening(calendar.nth_working_day(times.civil(at).date(), days))


def arrives(
    disagreement: Disagreement, tier: int | None, by: Actor, at: datetime, calendar: Calendar
) -> Entries:
    """A first act by somebody of a tier that was told enters it; anybody else's enters nothing."""
    if tier is None or not disagreement.stage_tier < tier <= disagreement.reached:
        return []
    return move(disagreement, tier, by, at, calendar, "first_act")


def move(
    disagreement: Disagreement,
    tier: int,
    by: Actor,
    at: datetime,
    calendar: Calendar,
    how: How,
    reason: str = "",
) -> Entries:
    """It moves to a rung; whoever holds it is told, unless they have been, and some passed over."""
    skipped = tuple(range(disagreement.reached + 1, tier))
    told = [reach(disagreement, tier, at, at, calendar, by)] if tier > disagreement.reached else []
    disagreement = after(disagreement, *told)
    moved = Moved(
        at=at,
        by=by,
        tier=tier,
        how=how,
        reason=reason,
        skipped=skipped,
        advisers=tuple(advisers.needed(disagreement, tier)),
        remind_at=None if disagreement.tells_later else morning(at, 1, calendar),
        lapsed=_lapsed(disagreement, how),
    )
    return [*told, moved]


def _lapsed(disagreement: Disagreement, how: How) -> tuple[str, ...]:
    """The agencies whose yes was given at a tier that this leaves behind."""
    proposal = disagreement.proposal
    return tuple(proposal.yes) if proposal and how == "first_act" else ()


def _morning_of(at: datetime, calendar: Calendar) -> datetime | None:
    day = times.civil(at).date()
    # It may have become a bank holiday since its limit was counted; the limit does not move.
    return calendar.opening(day) if calendar.is_working_day(day) else None


def _limit_set(
    procedure: Procedure, calendar: Calendar, tier: int, began: datetime, raised: datetime
) -> LimitSet | None:
    window = procedure.tiers[tier].within
    if window is None:
        return None
    deadline = end_of_day(calendar, began, window.working_days)
    before = deadline.at <= raised
    return LimitSet(
        at=raised,
        by=CLOCK,
        tier=tier,
        start=began,
        limit=deadline.at,
        rule=window.rule,
        words=window.words,
        before_raising=before,
        calendar_version=deadline.calendar_version,
        because=deadline.because,
        explanation=deadline.explanation,
        nudge=end_of_day(calendar, raised, window.working_days).at if before else None,
    )
