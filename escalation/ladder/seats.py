"""Whose a rung of the ladder is: each agency's, or the partnership's, and where each of them stands.

Where the partnership holds a tier, the agencies must still say yes themselves: the turn of each is
with the highest tier that they hold below it, which is told with the partnership's tier if it has not
been before; and the partnership's people have a turn beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.directory.people import PARTNERSHIP
from escalation.texts.procedure import Procedure

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement


def of_the_partnership(procedure: Procedure, tier: int) -> bool:
    """Whether the partnership's own people hold this tier."""
    held = procedure.tiers[tier].held_by
    return all(procedure.role(role).of == "partnership" for role in held)


def holds(procedure: Procedure, tier: int, agency: str) -> bool:
    """Whether this tier is one of an agency's own; or, of the partnership, one of its."""
    return of_the_partnership(procedure, tier) == (agency == PARTNERSHIP)


def answers_at(procedure: Procedure, tier: int) -> int:
    """The tier that answers for the agencies at a tier: itself, or the highest they hold below it."""
    own = (each for each in range(tier + 1) if not of_the_partnership(procedure, each))
    return max(own, default=0)


def first_beyond(procedure: Procedure, role: str) -> int | None:
    """The first tier of the agencies' own in which a role has no part; none, where the text has none."""
    own = (n for n in range(len(procedure.tiers)) if not of_the_partnership(procedure, n))
    return next((n for n in own if role not in procedure.tiers[n].held_by), None)


def told_with(disagreement: Disagreement, tier: int) -> tuple[int, ...]:
    """What is told with a tier of the partnership: whoever answers for the agencies, if not before."""
    answers = answers_at(disagreement.procedure, tier)
    known = {tier, *(each.tier for each in disagreement.told)}
    return () if answers in known else (answers,)


def stands_at(disagreement: Disagreement, tier: int) -> int:
    """The tier at which somebody is asked now: theirs; or the partnership's, where it stands at one
    of those and they answer for their agency."""
    procedure, stage = disagreement.procedure, disagreement.stage_tier
    beside = of_the_partnership(procedure, stage) and tier == answering(disagreement)
    return max(tier, stage) if beside else tier


def all_of(disagreement: Disagreement) -> tuple[str, ...]:
    """The involved agencies, and the partnership where it holds a tier of the procedure."""
    procedure = disagreement.procedure
    body = any(of_the_partnership(procedure, tier) for tier in range(len(procedure.tiers)))
    return (*disagreement.agencies, *((PARTNERSHIP,) if body else ()))


def here(disagreement: Disagreement, agency: str) -> int | None:
    """The tier at which it stands for an agency: the last of its own that was told, and no higher
    than the stage; the partnership's only while it stands at one of those."""
    procedure, stage = disagreement.procedure, disagreement.stage_tier
    if holds(procedure, stage, agency) and _is_in(disagreement, stage, agency):
        return stage
    if agency == PARTNERSHIP:
        return None
    told = (each.tier for each in disagreement.told if each.tier <= stage)
    own = (tier for tier in told if holds(procedure, tier, agency))
    return max((tier for tier in own if _is_in(disagreement, tier, agency)), default=0)


def reached(disagreement: Disagreement, agency: str) -> int | None:
    """The highest tier of an agency that has been told, or of the partnership."""
    told = (each.tier for each in disagreement.told)
    held = (tier for tier in told if holds(disagreement.procedure, tier, agency))
    own = (tier for tier in held if _is_in(disagreement, tier, agency))
    return max(own, default=None if agency == PARTNERSHIP else 0)


def answering(disagreement: Disagreement) -> int:
    """The tier that is asked for each agency's yes."""
    found = here(disagreement, "")
    return disagreement.stage_tier if found is None else found


def asked(disagreement: Disagreement) -> tuple[str, ...]:
    """Each of whom somebody is to answer now: the agencies, and the partnership where it has a turn."""
    turns = disagreement.turn(PARTNERSHIP)
    return (*disagreement.agencies, *((PARTNERSHIP,) if turns else ()))


def _is_in(disagreement: Disagreement, tier: int, agency: str) -> bool:
    """Whether it has come to an agency's people of a tier: to another side's only once taken forward."""
    return not (disagreement.gated(tier) and agency in disagreement.agencies[1:])
