"""What is said when somebody saw what they should not have: to them, to whom it concerns, on the record."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.entries import Actor
from escalation.words.first_message import SOON, first_message, joined, ring
from escalation.words.message import Choice, Choices, Message, Phone, says
from escalation.words.naming import lowered
from escalation.words.notices import READ_IT, notice
from escalation.words.notices import WHERE_IT_STANDS as WHERE_IT_STANDS_NOW
from escalation.words.prompts import private
from escalation.working_time import times

COPY, NOTES = "export", "notes"
# As the audit calls each: a form has what was given under seal, and of these pages each may show what
# somebody wrote; nothing else that is asked for shows what it is about.
FORM = frozenset({"form made", "form made by hand"})
PAGES = frozenset(
    {"form", "check_back", "closing", "discussions", "issues", "propose", "call_meeting"}
)
IN_THE_NOTE = "who it was, and what they could have read, is in the breach note on the record."
NO_OFFICER = (
    "{agency} has no records officer in the directory, and somebody of its own must read the breach "
    "note. Name one (records_officer): from then on they find it with /escalate export."
)
BEFORE = (
    "If the channel that it had before it was reopened has been closed, they cannot be taken out of "
    "that from here: please have whoever looks after the workspace do it."
)
CLOSED = (
    "If its channel has been closed, they cannot be taken out of it from here: please have whoever "
    "looks after the workspace do it."
)


def to_them(disagreement: Disagreement, by: Actor, *, was_out: bool = False) -> Message:
    """Whoever was brought in by mistake: courteously, what has happened and what to do."""
    what = "you were brought into it by mistake"
    side = disagreement.side(by.agency) or disagreement.sides[0]
    number = side.practitioner_phone
    return private(
        disagreement,
        what,
        says(
            "You were brought into {reference} by mistake. That is no fault of yours. You {are} out "
            "of it, and nothing more is asked of you.",
            reference=disagreement.reference,
            are="are" if was_out else "have been taken",
        ),
        says(
            "Please leave its channel if you are still in it, delete any copy or note that you have "
            "made, and tell nobody what you read."
        ),
        says(
            "If you have passed anything on, or kept a copy that you cannot delete, ring {who} at "
            "{agency}{on}{number}.",
            who=side.practitioner_name,
            agency=side.name,
            on=" on " if number else "",
            number=Phone(number) if number else "",
        ),
    )


def to_raiser(disagreement: Disagreement, by: Actor) -> Message:
    """Whoever raised it: that it has happened, and that nothing is asked of them."""
    return private(
        disagreement,
        "somebody was brought in by mistake",
        says("{who} has recorded that somebody was brought in by mistake.", who=by.titled),
        says(
            "A breach note is on the record, with what they could have read. The records officer of "
            "{agency}, or the Business Manager where none is named, sees to what follows. No limit "
            "has moved.",
            agency=disagreement.agency_name(by.agency),
        ),
    )


def to_officer(disagreement: Disagreement, by: Actor, since: datetime) -> Message:
    """The records officer: whom to ring, and where the breach note is, without content."""
    return _to_see_to(disagreement, by, since, IN_THE_NOTE, READ_IT)


def to_manager(disagreement: Disagreement, by: Actor, since: datetime) -> Message:
    """The Business Manager, where an agency has no records officer: who must be found to read it.

    What she may read is given by the procedure, and a breach gives her no more of it (R-004).
    """
    return _to_see_to(disagreement, by, since, NO_OFFICER)


def _to_see_to(
    disagreement: Disagreement, by: Actor, since: datetime, where: str, *reads: Choice
) -> Message:
    side = disagreement.side(by.agency) or disagreement.sides[0]
    agency = disagreement.agency_name(by.agency)
    closed = tuple(says(each) for each in _cannot_be_taken_out(disagreement, since))
    return first_message(
        disagreement,
        "a possible breach to record",
        asked=joined(
            says(
                "{who} of {agency} has recorded that somebody was brought in who should not have "
                "been; their access has ended. Please see to what follows:",
                who=by.titled,
                agency=agency,
            ),
            says(where, agency=agency),
            *closed,
        ),
        when=SOON,
        choices=Choices((*reads, WHERE_IT_STANDS_NOW)),
        ring=ring(side),
    )


def hole(disagreement: Disagreement, holes: Sequence[tuple[str, str]]) -> Message:
    """The Business Manager hears which role nobody holds now."""
    roles = "; ".join(_role(disagreement, role, agency) for role, agency in holes)
    return notice(
        disagreement,
        "nobody is named for a role",
        says(
            "Somebody was brought in by mistake and is out again, and nobody stands in for them as "
            "{roles}. Please see who it is; the clock goes on.",
            roles=roles,
        ),
    )


def facts(
    since: datetime, until: datetime | None, at: datetime, before: int, opened: Sequence[str]
) -> Iterable[tuple[str, str]]:
    """From when until when, and what they could have read; when they opened it is audit, not file."""
    ended = f"until {times.full(until)}" if until else f"and no longer on {times.full(at)}"
    yield "Inside", f"From {times.full(since)}, {ended}"
    yield "Could have read", f"Entries 1 to {before}, but for what is for another agency alone"
    yield "Opened", _opened(opened)


def _opened(opened: Sequence[str]) -> str:
    copy = f"They had asked for {'a' if COPY in opened else 'no'} copy of the record"
    form = ("they had been handed a form prepared from it",) if FORM & {*opened} else ()
    notes = ("they had read the notes of their own agency",) if NOTES in opened else ()
    pages = ("they had opened pages that show some of it",) if PAGES & {*opened} else ()
    else_ = {*opened} - {COPY, NOTES} - FORM - PAGES
    stands = ("they had seen its reference and where it stands",) if else_ else ()
    thread = "what they read in its thread is not known"
    return "; ".join((copy, *form, *notes, *pages, *stands, thread))


def _cannot_be_taken_out(disagreement: Disagreement, since: datetime) -> Iterable[str]:
    """Where they may still be in a channel that is closed: this one, or one from before."""
    if not disagreement.is_open:
        yield CLOSED
    elif disagreement.reopenings and since < disagreement.reopenings[-1].at:
        yield BEFORE


def _role(disagreement: Disagreement, role: str, agency: str) -> str:
    label = lowered(disagreement.procedure.role(role).label)
    return f"{label} at {disagreement.agency_name(agency)}"
