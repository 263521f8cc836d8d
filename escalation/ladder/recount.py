"""Counting again: what a corrected date, or a reopening, makes of limits and of when people are told."""

from dataclasses import replace
from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.ladder import ladder
from escalation.ladder.rungs import LimitSet
from escalation.particulars import Limit, Told
from escalation.working_time.calendars import Calendar
from escalation.working_time.working_days import end_of_day


def limits(
    disagreement: Disagreement, began: datetime, at: datetime, calendar: Calendar
) -> list[LimitSet]:
    """Every window that hangs on it, counted from the corrected start; one that has passed by it is
    late for nobody. What is counted from being told, or from entering a stage, stays as it is."""
    sooner = disagreement.sooner.on if disagreement.sooner else None
    counted = ladder.set_limits(disagreement.procedure, calendar, began, at, sooner)
    return [
        _as_passed(each, disagreement, at, calendar) if each.before_raising else each
        for each in counted
        if isinstance(each, LimitSet)
    ]


def times(disagreement: Disagreement, at: datetime, calendar: Calendar) -> Told | None:
    """When the tier that was told last is asked, and the next one told, by the limits as they stand
    now; nothing where the clock has nobody left to tell. A full working day is kept from being told,
    or from being reopened since.
    """
    last = disagreement.last_told
    if last is None or not disagreement.tells_later:
        return None
    since = max(last.at, disagreement.since or last.at)
    reached = ladder.reach(disagreement, last.tier, since, since, calendar)
    asked = last.wake("ask", last.tier) in disagreement.asked
    again = reached.ask_at if not (asked and reached.ask_at and reached.ask_at <= at) else None
    return last.again(again, reached.until, last.quiet_at, times_counted(disagreement))


def passed_since(
    disagreement: Disagreement, tier: int, at: datetime, calendar: Calendar
) -> tuple[Limit, ...]:
    """The limits, from this tier up, that passed before it was reopened: each with a nudge of the
    same length from then on, so that somebody is always asked next."""
    return tuple(
        replace(
            limit,
            before_raising=True,
            since=limit.since if limit.before_raising else "reopened",
            tells_at=_from(disagreement, limit.tier, at, calendar),
        )
        for limit in disagreement.limits
        if limit.tier >= tier and limit.at <= at
    )


def times_anew(disagreement: Disagreement, at: datetime, calendar: Calendar) -> Told | None:
    """The same for those who were told last before it was reopened: as if they were told now."""
    last = disagreement.last_told
    if last is None:
        return None
    reached = ladder.reach(disagreement, last.tier, at, at, calendar)
    return last.again(reached.ask_at, reached.until, reached.quiet_at, times_counted(disagreement))


def with_limits(disagreement: Disagreement, counted: tuple[Limit, ...]) -> Disagreement:
    """These limits in place of those of the same tiers."""
    new = {limit.tier: limit for limit in counted}
    return replace(
        disagreement, limits=tuple(new.get(limit.tier, limit) for limit in disagreement.limits)
    )


def _as_passed(
    limit: LimitSet, disagreement: Disagreement, at: datetime, calendar: Calendar
) -> LimitSet:
    """As if it had been raised with this date; where that nudge, too, is over, a new one from now."""
    assert disagreement.since
    nudge = _from(disagreement, limit.tier, disagreement.since, calendar)
    return replace(
        limit,
        nudge=nudge if nudge > at else limit.nudge,
    )


def _from(disagreement: Disagreement, tier: int, at: datetime, calendar: Calendar) -> datetime:
    window = disagreement.procedure.tiers[tier].within
    assert window
    return end_of_day(calendar, at, window.working_days).at


def times_counted(disagreement: Disagreement) -> int:
    """How often its times have been counted again until now."""
    counted = (disagreement.corrections, disagreement.reopenings, disagreement.changes)
    return sum(map(len, counted))
