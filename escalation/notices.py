"""What the partnership's office is told: what has happened and whom to ring, never content."""

from collections.abc import Iterable

from escalation.disagreement import Disagreement
from escalation.emergency import first_words
from escalation.message import Heading, Message, Moment, Part, Phone, Reference, Says, says
from escalation.people import listed
from escalation.prompts import summary

_BOTH = "Each side has recorded that it is not agreed."
_NOBODY_FURTHER = (
    "The procedure names nobody further. The people of its last stage go on being asked."
)


def notice(disagreement: Disagreement, what: str, *parts: Part) -> Message:
    """What has happened, between which agencies, and whom to ring at each."""
    heading = Heading(f"{disagreement.reference} – {what}")
    about = (*parts, *_whom_to_ring(disagreement), _where_it_stands(disagreement))
    return Message(summary(disagreement, what), (first_words(disagreement), heading, *about))


def waits(disagreement: Disagreement) -> Message:
    """It waits for a meeting, and nobody further is told."""
    what = "it waits for a meeting"
    meeting = disagreement.meeting
    return notice(
        disagreement,
        what,
        says(
            "It waits for a meeting on {day}, and the procedure names nobody further. Until "
            "then its people are asked again on every third working day.",
            day=Moment(meeting.on, "day") if meeting else "a day",
        ),
    )


def no_exit(disagreement: Disagreement) -> Message:
    """The procedure names nobody further: who has said what, and whether they meet."""
    what, before = "no outcome at the procedure's last stage", "No outcome has been recorded."
    if disagreement.is_not_agreed:
        what, before = "not agreed at the procedure's last stage", _BOTH
    return notice(disagreement, what, says(before), says(_NOBODY_FURTHER), _meets(disagreement))


def _meets(disagreement: Disagreement) -> Says:
    if meeting := disagreement.meeting:
        return says("They have said that they meet on {day}.", day=Moment(meeting.on, "day"))
    return says("Please see that they meet.")


def _whom_to_ring(disagreement: Disagreement) -> Iterable[Says]:
    yield says(
        "It is between {agencies}.",
        agencies=listed(side.name for side in disagreement.sides),
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
