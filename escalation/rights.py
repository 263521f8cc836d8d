"""Who is what to a disagreement, and whether they may: `permissions.py` has the table."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from escalation.directory.people import HOUSE_ROLES, PARTNERSHIP, Directory, Person, names
from escalation.disagreement import NAMED, Disagreement
from escalation.duties import arising
from escalation.duties.closing_words import role_label
from escalation.entries import FILE, MANAGER, OFFICE, SIDES, Actor, own_agency
from escalation.ladder import seats
from escalation.owing import BUSINESS_MANAGER
from escalation.permissions import AT_WORK, INSIDE, TABLE, WITH_BODY, Act, Relation
from escalation.refusals import NotYours
from escalation.taking_part import own_capacity
from escalation.taking_part.relating import (
    STANDING_IN,
    Posts,
    advises,
    chairs,
    comes_as_a_guest,
    convened,
    held_by,
    is_named,
    joined,
    keeps_records,
    of_the_office,
    posts_of,
    raised_it,
    standing,
    tier_of,
)
from escalation.words import gates
from escalation.words.naming import holding

__all__ = [
    "actor",
    "advises",
    "audiences",
    "check",
    "copy_audiences",
    "held_by",
    "may",
    "posts_of",
    "relations",
    "standing",
    "tier_of",
]

_R = Relation
OF_ALL_NAMED = frozenset(act for act in Act if TABLE[act] in (AT_WORK, WITH_BODY, INSIDE)) | {
    Act.STATUS,
    Act.READ,
    Act.EXPORT,
    Act.NOTE,
    Act.CALL_MEETING,
    Act.MEETING_HELD,
}
CUT = "Your access to this has ended: you were brought into it by mistake. Nothing has changed."


def may(person: str, act: Act, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether this person may do this now."""
    return bool(relations(person, disagreement, directory) & TABLE[act])


def check(person: str, act: Act, disagreement: Disagreement, directory: Directory) -> Actor:
    """The person as an actor, or a refusal that says why not and who may."""
    if not may(person, act, disagreement, directory):
        cut = person in disagreement.cut
        raise NotYours(CUT if cut else _why_not(person, act, disagreement, directory))
    return actor(person, disagreement, directory, act)


def relations(person: str, disagreement: Disagreement, directory: Directory) -> frozenset[Relation]:
    """Everything somebody is to this disagreement; a stranger is nothing else."""
    if person in disagreement.cut:
        return frozenset({_R.STRANGER})
    found = set(_relations(person, disagreement, directory))
    if found - {_R.NOT_YET}:
        found.discard(_R.NOT_YET)
    return frozenset(found or {_R.STRANGER})


def actor(
    person: str, disagreement: Disagreement, directory: Directory, act: Act | None = None
) -> Actor:
    """Somebody as they are known to this disagreement now: name, agency and role.

    Whoever does an `act` in a capacity of their own is never written as standing in for another.
    """
    someone = directory.person(person)
    if someone is None:
        raise NotYours("You are not in the partnership's directory. Your lead can have you added.")
    stands = _as_they_stand(someone, disagreement, directory)
    return _in_their_own(stands, act, disagreement, directory) if act else stands


def audiences(person: str, disagreement: Disagreement, directory: Directory) -> frozenset[str]:
    """Which entries somebody may read: by their audience."""
    found = relations(person, disagreement, directory)
    if found & (INSIDE - {_R.CHAIR} | {_R.RECORDS}) and directory.person(person):
        agency = actor(person, disagreement, directory).agency
        return copy_audiences(agency, office=agency == PARTNERSHIP)
    if _R.OFFICE in found:
        return copy_audiences(PARTNERSHIP, office=True)
    return frozenset({SIDES} if _R.CHAIR in found else ())


def copy_audiences(agency: str, office: bool) -> frozenset[str]:
    """Which entries stand in full in the copy of an agency, or of the partnership's office."""
    return frozenset({SIDES, OFFICE if office else FILE, own_agency(agency)})


def _as_they_stand(someone: Person, disagreement: Disagreement, directory: Directory) -> Actor:
    """As whom they are known, whatever they do: at a tier, beside it, or in the office."""
    person = someone.id
    tier = tier_of(person, disagreement, directory)
    own = () if tier is None else held_by(person, tier, disagreement, directory)
    stood = () if tier is None else posts_of(person, tier, disagreement, directory)
    known = {*disagreement.procedure.roles, *HOUSE_ROLES, BUSINESS_MANAGER.role}
    held = [(post.agency, post.role) for post in directory.posts_of(person) if post.role in known]
    held.sort(key=lambda post: post[1] in HOUSE_ROLES)
    beside = _beside(person, disagreement, directory)
    kept = _kept(person, disagreement, directory)
    if not (stood or beside or kept) and chairs(person, disagreement):
        return Actor(person, someone.agency, someone.name, own_capacity.CHAIR)
    if not (stood or beside or kept) and comes_as_a_guest(person, disagreement, directory):
        return Actor(person, someone.agency, someone.name, own_capacity.GUEST)
    mine = [*_own_first(stood, own), *beside, *_own_first(kept, held), *held]
    agency, role = next(iter(mine), (someone.agency, NAMED))
    has = disagreement.holders.get(agency)
    if has and has.person == person and tier == seats.here(disagreement, agency):
        return Actor(person, agency, someone.name, has.role)
    in_place = (agency, role) not in own if stood else (agency, role) in {*kept} - {*held, *beside}
    called = role_label(disagreement.procedure, role)
    return Actor(person, agency, someone.name, f"{called}{STANDING_IN if in_place else ''}")


def _own_first(posts: Posts, own: Collection[tuple[str, str]]) -> Posts:
    """These posts, of each agency those first that are somebody's own."""
    agencies = [agency for agency, _ in posts]
    return tuple(sorted(posts, key=lambda post: (agencies.index(post[0]), post not in own)))


def _in_their_own(
    stands: Actor, act: Act, disagreement: Disagreement, directory: Directory
) -> Actor:
    """What somebody does as a chair, or as the Business Manager, they do for nobody else; but whoever
    has it for a side speaks for it."""
    if not own_capacity.stands_in(stands):
        return stands
    if act in (Act.REPORT, Act.CHAIR_REPORT):
        stands = own_capacity.for_the_office(stands, disagreement, directory)
    has_it = stands.person in {holder.person for holder in disagreement.holders.values()}
    if _R.CHAIR in TABLE[act] and not has_it and chairs(stands.person, disagreement):
        return own_capacity.as_chair(stands, directory)
    return stands


def _relations(person: str, disagreement: Disagreement, directory: Directory) -> Iterable[Relation]:
    if raised_it(person, disagreement, directory):
        yield _R.RAISER
    if is_named(person, disagreement, directory):
        yield _R.NAMED
    for tier in range(len(disagreement.procedure.tiers)):
        if posts := posts_of(person, tier, disagreement, directory):
            yield _standing_at(tier, [agency for agency, _ in posts], disagreement)
    if advises(person, disagreement, directory):
        yield _R.ADVISER
    if convened(person, disagreement, directory):
        yield _R.CONVENED
    if chairs(person, disagreement) or comes_as_a_guest(person, disagreement, directory):
        yield _R.CHAIR
    if person in (manager for manager, _ in disagreement.managers_named.values()):
        yield _R.SAID_TO_MANAGE
    if joined(person, disagreement, directory):
        yield _R.JOINED
    if keeps_records(person, disagreement, directory):
        yield _R.RECORDS
    if of_the_office(person, disagreement.copied, disagreement, directory):
        yield _R.OFFICE if person in disagreement.opened else _R.GIVEN
    elif of_the_office(person, _noticed(disagreement), disagreement, directory):
        yield _R.NOTICED
    if of_the_office(person, arising.readers(disagreement), disagreement, directory):
        yield _R.ISSUES


def _beside(
    person: str, disagreement: Disagreement, directory: Directory
) -> tuple[tuple[str, str], ...]:
    """For whom somebody stands who holds no tier: as an adviser, or brought in."""
    return (
        *advises(person, disagreement, directory),
        *joined(person, disagreement, directory),
        *convened(person, disagreement, directory),
    )


def _noticed(disagreement: Disagreement) -> frozenset[str]:
    """The roles of the office that were told of it; and the Business Manager, who is told nothing by it,
    where something is asked of another there: she may do that in its place."""
    asked = any(agency == PARTNERSHIP for _, agency in disagreement.fallen_due)
    return disagreement.noticed | (MANAGER if asked else frozenset())


def _kept(
    person: str, disagreement: Disagreement, directory: Directory
) -> tuple[tuple[str, str], ...]:
    """For whom somebody keeps what is written of it: its records officer, or the office."""
    office = disagreement.copied | _noticed(disagreement)
    return (
        *keeps_records(person, disagreement, directory),
        *of_the_office(person, office, disagreement, directory),
    )


def _standing_at(tier: int, agencies: Collection[str], disagreement: Disagreement) -> Relation:
    if tier > disagreement.reached:
        return _R.NOT_YET
    passed_over = tier not in {told.tier for told in disagreement.told}
    if seats.of_the_partnership(disagreement.procedure, tier):
        return _R.NOT_YET if passed_over else _R.BODY
    if tier > disagreement.stage_tier:
        return _R.TOLD
    # Where it has not been taken forward to a side's own managers, it stands below them there.
    below = tier < seats.answering(disagreement)
    if passed_over or (below and not _waits_at(tier, agencies, disagreement)):
        return _R.NOT_YET if passed_over else _R.BEFORE
    return _R.HOLDER


def _waits_at(tier: int, agencies: Collection[str], disagreement: Disagreement) -> bool:
    return any(
        gates.waits(disagreement, agency) and seats.here(disagreement, agency) == tier
        for agency in agencies
    )


def _why_not(person: str, act: Act, disagreement: Disagreement, directory: Directory) -> str:
    who = _who_may(act, disagreement, directory)
    known = relations(person, disagreement, directory)
    turns = disagreement.is_open and _R.HOLDER in TABLE[act]
    if turns and _R.BEFORE in known:
        stage = disagreement.stage.title
        return f"It has moved on: it is now at {stage}, with {who}. Nothing has changed."
    asked = TABLE[act] & {_R.NAMED, _R.HOLDER} and known <= {_R.NOT_YET, _R.STRANGER}
    if asked and (holder := _has_relieved(person, disagreement)):
        return f"{holder} has taken this up. Nothing has changed."
    if not turns or known != {_R.NOT_YET}:
        return f"This is for {who}. Nothing has changed."
    if _passed_over(person, disagreement, directory):
        return f"Your tier was passed over; this is for {who} now. Nothing has changed."
    return f"Your tier has not been told. At present this is for {who}, who may move it up to you."


def _has_relieved(person: str, disagreement: Disagreement) -> str:
    """Who has it, of a team that was named, where somebody else of it is asked no more."""
    found = (side.practitioner_name for side in disagreement.sides if person in side.relieved)
    return next(found, "")


def _passed_over(person: str, disagreement: Disagreement, directory: Directory) -> bool:
    return any(
        posts_of(person, tier, disagreement, directory)
        for tier in range(1, disagreement.stage_tier)
    )


def _who_may(act: Act, disagreement: Disagreement, directory: Directory) -> str:
    if act in (Act.WITHDRAW, Act.CORRECT_DATE) and disagreement.raiser:
        found = (directory.person(person) for person in disagreement.raisers())
        return names(person for person in found if person) or disagreement.raiser.name
    if act is Act.OPEN_COPY:
        return "whoever of the partnership's office has been given a copy"
    if act is Act.ISSUES:
        return "whoever of the partnership's office is given the issues arising"
    if act is Act.CHAIR_REPORT:
        return "whoever chaired its meeting, or called it"
    if act is Act.COURSE:
        return "whoever holds the stage for the partnership"
    if act in (Act.NAME_MANAGER, Act.PREFER):
        return "the named professionals"
    if act is Act.MANAGER_YES:
        return "whoever has been named as a manager and has not answered yet"
    if act is Act.CLOSING:
        return "the people this disagreement names, and the partnership's office"
    if act in OF_ALL_NAMED:
        return "the people this disagreement names"
    tier = 0 if act is Act.DISSENT else seats.answering(disagreement)
    people = [
        stood
        for who in disagreement.everybody_at(tier)
        for stood in standing(who, disagreement, directory)[:1]
    ]
    return names(dict.fromkeys(people)) or f"the {holding(disagreement.procedure, tier)}"
