"""What those are told first who join: a colleague who stands beside the raiser, and a further agency."""

from escalation.disagreement import Disagreement, Side
from escalation.ladder import seats
from escalation.words.by_when import by_when
from escalation.words.first_message import NO_DAY, first_message, joined
from escalation.words.message import Choice, Choices, Message, Says, says
from escalation.words.naming import standing_with
from escalation.words.prompts import (
    IMMEDIATE_HARM,
    OWN_NOTE,
    choices,
    prompt,
    what_is_asked,
    who_has_answered,
    whom_to_ring,
)


def raised_jointly(disagreement: Disagreement, side: Side) -> Message:
    """The colleague for or with whom it was raised: what this is, and that it is theirs as well."""
    first = says(
        "{who} raised it {how} you. You may do whatever they may; if this is not yours, press "
        "Not me.",
        who=side.practitioner_name,
        how=side.jointly,
    )
    return _joins(disagreement, side.agency, f"it has been raised {side.jointly} you", first)


def brought_in(disagreement: Disagreement, side: Side) -> Message:
    """The professional of an agency that is brought in: your view is asked, and whose turn it is."""
    what = "your agency has been brought in; your view is asked"
    return _joins(disagreement, side.agency, what)


def brought_in_at(disagreement: Disagreement, tier: int, agency: str) -> Message:
    """Those of its tiers that have been told elsewhere: asked to act, or told where it stands."""
    if tier >= seats.answering(disagreement):
        what = "your agency has been brought in; you are asked to act"
        return prompt(disagreement, tier, agency, what)
    return _stands(disagreement, tier, agency, "your agency has been brought in")


def _joins(disagreement: Disagreement, agency: str, what: str, *first: Says) -> Message:
    if disagreement.stage_tier:
        return _stands(disagreement, 0, agency, what, *first)
    stage = disagreement.procedure.stage_of(0)
    asked = (*first, what_is_asked(disagreement, 0), says(stage.words))
    return first_message(
        disagreement,
        what,
        asked=joined(*asked, *who_has_answered(disagreement)),
        when=by_when(disagreement, 0, agency),
        choices=choices(disagreement, 0, agency),
        ring=whom_to_ring(disagreement, 0, agency),
    )


def _stands(disagreement: Disagreement, tier: int, agency: str, what: str, *first: Says) -> Message:
    stands = says(
        "It is at {stage}, with the {who}. You are asked for nothing yourself; "
        "you can read it and write in its thread.",
        stage=disagreement.stage.title,
        who=standing_with(disagreement),
    )
    view = Choice("view", "Give our view", disagreement.question)
    return first_message(
        disagreement,
        what,
        asked=joined(*first, stands),
        when=NO_DAY,
        choices=Choices((view, OWN_NOTE, IMMEDIATE_HARM)),
        ring=whom_to_ring(disagreement, tier, agency),
    )
