"""Whether a rule of a procedure holds for one disagreement: by what it is about, and whom."""

from escalation.disagreement import Disagreement
from escalation.texts.procedure import Procedure
from escalation.texts.stages import Condition


def holds(when: Condition | None, disagreement: Disagreement) -> bool:
    """Whether it is about one of the categories, and of the subjects, that a rule names."""
    if when is None:
        return True
    about = not when.category or disagreement.category in when.category
    return about and (not when.subject or disagreement.subject in when.subject)


def in_words(when: Condition | None, procedure: Procedure) -> str:
    """For which differences a rule is; nothing where it is for all of them."""
    if when is None:
        return ""
    about = [procedure.category(each).label for each in when.category]
    whom = [each.term for each in procedure.subjects if each.id in when.subject]
    parts = (
        f"about “{'” or “'.join(about)}”" if about else "",
        f"for {' or '.join(whom)}" if whom else "",
    )
    return f", only {' and '.join(filter(None, parts))}"
