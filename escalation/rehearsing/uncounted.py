"""On paper, where nothing is counted: who is asked again and when; and the tiers that wait for a person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from escalation.ladder.patience import QUIET_AGAIN, QUIET_DAYS
from escalation.rehearsing.planned import Planned, addressee, asked_of, holders
from escalation.texts.procedure import Procedure
from escalation.words.by_when import waits_for
from escalation.working_time.mornings import morning
from escalation.working_time.working_days import Calendar, end_of_day

# How many working days after having been asked they are asked again, where nothing is counted.
EVERY = 3
_TOLD_LAST = "Told that the procedure names nobody further, and that those named go on being asked."


def asked(
    procedure: Procedure, calendar: Calendar, index: int, told: datetime
) -> Iterator[Planned]:
    """Its holders on the next working morning; then the side that raised it. Nobody else is told."""
    tier, why = procedure.tiers[index], _why(procedure, index)
    reminded = Planned(
        at=morning(told, 1, calendar),
        kind="asked",
        stage=procedure.stage_of(index).title,
        tier=tier.id,
        to=holders(procedure, tier),
        what=f"{in_one_press()} Asked again on every {nth(EVERY)} working day after.",
        why=f"{why}: nothing is late, and nobody further is told before a person moves it up.",
        req=tier.req,
    )
    yield reminded
    yield _whether_further(procedure, calendar, index, told, reminded)


def beyond(procedure: Procedure, last: int) -> Iterator[Planned]:
    """The tiers after the last that the clock comes to: told once somebody moves it there."""
    for index, tier in enumerate(procedure.tiers[last + 1 :], start=last + 1):
        yield Planned(
            at=None,
            kind="moved",
            stage=procedure.stage_of(index).title,
            tier=tier.id,
            to=holders(procedure, tier),
            what=asked_of(tier),
            why=" ".join((_when_told(procedure, index), *_then(procedure, index))),
            req=tier.req,
            window=tier.within.said if tier.within else tier.promptness,
            aim=tier.aim,
        )


def in_one_press(settled: str = "settled") -> str:
    """What those who hold it are asked."""
    return f"Asked in one press: {settled}, we meet on a day, or not agreed."


def nth(number: int) -> str:
    """An ordinal, in words where it is one of ours."""
    return {3: "third", 10: "tenth"}.get(number, f"{number}th")


def _whether_further(
    procedure: Procedure, calendar: Calendar, index: int, told: datetime, reminded: Planned
) -> Planned:
    quiet = end_of_day(calendar, told, QUIET_DAYS)
    is_last = index + 1 == len(procedure.tiers)
    again = f"; asked again after every {QUIET_AGAIN} working days"
    return replace(
        reminded,
        at=quiet.at,
        to=(addressee(procedure, procedure.tiers[0].held_by[0], "raising"),),
        what=_TOLD_LAST if is_last else f"Asked in one press whether to move it up{again}.",
        why=f"{_why(procedure, index)}, and {QUIET_DAYS} working days have been quiet.",
        explanation=quiet.explanation,
    )


def _why(procedure: Procedure, index: int) -> str:
    tier = procedure.tiers[index]
    if tier.within:
        return f"The text says {tier.within.said}, {waits_for(procedure, index, tier.within)}"
    says = f"says {tier.promptness} and " if tier.promptness else ""
    return f"The text {says}gives no number here"


def _when_told(procedure: Procedure, index: int) -> str:
    stage = procedure.stage_of(index)
    if stage == procedure.stage_of(index - 1):
        return f"Told when somebody moves it up within {stage.label}."
    return f"Told when somebody moves it to {stage.label}."


def _then(procedure: Procedure, index: int) -> Iterator[str]:
    """How patient we are where nothing is counted; elsewhere the clock goes on by the limit."""
    if procedure.tiers[index].within:
        return
    yield f"Asked on the next working morning, and then on every {nth(EVERY)} working day."
    raiser = procedure.role(procedure.tiers[0].held_by[0]).label
    if index + 1 < len(procedure.tiers):
        yield (
            f"After {QUIET_DAYS} working days the {raiser} of the agency that raised it is asked "
            f"whether to move it up, and again after every {QUIET_AGAIN}."
        )
    else:
        yield "The procedure names nobody further: they go on being asked."
