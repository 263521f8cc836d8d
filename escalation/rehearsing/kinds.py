"""Which kind of difference is rehearsed, where a procedure is not the same for all of them."""

from collections.abc import Sequence

from escalation.texts import narrowed
from escalation.texts.plain import Plain
from escalation.texts.procedure import Procedure
from escalation.texts.procedure_sentences import mistaken


class UnknownKindError(ValueError):
    """The procedure does not know this category, subject or priority: a sentence says what it knows."""


def of_kind(
    procedure: Procedure, category: str = "", subject: str = "", priority: str = ""
) -> tuple[Procedure, str]:
    """The procedure as it is for one kind of difference, and which, in words; nothing where it is the
    same for all. What is not chosen is the first that the procedure names."""
    chosen = (
        _one(procedure.categories, category, "categories"),
        _one(procedure.subjects, subject, "subjects"),
        _one(procedure.priorities, priority, "priorities"),
    )
    same = all(narrowed.to(procedure, *kind) is procedure for kind in narrowed.every(procedure))
    return narrowed.to(procedure, *chosen), "" if same else _in_words(procedure, *chosen)


def _one(known: Sequence[Plain], wanted: str, heading: str) -> str:
    ids = [str(vars(each)["id"]) for each in known]
    if wanted and wanted not in ids:
        raise UnknownKindError(mistaken(wanted, ids, f"one of the `{heading}`"))
    return wanted or next(iter(ids), "")


def _in_words(procedure: Procedure, category: str, subject: str, priority: str) -> str:
    about = procedure.category(category).label
    whom = next((f", for {e.term}" for e in procedure.subjects if e.id == subject), "")
    how = next((f", {e.label}" for e in procedure.priorities if e.id == priority), "")
    return f"Not the same for every difference: this is for one about “{about}”{whom}{how}."
