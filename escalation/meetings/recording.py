"""Who says that a meeting was held: those called to it; of one that the office calls, nobody of an agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.directory.people import PARTNERSHIP
from escalation.duties.carried_out import Convened
from escalation.meetings import callers
from escalation.words.message import Choice

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement

HELD = "meeting_held"


def held(convened: Convened) -> Choice:
    """The button by which it is said."""
    return Choice(HELD, "The meeting was held", f"held:{convened.number}")


def button(convened: Convened, disagreement: Disagreement, agency: str) -> tuple[Choice, ...]:
    """That button, for whom it is; without an agency, where anybody may press it who sees the card."""
    stage = disagreement.procedure.stage(convened.stage)
    if not callers.by_the_office(stage, disagreement):
        shown = True
    elif agency:
        shown = agency == PARTNERSHIP
    else:
        shown = callers.has_its_place(stage, disagreement) or bool(convened.chair)
    return (held(convened),) if shown else ()


def is_for(agency: str, tier: int, disagreement: Disagreement) -> bool:
    """Whether those asked at a tier are asked whether its stage's meeting was held."""
    if not callers.by_the_office(disagreement.procedure.stage_of(tier), disagreement):
        return True
    return agency == PARTNERSHIP and callers.chaired_by(disagreement, tier)
