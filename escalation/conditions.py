"""Whether a rule of a procedure holds for one disagreement: by what it is about, and whom."""

from escalation.disagreement import Disagreement
from escalation.stages import Condition


def holds(when: Condition | None, disagreement: Disagreement) -> bool:
    """Whether it is about one of the categories, and of the subjects, that a rule names."""
    if when is None:
        return True
    about = not when.category or disagreement.category in when.category
    return about and (not when.subject or disagreement.subject in when.subject)
