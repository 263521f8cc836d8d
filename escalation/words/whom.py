"""Whom it is about, and where they live, in the procedure's words; of an unborn child, where its parent does."""

from collections.abc import Iterable, Iterator

from escalation.disagreement import Disagreement
from escalation.texts.offered import is_unborn
from escalation.texts.procedure import Procedure
from escalation.words.naming import begun

UNBORN = "of an unborn child, where the parent lives"


def about(disagreement: Disagreement) -> Iterator[tuple[str, str]]:
    """Child, adult: whom it is about, where the procedure is for several; nobody's name."""
    if disagreement.subject and len(disagreement.raised_under.subjects) > 1:
        yield "Whom it is about", begun(disagreement.terms.child)


def lives(procedure: Procedure, subject: str) -> str:
    """Where the child lives: whom it is about is known."""
    child = procedure.terms_of(subject).child
    return f"Where the {child}{'’s parent' if is_unborn(procedure, subject) else ''} lives"


def lives_any(procedures: Iterable[Procedure]) -> str:
    """The same, before it is known whom it is about."""
    found = tuple(procedures)
    children = (each.whom.split(" or ") for each in found)
    child = " or ".join(dict.fromkeys(word for words in children for word in words))
    unborn = any(subject.unborn for each in found for subject in each.subjects)
    return f"Where the {child} lives{f' ({UNBORN})' if unborn else ''}"
