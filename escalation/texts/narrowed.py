"""A procedure as it is for one difference: its stages that are there for it, each with its own days."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from escalation.texts.matters import Skipping
from escalation.texts.procedure import Procedure
from escalation.texts.stages import Condition, Duty, Stage, Tier, Window


def is_for(when: Condition | None, category: str, subject: str, priority: str) -> bool:
    """Whether a rule is for a difference of this kind: of all that it names, one each."""
    if when is None:
        return True
    named = ((when.category, category), (when.subject, subject), (when.priority, priority))
    return all(not wanted or is_ in wanted for wanted, is_ in named)


def to(procedure: Procedure, category: str, subject: str = "", priority: str = "") -> Procedure:
    """The procedure for a difference of this kind: pinned by the same text, and the same for ever.

    A stage that is not for it does not exist: no rung of the ladder, nothing to pass over. A window
    has the days of its priority.
    """
    there = [
        _counted(stage, priority)
        for stage in procedure.stages
        if is_for(stage.when, category, subject, priority)
    ]
    if not there or there == list(procedure.stages):
        return procedure
    left = tuple(_within(stage, there) for stage in there)
    forms = tuple(each for each in procedure.forms if each.stage in {stage.id for stage in left})
    skipping = _skipping(procedure.skipping, left)
    return replace(procedure, stages=left, forms=forms, skipping=skipping)


def every(procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """Each kind of difference that it may be about: category, subject and priority."""
    yield from product(
        [each.id for each in procedure.categories],
        [each.id for each in procedure.subjects] or [""],
        [each.id for each in procedure.priorities] or [""],
    )


def _counted(stage: Stage, priority: str) -> Stage:
    """The same, with the days that a difference of this priority has."""
    tiers = tuple(_tier(each, priority) for each in stage.tiers)
    duties = tuple(_duty(each, priority) for each in stage.duties)
    same = tiers == stage.tiers and duties == stage.duties
    return stage if same else replace(stage, tiers=tiers, duties=duties)


def _tier(tier: Tier, priority: str) -> Tier:
    return replace(tier, within=_window(tier.within, priority)) if tier.within else tier


def _duty(duty: Duty, priority: str) -> Duty:
    return replace(duty, within=_window(duty.within, priority)) if duty.within else duty


def _window(window: Window, priority: str) -> Window:
    days = {each.priority: each.working_days for each in window.by_priority}
    return replace(window, working_days=days.get(priority, window.working_days))


def _within(stage: Stage, there: list[Stage]) -> Stage:
    """Nobody is chosen in preference to a tier that is not there."""
    known = {tier.id for each in there for tier in each.tiers}
    advisers = tuple(
        each
        for each in stage.advisers
        if not each.in_preference_to or each.in_preference_to in known
    )
    return stage if advisers == stage.advisers else replace(stage, advisers=advisers)


def _skipping(skipping: Skipping, left: tuple[Stage, ...]) -> Skipping:
    """Where it may start at some stages alone, at those of them that are there."""
    if not skipping.to:
        return skipping
    to = tuple(each for each in skipping.to if each in {stage.id for stage in left})
    return replace(skipping, to=to, allowed=skipping.allowed and bool(to))
