"""What a procedure has beside its stages: teams of one agency, whom else to ask, what is passed on."""

from collections.abc import Iterator

from escalation.directory.people import listed
from escalation.texts.procedure import Procedure

Rule = tuple[str, tuple[str, ...]]
_SAME = {
    "ask_again": "One person who holds two tiers is asked at each.",
    "next_tier": "One person who holds two tiers is asked once; then the next tier is.",
}


def beside(procedure: Procedure) -> Iterator[Rule]:
    """Each in a sentence, with its requirement."""
    if procedure.within_one_agency:
        yield "Two teams of one agency may differ by it as well.", ()
    yield _SAME[procedure.same_person], ()
    if first := procedure.consulting:
        role = procedure.role(first.role).title
        yield f"The {role} is consulted first ({first.force}): {first.words}", first.req
    if talks := procedure.discussions:
        yield f"Each agency approves its discussions ({talks.force}): {talks.words}", talks.req
    for form in procedure.forms:
        by, to = procedure.role(form.by).title, procedure.role(form.to).title
        at = procedure.stage(form.stage).label
        said = f"At {at} the {by} of the agency that raised it sends the {to} the form"
        yield f"{said} “{form.title}”, of {len(form.fields)} fields ({form.force}).", form.req
    for same in procedure.equivalents:
        role, instead = procedure.role(same.role).title, f" {same.instead}" if same.instead else ""
        said = f"Where the agency is {same.agency_type}, the {role} is: {same.title}.{instead}"
        yield said, same.req
    for outside in procedure.outside_referrals:
        said = f"It may be referred to {outside.to} as well, and goes on here. {outside.words}"
        yield said, outside.req
    if good := procedure.recognition:
        to = listed(procedure.role(role).title for role in good.to)
        also = f", and to the {to}" if to else ""
        said = f"{good.words} /escalate thanks tells them and their line manager{also}."
        yield said, good.req
