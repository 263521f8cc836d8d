"""Whether a rule of a procedure holds for one disagreement: by what it is about, and whom."""

from escalation.disagreement import Disagreement
from escalation.texts import narrowed
from escalation.texts.procedure import Procedure
from escalation.texts.stages import Condition


def holds(when: Condition | None, disagreement: Disagreement) -> bool:
    """Whether it is of one of the categories, the subjects and the priorities that a rule names."""
    stands = disagreement
    return narrowed.is_for(when, stands.category, stands.subject, stands.priority)


def in_words(when: Condition | None, procedure: Procedure) -> str:
    """For which differences a rule is; nothing where it is for all of them."""
    if when is None:
        return ""
    about = [procedure.category(each).label for each in when.category]
    whom = [each.term for each in procedure.subjects if each.id in when.subject]
    how = [each.label for each in procedure.priorities if each.id in when.priority]
    parts = (
        f"about “{'” or “'.join(about)}”" if about else "",
        f"for {' or '.join(whom)}" if whom else "",
        f"where it is “{'” or “'.join(how)}”" if how else "",
    )
    return f", only {' and '.join(filter(None, parts))}"
