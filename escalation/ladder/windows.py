"""When each window is counted and from what: the start, being told, or the entering of its stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from escalation.disagreement import Disagreement
from escalation.entries import CLOCK
from escalation.ladder.rungs import LimitSet
from escalation.texts.procedure import Procedure, Window
from escalation.texts.stages import CountedFrom
from escalation.working_time.calendars import Calendar
from escalation.working_time.times import day_and_year
from escalation.working_time.working_days import end_of_day

# An explanation says what began: the difference, or the time of those whose window it is.
_BEGAN: Mapping[CountedFrom, tuple[str, str]] = {
    "start": ("It began on", "the day it began"),
    "told": ("They were told on", "the day they were told"),
    "entry": ("The stage was entered on", "the day the stage was entered"),
    "due": ("It fell due on", "the day it fell due"),
}


def from_the_start(
    procedure: Procedure,
    calendar: Calendar,
    began: datetime,
    raised: datetime,
    sooner: date | None = None,
) -> list[LimitSet]:
    """Every window that hangs on the start of the difference, counted at raising."""
    return [
        _counted(window, tier, calendar, began, raised, sooner)
        for tier, window in _windows(procedure, "start").items()
    ]


def from_telling(
    disagreement: Disagreement, tier: int, at: datetime, calendar: Calendar
) -> list[LimitSet]:
    """The window of a tier whose people are told now, if it is counted from then."""
    window = _windows(disagreement.procedure, "told").get(tier)
    known = disagreement.limit(tier)
    sooner = _given(disagreement)
    return [_counted(window, tier, calendar, at, at, sooner)] if window and not known else []


def from_entering(
    disagreement: Disagreement, tier: int, at: datetime, calendar: Calendar
) -> list[LimitSet]:
    """The windows of a stage that is entered now, at this tier, of those that are counted from then."""
    procedure = disagreement.procedure
    stage = procedure.stage_of(tier)
    return [
        _counted(window, each, calendar, at, at, _given(disagreement))
        for each, window in _windows(procedure, "entry").items()
        if procedure.stage_of(each) == stage and disagreement.limit(each) is None
    ]


def of_what_has_happened(
    disagreement: Disagreement, at: datetime, calendar: Calendar
) -> list[LimitSet]:
    """Under another text: the windows of the tiers that have been told, from when they were; those
    of the stage at which it stands, from the change, for only then is it a stage of this text."""
    told = {each.tier: each.at for each in disagreement.told}
    from_told = [
        _counted(window, tier, calendar, told[tier], at, _given(disagreement))
        for tier, window in _windows(disagreement.procedure, "told").items()
        if tier in told
    ]
    return [*from_told, *from_entering(disagreement, disagreement.stage_tier, at, calendar)]


def starts_at(
    procedure: Procedure,
    tier: int,
    began: datetime,
    told: datetime | None,
    entered: datetime | None,
) -> datetime | None:
    """From when a tier's window is counted; None where it has none, or its stage is not entered."""
    window = procedure.tiers[tier].within
    if window is None:
        return None
    return {"start": began, "told": told, "entry": entered, "due": None}[window.counted_from]


def is_uncounted(disagreement: Disagreement, tier: int) -> bool:
    """Whether the text gives a number whose counting waits for something that has not happened."""
    return bool(disagreement.procedure.tiers[tier].within) and disagreement.limit(tier) is None


def _windows(procedure: Procedure, counted_from: CountedFrom) -> dict[int, Window]:
    """Each tier's window that is counted from this."""
    return {
        number: tier.within
        for number, tier in enumerate(procedure.tiers)
        if tier.within and tier.within.counted_from == counted_from
    }


def _given(disagreement: Disagreement) -> date | None:
    """The earlier day that whoever raised it gave, if they gave one."""
    return disagreement.sooner.on if disagreement.sooner else None


def earlier(
    window: Window, calendar: Calendar, start: datetime, end: datetime, sooner: date | None
) -> datetime | None:
    """The end of a day before the text's, where the text lets the risk ask for one; it is never later,
    and binds nobody for whom it was over before their time began."""
    if not (window.or_sooner and sooner and calendar.is_working_day(sooner)):
        return None
    closes = calendar.closing(sooner)
    return closes if start < closes < end else None


def _counted(
    window: Window,
    tier: int,
    calendar: Calendar,
    start: datetime,
    at: datetime,
    sooner: date | None = None,
) -> LimitSet:
    counted = _by_the_text(window, tier, calendar, start, at)
    if (end := earlier(window, calendar, start, counted.limit, sooner)) is None:
        return counted
    before = end <= at
    return replace(
        counted,
        limit=end,
        before_raising=before,
        nudge=end_of_day(calendar, at, window.working_days).at if before else None,
        because=f"This is sooner than the text's own day, as it allows ({window.or_sooner})",
        explanation=(*counted.explanation, sooner_said(end, window)),
    )


def sooner_said(end: datetime, window: Window) -> str:
    """That an earlier day was given, as the text allows."""
    return (
        f"Whoever raised it gave an earlier day, as the text allows ({window.or_sooner}): "
        f"{day_and_year(end)}."
    )


def _by_the_text(
    window: Window, tier: int, calendar: Calendar, start: datetime, at: datetime
) -> LimitSet:
    deadline = end_of_day(calendar, start, window.working_days)
    before = deadline.at <= at
    return LimitSet(
        at=at,
        by=CLOCK,
        tier=tier,
        start=start,
        limit=deadline.at,
        rule=window.rule,
        words=window.said,
        before_raising=before,
        calendar_version=deadline.calendar_version,
        because=deadline.because,
        explanation=explained(deadline.explanation, window.counted_from),
        nudge=end_of_day(calendar, at, window.working_days).at if before else None,
    )


def explained(lines: tuple[str, ...], counted_from: CountedFrom) -> tuple[str, ...]:
    """How it was counted, with what began it called by its name."""
    swaps = tuple(zip(_BEGAN["start"], _BEGAN[counted_from], strict=True))
    return tuple(_swapped(line, swaps) for line in lines)


def _swapped(line: str, swaps: tuple[tuple[str, str], ...]) -> str:
    for old, new in swaps:
        line = line.replace(old, new)
    return line
