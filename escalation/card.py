"""The card: where a disagreement stands, drawn from the fold every time."""

from collections.abc import Iterable

from escalation import times
from escalation.disagreement import Disagreement, Proposal, Side, Status
from escalation.message import Choice, Choices, Facts, Heading, Message, Part, Quote, Says, says
from escalation.prompts import EMERGENCY, end, holders, summary


def card(disagreement: Disagreement) -> Message:
    """The root of the thread: who differs, about what, whose turn it is, and what may be pressed."""
    parts: list[Part] = [
        Heading(f"{disagreement.reference} – {disagreement.procedure.terms.matter}"),
        Says((EMERGENCY,)),
        Facts(tuple(_facts(disagreement))),
        *(Quote(view.label, view.text) for view in disagreement.view),
        *_proposed(disagreement),
        *_choices(disagreement),
    ]
    return Message(summary(disagreement, state(disagreement)), tuple(parts))


def state(disagreement: Disagreement) -> str:
    """In a few words, where it stands."""
    match disagreement.status:
        case Status.OPEN:
            return f"{disagreement.stage.label}, no outcome recorded yet"
        case Status.SETTLED:
            return f"settled at {disagreement.stage.label}"
        case Status.WITHDRAWN:
            return f"withdrawn at {disagreement.stage.label}"


def status(disagreement: Disagreement) -> Facts:
    """Where it stands, without a word of what it is about."""
    return Facts(tuple(_facts(disagreement)))


def _facts(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    yield "Where it stands", f"{disagreement.stage.title} ({state(disagreement)})"
    yield "Between", " and ".join(_named(side) for side in disagreement.sides)
    if disagreement.category:
        yield "About", disagreement.procedure.category(disagreement.category).label
    if disagreement.began and disagreement.raised:
        yield "Began", times.full(disagreement.began)
        yield "Raised", times.full(disagreement.raised)
    if disagreement.is_open:
        yield from _waiting(disagreement)
    elif disagreement.ended:
        yield "Ended", times.full(disagreement.ended)


def _named(side: Side) -> str:
    return f"{side.practitioner_name} ({side.name})"


def _waiting(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    for side in disagreement.sides:
        yield f"Asked at {side.name}", _asked(disagreement, side)
    if (limit := disagreement.limit(disagreement.stage_tier)) and not limit.before_raising:
        yield (
            "Procedure says",
            f"{disagreement.tier.within.words if disagreement.tier.within else ''}: {end(limit)}",
        )
    if disagreement.meeting:
        yield "Meeting", times.full(disagreement.meeting.on)
    if told := next(
        (told for told in disagreement.told if told.tier == disagreement.reached), None
    ):
        if told.until and not disagreement.is_last_tier:
            who = holders(disagreement.procedure, told.tier + 1)
            yield (
                "If no outcome is recorded",
                f"{who} at each agency is told after {times.full(told.until)}",
            )


def _asked(disagreement: Disagreement, side: Side) -> str:
    if holder := disagreement.holders.get(side.agency):
        return f"{holder.name} has this"
    asked = holders(disagreement.procedure, disagreement.reached)
    if not disagreement.reached:
        asked = side.practitioner_name
    if side.agency in disagreement.not_agreed:
        return f"{asked} (has said that it is not agreed)"
    return f"{asked} (awaited)"


def _proposed(disagreement: Disagreement) -> Iterable[Part]:
    if (proposal := disagreement.proposal) is None:
        return
    heading = "Agreed" if disagreement.status is Status.SETTLED else "Proposed agreement"
    yield says("{heading}, put by {who}:", heading=heading, who=proposal.by.name)
    yield actions(proposal)
    yield Facts(tuple((side.name, _answered(proposal, side)) for side in disagreement.sides))


def actions(proposal: Proposal) -> Facts:
    """What is being agreed, in full: each action, its owner and its date."""
    return Facts(
        tuple(
            (
                f"Action {number}",
                f"{action.what} – {action.owner}, by {action.due:%A} {action.due.day} {action.due:%B %Y}",
            )
            for number, action in enumerate(proposal.actions, start=1)
        )
    )


def _answered(proposal: Proposal, side: Side) -> str:
    yes = proposal.yes.get(side.agency)
    return f"approved by {yes.name} ({yes.role})" if yes else "answer awaited"


def _choices(disagreement: Disagreement) -> Iterable[Choices]:
    tier = disagreement.question
    harm = Choice("harm", "Immediate harm", "harm", "grave")
    export = Choice("export", "Export", "export")
    if not disagreement.is_open:
        return
    if disagreement.proposal:
        question = disagreement.proposal.question
        yield Choices(
            (
                Choice("approve", "Approve", question, "main"),
                Choice("not_approve", "Do not approve", question),
                Choice("dissent", "Record dissent", question),
            )
        )
    yield Choices(
        (
            Choice("take", "I have this", tier, "main"),
            Choice("discuss", "Record a discussion", tier),
            Choice("meet", "We meet on…", tier),
            Choice("propose", "Propose an agreement", tier),
            Choice("not_agreed", "Not agreed: move up", tier),
        )
    )
    yield Choices(
        (
            Choice("move_up", "Move up now", tier),
            Choice("bring_lead", "Bring in our safeguarding lead", tier),
            Choice("not_me", "Not me", tier),
            Choice("withdraw", "Withdraw", tier),
            export,
            harm,
        )
    )
