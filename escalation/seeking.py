"""Who is sought for a disagreement, who is above them, and who must never stand in."""

from __future__ import annotations

from dataclasses import dataclass

from escalation import both_sides
from escalation.disagreement import NAMED, Disagreement
from escalation.owing import Farthest, Recipient, RoleAt, To
from escalation.people import Directory
from escalation.procedure import Procedure
from escalation.whose import agency_of


@dataclass(frozen=True)
class Sought:
    """Who is sought, who is above them, and who must not stand in: the other party.

    `of_another`: whoever is asked for this at another side already, and so is asked for it there alone.
    """

    who: Recipient
    above: tuple[RoleAt, ...] = ()
    not_agencies: frozenset[str] = frozenset()
    not_people: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    unreachable: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()
    asked_before: frozenset[str] = frozenset()
    of_another: frozenset[str] = frozenset()
    farthest: Farthest = "next_tier"


def sought(
    who: Recipient,
    disagreement: Disagreement,
    directory: Directory,
    farthest: Farthest = "next_tier",
    *,
    despite_cut: bool = False,
) -> Sought:
    """Who is sought for a disagreement: nobody of another involved agency, no named professional;
    nobody whose access has been cut, but where that is what they are told."""
    agency = _agency(who, disagreement, directory)
    tiers = range(len(disagreement.procedure.tiers))
    aside = {
        person
        for person, tier in disagreement.aside
        if tier in tiers and who in disagreement.people_of(tier, agency)
    }
    return Sought(
        who,
        above=_above(who, disagreement, agency) if farthest == "next_tier" else (),
        farthest=farthest,
        cut=frozenset() if despite_cut else disagreement.cut,
        asked_before=_asked_before(who, disagreement, directory),
        not_agencies=frozenset(disagreement.agencies) - {agency},
        not_people=frozenset(each for side in disagreement.sides for each in side.people),
        passed_over=frozenset(aside),
        of_another=both_sides.of_another(who, disagreement, directory),
    )


def above(procedure: Procedure, role: str, agency: str, under: str = "") -> tuple[RoleAt, ...]:
    """The roles of every higher tier than the last that a role holds, nearest first."""
    held = [n for n, tier in enumerate(procedure.tiers) if role in tier.held_by]
    higher = procedure.tiers[held[-1] + 1 :] if held else ()
    return tuple(
        RoleAt(each, agency, under) for tier in higher for each in tier.held_by if each != NAMED
    )


def _asked_before(
    who: Recipient, disagreement: Disagreement, directory: Directory
) -> frozenset[str]:
    """Who holds an earlier tier too, where the procedure has one person asked at one tier only."""
    procedure = disagreement.procedure
    if procedure.same_person != "next_tier" or not isinstance(who, RoleAt):
        return frozenset()
    mine = [n for n, tier in enumerate(procedure.tiers) if who.role in tier.held_by]
    earlier = procedure.tiers[: mine[0]] if mine else ()
    held = (
        directory.holder(role, who.agency, who.under)
        for tier in earlier
        for role in tier.held_by
        if role != NAMED
    )
    return frozenset(person.id for person in held if person)


def _above(who: Recipient, disagreement: Disagreement, agency: str) -> tuple[RoleAt, ...]:
    side = disagreement.side(agency)
    under = side.under if side else ""
    match who:
        case RoleAt(role, _, mine):
            return above(disagreement.procedure, role, agency, mine or under)
        case To(person):
            tiers = [
                tier
                for (tier, at, _), named in disagreement.named.items()
                if named == person and at == agency
            ]
            first = max(tiers, default=0) + 1
            return tuple(
                RoleAt(role, agency, under)
                for tier in disagreement.procedure.tiers[first:]
                for role in tier.held_by
                if side and role != NAMED
            )


def _agency(who: Recipient, disagreement: Disagreement, directory: Directory) -> str:
    """Whose people they are there; of whom nothing places there, the directory's word."""
    if placed := agency_of(who, disagreement):
        return placed
    someone = directory.person(who.person) if isinstance(who, To) else None
    return someone.agency if someone else ""
