"""What people are told of their part: in three lines, with no content, then what they may press."""

from escalation.disagreement import Disagreement, Limit
from escalation.message import (
    Choice,
    Choices,
    Heading,
    Message,
    Moment,
    Part,
    Reference,
    Says,
    says,
)
from escalation.procedure import Procedure

EMERGENCY = (
    "If somebody is at immediate risk of harm, dial 999 now. Nothing here comes before that."
)


def summary(disagreement: Disagreement, what: str) -> str:
    """What a preview shows: the reference and what has happened, never content."""
    return f"{disagreement.reference}: {what}."


def holders(procedure: Procedure, tier: int) -> str:
    """Line manager / team manager: who holds a tier, in the procedure's words."""
    labels = [procedure.role(role).label for role in procedure.tiers[tier].held_by]
    return " or ".join([labels[0], *(label[0].lower() + label[1:] for label in labels[1:])])


def end(limit: Limit) -> Moment:
    """The end of a limit's day."""
    return Moment(limit.at, "end_of_day")


def prompt(disagreement: Disagreement, tier: int, agency: str) -> Message:
    """Your part, in three lines: what this is, what you are asked, by when; then whom to ring."""
    stage = disagreement.procedure.stage_of(tier)
    return Message(
        summary(disagreement, f"you are asked for something, {stage.label}"),
        (
            Heading(f"{disagreement.reference} – {stage.title}"),
            what_this_is(disagreement, tier),
            says("You are asked: {what}", what=disagreement.procedure.tiers[tier].what),
            by_when(disagreement, tier),
            whom_to_ring(disagreement, agency),
            Says((EMERGENCY,)),
            choices(disagreement, tier),
        ),
    )


def reminder(disagreement: Disagreement, agency: str) -> Message:
    """No outcome has been recorded: the same three lines, asked again in one press."""
    tier = disagreement.reached
    return Message(
        summary(disagreement, "no outcome has been recorded yet"),
        (
            Heading(f"{disagreement.reference} – no outcome has been recorded yet"),
            says("You are asked: {what}", what=disagreement.procedure.tiers[tier].what),
            by_when(disagreement, tier),
            says("Is it settled, is there a day on which you meet, or is it not agreed?"),
            whom_to_ring(disagreement, agency),
            Says((EMERGENCY,)),
            choices(disagreement, tier),
        ),
    )


def what_this_is(disagreement: Disagreement, tier: int) -> Says:
    """One line: a difference between two agencies, and how ordinary it is to be asked."""
    matter, words = (
        disagreement.procedure.terms.matter,
        disagreement.procedure.stage_of(tier).words,
    )
    return says(
        "{reference} is a {matter} between your agency and another. {words}",
        reference=Reference(disagreement.reference),
        matter=matter,
        words=words,
    )


def by_when(disagreement: Disagreement, tier: int) -> Says:
    """The limit in the procedure's words and as a day; a limit that had passed before raising is never held against anybody."""
    window, limit = disagreement.procedure.tiers[tier].within, disagreement.limit(tier)
    if window is None or limit is None:
        return says("The procedure gives no number of days for this.")
    if limit.before_raising:
        return says(
            "The procedure says {words}. That had passed before this was raised, so please answer as soon as you can.",
            words=window.words,
        )
    aim = disagreement.procedure.tiers[tier].aim
    return says(
        "When: {end} ({words}{aim}). {because}",
        end=end(limit),
        words=window.words,
        aim=f"; the aim is {aim}" if aim else "",
        because=limit.because,
    )


def whom_to_ring(disagreement: Disagreement, agency: str) -> Part:
    """The named professional of the reader's own agency."""
    side = disagreement.side(agency) or disagreement.sides[0]
    return says(
        "To hear more, ring {who} at {agency}. The words themselves are in the private channel.",
        who=side.practitioner_name,
        agency=side.name,
    )


def choices(disagreement: Disagreement, tier: int) -> Choices:
    """What somebody of this tier may press."""
    question = f"tier:{tier}"
    pressed = [
        Choice("take", "I have this", question, "main"),
        Choice("discuss", "Record a discussion", question),
        Choice("meet", "We meet on…", question),
        Choice("propose", "Propose an agreement", question),
        Choice("not_agreed", "Not agreed: move up", question),
        Choice("not_me", "Not me", question),
    ]
    return Choices(tuple(pressed))
