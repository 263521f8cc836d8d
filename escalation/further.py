"""What is rarely done with a disagreement, and so stands behind one button: More…"""

from escalation import together
from escalation.disagreement import Disagreement
from escalation.history import dates
from escalation.message import Choice

# What each is for, in as few words as there is room for beside its label.
FOR = {
    "bring_lead": "they may read and advise",
    "bring_agency": "a professional of it takes part",
    "withdraw": "it ends, with your reason",
    "correct_date": "the day on which it began",
    "own_date": "the day on which you say it began",
    "link": "a sibling, or the same family",
    "unlink": "they do not belong together",
    "merge": "the same one, raised by both",
    "hide": "words that should not be here",
    "wrong": "somebody was told who should not be",
}
MORE = Choice("more", "More…", "more")


def choices(disagreement: Disagreement) -> tuple[Choice, ...]:
    """Everything that may be pressed besides what stands on the card, in the order of need."""
    question = disagreement.question
    return (
        Choice("bring_lead", "Bring in our safeguarding lead", question),
        Choice("bring_agency", "Bring in another agency", question),
        Choice("withdraw", "Withdraw", question),
        *dates(question),
        *together.choices(disagreement),
        Choice("hide", "Take out of sight", "hide"),
        Choice("wrong", "Wrong recipient", "wrong"),
    )
