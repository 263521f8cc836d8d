"""What people are told of their part, without content: what is asked, by when, what they may press."""

from collections.abc import Iterable

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import NAMED, Disagreement, Side, Turn
from escalation.duties import carrying
from escalation.duties.reporting import duty
from escalation.entries import Actor
from escalation.ladder import body, preference, seats, taking_up
from escalation.meetings import awaited, callers, convening, recording
from escalation.taking_part import advisers
from escalation.words import deciding, gates
from escalation.words.by_when import by_when
from escalation.words.emergency import first_words
from escalation.words.first_message import NO_DAY, first_message, joined, ring
from escalation.words.first_message import summary as summary  # the acts ask for it here
from escalation.words.message import (
    Across,
    Choice,
    Choices,
    Heading,
    Message,
    Part,
    Says,
    says,
)
from escalation.words.naming import holding, standing_with

NAME_MANAGER = Choice("name_manager", "Name my manager", "manager")
IMMEDIATE_HARM = Choice("harm", "Immediate harm", "harm", "grave")
OWN_NOTE = Choice("note", "Note for our own agency", "note")
IN_ITS_THREAD = says("The words themselves are in its thread.")


def raised(disagreement: Disagreement, side: Side) -> Message:
    """What the named professionals are told: one has raised it, the other is asked about it."""
    raising = disagreement.sides[0] == side
    if disagreement.stage_tier:
        return _starts_higher(disagreement, side, raising)
    what = "you have raised it" if raising else "your view is asked"
    return _first(disagreement, 0, side.agency, what)


def prompt(
    disagreement: Disagreement,
    tier: int,
    agency: str,
    what: str = "you are asked to act",
    in_place_of: str = "",
) -> Message:
    """What the people of a tier are told of their part."""
    stage = disagreement.procedure.stage_of(seats.stands_at(disagreement, tier))
    return _first(disagreement, tier, agency, f"{what}, {stage.label}", in_place_of)


def answer_asked(disagreement: Disagreement, turn: Turn) -> Message:
    """An agreement has been proposed: an answer is asked, without its words."""
    assert disagreement.proposal
    return first_message(
        disagreement,
        "an agreement has been proposed; your answer is asked",
        asked=says(
            "You are asked: Read it in its thread, then answer for your agency. {settled}",
            settled=deciding.once_approved(disagreement),
        ),
        when=by_when(disagreement, turn.tier, turn.agency),
        choices=Choices(approval(disagreement.proposal.question)),
        ring=whom_to_ring(disagreement, turn.tier, turn.agency),
        across=across(disagreement, turn.tier, turn.agency),
    )


def not_approved(disagreement: Disagreement, by: Actor) -> Message:
    """Whoever put a proposal hears that it was not approved; why is in the thread."""
    return private(
        disagreement,
        "your proposal was not approved",
        says("{who} did not approve the agreement that you put.", who=by.titled),
        says("Why is in its thread. You or anybody else may put another."),
        whom_to_ring(disagreement, 1, by.agency),
    )


def advice_asked(disagreement: Disagreement, agency: str, by: str) -> Message:
    """Somebody's advice is asked, for their own side or of the partnership; they decide nothing."""
    office = agency == PARTNERSHIP
    return first_message(
        disagreement,
        "you are asked to advise" if office else "you are asked to advise your own side",
        asked=says(
            "You are asked: {advise}. {by}. You can read it, and write in its thread, "
            "which {all} read; a note is for {mine} alone. You are asked to decide "
            "nothing.",
            by=by,
            advise="Join the discussion, to advise" if office else "Advise your own side",
            mine="the partnership's office" if office else "your own side",
            all="both sides" if len(disagreement.sides) == 2 else "all sides",
        ),
        when=joined(NO_DAY, says("No limit of the procedure is yours.")),
        choices=Choices((OWN_NOTE, IMMEDIATE_HARM)),
        ring=whom_to_ring(disagreement, disagreement.reached or 1, agency),
        between=body.BETWEEN if office else "",
    )


def what_is_asked(disagreement: Disagreement, tier: int, agency: str = "") -> Says:
    """What the procedure asks of a tier, as far as it has not been done; at a tier of the partnership,
    an answer of the agencies."""
    stands = seats.stands_at(disagreement, tier)
    if stands != tier:
        return says(
            "You are asked: Answer for your agency, beside the {who}, who holds this {stage}.",
            stage=disagreement.procedure.terms.a_stage,
            who=holding(disagreement.procedure, stands),
        )
    if gates.asks(disagreement, tier, agency):
        return joined(gates.asked(disagreement, tier), *deciding.told(disagreement, agency))
    asked = says("You are asked: {what}", what=awaited.of_tier(disagreement, tier, agency))
    return joined(
        asked,
        *preference.chosen(disagreement, tier, agency),
        *taking_up.considered(disagreement, tier, agency),
        *deciding.told(disagreement, agency),
    )


def asked_by_when(disagreement: Disagreement, turn: Turn) -> tuple[Part, ...]:
    """What is asked of whoever's turn it is, by when, and what they may press."""
    return (
        what_is_asked(disagreement, turn.tier, turn.agency),
        by_when(disagreement, turn.tier, turn.agency),
        choices(disagreement, turn.tier, turn.agency),
    )


def who_has_answered(disagreement: Disagreement) -> Iterable[Says]:
    """Which side has answered, and whose answer is awaited, when that is known."""
    proposal = disagreement.proposal
    said = proposal.yes if proposal else disagreement.not_agreed
    if proposal is None and not said:
        return
    if proposal:
        yield says("An agreement has been proposed.")
    for side in (each for each in disagreement.sides if each.agency in disagreement.deciding):
        yes = "has approved it" if proposal else "has recorded that it is not agreed"
        yield says(
            "{side} {answer}.",
            side=side.name,
            answer=yes if side.agency in said else "has still to answer",
        )


def whom_to_ring(disagreement: Disagreement, tier: int, agency: str) -> Says:
    """The reader's own named professional; the professionals themselves ring each other."""
    own = disagreement.side(agency)
    managers = tier and not gates.waits(disagreement, agency)
    sides = (own,) if managers and own else disagreement.others(agency)
    return joined(ring(*(sides or disagreement.sides[:1])), IN_ITS_THREAD)


def across(disagreement: Disagreement, tier: int, agency: str) -> Across | None:
    """With whom somebody of a tier deals; the professionals ring each other as it is."""
    return Across(agency, tier, len(disagreement.changes)) if tier else None


def choices(disagreement: Disagreement, tier: int, agency: str) -> Choices:
    """What somebody of this tier may press."""
    is_here = tier == seats.here(disagreement, agency)
    question = disagreement.question if is_here else f"tier:{tier}"
    if agency == PARTNERSHIP:
        meets = _meets(disagreement, tier)
        course = taking_up.button(disagreement, tier, agency)
        return body.choices(question, *course, *meets, OWN_NOTE, IMMEDIATE_HARM)
    if gates.asks(disagreement, tier, agency):
        own = (
            Choice("take", "I have this", question),
            *advisers.button(disagreement, tier, agency),
        )
        return Choices((*gates.choices(disagreement, tier), *own, OWN_NOTE, IMMEDIATE_HARM))
    proposal = disagreement.proposal
    decides = agency in disagreement.deciding and not gates.waits(disagreement, agency)
    return Choices(
        (
            *(approval(proposal.question) if proposal and decides else ()),
            *(duty(disagreement, tier) if agency == disagreement.agencies[0] else ()),
            *convening.choices(disagreement, tier, agency),
            Choice("take", "I have this", question, "plain" if proposal else "main"),
            Choice("view", "Give our view", question),
            Choice("discuss", "Record a discussion", question),
            Choice("meet", "We meet on…", question),
            Choice("propose", "Propose an agreement", question),
            *((Choice("not_agreed", not_agreed(disagreement, tier), question),) if decides else ()),
            Choice("not_me", "Not me", question),
            *_of_whose_manager(disagreement, tier, agency),
            *advisers.button(disagreement, tier, agency),
            *preference.button(disagreement, tier, agency),
            OWN_NOTE,
            IMMEDIATE_HARM,
        )
    )


def _meets(disagreement: Disagreement, tier: int) -> tuple[Choice, ...]:
    """What of a tier's meeting whoever of the partnership holds it may press: who only chairs it by the
    text says that it was held."""
    found = convening.choices(disagreement, tier, PARTNERSHIP)
    calls, chairs = callers.theirs(disagreement, tier), callers.chaired_by(disagreement, tier)
    return tuple(each for each in found if calls or (chairs and each.act == recording.HELD))


def _of_whose_manager(disagreement: Disagreement, tier: int, agency: str) -> tuple[Choice, ...]:
    """A professional of whose managers nobody knows is asked who they are, where the text has any."""
    side = disagreement.side(agency)
    asked = not tier and side is not None and side.asks_manager
    none = seats.first_beyond(disagreement.procedure, NAMED) is None
    return (NAME_MANAGER,) if asked and not none else ()


def approval(question: str) -> tuple[Choice, ...]:
    """The two answers to a proposal."""
    return (
        Choice("approve", "Approve", question, "main"),
        Choice("not_approve", "Do not approve", question),
    )


def approving(disagreement: Disagreement) -> tuple[Choice, ...]:
    """Where each discussion is approved, its button: whether or not any is left, for one inside an
    agency may be, of which no other learns."""
    asked = disagreement.procedure.discussions
    return (Choice("approve_discussions", "Approve discussions", "discussions"),) if asked else ()


def not_agreed(disagreement: Disagreement, tier: int) -> str:
    """Not agreed; and where there is somewhere to go, that it moves up."""
    last = max(tier, disagreement.stage_tier) == len(disagreement.procedure.tiers) - 1
    return "Not agreed" if last else "Not agreed: move up"


def private(
    disagreement: Disagreement, what: str, *parts: Part, across: Across | None = None
) -> Message:
    """A private message: 999 first, then what it is about."""
    heading = Heading(f"{disagreement.reference} – {what}")
    return Message(
        summary(disagreement, what), (first_words(disagreement), heading, *parts), across
    )


def _first(
    disagreement: Disagreement, tier: int, agency: str, what: str, in_place_of: str = ""
) -> Message:
    stage = disagreement.procedure.stage_of(seats.stands_at(disagreement, tier))
    office = agency == PARTNERSHIP and not in_place_of
    roles = disagreement.roles_at(tier, agency) if office else ()
    besides = carrying.carried(disagreement, tier, roles)
    *first, note, harm = choices(disagreement, tier, agency).choices
    return first_message(
        disagreement,
        what,
        asked=joined(
            what_is_asked(disagreement, tier, agency),
            *carrying.asked(disagreement, besides, besides=True),
            says(stage.words),
            *who_has_answered(disagreement),
            *advisers.considered(disagreement, tier, agency),
            *preference.considered(disagreement, tier, agency),
        ),
        when=by_when(disagreement, tier, agency),
        choices=Choices((*first, *carrying.button(besides), note, harm)),
        ring=whom_to_ring(disagreement, tier, agency),
        in_place_of=in_place_of,
        between=body.BETWEEN if agency == PARTNERSHIP else "",
        across=across(disagreement, tier, agency),
    )


def _starts_higher(disagreement: Disagreement, side: Side, raising: bool) -> Message:
    asked = says(
        "It starts at {stage}, with the {who}. You are asked for nothing yourself; "
        "you can read it and write in its thread.",
        stage=disagreement.stage.title,
        who=standing_with(disagreement),
    )
    view = Choice("view", "Give our view", disagreement.question)
    return first_message(
        disagreement,
        "you have raised it" if raising else "you are named in it",
        asked=asked,
        when=NO_DAY,
        choices=Choices((view, OWN_NOTE, IMMEDIATE_HARM)),
        ring=whom_to_ring(disagreement, 0, side.agency),
    )
