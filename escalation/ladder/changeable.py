"""Whether a disagreement can go on by another text: who may say so, and what that text must know."""

from collections.abc import Iterable

from escalation import questions
from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.disagreement import NAMED, Disagreement
from escalation.entries import Actor
from escalation.ladder import carried_over, counterparts
from escalation.ladder.counterparts import Way
from escalation.owing import BUSINESS_MANAGER
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.taking_part import one_agency
from escalation.texts import narrowed
from escalation.texts.procedure import Procedure
from escalation.words.naming import holding, lowered

MANAGER = BUSINESS_MANAGER.role
OFFICE = "the partnership's office"


def by_the_office(by: str, directory: Directory) -> Actor:
    """The Business Manager, or a named person of the office, as an actor; or a refusal."""
    person = directory.person(by)
    if person is None or not (person.agency == PARTNERSHIP or _holds(person, directory)):
        raise NotYours(
            "To change a disagreement's procedure is for the partnership's Business Manager, or "
            "for somebody of the partnership's office. Nothing has changed."
        )
    return Actor(person.id, PARTNERSHIP, person.name, _part(person, directory))


def unchanged(disagreement: Disagreement, seen: int | None) -> None:
    """Nothing has happened since it was looked at, or a refusal."""
    if seen is not None and disagreement.version != seen:
        raise NotNow(
            f"Something has happened in {disagreement.reference} meanwhile. Nothing has changed: "
            "look at the dates again, and decide then."
        )


def way(disagreement: Disagreement, to: Procedure, tier: str) -> Way:
    """Where it would stand: at the counterpart of its tier, or at the one that is given by its id."""
    questions.open_(disagreement)
    to = narrowed.to(to, disagreement.category, disagreement.subject, disagreement.priority)
    _other(disagreement.procedure, to)
    _ever(disagreement, to)
    found = counterparts.counterparts(disagreement.procedure, to)
    over = carried_over.over(disagreement, to)
    if tier:
        return Way(to, found, _given(to, tier), over)
    if disagreement.stage_tier not in found:
        raise Unusable(
            "tier",
            f"{to.title} ({to.version}) has no tier like that of the "
            f"{holding(disagreement.procedure, disagreement.stage_tier)}, where it stands. "
            f"Say where it is to stand, with --tier: {_listed(to)}. Nothing has changed.",
        )
    return Way(to, found, found[disagreement.stage_tier], over)


def fits(disagreement: Disagreement, way: Way, directory: Directory) -> None:
    """The new text knows all that this needs, or a refusal that says what it lacks."""
    for why in _lacks(disagreement, way, directory):
        raise NotNow(f"{why} Nothing has changed.")


def _ever(disagreement: Disagreement, to: Procedure) -> None:
    """Nothing, or a refusal before anything is asked: wherever it stood, it could not go by this."""
    for why in _never(disagreement, to):
        raise NotNow(f"{why} Nothing has changed.")


def _other(old: Procedure, to: Procedure) -> None:
    if to.sha256 == old.sha256:
        raise NotNow(
            f"It goes by this very text already: {to.title} ({to.version}). Nothing has changed."
        )


def _given(to: Procedure, tier: str) -> int:
    ids = [each.id for each in to.tiers]
    if tier not in ids:
        raise Unusable(
            "tier", f"There is no such tier. Say one of: {_listed(to)}. Nothing has changed."
        )
    return ids.index(tier)


def _listed(to: Procedure) -> str:
    return "; ".join(f"{each.id} ({holding(to, n)})" for n, each in enumerate(to.tiers))


def _never(disagreement: Disagreement, to: Procedure) -> Iterable[str]:
    old, named = disagreement.procedure, f"{to.title} ({to.version})"
    if disagreement.area not in to.areas:
        yield (
            f"{named} is not for the area of this one. Add the area to its file, or let this go on "
            "by the text under which it was raised."
        )
    if disagreement.category not in {each.id for each in to.categories}:
        ids = {each.id for each in to.categories}
        lacking = ", ".join(each.id for each in old.categories if each.id not in ids)
        yield (
            f"{named} does not know what this is about. Of the categories of the text under which "
            f"it was raised it lacks: {lacking}. Add them to its file, or let this go on as it is."
        )
    if disagreement.subject and disagreement.subject not in {each.id for each in to.subjects}:
        yield f"{named} does not know whom this is about. Add the subject to its file."
    known = {each.id for each in to.priorities}
    if known and disagreement.priority and disagreement.priority not in known:
        yield f"{named} does not know how pressing this is. Add the priority to its file."
    if to.nation != old.nation:
        yield f"{named} counts the bank holidays of another nation."
    if NAMED not in to.tiers[0].held_by:
        yield f"{named} does not begin with the named professionals."


def _lacks(disagreement: Disagreement, way: Way, directory: Directory) -> Iterable[str]:
    if disagreement.proposal and not way.is_same_rung(disagreement):
        yield (
            "An agreement is on the table, and it would stand at another tier. Let it be answered "
            "first, or choose a text that has the tier where it stands."
        )
    if not way.to.within_one_agency and one_agency.two_of_one(disagreement, directory):
        yield (
            "Two of its sides are teams of one agency, and the new text is for a difference between "
            "agencies. Let it go on by the text under which it was raised."
        )
    yield from _named_at_none(disagreement, way, directory)


def _named_at_none(disagreement: Disagreement, way: Way, directory: Directory) -> Iterable[str]:
    """Somebody stands by name in a part that the new text does not know."""
    for (tier, agency, role), who in disagreement.named.items():
        here = disagreement.stage_tier <= tier <= disagreement.reached
        if here and tier not in way.tiers and role not in way.to.roles:
            person = directory.person(who)
            label = lowered(disagreement.procedure.role(role).label)
            yield (
                f"{person.name if person else 'Somebody'} stands by name as the {label} of "
                f"{disagreement.agency_name(agency)}, and the new text has no such role. Let them "
                "hand it on first, or add the role to its file."
            )


def _holds(person: Person, directory: Directory) -> bool:
    return any(post.agency == PARTNERSHIP for post in directory.posts_of(person.id))


def _part(person: Person, directory: Directory) -> str:
    held = {post.role for post in directory.posts_of(person.id) if post.agency == PARTNERSHIP}
    return "Business Manager" if MANAGER in held else OFFICE
