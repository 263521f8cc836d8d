"""What is said where somebody passes over a stage, or begins above the first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from escalation.texts.procedure import Procedure
from escalation.words.message import Says, says
from escalation.words.naming import holding

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement

# Where the text says nothing of it, everybody reads that, and that there was a reason (R-002-50).
SILENT = "The procedure does not say whether {stage} may be passed over. "
WAS_DONE = f"{SILENT}It was done here for the reason given."
WOULD_BE = (
    f"{SILENT}It may be done here, with your reason; the thread and the record say that the "
    "procedure does not speak of it."
)
WOULD_BEGIN = f"{SILENT}It begins there for the reason that you give."


def said(
    disagreement: Disagreement, tier: int, skipped: tuple[int, ...], *, begins: bool
) -> Iterable[Says]:
    """Who was passed over on the way to a tier; and that the text does not speak of it."""
    procedure = disagreement.procedure
    if skipped:
        over = "; ".join(holding(procedure, each) for each in skipped)
        yield says("Passed over: {over}.{still}", over=over, still=_still(procedure, tier))
    if (skipped or begins) and procedure.skipping.silent:
        yield says(WAS_DONE, stage=procedure.terms.one_stage)


def beforehand(procedure: Procedure) -> tuple[Says, ...]:
    """The same, before anybody does it; nothing, where the text speaks of it."""
    silent = procedure.skipping.allowed and procedure.skipping.silent
    return (says(WOULD_BE, stage=procedure.terms.one_stage),) if silent else ()


def by_starting(opened: Disagreement) -> tuple[Says, ...]:
    """That it would begin above the first stage, of which the text does not speak."""
    silent = opened.stage_tier and opened.procedure.skipping.silent
    return (says(WOULD_BEGIN, stage=opened.procedure.terms.one_stage),) if silent else ()


def _still(procedure: Procedure, tier: int) -> str:
    later = (each.within for each in procedure.tiers[tier:])
    starts = any(window and window.counted_from == "start" for window in later)
    return " Later limits still count from the start." if starts else ""
