"""Disagreements that belong together: shown by reference and relation, and by nothing else of the other."""

from collections.abc import Iterable, Mapping

from escalation.disagreement import Disagreement, Related
from escalation.words.message import Choice, Facts, Part

HOW: Mapping[Related, str] = {
    "child": "the same child",
    "sibling": "a sibling",
    "household": "the same household",
}


def how(relation: Related, disagreement: Disagreement) -> str:
    """How two belong together, in the word for whom this one is about: the same adult."""
    whom = disagreement.terms.child if disagreement.subject else ""
    return f"the same {whom}" if whom and relation == "child" else HOW[relation]


def others(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    """How each of the others belongs with it, and its reference; what was merged is said once."""
    if disagreement.merged_into:
        yield "Merged into", disagreement.merged_into
    for other in disagreement.merged_in:
        yield "Merged into this one", other
    for other, relation in disagreement.links.items():
        if other not in (disagreement.merged_into, *disagreement.merged_in):
            yield f"Linked ({how(relation, disagreement)})", other


def shown(disagreement: Disagreement) -> Iterable[Part]:
    """The others, where there are any."""
    if rows := tuple(others(disagreement)):
        yield Facts(rows)


def choices(disagreement: Disagreement) -> tuple[Choice, ...]:
    """What can be pressed to say that two belong together, or do not."""
    linked = (Choice("unlink", "Remove a link", "unlink"),) if disagreement.links else ()
    return (
        Choice("link", "Link to another", "link"),
        *linked,
        Choice("merge", "Raised twice: merge", "merge"),
    )
