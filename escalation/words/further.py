"""What is rarely done with a disagreement, and so stands behind one button, More…, in words."""

from escalation.disagreement import Disagreement
from escalation.ladder import preference, referring, taking_up
from escalation.meetings import convening
from escalation.taking_part import together
from escalation.taking_part.advisers import BRING_IN
from escalation.words.history import dates
from escalation.words.message import Choice

MORE = Choice("more", "More…", "more")


def choices(disagreement: Disagreement) -> tuple[Choice, ...]:
    """Everything that may be pressed besides what stands on the card, in the order of need."""
    question = disagreement.question
    return (
        Choice("bring_lead", BRING_IN, question),
        *preference.behind_more(disagreement),
        Choice("bring_agency", "Bring in another agency", question),
        *taking_up.behind_more(disagreement),
        *convening.rarely(disagreement),
        *referring.rarely(disagreement),
        Choice("withdraw", "Withdraw", question),
        *dates(question),
        *together.choices(disagreement),
        Choice("hide", "Take out of sight", "hide"),
        Choice("wrong", "Wrong recipient", "wrong"),
    )
