"""Procedures that go other ways: one side decides, a manager as gate, an urgent branch, days by priority."""

from dataclasses import replace
from typing import Any

from escalation.directory.people import Directory
from escalation.texts.procedure import (
    Condition,
    Priority,
    Procedure,
    RaiseWithin,
    Skipping,
    Stage,
)
from escalation.texts.stages import ByPriority
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story

REQ = ("section 1",)
URGENT, ROUTINE = Priority("urgent", "Urgent", REQ), Priority("routine", "Not urgent", REQ)
BOTH = (URGENT, ROUTINE)
SOONER = "or a timescale that protects, whichever is shortest"
RAISED = "Wednesday 2026-09-02 10:00"


def of(tier: str, procedure: Procedure = BERKSHIRE, **said: Any) -> Procedure:
    """The procedure with something else said of one tier."""
    stages = tuple(
        replace(
            stage,
            tiers=tuple(replace(each, **said) if each.id == tier else each for each in stage.tiers),
        )
        for stage in procedure.stages
    )
    return replace(procedure, stages=stages)


def windowed(tier: str, procedure: Procedure = BERKSHIRE, **said: Any) -> Procedure:
    """The same of a tier's window."""
    (within,) = [each.within for each in procedure.tiers if each.id == tier]
    assert within
    return of(tier, procedure, within=replace(within, **said))


def gated() -> Procedure:
    """The line managers are a gate."""
    return of("s1-managers", gate=True)


def alone(procedure: Procedure = BERKSHIRE) -> Procedure:
    """The agency that raised it decides."""
    return replace(procedure, settled_by="raising_agency")


def by_priority() -> Procedure:
    """What is urgent has a day less with the line managers."""
    days = (ByPriority("urgent", 1), ByPriority("routine", 5))
    low = windowed("s1-managers", by_priority=days)
    return replace(windowed("s2-next-level", low, by_priority=days), priorities=BOTH)


def branched() -> Procedure:
    """Two stages with the number 2: one for what is urgent, and one for all else."""
    first, second, *rest = BERKSHIRE.stages
    for_routine = replace(second, when=Condition(priority=("routine",)))
    return replace(BERKSHIRE, priorities=BOTH, stages=(first, for_routine, _urgent(second), *rest))


def _urgent(second: Stage) -> Stage:
    tiers = (replace(second.tiers[0], id="s2-urgent", held_by=("senior_manager",)),)
    when = Condition(priority=("urgent",))
    return replace(second, id="s2u", name="What is urgent", tiers=tiers, when=when, advisers=())


def skipping(**said: Any) -> Procedure:
    """It may start at a later stage."""
    return replace(BERKSHIRE, skipping=Skipping(True, REQ, **said))


def within(**said: Any) -> Procedure:
    """It is raised within some time of the conference."""
    return replace(
        BERKSHIRE, raise_within=RaiseWithin("in good time", "the conference", REQ, **said)
    )


def raised(procedure: Procedure, directory: Directory = DIRECTORY, **said: Any) -> Story:
    """Sam of Health differs with Priya of Social Care."""
    return Story(procedure=procedure, directory=directory).raised(RAISED, **said)
