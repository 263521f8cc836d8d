"""What is asked of a discussion, where each agency approves it: as it is recorded, and at the end."""

from collections.abc import Iterator
from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.duties import discussed
from escalation.duties.duties import Owed
from escalation.words.forms import Field
from escalation.words.message import Facts, Part, Reference, says
from escalation.words.sides import all_read
from escalation.working_time import times

ALL_RIGHT = "Approve all of them"
NOT_RIGHT = "None is right as it stands, because…"
NONE_RIGHT = "What is not right, if none of them is"
BESIDE = "It stands beside each of them, for whoever reads that one; none is changed."


def fields(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """What is asked of a discussion: when it was, who took part, and what was said."""
    today = times.civil(at).date().isoformat()
    return (
        *above(disagreement),
        Field("held_on", "Day of the discussion", "date", initial=today),
        Field("held_at", "Time", "time", initial=times.clock(at)),
        Field("who", "Who took part", "line", longest=300),
        Field("text", "What was said", "text", hint=_who_reads(disagreement)),
        *below(disagreement),
    )


def _who_reads(disagreement: Disagreement) -> str:
    """Who reads a discussion that is recorded: of one inside an agency, that agency alone."""
    own = ", unless it was inside your own agency" if disagreement.procedure.discussions else ""
    return f"{all_read(disagreement)} this{own}."


def above(disagreement: Disagreement) -> Iterator[Part | Field]:
    """The procedure's words; and whether it was inside one's own agency, which no other learns of."""
    if asked := disagreement.procedure.discussions:
        yield says(
            "The procedure says: “{words}” It stands as not yet approved until each agency that took "
            "part has approved it, with “Approve discussions”.",
            words=asked.words,
        )
        yield Field(
            discussed.BETWEEN,
            "Inside your own agency, or between agencies?",
            "choice",
            hint="Of one inside your own agency no other agency learns anything.",
            options=discussed.choices(disagreement),
        )


def below(disagreement: Disagreement) -> Iterator[Field]:
    """A written communication that it refers to, where there is one (R-003-39)."""
    if disagreement.procedure.discussions:
        yield Field(
            "papers",
            "Anything in writing that belongs to it",
            "line",
            hint="What it is, its date, and where it is kept.",
            required=False,
            longest=300,
        )


def which(owed: Owed, disagreement: Disagreement) -> Iterator[Part]:
    """The discussions that are approved together at the end, each with its day and who wrote it down."""
    if owed.duty.id != discussed.ID:
        return
    left = discussed.to_approve(disagreement, owed.agency)
    yield Facts(tuple((times.full(e.held), discussed.known_by(e, disagreement)) for e in left))
    typed = "To correct one of them alone, type /escalate discussions {reference}."
    yield says(typed, reference=Reference(disagreement.reference))


def refused(owed: Owed, label: str) -> str:
    """How it is said that this is not done; of discussions, that none of them is right."""
    return NOT_RIGHT if owed.duty.id == discussed.ID else label
