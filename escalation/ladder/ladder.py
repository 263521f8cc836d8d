"""The ladder: how windows are counted, who is told next and when, and how people move it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Told, after
from escalation.duties import closing
from escalation.entries import CLOCK, Actor, Entries
from escalation.ladder import seats, unheld, windows
from escalation.ladder.patience import QUIET_DAYS
from escalation.ladder.rungs import How, LimitSet, Moved, Reached
from escalation.taking_part import advisers
from escalation.texts.procedure import Procedure
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from escalation.working_time.mornings import morning
from escalation.working_time.working_days import end_of_day

__all__ = [
    "advisers",
    "arrives",
    "morning",
    "morning_of",
    "move",
    "paced",
    "reach",
    "set_limits",
    "tell",
    "tells_next_at",
]

PACING = 1


def set_limits(
    procedure: Procedure,
    calendar: Calendar,
    began: datetime,
    raised: datetime,
    sooner: date | None = None,
) -> Entries:
    """Every window of the procedure that hangs on the start of the difference."""
    return [*windows.from_the_start(procedure, calendar, began, raised, sooner)]


def tell(
    disagreement: Disagreement,
    tier: int,
    at: datetime,
    due: datetime,
    calendar: Calendar,
    directory: Directory,
    by: Actor = CLOCK,
) -> Entries:
    """The people of a tier are told; a window that is counted from then is counted now.

    With a tier of the partnership goes whoever answers for the agencies there.
    """
    told: Entries = []
    for each in (*seats.told_with(disagreement, tier), tier):
        told += windows.from_telling(disagreement, each, at, calendar)
        reached = reach(after(disagreement, *told), each, at, due, calendar, by)
        nobody = unheld.roles(disagreement, each, directory)
        told.append(replace(reached, nobody=nobody))
    return told


def begin(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    higher: bool,
) -> Entries:
    """Those of the first tier are told as it is raised; its stage is entered, unless it starts higher."""
    told = tell(disagreement, 0, at, at, calendar, directory)
    return [
        replace(each, begins=not higher) if isinstance(each, Reached) else each for each in told
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
        at=at, by=by, tier=tier, due=due, ask_at=morning_of(until, calendar), until=until
    )


def tells_next_at(
    procedure: Procedure,
    calendar: Calendar,
    tier: int,
    began: datetime,
    raised: datetime,
    told: datetime,
    pacing: int = PACING,
    entered: datetime | None = None,
) -> datetime | None:
    """When the clock tells the tier after this one; None where nothing is counted, or not yet.

    `entered`: when its stage was, if it has been.
    """
    window = procedure.tiers[tier].within
    start = windows.starts_at(procedure, tier, began, told, entered)
    if window is None or start is None:
        return None
    limit = end_of_day(calendar, start, window.working_days).at
    if limit <= raised:
        limit = end_of_day(calendar, raised, window.working_days).at
    return paced(limit, told, calendar, pacing)


def paced(end: datetime, told: datetime, calendar: Calendar, pacing: int = PACING) -> datetime:
    """Every tier has at least one full working day with it before the clock tells the next."""
    return max(end, end_of_day(calendar, told, pacing).at)


def arrives(
    disagreement: Disagreement,
    tier: int | None,
    by: Actor,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
) -> Entries:
    """A first act by somebody of a tier that was told enters it; anybody else's enters nothing."""
    if tier is None or not disagreement.stage_tier < tier <= disagreement.reached:
        return []
    return move(disagreement, tier, by, at, calendar, directory, "first_act")


def move(
    disagreement: Disagreement,
    tier: int,
    by: Actor,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    how: How,
    reason: str = "",
    due: datetime | None = None,
) -> Entries:
    """It moves to a rung; whoever holds it is told, unless they have been, and some passed over.

    What is counted from the entering of its stage is counted now; that it moved is written before
    whom that has told, who are reminded when it says.
    """
    answers = seats.told_with(disagreement, tier)
    skipped = tuple(n for n in range(disagreement.reached + 1, tier) if n not in answers)
    counted = windows.from_entering(disagreement, tier, at, calendar)
    before = disagreement = after(disagreement, *counted)
    is_new = tier > disagreement.reached
    told = tell(disagreement, tier, at, due or at, calendar, directory, by) if is_new else []
    times = None if is_new else _times(disagreement, counted, calendar)
    disagreement = after(disagreement, *told).timed(times)
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
        told=times,
    )
    told = [replace(e, remind_at=moved.remind_at) if isinstance(e, Reached) else e for e in told]
    now = after(before, moved, *told)
    fallen = closing.fell_due(now, at, calendar, moved.notices(now) | _body(now, tier, is_new))
    return [*counted, moved, *told, *fallen]


def _body(disagreement: Disagreement, tier: int, is_new: bool) -> frozenset[str]:
    """The partnership's roles that hold a tier and are told of it now."""
    procedure = disagreement.procedure
    told = is_new and seats.of_the_partnership(procedure, tier)
    return frozenset(procedure.tiers[tier].held_by) - disagreement.unheld if told else frozenset()


def _times(disagreement: Disagreement, counted: list[LimitSet], calendar: Calendar) -> Told | None:
    """When those who were told last are asked, and the next told, by a window counted only now."""
    last = disagreement.last_told
    if last is None or last.tier not in {each.tier for each in counted}:
        return None
    reached = reach(disagreement, last.tier, last.at, last.at, calendar)
    return last.again(reached.ask_at, reached.until, reached.quiet_at)


def _lapsed(disagreement: Disagreement, how: How) -> tuple[str, ...]:
    """The agencies whose yes was given at a tier that this leaves behind."""
    proposal = disagreement.proposal
    return tuple(proposal.yes) if proposal and how == "first_act" else ()


def morning_of(at: datetime, calendar: Calendar) -> datetime | None:
    """When offices open on the day on which a time is, where that is a working day."""
    day = times.civil(at).date()
    # It may have become a bank holiday since its limit was counted; the limit does not move.
    return calendar.opening(day) if calendar.is_working_day(day) else None
