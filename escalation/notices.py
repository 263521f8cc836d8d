"""What the partnership's office is told: what has happened and whom to ring, never content."""

from collections.abc import Iterable

from escalation.disagreement import Disagreement
from escalation.emergency import first_words
from escalation.message import Heading, Message, Part, Phone, Reference, Says, says
from escalation.prompts import summary


def notice(disagreement: Disagreement, what: str, *parts: Part) -> Message:
    """What has happened, between which agencies, and whom to ring at each."""
    heading = Heading(f"{disagreement.reference} – {what}")
    about = (*parts, *_whom_to_ring(disagreement), _where_it_stands(disagreement))
    return Message(summary(disagreement, what), (first_words(disagreement), heading, *about))


def _whom_to_ring(disagreement: Disagreement) -> Iterable[Says]:
    yield says(
        "It is between {agencies}.",
        agencies=" and ".join(side.name for side in disagreement.sides),
    )
    for side in disagreement.sides:
        number = side.practitioner_phone
        yield says(
            "To hear more, ring {who} at {agency}{on}{number}.",
            who=side.practitioner_name,
            agency=side.name,
            on=" on " if number else "",
            number=Phone(number) if number else "",
        )


def _where_it_stands(disagreement: Disagreement) -> Says:
    return says(
        "Type /escalate status {reference} to see where it stands.",
        reference=Reference(disagreement.reference),
    )
