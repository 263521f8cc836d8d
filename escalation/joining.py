"""What those are told first who join: a colleague who stands beside the raiser, and a further agency."""

from escalation.disagreement import Disagreement, Side
from escalation.message import Message, Part, Reference, Says, says
from escalation.prompts import (
    asked_of,
    holding,
    private,
    prompt,
    what_this_is,
    whom_to_ring,
)
from escalation.sides import another_agency


def raised_jointly(disagreement: Disagreement, side: Side) -> Message:
    """The colleague for or with whom it was raised: what this is, and that it is theirs as well."""
    first = says(
        "{who} raised {reference} {how} you: a {matter} with {another}. You may do whatever they "
        "may; if this is not yours, press Not me.",
        who=side.practitioner_name,
        reference=Reference(disagreement.reference),
        how=side.jointly,
        matter=disagreement.procedure.terms.matter,
        another=another_agency(disagreement),
    )
    what = f"it has been raised {side.jointly} you"
    return private(disagreement, what, first, *_asked(disagreement, side.agency))


def brought_in(disagreement: Disagreement, side: Side) -> Message:
    """The professional of an agency that is brought in: your view is asked, and whose turn it is."""
    what = "your agency has been brought in; your view is asked"
    return private(
        disagreement, what, what_this_is(disagreement, 0), *_asked(disagreement, side.agency)
    )


def brought_in_at(disagreement: Disagreement, tier: int, agency: str) -> Message:
    """Those of its tiers that have been told elsewhere: asked to act, or told where it stands."""
    if tier >= disagreement.stage_tier:
        what = "your agency has been brought in; you are asked to act"
        return prompt(disagreement, tier, agency, what)
    what = "your agency has been brought in"
    parts = (what_this_is(disagreement, tier), _stands(disagreement))
    return private(disagreement, what, *parts, whom_to_ring(disagreement, tier, agency))


def _asked(disagreement: Disagreement, agency: str) -> tuple[Part, ...]:
    if disagreement.stage_tier:
        return (_stands(disagreement), whom_to_ring(disagreement, 0, agency))
    return asked_of(disagreement, 0, agency)


def _stands(disagreement: Disagreement) -> Says:
    return says(
        "It is at {stage}, with the {who} of each agency. You are asked for nothing by a day; "
        "you can read it and write in its thread.",
        stage=disagreement.stage.title,
        who=holding(disagreement.procedure, disagreement.stage_tier),
    )
