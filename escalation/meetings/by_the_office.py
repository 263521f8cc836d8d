"""A meeting that the partnership's office calls (R-002-47): who of it does, and what they may press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.directory.people import PARTNERSHIP
from escalation.ladder import seats
from escalation.owing import BUSINESS_MANAGER, RoleAt
from escalation.texts.stages import Stage

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement


def is_called(stage: Stage, disagreement: Disagreement) -> bool:
    """Whether it is the office that calls a stage's meeting, and no agency."""
    meeting = stage.meeting
    return meeting is not None and disagreement.procedure.role(meeting.called_by).of == PARTNERSHIP


def has_its_place(stage: Stage, disagreement: Disagreement) -> bool:
    """Whether the office is in the place of a disagreement: its own people hold the stage."""
    ladder = disagreement.procedure.tiers
    held = (number for number, tier in enumerate(ladder) if tier in stage.tiers)
    return any(seats.of_the_partnership(disagreement.procedure, tier) for tier in held)


def whose(stage: Stage, disagreement: Disagreement) -> RoleAt:
    """The role that calls it; the Business Manager, where nobody is named for that."""
    role = stage.meeting.called_by if stage.meeting else BUSINESS_MANAGER.role
    return BUSINESS_MANAGER if role in disagreement.unheld else RoleAt(role, PARTNERSHIP)


def title(stage: Stage, disagreement: Disagreement) -> str:
    """What that role is called."""
    assert stage.meeting
    return disagreement.procedure.role(stage.meeting.called_by).title
