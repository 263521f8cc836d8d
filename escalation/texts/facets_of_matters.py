"""What a procedure says of what comes before it, beside it and in its place, point by point."""

from collections.abc import Iterator

from escalation.directory.people import listed
from escalation.texts.facet import Facet, title, titles
from escalation.texts.procedure import Paper, Procedure, Skipping

_SETTLED = {
    "each_agency": "every involved agency says yes",
    "raising_agency": "the agency that raised it says yes",
}
_SILENT = " (the text does not say so; it is allowed here)"


def of_beginning(procedure: Procedure) -> Iterator[Facet]:
    """What is asked before it is raised, and how it ends."""
    yield Facet(("settled",), "It is settled once", _SETTLED[procedure.settled_by])
    skipping = procedure.skipping
    yield Facet(("skipping",), "A stage", _skipping(procedure, skipping), skipping.req)
    teams = "it may be" if procedure.within_one_agency else ""
    yield Facet(("within",), "Between two teams of one agency", teams)
    if each := procedure.consulting:
        who = title(procedure, each.role)
        yield Facet(("consulting",), f"First consulted ({each.force})", who, each.req)
    if within := procedure.raise_within:
        yield Facet(("raise",), f"Raised after {within.of}", within.words, within.req)
    if said := procedure.discussions:
        yield Facet(("discussions",), f"Each discussion ({said.force})", said.words, said.req)
    for same in procedure.equivalents:
        who, instead = (
            title(procedure, same.role),
            "; ".join(filter(None, (same.title, same.instead))),
        )
        about = f"The {who}, where the agency is {same.agency_type}"
        key = ("equivalent", same.role, same.agency_type)
        yield Facet(key, about, instead, same.req)


def of_routes(procedure: Procedure) -> Iterator[Facet]:
    """What else there is: priorities, other routes, referrals outside, recognition, forms."""
    for each in procedure.priorities:
        yield Facet(("priority", each.id), "A priority", each.label, each.req)
    for route in procedure.other_routes:
        to = f"to the {title(procedure, route.to)}: {route.words}"
        yield Facet(("route", route.id), route.label, to, route.req)
    for outside in procedure.outside_referrals:
        said = f"{outside.to}: {outside.words}"
        yield Facet(("outside", outside.id), "Referred outside meanwhile", said, outside.req)
    if good := procedure.recognition:
        to = f"{good.words}, to the {titles(procedure, good.to)}"
        yield Facet(("recognition",), "Good practice", to, good.req)
    for paper in procedure.forms:
        yield Facet(
            ("form", paper.id),
            f"The form “{paper.title}” ({paper.force})",
            _form(procedure, paper),
            paper.req,
        )


def _skipping(procedure: Procedure, skipping: Skipping) -> str:
    if not skipping.allowed:
        return "may not be skipped"
    to = listed(stage.label for stage in procedure.stages if stage.id in skipping.to)
    who = (
        f", once the {title(procedure, skipping.consult)} is consulted" if skipping.consult else ""
    )
    where = f", to begin at {to}" if to else ""
    return f"may be skipped{where}{who}{_SILENT if skipping.silent else ''}"


def _form(procedure: Procedure, paper: Paper) -> str:
    fields = listed(each.label for each in paper.fields)
    stage = procedure.stage(paper.stage).label
    return (
        f"sent by the {title(procedure, paper.by)} to the {title(procedure, paper.to)} at {stage}, "
        f"with {fields}"
    )
