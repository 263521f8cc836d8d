"""What is asked about two disagreements: how they belong together, or that they are the same."""

from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.taking_part import together
from escalation.taking_part.together import HOW
from escalation.words.forms import Field
from escalation.words.message import Part, says
from escalation.words.naming import begun


def link(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """Which other, and how they belong together."""
    return (
        says("It is shown on both, by reference alone, and lets nobody read the other."),
        _other("Reference of the other"),
        Field("how", "How they belong together", "choice", options=_ways(disagreement)),
    )


def unlink(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """Which link, and why it was a mistake."""
    linked = tuple(
        (each, f"{each} ({together.how(how, disagreement)})")
        for each, how in disagreement.links.items()
    )
    return (
        Field(
            "other", "Which link", "choice", options=linked, initial=linked[0][0] if linked else ""
        ),
        Field("reason", "Why it is removed", "text", hint="The people of both read this."),
    )


def merge(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """Which one goes on, and why they are the same."""
    return (
        says(
            "For two that were raised about the same thing, between the same agencies. "
            "{this} ends, its record goes to each agency, and its people are brought into the "
            "other, which goes on from where it stands. This is not a settlement.",
            this=disagreement.reference,
        ),
        _other("Reference of the one that goes on"),
        Field("reason", "Why they are the same", "text", hint="The people of both read this."),
    )


def _other(label: str) -> Field:
    return Field("other", label, "line", hint="ESC-…", longest=40)


def _ways(disagreement: Disagreement) -> tuple[tuple[str, str], ...]:
    return tuple((how, begun(together.how(how, disagreement))) for how in HOW)
