"""For whom somebody stands: the agencies and the roles in which they are part of a disagreement."""

from __future__ import annotations

from collections.abc import Iterable

from escalation.directory import reaching, seeking
from escalation.directory.people import PARTNERSHIP, RECORDS_OFFICER, Directory, Person
from escalation.disagreement import NAMED, Disagreement
from escalation.ladder import seats
from escalation.meetings import convening, guests
from escalation.owing import Farthest, Recipient, RoleAt, To
from escalation.taking_part.whose import agency_of, is_still_of

Posts = tuple[tuple[str, str], ...]
STANDING_IN = ", standing in"


def tier_of(person: str, disagreement: Disagreement, directory: Directory) -> int | None:
    """The highest tier told in which this person stands: in their own right before as a deputy."""
    told = [told.tier for told in disagreement.told]
    asked = [tier for tier in told if tier >= disagreement.stage_tier]
    own = [tier for tier in asked if held_by(person, tier, disagreement, directory)]
    stood = [tier for tier in told if posts_of(person, tier, disagreement, directory)]
    return max(own or stood, default=None)


def posts_of(person: str, tier: int, disagreement: Disagreement, directory: Directory) -> Posts:
    """The agencies, and the roles of a tier, for which somebody stands, who is one of their people."""
    return tuple(
        (agency, role)
        for agency in seats.all_of(disagreement)
        if is_still_of(person, agency, disagreement, directory)
        for taken in (_taken_as(person, tier, agency, disagreement, directory),)
        for role, who in disagreement.posts(tier, agency)
        if role in taken or _stands(person, who, tier, disagreement, directory)
    )


def held_by(person: str, tier: int, disagreement: Disagreement, directory: Directory) -> Posts:
    """Those of them that are somebody's own: they hold the role, and deputise for nobody."""
    return tuple(
        (agency, role)
        for agency in seats.all_of(disagreement)
        for role, who in disagreement.posts(tier, agency)
        if (holder := reaching.holder(who, directory, disagreement.cut)) and holder.id == person
        if is_still_of(person, agency, disagreement, directory)
        if person not in seeking.sought(who, disagreement, directory).of_another
    )


def raised_it(person: str, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether somebody raised it, or beside whoever did, and is still of that side."""
    by = disagreement.raiser
    if by is None or person not in disagreement.raisers():
        return False
    return is_still_of(person, by.agency, disagreement, directory)


def is_named(person: str, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether somebody is a named professional of a side, and is still of it."""
    return any(
        person in side.people and is_still_of(person, side.agency, disagreement, directory)
        for side in disagreement.sides
    )


def advises(person: str, disagreement: Disagreement, directory: Directory) -> Posts:
    """The agencies, and the roles, for which somebody was brought in to advise."""
    return tuple(
        (agency, role)
        for agency, roles in disagreement.advisers.items()
        for role in roles
        for stood in standing(
            disagreement.adviser(role, agency), disagreement, directory, farthest="deputy"
        )
        if stood.id == person
    )


def joined(person: str, disagreement: Disagreement, directory: Directory) -> Posts:
    """For whom somebody stands who was brought in; an earlier text may have had other roles."""
    known = disagreement.procedure.roles
    return tuple(
        (each.agency, each.role if each.role in known else NAMED)
        for each in disagreement.joined
        if is_still_of(person, each.agency, disagreement, directory)
        for stood in standing(each.who, disagreement, directory)
        if stood.id == person
    )


def convened(person: str, disagreement: Disagreement, directory: Directory) -> Posts:
    """For whom somebody stands who was called to a meeting that the procedure asks for."""
    called = (who for each in convening.every(disagreement) for who in each.members)
    return tuple(
        (agency, who.role if isinstance(who, RoleAt) else NAMED)
        for who in dict.fromkeys(called)
        if (agency := agency_of(who, disagreement)) in disagreement.agencies
        if is_still_of(person, agency, disagreement, directory)
        if person in {each.id for each in standing(who, disagreement, directory)}
    )


def chairs(person: str, disagreement: Disagreement) -> bool:
    """Whether somebody chairs such a meeting, or has still to report it, themselves and not whoever
    stands in for them."""
    return person in {each.chair for each in convening.chairing(disagreement)}


def comes_as_a_guest(person: str, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether somebody comes to a meeting for an agency that takes no part, themselves."""
    return directory.person(person) is not None and any(
        guest == person and is_still_of(person, agency, disagreement, directory)
        for guest, agency in guests.every(disagreement)
    )


def keeps_records(person: str, disagreement: Disagreement, directory: Directory) -> Posts:
    """The involved agencies whose records officer somebody is, or stands in for, once it matters:
    a breach is on record."""
    agencies = disagreement.agencies if disagreement.cut else ()
    posts = (RoleAt(RECORDS_OFFICER, agency) for agency in agencies)
    return _stood_for(person, posts, disagreement, directory)


def of_the_office(
    person: str, roles: frozenset[str], disagreement: Disagreement, directory: Directory
) -> Posts:
    """The roles of the partnership's office, of these, that somebody holds, or stands in for."""
    posts = (RoleAt(role, PARTNERSHIP) for role in sorted(roles))
    return _stood_for(person, posts, disagreement, directory)


def standing(
    who: Recipient,
    disagreement: Disagreement,
    directory: Directory,
    farthest: Farthest = "next_tier",
) -> tuple[Person, ...]:
    """Who may act as a recipient: whoever is asked now, the holder, and whoever deputises for them."""
    return reaching.standing(seeking.sought(who, disagreement, directory, farthest), directory)


def _stood_for(
    person: str, posts: Iterable[RoleAt], disagreement: Disagreement, directory: Directory
) -> Posts:
    """Of these posts, those that somebody is asked for, holds with others, or was told of in the
    place of whoever does, whomever they work for."""
    held = {(post.agency, post.role) for post in directory.posts_of(person)}
    return tuple(
        (post.agency, post.role)
        for post in posts
        if (post.agency, post.role) in held
        or _stood_in(person, post, post.agency, disagreement, directory)
        or person in {each.id for each in standing(post, disagreement, directory)}
    )


def _taken_as(
    person: str, tier: int, agency: str, disagreement: Disagreement, directory: Directory
) -> frozenset[str]:
    """As what somebody has it for their side, or is asked in the place of whoever does: it is theirs,
    whatever the directory has come to say."""
    holder = disagreement.holders.get(agency)
    if holder is None or tier != seats.here(disagreement, agency):
        return frozenset()
    if holder.person != person and not _stands(
        person, To(holder.person), tier, disagreement, directory
    ):
        return frozenset()
    label, roles = holder.role.removesuffix(STANDING_IN), disagreement.procedure.roles
    asked = frozenset(disagreement.roles_at(tier, agency))
    return frozenset(role for role in asked if roles[role].label == label) or asked


def _stood_in(
    person: str, who: Recipient, agency: str, disagreement: Disagreement, directory: Directory
) -> bool:
    """Whether somebody was told in their place, and is one of the agency's people still."""
    told = (str(who), person) in disagreement.stood_in
    return told and is_still_of(person, agency, disagreement, directory)


def _stands(
    person: str, who: Recipient, tier: int, disagreement: Disagreement, directory: Directory
) -> bool:
    """Whether somebody holds this, or deputises for whoever does and has not stepped aside."""
    if (person, tier) in disagreement.aside:
        holder = reaching.holder(who, directory)
        return holder is not None and holder.id == person
    asked = (str(who), person) in disagreement.stood_in
    return asked or person in {each.id for each in standing(who, disagreement, directory)}
