"""What the partnership's people see and may press, at a tier that the partnership holds.

They read, say, meet and propose; an agency's yes, and its no, are its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from escalation.directory.people import PARTNERSHIP
from escalation.ladder import seats
from escalation.owing import Recipient, RoleAt
from escalation.texts.brackets import besides
from escalation.words.message import Choice, Choices, Says, says
from escalation.words.naming import asked_of, instead

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement

BETWEEN = "between agencies"
ASKED = "Asked at the partnership"


def choices(question: str, *beside: Choice) -> Choices:
    """What they may press of their tier."""
    return Choices(
        (
            Choice("take", "I have this", question, "main"),
            Choice("discuss", "Record a discussion", question),
            Choice("meet", "We meet on…", question),
            Choice("propose", "Propose an agreement", question),
            Choice("not_me", "Not me", question),
            *beside,
        )
    )


def shown(disagreement: Disagreement, who: str) -> Iterable[tuple[str, str]]:
    """A row of the card: who of the partnership has it, or is asked; nothing while none of them is."""
    turns = disagreement.turn(PARTNERSHIP)
    if not turns:
        return
    holder = disagreement.holders.get(PARTNERSHIP)
    awaited = _nobody(disagreement) if all(_is_unheld(t.who, disagreement) for t in turns) else ""
    yield ASKED, f"{holder.name} has this" if holder else besides(who, awaited or "awaited")


def _nobody(disagreement: Disagreement) -> str:
    return f"nobody is named; {instead(disagreement.procedure, disagreement.stage_tier)}"


def _is_unheld(who: Recipient, disagreement: Disagreement) -> bool:
    return isinstance(who, RoleAt) and who.role in disagreement.unheld


def no_stage_of_its_own(disagreement: Disagreement, tier: int, at: datetime) -> Iterable[Says]:
    """Where whoever answers for the agencies at a tier of the partnership is told only with it: their
    own stage was passed over."""
    procedure = disagreement.procedure
    answers = seats.answers_at(procedure, tier)
    stage, there = procedure.stage_of(answers), procedure.stage_of(tier)
    entered = (each for each in (0, *disagreement.entered) if each < tier)
    before = any(each.tier == answers and each.at < at for each in disagreement.told)
    if stage != there and max(entered) < answers and not before:
        yield says(
            "Passed over: {stage}. The {who} answers for it at {there}.",
            stage=stage.label,
            who=asked_of(disagreement, answers),
            there=there.label,
        )
