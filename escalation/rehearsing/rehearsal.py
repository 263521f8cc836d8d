"""A procedure played on paper: whom it tells, and when, if nobody ever records an outcome."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from escalation.ladder import ladder, windows
from escalation.rehearsing import uncounted
from escalation.rehearsing.planned import (
    OFFICE,
    Kind,
    Planned,
    addressee,
    asked_of,
    holders,
    presses,
)
from escalation.rehearsing.planned_after import afterwards
from escalation.texts.procedure import Procedure, Stage, Tier, Window
from escalation.working_time import times
from escalation.working_time.working_days import Calendar, Deadline, end_of_day

_ORDER: tuple[Kind, ...] = ("limit", "told", "asked", "moved", "press", "after")


class Held(Enum):
    """What keeps the clock from telling the next tier any sooner."""

    LIMIT = "the limit"
    NUDGE = "a nudge of the same length, from raising"
    PACING = "a full working day with it"


@dataclass(frozen=True)
class Turn:
    """A tier's time with it: when it is told, its limit, and when the clock goes on to the next.

    `start`: from when its window is counted; None where it has none, or nobody has entered its stage.
    """

    index: int
    tier: Tier
    stage: Stage
    told: datetime
    start: datetime | None
    limit: Deadline | None
    until: Deadline | None
    held: Held


def limit(tier: Tier, calendar: Calendar, start: datetime | None) -> Deadline | None:
    """The counted end of a tier's own window; None where the text gives no number, or none yet."""
    if tier.within is None or start is None:
        return None
    return end_of_day(calendar, start, tier.within.working_days)


def turns(
    procedure: Procedure, calendar: Calendar, began: datetime, raised: datetime, pacing: int = 1
) -> Iterator[Turn]:
    """Each tier in turn, up to the last that the clock tells."""
    told, entered = raised, {procedure.stage_of(0).id: raised}
    for index, tier in enumerate(procedure.tiers):
        stage = procedure.stage_of(index)
        if procedure.on_limit_passed == "move_up":  # only there does time enter a stage
            entered.setdefault(stage.id, told)
        start = windows.starts_at(procedure, index, began, told, entered.get(stage.id))
        until, held = _until(procedure, calendar, index, start, raised, told, pacing)
        end = limit(tier, calendar, start)
        yield Turn(index, tier, stage, told, start, end, until, held)
        if until is None or procedure.on_limit_passed == "prompt_holder":
            return
        told = until.at


def timeline(
    procedure: Procedure,
    calendar: Calendar,
    began: datetime,
    raised: datetime | None = None,
    pacing: int = 1,
) -> tuple[Planned, ...]:
    """What the clock says to whom, in order; then what waits for a person, and what follows at last."""
    raised = raised or began
    found = tuple(turns(procedure, calendar, began, raised, pacing))
    dated = [
        *_limits(procedure, calendar, began, raised, found),
        *_tellings(procedure, found, pacing),
        *(asked for turn in found for asked in _asked(procedure, calendar, turn)),
        *_at_the_end(procedure, calendar, found[-1], raised),
    ]
    dated.sort(key=lambda planned: (planned.at or raised, _ORDER.index(planned.kind)))
    waiting = uncounted.beyond(procedure, found[-1].index)
    return (*dated, *waiting, *presses(procedure), *afterwards(procedure))


def _until(
    procedure: Procedure,
    calendar: Calendar,
    index: int,
    start: datetime | None,
    raised: datetime,
    told: datetime,
    pacing: int,
) -> tuple[Deadline | None, Held]:
    """When the ladder has the clock go on to the next tier, and what holds it until then."""
    window = procedure.tiers[index].within
    if start is None or window is None:
        return None, Held.LIMIT
    at = ladder.tells_next_at(procedure, calendar, index, start, raised, told, pacing, start)
    own, held = end_of_day(calendar, start, window.working_days), Held.LIMIT
    if own.at <= raised:
        own, held = end_of_day(calendar, raised, window.working_days), Held.NUDGE
    return (own, held) if own.at == at else (end_of_day(calendar, told, pacing), Held.PACING)


def _limits(
    procedure: Procedure,
    calendar: Calendar,
    began: datetime,
    raised: datetime,
    found: tuple[Turn, ...],
) -> Iterator[Planned]:
    starts = {turn.index: turn.start for turn in found}
    for index, tier in enumerate(procedure.tiers):
        start = starts.get(index) or windows.starts_at(procedure, index, began, None, None)
        end = limit(tier, calendar, start)
        if start is None or end is None or tier.within is None:
            continue
        passed = end.at <= raised
        ends = "ended before this was raised" if passed else f"ends, {_not_recorded(tier)}"
        yield Planned(
            at=end.at,
            kind="limit",
            stage=procedure.stage_of(index).title,
            tier=tier.id,
            to=(),
            what=f"The {_number(tier)} for {_labels(procedure, tier)} {ends}.",
            why=_sentences(
                f"{_capital(tier.within.said)}, counted from {times.day_and_year(start)}",
                end.because,
                "Nobody is told for it" if passed else "",
                *_besides(tier.within),
            ),
            req=tier.req,
            limit=end.at,
            window=tier.within.said,
            aim=tier.aim,
            explanation=windows.explained(end.explanation, tier.within.counted_from),
        )


def _tellings(procedure: Procedure, found: tuple[Turn, ...], pacing: int) -> Iterator[Planned]:
    for turn in found:
        before = found[turn.index - 1] if turn.index else None
        yield Planned(
            at=turn.told,
            kind="told",
            stage=turn.stage.title,
            tier=turn.tier.id,
            to=holders(procedure, turn.tier),
            what=asked_of(turn.tier),
            why=_why_told(procedure, turn, before, pacing),
            req=turn.tier.req,
            limit=turn.limit.at if turn.limit else None,
            window=turn.tier.within.said if turn.tier.within else turn.tier.promptness,
            aim=turn.tier.aim,
            explanation=before.until.explanation if before and before.until else (),
        )


def _why_told(procedure: Procedure, turn: Turn, before: Turn | None, pacing: int) -> str:
    if before is None or before.until is None:
        return "It is raised."
    labels = _labels(procedure, before.tier)
    moves = "The stage moves with it" if procedure.on_limit_passed == "move_up" else ""
    match before.held:
        case Held.LIMIT:
            why = (
                f"The {_number(before.tier)} for {labels} has passed, {_not_recorded(before.tier)}"
            )
        case Held.NUDGE:
            why = (
                f"The {_number(before.tier)} for {labels} had passed before this was raised; "
                "as many working days from raising have passed instead, a nudge and not a limit"
            )
        case Held.PACING:
            days = "a full working day" if pacing == 1 else f"{pacing} full working days"
            why = (
                f"{labels} had {days} with it after being told on {times.day_and_year(before.told)}"
            )
    return _sentences(_capital(why), before.until.because, moves)


def _asked(procedure: Procedure, calendar: Calendar, turn: Turn) -> Iterator[Planned]:
    if turn.until is None:
        yield from uncounted.asked(procedure, calendar, turn.index, turn.told)
    elif (morning := calendar.opening(turn.until.on)) > turn.told:
        settled = "the meeting was held" if _is_meeting(turn.tier) else "settled"
        last = turn.index == len(procedure.tiers) - 1
        yield Planned(
            at=morning,
            kind="asked",
            stage=turn.stage.title,
            tier=turn.tier.id,
            to=holders(procedure, turn.tier),
            what=uncounted.in_one_press(settled),
            why="It is the morning of the day that ends the window."
            if last
            else "It is the morning of the day after which the next tier is told.",
            req=turn.tier.req,
        )


def _at_the_end(
    procedure: Procedure, calendar: Calendar, turn: Turn, raised: datetime
) -> Iterator[Planned]:
    """After the last tier the text names nobody: those who hold it go on being asked."""
    if turn.until is None or turn.index < len(procedure.tiers) - 1:
        return
    asked = _asked_again(procedure, turn)
    ended = turn.limit.at if turn.limit and turn.limit.at > raised else None
    if ended and OFFICE in procedure.roles:
        yield replace(
            asked,
            at=ended,
            kind="told",
            tier="",
            to=(addressee(procedure, OFFICE, "partnership"),),
            what="The last limit has passed; told without content.",
        )
    if ended and ended > turn.told:
        yield replace(asked, at=ended)
    last = max(turn.until.at, turn.told)
    yield replace(
        asked,
        at=calendar.opening(calendar.nth_working_day(last.date(), 1)),
        what="Asked again, and on every third working day after.",
    )


def _asked_again(procedure: Procedure, turn: Turn) -> Planned:
    return Planned(
        at=None,
        kind="asked",
        stage=turn.stage.title,
        tier=turn.tier.id,
        to=holders(procedure, turn.tier),
        what="Asked again.",
        why="The procedure names nobody further.",
        req=turn.tier.req,
    )


def _labels(procedure: Procedure, tier: Tier) -> str:
    return " or ".join(procedure.role(role).label for role in tier.held_by)


def _number(tier: Tier) -> str:
    """What its number is: a limit; or a guide, for which nothing is ever late."""
    return "guide" if tier.within and tier.within.binding == "guide" else "limit"


def _besides(window: Window) -> Iterator[str]:
    """That an earlier day may be given, and that nothing is late, where the text has it so."""
    if window.or_sooner:
        yield f"Whoever raises it may give an earlier day ({window.or_sooner})"
    if window.binding == "guide":
        yield "Nothing is late after it"


def _is_meeting(tier: Tier) -> bool:
    return tier.within is not None and tier.within.met_by == "meeting"


def _not_recorded(tier: Tier) -> str:
    return f"and no {'meeting' if _is_meeting(tier) else 'outcome'} has been recorded"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _sentences(*parts: str) -> str:
    return " ".join(f"{part}." for part in parts if part)
