"""Dates by another text: what becomes of each limit, and when whoever was told last is asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from escalation.disagreement import Disagreement, Told
from escalation.ladder import ladder, recount
from escalation.ladder.changes import Dated
from escalation.ladder.counterparts import Way
from escalation.words.naming import holding
from escalation.working_time.calendars import Calendar


def dates(old: Disagreement, now: Disagreement, way: Way) -> tuple[Dated, ...]:
    """What becomes of every tier's limit, up the new ladder; then of the tiers that are no more."""
    return (*_of_the_new(old, now, way), *_of_the_old(old, way))


def times(old: Disagreement, now: Disagreement, at: datetime, calendar: Calendar) -> Told | None:
    """When the tier that was told last is asked, and the next one told, by the limits of the new text.

    Where there is less time than there was, at least a full working day is left from the change.
    What has been asked already for a day that is over is not asked again.
    """
    last, before = now.last_told, old.last_told
    if last is None or before is None:
        return None
    since = max(last.at, now.since or last.at)
    reached = ladder.reach(now, last.tier, since, since, calendar)
    until = reached.until
    if until and (before.until is None or until < before.until):
        until = ladder.paced(until, at, calendar, now.pacing)
        reached = replace(reached, until=until, ask_at=ladder.morning_of(until, calendar))
    if until and now.is_last_tier and before.until and not old.tells_later:
        until = None  # the Business Manager has been told that there is nobody further
    asked = old.asked | old.asks_come(at)
    return last.again(
        _anew(reached.ask_at, before.wake("ask", before.tier) in asked, at),
        until,
        _anew(reached.quiet_at, before.wake("quiet", before.tier) in asked, at),
        recount.times_counted(old),
    )


def _anew(when: datetime | None, asked: bool, at: datetime) -> datetime | None:
    return None if asked and when and when <= at else when


def _of_the_new(old: Disagreement, now: Disagreement, way: Way) -> Iterator[Dated]:
    was = {new: tier for tier, new in way.tiers.items()}
    for tier in range(len(way.to.tiers)):
        before = old.limit(was[tier]) if tier in was else None
        limit = now.limit(tier)
        if before or limit:
            yield Dated(
                holding(way.to, tier),
                before.at if before else None,
                limit.at if limit else None,
                "both" if tier in was else "new",
                passed=bool(limit and limit.before_raising),
            )


def _of_the_old(old: Disagreement, way: Way) -> Iterator[Dated]:
    for tier in range(len(old.procedure.tiers)):
        limit = old.limit(tier)
        if limit and tier not in way.tiers:
            yield Dated(holding(old.procedure, tier), limit.at, None, "old")
