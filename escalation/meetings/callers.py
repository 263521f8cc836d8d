"""Who calls a meeting that a procedure asks for: people of an agency, or of the partnership's office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.directory.people import PARTNERSHIP
from escalation.ladder import seats
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
