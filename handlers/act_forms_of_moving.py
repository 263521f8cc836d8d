"""What Move up now asks: to which rung, and why."""

from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.ladder import passed_over
from escalation.words.forms import LONGEST_CHOICE, Field
from escalation.words.message import Part, says
from escalation.words.naming import holders, lead


def fields(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """The rungs to which somebody may move it, and why now."""
    ladder = disagreement.procedure.tiers
    higher = range(disagreement.stage_tier + 1, len(ladder))
    untold = disagreement.reached + 1
    may = disagreement.procedure.may_skip_to
    reachable = [tier for tier in higher if tier <= untold or may(tier)]
    options = tuple((str(tier), _rung(disagreement, tier)) for tier in reachable)
    if not options:
        stage = disagreement.procedure.terms.a_stage
        return (says("There is no further {s} in this procedure.", s=stage),)
    return (
        *(passed_over.beforehand(disagreement.procedure) if len(options) > 1 else ()),
        Field(
            "tier", "Move up to", "choice", options=options, initial=_to_begin_with(disagreement)
        ),
        Field("reason", "Why it should move up now", "text", hint="The record keeps your reason."),
    )


def not_forward(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """Why it does not go to the other side, and what stays open to whoever raised it."""
    return (
        says(
            "It ends so, and is not settled. Whoever raised it is told, with your reason, and that "
            "they may go to {lead}, record dissent or have it reopened.",
            lead=lead(disagreement.procedure, "their"),
        ),
        Field("reason", "Why it is not taken forward", "text"),
    )


def _to_begin_with(disagreement: Disagreement) -> str:
    """The next rung; where nothing is counted, the one after those who have been told in vain."""
    last, untold = disagreement.last_told, disagreement.reached + 1
    waits = last is not None and last.until is None and untold < len(disagreement.procedure.tiers)
    return str(untold if waits else disagreement.stage_tier + 1)


def _rung(disagreement: Disagreement, tier: int) -> str:
    stage = disagreement.procedure.stage_of(tier)
    return f"{stage.label}: {holders(disagreement.procedure, tier)}"[:LONGEST_CHOICE]
