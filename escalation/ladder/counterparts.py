"""From one procedure's ladder to another's: which tier stands for which, and what is carried over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from escalation.directory.people import HOUSE_ROLES
from escalation.disagreement import NAMED, Answer, Disagreement
from escalation.duties import copies
from escalation.entries import Actor
from escalation.ladder import carried_over
from escalation.ladder.carried_over import LEVELS, Over
from escalation.ladder.changes import Change
from escalation.owing import Recipient, RoleAt
from escalation.particulars import Joined, Told
from escalation.taking_part.whose import agency_of
from escalation.texts.procedure import Procedure
from escalation.words.naming import holding
from escalation.words.sides import number

HOW = "changed the procedure"
T = TypeVar("T")


@dataclass(frozen=True)
class Way:
    """From the ladder that was to the one that is: each tier's counterpart, and where it now stands.

    `over`: what counts of what was done; nothing where an earlier release kept all of it by its names.
    """

    to: Procedure
    tiers: Mapping[int, int]
    tier: int
    over: Over | None = None

    def is_same_rung(self, disagreement: Disagreement) -> bool:
        """Whether the tier at which it stood has its counterpart where it stands now."""
        return self.tiers.get(disagreement.stage_tier) == self.tier

    def copied(self, disagreement: Disagreement) -> frozenset[str]:
        """The roles of the office that the new text gives something at this stage, and the old did not."""
        if not self.tier:
            return frozenset()
        had = self._had(disagreement)
        there = replace(disagreement, procedure=self.to)
        return frozenset(
            role
            for role, content in copies.contents(there, self.tier, "entry")
            if LEVELS.index(content) > had.get(role, -1)
        )

    def _had(self, disagreement: Disagreement) -> Mapping[str, int]:
        """How much whoever of the office had been given at the counterpart of this stage."""
        here, old = self.to.stage_of(self.tier).id, disagreement.procedure
        stages = dict(self.over.stages) if self.over else {each.id: each.id for each in old.stages}
        was = next((each for each in old.stages if stages.get(each.id) == here), None)
        return carried_over.given_at(disagreement, was) if was else {}


def counterparts(old: Procedure, new: Procedure) -> dict[int, int]:
    """Each tier of the old text and its counterpart: of the same stage number, held by the same roles."""
    found = {0: 0}  # the named professionals, with whom each text begins
    for mine in range(1, len(old.tiers)):
        alike = [tier for tier in range(1, len(new.tiers)) if _is_alike(old, mine, new, tier)]
        left = [tier for tier in alike if tier not in found.values()]
        left.sort(key=lambda tier: new.tiers[tier].id != old.tiers[mine].id)
        if left:
            found[mine] = left[0]
    return found


def carried(disagreement: Disagreement, way: Way, by: Actor, at: datetime) -> Disagreement:
    """It goes on by the new text: what was told stays told, and every limit is still to be counted."""
    same = way.is_same_rung(disagreement)
    known = {*way.to.roles, *HOUSE_ROLES}
    change = Change(at, by, disagreement.procedure)
    there = replace(disagreement, procedure=way.to)
    entry = copies.readers(there, way.tier, "entry") if way.tier else frozenset()
    issues = copies.issue_readers(there, way.tier, "entry") if way.tier else frozenset()
    moved = replace(
        disagreement,
        procedure=way.to,
        changes=(*disagreement.changes, change),
        limits=(),
        passed=frozenset(),
        forward=frozenset(way.tiers[n] for n in disagreement.forward if n in way.tiers),
        told=_told(disagreement.told, way),
        stage_tier=way.tier,
        entered=_entered(disagreement, way),
        answered=_answered(disagreement, way, Answer(by, HOW, at)),
        holders=disagreement.holders if same else {},
        not_agreed=disagreement.not_agreed if same else {},
        named={
            (way.tiers[tier], agency, role): person
            for (tier, agency, role), person in disagreement.named.items()
            if tier in way.tiers
        },
        aside=frozenset((who, way.tiers[n]) for who, n in disagreement.aside if n in way.tiers),
        preferred={
            (way.tiers[tier], agency): role
            for (tier, agency), role in disagreement.preferred.items()
            if tier in way.tiers and role in known
        },
        preferences=_moved(disagreement.preferences, way),
        stood_down=_moved(disagreement.stood_down, way),
        advisers=_advisers(disagreement, known),
        joined=(*disagreement.joined, *kept_on(disagreement, way)),
        copied=frozenset(role for role in disagreement.copied | entry if role in known),
        noticed=frozenset(role for role in disagreement.noticed if role in known),
        issues={role: read for role, read in disagreement.issues.items() if role in known},
        issues_copied=frozenset(r for r in disagreement.issues_copied | issues if r in known),
    )
    return carried_over.counted(disagreement, moved, way.over) if way.over else moved


def kept_on(disagreement: Disagreement, way: Way) -> tuple[Joined, ...]:
    """Whoever was told or advises, and has no part in the new text: they stay as they are, in the know."""
    gone = (_of_no_tier, _of_no_role, _of_no_meeting)
    found = dict.fromkeys(each for some in gone for each in some(disagreement, way))
    return tuple(
        Joined(disagreement.reference, agency, role, who)
        for agency, role, who in found
        if all(who != each.who for each in disagreement.joined)
    )


def left_behind(disagreement: Disagreement, way: Way) -> Iterator[str]:
    """What of the old text has no counterpart in the new one, each in a sentence."""
    old = disagreement.procedure
    told = {each.tier for each in disagreement.told}
    for tier in range(len(old.tiers)):
        if tier not in way.tiers:
            stay = " Whoever has been told stays in the know." if tier in told else ""
            yield f"The tier of the {holding(old, tier)} has no counterpart.{stay}"
    if not way.is_same_rung(disagreement):
        if disagreement.holders:
            yield "Whoever has it for their side has it no more: the tier it comes to is asked."
        if disagreement.not_agreed:
            yield "That it is not agreed is asked anew."
    gone = {tier for tier, _, _ in disagreement.named if tier not in way.tiers}
    for tier in sorted(gone):
        yield f"Whoever is named in the place of the {holding(old, tier)} holds no tier any more."
    for each in carried_over.meetings_gone(disagreement, way.over) if way.over else ():
        yield (
            f"The meeting of {old.stage(each.stage).label} stands on the record alone: the new text "
            "has no such stage. Whoever was called to it stays in the know."
        )
    for role in sorted(_roles_gone(disagreement, way)):
        yield f"The new text has no {old.role(role).label}."
    if lost := _duties_gone(disagreement, way):
        yield (
            f"Of the duties of the old text {number(lost)} that {'has' if lost == 1 else 'have'} "
            "been answered stand on the record alone."
        )


def _is_alike(old: Procedure, mine: int, new: Procedure, other: int) -> bool:
    same_stage = old.stage_of(mine).number == new.stage_of(other).number
    return same_stage and {*old.tiers[mine].held_by} == {*new.tiers[other].held_by}


def _moved(of_tiers: Mapping[tuple[int, str], T], way: Way) -> dict[tuple[int, str], T]:
    """What is known of tiers, of those that have a counterpart."""
    tiers = way.tiers
    return {(tiers[n], agency): one for (n, agency), one in of_tiers.items() if n in tiers}


def _told(told: Iterable[Told], way: Way) -> tuple[Told, ...]:
    kept = {way.tiers[each.tier]: each for each in told if each.tier in way.tiers}
    return tuple(replace(each, tier=tier) for tier, each in kept.items())


def _entered(disagreement: Disagreement, way: Way) -> tuple[int, ...]:
    before = [way.tiers[tier] for tier in disagreement.entered if tier in way.tiers]
    here = [way.tier] if way.tier or disagreement.entered else []
    return tuple(dict.fromkeys(tier for tier in [*before, *here] if tier <= way.tier))


def _answered(disagreement: Disagreement, way: Way, anew: Answer) -> dict[str, Answer]:
    """The tiers below it are not asked any more; what else has been answered stays so."""
    old = disagreement.answered
    kept = {asked: answer for asked, answer in old.items() if not asked.startswith("tier:")}
    was = {new: old.get(f"tier:{tier}") for tier, new in way.tiers.items()}
    return {**kept, **{f"tier:{tier}": was.get(tier) or anew for tier in range(way.tier)}}


def _advisers(disagreement: Disagreement, known: set[str]) -> dict[str, tuple[str, ...]]:
    found = {
        agency: tuple(role for role in roles if role in known)
        for agency, roles in disagreement.advisers.items()
    }
    return {agency: roles for agency, roles in found.items() if roles}


def _of_no_tier(disagreement: Disagreement, way: Way) -> Iterator[tuple[str, str, Recipient]]:
    told = sorted({each.tier for each in disagreement.told} - way.tiers.keys())
    for agency in disagreement.agencies:
        for tier in told:
            for role, who in disagreement.posts(tier, agency):
                yield agency, role, who


def _of_no_role(disagreement: Disagreement, way: Way) -> Iterator[tuple[str, str, Recipient]]:
    for agency, roles in disagreement.advisers.items():
        for role in roles:
            if role not in way.to.roles:
                yield agency, role, disagreement.adviser(role, agency)


def _of_no_meeting(disagreement: Disagreement, way: Way) -> Iterator[tuple[str, str, Recipient]]:
    for each in carried_over.meetings_gone(disagreement, way.over) if way.over else ():
        for who in each.members:
            if agency := agency_of(who, disagreement):
                yield agency, who.role if isinstance(who, RoleAt) else NAMED, who


def _roles_gone(disagreement: Disagreement, way: Way) -> set[str]:
    """Roles that somebody has a part by, and that the new text does not know."""
    advising = {role for roles in disagreement.advisers.values() for role in roles}
    by = advising | disagreement.copied | disagreement.noticed
    return {role for role in by if role not in way.to.roles} & disagreement.procedure.roles.keys()


def _duties_gone(disagreement: Disagreement, way: Way) -> int:
    old = disagreement.procedure
    done = {duty for duty, _ in disagreement.done}
    return sum(carried_over.counterpart(each, old, way.to) is None for each in done)
