"""Who is sought for a disagreement, who is above them, and who must never stand in."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from escalation.directory.people import Directory
from escalation.disagreement import NAMED, Disagreement
from escalation.ladder import seats
from escalation.owing import Farthest, Recipient, RoleAt, To
from escalation.taking_part import both_sides
from escalation.taking_part.whose import agency_of, is_still_of
from escalation.texts.procedure import Procedure
from escalation.working_time.times import civil


@dataclass(frozen=True)
class Sought:
    """Who is sought, who is above them, and who must not stand in: the other party.

    `of_another`: whoever is asked for this at another side already, and so is asked for it there alone.
    `beside`: who else holds the tier that somebody has; `left`: who is of its agency no more.
    `together`: the other roles that hold a role's tier at its agency, who come before the next tier.
    `there`: who is known to be at work; `asking`: who asks, and so is not asked themselves.
    """

    who: Recipient
    above: tuple[RoleAt, ...] = ()
    beside: tuple[Recipient, ...] = ()
    together: tuple[Recipient, ...] = ()
    not_agencies: frozenset[str] = frozenset()
    not_people: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    unreachable: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()
    asked_before: frozenset[str] = frozenset()
    of_another: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    there: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    farthest: Farthest = "next_tier"
    urgent: bool = False
    there_or_not: bool = False


def sought(
    who: Recipient,
    disagreement: Disagreement,
    directory: Directory,
    farthest: Farthest = "next_tier",
    *,
    despite_cut: bool = False,
    urgent: bool = False,
    asking: str = "",
) -> Sought:
    """Who is sought for a disagreement: nobody of another involved agency, no named professional;
    nobody whose access has been cut, but where that is what they are told, or of immediate harm."""
    agency = _agency(who, disagreement, directory)
    beside = _beside(who, disagreement, agency)
    before = _asked_before(who, disagreement, directory)
    climbs = farthest == "next_tier" and not urgent
    together = _together(who, disagreement, directory, before) if climbs else ()
    return Sought(
        who,
        above=_above(who, disagreement, agency) if farthest == "next_tier" else (),
        beside=beside,
        together=together,
        farthest=farthest,
        urgent=urgent,
        cut=frozenset() if despite_cut or urgent else disagreement.cut,
        asked_before=before,
        not_agencies=frozenset(disagreement.agencies) - {agency},
        not_people=frozenset(each for side in disagreement.sides for each in side.people),
        passed_over=_aside({who, *beside, *together}, disagreement, agency),
        of_another=both_sides.of_another(who, disagreement, directory),
        left=_left({who, *beside}, disagreement, directory),
        there=_there(disagreement, directory),
        asking=frozenset({asking} if asking else ()),
    )


def above(procedure: Procedure, role: str, agency: str, under: str = "") -> tuple[RoleAt, ...]:
    """The roles of every higher tier than the last that a role holds, nearest first."""
    held = [n for n, tier in enumerate(procedure.tiers) if role in tier.held_by]
    return _from(procedure, held[-1] + 1, agency, under) if held else ()


def _from(procedure: Procedure, first: int, agency: str, under: str) -> tuple[RoleAt, ...]:
    """The roles of every tier of an agency's own, from one on."""
    return tuple(
        RoleAt(role, agency, under)
        for tier in range(first, len(procedure.tiers))
        if seats.holds(procedure, tier, agency)
        for role in procedure.tiers[tier].held_by
        if role != NAMED
    )


def _asked_before(
    who: Recipient, disagreement: Disagreement, directory: Directory
) -> frozenset[str]:
    """Who holds an earlier tier too, where the procedure has one person asked at one tier only; of a
    tier that was passed over nobody was asked."""
    procedure = disagreement.procedure
    if procedure.same_person != "next_tier" or not isinstance(who, RoleAt):
        return frozenset()
    mine = [n for n, tier in enumerate(procedure.tiers) if who.role in tier.held_by]
    told = {each.tier for each in disagreement.told}
    before = [
        role
        for n, tier in enumerate(procedure.tiers[: mine[0]] if mine else ())
        if n in told or n > disagreement.reached
        for role in tier.held_by
    ]
    held = (directory.holder(each, who.agency, who.under) for each in before if each != NAMED)
    side = disagreement.side(who.agency)
    named = side.people if side and NAMED in before else ()
    return frozenset([*named, *(person.id for person in held if person)])


def _above(who: Recipient, disagreement: Disagreement, agency: str) -> tuple[RoleAt, ...]:
    side = disagreement.side(agency)
    under = side.under if side else ""
    match who:
        case RoleAt(role, _, mine):
            chosen = [
                tier
                for (tier, at), preferred in disagreement.preferred.items()
                if (at, preferred) == (agency, role)
            ]
            if chosen:
                return _from(disagreement.procedure, max(chosen) + 1, agency, mine or under)
            return above(disagreement.procedure, role, agency, mine or under)
        case To(person):
            tiers = [
                tier
                for (tier, at, _), named in disagreement.named.items()
                if named == person and at == agency
            ]
            if _has_it(person, agency, disagreement):
                tiers.append(_here(disagreement, agency))
            first = max(tiers, default=0) + 1
            return _from(disagreement.procedure, first, agency, under) if side else ()


def _beside(who: Recipient, disagreement: Disagreement, agency: str) -> tuple[Recipient, ...]:
    """Who else holds the tier that somebody has for their side, or is of the team that was named: they
    come before the next one."""
    side = disagreement.side(agency)
    if isinstance(who, RoleAt) or side is None:
        return ()
    if who.person in side.members:
        held: tuple[Recipient, ...] = tuple(To(person) for person in side.members)
    elif _has_it(who.person, agency, disagreement):
        held = disagreement.people_of(_here(disagreement, agency), agency)
    else:
        return ()
    return tuple(each for each in held if each != who)


def _together(
    who: Recipient, disagreement: Disagreement, directory: Directory, before: frozenset[str]
) -> tuple[Recipient, ...]:
    """Who else holds the last tier of an agency's role: where one of them is reached, the tier is. Of
    whoever was asked at an earlier tier the text has the next one asked."""
    if not isinstance(who, RoleAt) or disagreement.side(who.agency) is None:
        return ()
    held = directory.holder(who.role, who.agency, who.under)
    if held and held.id in before:
        return ()
    tiers = disagreement.procedure.tiers
    mine = [number for number, tier in enumerate(tiers) if who.role in tier.held_by]
    posts = disagreement.posts(mine[-1], who.agency) if mine else ()
    everybody = [each for _, each in posts]
    return tuple(each for each in everybody if each != who) if who in everybody else ()


def _here(disagreement: Disagreement, agency: str) -> int:
    found = seats.here(disagreement, agency)
    return disagreement.stage_tier if found is None else found


def _has_it(person: str, agency: str, disagreement: Disagreement) -> bool:
    holder = disagreement.holders.get(agency)
    return holder is not None and holder.person == person


def _aside(asked: Set[Recipient], disagreement: Disagreement, agency: str) -> frozenset[str]:
    """Whoever has said of a tier that one of these holds that it is not theirs."""
    tiers = range(len(disagreement.procedure.tiers))
    return frozenset(
        person
        for person, tier in disagreement.aside
        if tier in tiers and not asked.isdisjoint(disagreement.people_of(tier, agency))
    )


def _left(
    asked: Set[Recipient], disagreement: Disagreement, directory: Directory
) -> frozenset[str]:
    """Whoever of these was placed at a side, and is of that agency no more."""
    people = {each.person for each in asked if isinstance(each, To)}
    return frozenset(
        person
        for person in people
        if (agency := agency_of(To(person), disagreement))
        and not is_still_of(person, agency, disagreement, directory)
    )


def _there(disagreement: Disagreement, directory: Directory) -> frozenset[str]:
    """Whoever raised it today is at work today, whatever the directory says."""
    by, raised = disagreement.raiser, disagreement.raised
    is_today = raised is not None and directory.today == civil(raised).date()
    return frozenset({by.person} if by and is_today else ())


def _agency(who: Recipient, disagreement: Disagreement, directory: Directory) -> str:
    """Whose people they are there; of whom nothing places there, the directory's word."""
    if placed := agency_of(who, disagreement):
        return placed
    someone = directory.person(who.person) if isinstance(who, To) else None
    return someone.agency if someone else ""
