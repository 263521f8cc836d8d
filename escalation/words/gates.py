"""What people read of a gate: their own managers say first whether it goes to the other side."""

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement, Status
from escalation.words.message import Choice, Says, says
from escalation.words.naming import has_a_lead
from escalation.words.sides import the_others

TAKEN_FORWARD = "Is it taken forward to the other side, or not?"


def asks(disagreement: Disagreement, tier: int, agency: str) -> bool:
    """Whether an agency's people of a tier are to say first whether it is taken forward."""
    first = (*disagreement.agencies[:1], PARTNERSHIP)
    return agency in first and disagreement.gated(tier) and disagreement.reached == tier


def question(disagreement: Disagreement, tier: int) -> str:
    """What Take it forward and Do not take it forward answer; asked anew once it has been reopened."""
    return disagreement.each_time(f"gate:{tier}")


def choices(disagreement: Disagreement, tier: int) -> tuple[Choice, ...]:
    """The two answers."""
    asked = question(disagreement, tier)
    return (
        Choice("take_forward", "Take it forward", asked, "main"),
        Choice("not_forward", "Do not take it forward", asked),
    )


def asking(disagreement: Disagreement, tier: int) -> str:
    """What the text asks of them for it: for the gate, or of their tier."""
    asks = disagreement.procedure.tiers[tier]
    return asks.gate_asks or asks.what


def stopped(disagreement: Disagreement) -> tuple[Choice, ...]:
    """What stays open to whoever raised it, where it was not taken forward."""
    if disagreement.status is not Status.NOT_TAKEN_FORWARD:
        return ()
    lead = Choice("bring_lead", "Bring in our safeguarding lead", "lead")
    return (
        *((lead,) if has_a_lead(disagreement.procedure) else ()),
        Choice("dissent", "Record dissent", "dissent"),
        Choice("harm", "Immediate harm", "harm", "grave"),
    )


def asked(disagreement: Disagreement, tier: int) -> Says:
    """What is asked of them first, who waits for it, and what the text asks of them."""
    return says(
        "You are asked: First say whether it is taken forward to {others}; nobody of your tier there "
        "is told before. {what}",
        others=the_others(disagreement),
        what=asking(disagreement, tier),
    )


def awaited(disagreement: Disagreement, agency: str) -> str:
    """Why nobody of another side is asked: it has not been taken forward to them."""
    if not waits(disagreement, agency):
        return ""
    return f"; {disagreement.sides[0].name} first says whether it is taken forward"


def waits(disagreement: Disagreement, agency: str) -> bool:
    """Whether an agency's own managers are told only once it is taken forward to them."""
    return disagreement.gated(disagreement.reached) and agency in disagreement.agencies[1:]
