"""The capacity of their own in which somebody acts: whoever has one is not written as standing in."""

from dataclasses import replace

from escalation.directory import reaching
from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import NAMED, Disagreement
from escalation.duties.carried_out import Convened
from escalation.duties.closing_words import role_label
from escalation.entries import Actor
from escalation.owing import BUSINESS_MANAGER, RoleAt
from escalation.taking_part.relating import STANDING_IN, Posts
from escalation.taking_part.whose import agency_of, is_still_of

CHAIR = "chair of the meeting"
GUEST = "called to the meeting"


def stands_in(actor: Actor) -> bool:
    """Whether somebody is known as standing in for whoever holds a role."""
    return actor.role.endswith(STANDING_IN)


def at_meeting(
    actor: Actor, convened: Convened, disagreement: Disagreement, directory: Directory
) -> Actor:
    """As what somebody speaks of a meeting: its chair, or whom it called, before anybody's deputy."""
    if actor.person == convened.chair:
        return as_chair(actor, directory)
    if not stands_in(actor):
        return actor
    called = _called_as(actor.person, convened, disagreement, directory)
    return next((_as(actor, post, disagreement) for post in called), actor)


def as_chair(actor: Actor, directory: Directory) -> Actor:
    """Somebody who chairs a meeting: for no side, whomever they stand in for besides."""
    someone = directory.person(actor.person)
    return replace(actor, agency=someone.agency if someone else actor.agency, role=CHAIR)


def for_the_office(actor: Actor, disagreement: Disagreement, directory: Directory) -> Actor:
    """The Business Manager themselves, who may do it as such, before whomever they stand in for."""
    manager = (PARTNERSHIP, BUSINESS_MANAGER.role)
    held = {(post.agency, post.role) for post in directory.posts_of(actor.person)}
    return _as(actor, manager, disagreement) if stands_in(actor) and manager in held else actor


def for_a_duty(
    actor: Actor,
    agency: str,
    roles: tuple[str, ...],
    disagreement: Disagreement,
    directory: Directory,
) -> Actor:
    """In the role whose duty it is, where somebody holds that themselves, whomever they stand in for."""
    held = {(post.agency, post.role) for post in directory.posts_of(actor.person)}
    mine = ((agency, role) for role in roles if (agency, role) in held)
    return next((_as(actor, post, disagreement) for post in mine), actor)


def _called_as(
    person: str, convened: Convened, disagreement: Disagreement, directory: Directory
) -> Posts:
    """The roles in which a meeting called somebody themselves, and nobody in whose place they come."""
    return tuple(
        (agency, who.role if isinstance(who, RoleAt) else NAMED)
        for who in convened.members
        if (holder := reaching.holder(who, directory, disagreement.cut)) and holder.id == person
        if (agency := agency_of(who, disagreement))
        if is_still_of(person, agency, disagreement, directory)
    )


def _as(actor: Actor, post: tuple[str, str], disagreement: Disagreement) -> Actor:
    agency, role = post
    return replace(actor, agency=agency, role=role_label(disagreement.procedure, role))
