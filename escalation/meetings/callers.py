"""Who calls a meeting that a procedure asks for: people of an agency, or of the partnership's office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.directory.people import PARTNERSHIP
from escalation.owing import BUSINESS_MANAGER, RoleAt
from escalation.texts.stages import Stage

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement


def by_the_office(stage: Stage, disagreement: Disagreement) -> bool:
    """Whether it is the office that calls a stage's meeting, and no agency (R-002-47)."""
    meeting = stage.meeting
    return meeting is not None and disagreement.procedure.role(meeting.called_by).of == PARTNERSHIP


def of(stage: Stage, disagreement: Disagreement) -> tuple[str, ...]:
    """Those whose people call it: the office, or the agency that raised it; of choice, each agency."""
    if by_the_office(stage, disagreement):
        return (PARTNERSHIP,)
    by_choice = stage.meeting is not None and stage.meeting.force == "may"
    return disagreement.agencies if by_choice else disagreement.agencies[:1]


def calls(agency: str, stage: Stage, disagreement: Disagreement) -> bool:
    """Whether an agency's people call it; without one, whether anybody does who sees the card."""
    office = by_the_office(stage, disagreement)
    shown = not office or has_its_place(stage, disagreement)
    return agency in of(stage, disagreement) if agency else shown


def has_its_place(stage: Stage, disagreement: Disagreement) -> bool:
    """Whether those of the office who call it are in the place of a disagreement: they hold the stage."""
    held = {role for tier in stage.tiers for role in tier.held_by}
    return bool(held & _roles(stage, disagreement))


def chaired_by(disagreement: Disagreement, tier: int) -> bool:
    """Whether all who hold a tier call its stage's meeting, or chair it by the text."""
    stage = disagreement.procedure.stage_of(tier)
    chairs = {stage.meeting.chair_role} if stage.meeting else set[str]()
    held = {*disagreement.procedure.tiers[tier].held_by}
    return by_the_office(stage, disagreement) and held <= _roles(stage, disagreement) | chairs


def theirs(disagreement: Disagreement, tier: int) -> bool:
    """Whether all who hold a tier of the partnership's are those who call its stage's meeting."""
    stage = disagreement.procedure.stage_of(tier)
    held = {*disagreement.procedure.tiers[tier].held_by}
    return by_the_office(stage, disagreement) and held <= _roles(stage, disagreement)


def whose(stage: Stage, disagreement: Disagreement) -> RoleAt:
    """The role that calls it; the Business Manager, where nobody is named for that."""
    role = stage.meeting.called_by if stage.meeting else BUSINESS_MANAGER.role
    return BUSINESS_MANAGER if role in disagreement.unheld else RoleAt(role, PARTNERSHIP)


def title(stage: Stage, disagreement: Disagreement) -> str:
    """What that role is called."""
    assert stage.meeting
    return disagreement.procedure.role(stage.meeting.called_by).title


def _roles(stage: Stage, disagreement: Disagreement) -> frozenset[str]:
    """The roles of the office that call it: the text's, and the Business Manager in its place."""
    named = {stage.meeting.called_by} if stage.meeting else set[str]()
    office = {BUSINESS_MANAGER.role} if by_the_office(stage, disagreement) else set[str]()
    return frozenset(named | office)
