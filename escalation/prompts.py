"""What people are told of their part: in three lines, with no content, then what they may press."""

from collections.abc import Iterable

from escalation.disagreement import Disagreement, Limit, Side, Turn
from escalation.duties import duty
from escalation.emergency import first_words
from escalation.entries import Actor
from escalation.message import (
    Choice,
    Choices,
    Heading,
    Message,
    Moment,
    Part,
    Phone,
    Reference,
    Says,
    says,
)
from escalation.procedure import Procedure
from escalation.times import day

IMMEDIATE_HARM = Choice("harm", "Immediate harm", "harm", "grave")


def summary(disagreement: Disagreement, what: str) -> str:
    """What a preview shows: the reference and what has happened, never content."""
    return f"{disagreement.reference}: {what}."


def holders(procedure: Procedure, tier: int) -> str:
    """Next management level or safeguarding lead: who holds a tier, as a sentence begins."""
    held = holding(procedure, tier)
    return held[:1].upper() + held[1:]


def holding(procedure: Procedure, tier: int) -> str:
    """Who holds a tier, in the procedure's words, as they stand inside a sentence."""
    return " or ".join(
        lowered(procedure.role(role).label) for role in procedure.tiers[tier].held_by
    )


def lowered(label: str) -> str:
    """A role's label inside a sentence: its capitals go, but for letters that stand for words."""
    return " ".join(word.lower() if word.istitle() else word for word in label.split(" "))


def end(limit: Limit) -> Moment:
    """The end of a limit's day."""
    return Moment(limit.at, "end_of_day")


def raised(disagreement: Disagreement, side: Side) -> Message:
    """What the named professionals are told: one has raised it, the other is asked about it."""
    raising = disagreement.sides[0] == side
    what = "you have raised it" if raising else "your view is asked"
    first = _you_raised(disagreement) if raising else what_this_is(disagreement, 0)
    if disagreement.stage_tier:
        parts = (first, _starts_higher(disagreement), _ring_other(disagreement, side.agency))
        return private(disagreement, what, *parts)
    return private(disagreement, what, first, *asked_of(disagreement, 0, side.agency))


def prompt(
    disagreement: Disagreement, tier: int, agency: str, what: str = "you are asked to act"
) -> Message:
    """Your part, in three lines: what this is, what you are asked, by when; then whom to ring."""
    return private(
        disagreement,
        f"{what}, {disagreement.procedure.stage_of(tier).label}",
        what_this_is(disagreement, tier),
        *asked_of(disagreement, tier, agency),
    )


def answer_asked(disagreement: Disagreement, turn: Turn) -> Message:
    """An agreement has been proposed: an answer is asked, without its words."""
    assert disagreement.proposal
    return private(
        disagreement,
        "an agreement has been proposed; your answer is asked",
        what_this_is(disagreement, turn.tier),
        says(
            "You are asked: Read it in its thread, then answer for your agency. "
            "It is settled once each agency has approved; silence is never a yes."
        ),
        by_when(disagreement, turn.tier),
        whom_to_ring(disagreement, turn.tier, turn.agency),
        Choices(approval(disagreement.proposal.question)),
    )


def not_approved(disagreement: Disagreement, by: Actor) -> Message:
    """Whoever put a proposal hears that it was not approved; why is in the thread."""
    return private(
        disagreement,
        "your proposal was not approved",
        says("{who} did not approve the agreement that you put.", who=by.titled),
        says("Why is in its thread. You or anybody else may put another."),
        _ring(disagreement.side(by.agency) or disagreement.sides[0]),
    )


def advice_asked(disagreement: Disagreement, agency: str, by: str) -> Message:
    """Somebody's advice is asked for their own side; they decide nothing."""
    matter = disagreement.procedure.terms.matter
    return private(
        disagreement,
        "you are asked to advise your own side",
        says("{by} on a {matter} with another agency.", by=by, matter=matter),
        says("You can read it and write in its thread. You are asked to decide nothing."),
        says("No limit of the procedure is yours."),
        whom_to_ring(disagreement, disagreement.reached or 1, agency),
    )


def what_this_is(disagreement: Disagreement, tier: int) -> Says:
    """One line: a difference between two agencies, and how ordinary it is to be asked."""
    return says(
        "{reference} is a {matter} between your agency and another. {words}",
        reference=Reference(disagreement.reference),
        matter=disagreement.procedure.terms.matter,
        words=disagreement.procedure.stage_of(tier).words,
    )


def by_when(disagreement: Disagreement, tier: int) -> Says:
    """The limit in the procedure's words and as a day; one that had passed is held against nobody.

    The same words stand in reminders: they say when a tier was told, never that it is told only now.
    """
    procedure = disagreement.procedure
    window, limit = procedure.tiers[tier].within, disagreement.limit(tier)
    if window is None or limit is None:
        return says("The procedure gives no number of days for this.")
    if limit.before_raising:
        return says(
            "The procedure says {words}. That {had_passed}, so please answer as soon as you can.",
            words=window.words,
            had_passed=limit.had_passed,
        )
    told = next((each.at for each in disagreement.told if each.tier == tier), None)
    if told is not None and told >= limit.at:
        last = tier == len(procedure.tiers) - 1
        return says(
            "The procedure says {words}, which ended on {day}, {told}. {room}"
            "Please answer as soon as you can.",
            words=window.words,
            day=Moment(limit.at, "day"),
            told="as you were told" if day(told) == day(limit.at) else "before you were told",
            room=""
            if last
            else "From being told, you have at least one full working day "
            "before the next tier is told. ",
        )
    if tier in disagreement.passed:
        return says(
            "The procedure says {words}; that was {day}. Please answer as soon as you can.",
            words=window.words,
            day=Moment(limit.at, "day"),
        )
    aim = f"; the aim is {procedure.tiers[tier].aim}" if procedure.tiers[tier].aim else ""
    return says(
        "When: {end} ({words}{aim}). {because}",
        end=end(limit),
        words=window.words,
        aim=aim,
        because=f"{limit.because}." if limit.because else "",
    )


def who_has_answered(disagreement: Disagreement) -> Iterable[Says]:
    """Which side has answered, and whose answer is awaited, when that is known."""
    proposal = disagreement.proposal
    said = proposal.yes if proposal else disagreement.not_agreed
    if proposal is None and not said:
        return
    if proposal:
        yield says("An agreement has been proposed.")
    for side in disagreement.sides:
        yes = "has approved it" if proposal else "has recorded that it is not agreed"
        yield says(
            "{side} {answer}.",
            side=side.name,
            answer=yes if side.agency in said else "has still to answer",
        )


def whom_to_ring(disagreement: Disagreement, tier: int, agency: str) -> Part:
    """The reader's own named professional; the professionals themselves ring each other."""
    if not tier:
        return _ring_other(disagreement, agency)
    side = disagreement.side(agency) or disagreement.sides[0]
    return _ring(side)


def holding_next(disagreement: Disagreement) -> str:
    """Who holds the tier after the last that was told."""
    return holding(disagreement.procedure, disagreement.reached + 1)


def choices(disagreement: Disagreement, tier: int, agency: str) -> Choices:
    """What somebody of this tier may press."""
    question = f"tier:{tier}"
    proposal = disagreement.proposal
    return Choices(
        (
            *(approval(proposal.question) if proposal else ()),
            *(duty(disagreement, tier) if agency == disagreement.agencies[0] else ()),
            Choice("take", "I have this", question, "plain" if proposal else "main"),
            Choice("view", "Give our view", question),
            Choice("discuss", "Record a discussion", question),
            Choice("meet", "We meet on…", question),
            Choice("propose", "Propose an agreement", question),
            Choice("not_agreed", not_agreed(disagreement, tier), question),
            Choice("not_me", "Not me", question),
            IMMEDIATE_HARM,
        )
    )


def approval(question: str) -> tuple[Choice, ...]:
    """The two answers to a proposal."""
    return (
        Choice("approve", "Approve", question, "main"),
        Choice("not_approve", "Do not approve", question),
    )


def not_agreed(disagreement: Disagreement, tier: int) -> str:
    """Not agreed; and where there is somewhere to go, that it moves up."""
    last = tier == len(disagreement.procedure.tiers) - 1
    return "Not agreed" if last else "Not agreed: move up"


def asked_of(disagreement: Disagreement, tier: int, agency: str) -> tuple[Part, ...]:
    """What somebody of a tier is asked, by when, of whom to hear more, and what to press."""
    return (
        says("You are asked: {what}", what=disagreement.procedure.tiers[tier].what),
        by_when(disagreement, tier),
        *who_has_answered(disagreement),
        whom_to_ring(disagreement, tier, agency),
        choices(disagreement, tier, agency),
    )


def _you_raised(disagreement: Disagreement) -> Says:
    return says(
        "You raised {reference}, a {matter} with another agency. {words}",
        reference=Reference(disagreement.reference),
        matter=disagreement.procedure.terms.matter,
        words=disagreement.procedure.stages[0].words,
    )


def _starts_higher(disagreement: Disagreement) -> Says:
    return says(
        "It starts at {stage}, with the {who} of each agency. You are asked for nothing by a day; "
        "you can read it and write in its thread.",
        stage=disagreement.stage.title,
        who=holding(disagreement.procedure, disagreement.stage_tier),
    )


def _ring_other(disagreement: Disagreement, agency: str) -> Says:
    return _ring(next(iter(disagreement.others(agency)), disagreement.sides[0]))


def _ring(side: Side) -> Says:
    number = side.practitioner_phone
    return says(
        "To hear more, ring {who} at {agency}{on}{number}. The words themselves are in its thread.",
        who=side.practitioner_name,
        agency=side.name,
        on=" on " if number else "",
        number=Phone(number) if number else "",
    )


def private(disagreement: Disagreement, what: str, *parts: Part) -> Message:
    """A private message: 999 first, then what it is about."""
    heading = Heading(f"{disagreement.reference} – {what}")
    return Message(summary(disagreement, what), (first_words(disagreement), heading, *parts))
