"""Whom a side may choose in the place of a tier of its own: as the procedure lets it, with that limit."""

from collections.abc import Iterable, Iterator

from escalation.disagreement import Disagreement
from escalation.owing import Recipient
from escalation.texts.procedure import Procedure
from escalation.words.message import Choice, Says, says
from escalation.words.naming import lowered

ITS_OWN = "own"
CHOOSE = "Choose who is asked"


MOST = 3


def choices(procedure: Procedure) -> Iterator[tuple[int, str]]:
    """Each tier, and the role that may be chosen in preference to it."""
    ids = [tier.id for tier in procedure.tiers]
    for stage in procedure.stages:
        for adviser in stage.advisers:
            if adviser.in_preference_to:
                yield ids.index(adviser.in_preference_to), adviser.role


def open_to(disagreement: Disagreement, agency: str) -> tuple[tuple[int, str], ...]:
    """Of these, those that a side may still choose: nobody of that tier has answered for it."""
    return tuple(
        (tier, role)
        for tier, role in choices(disagreement.procedure)
        if not answered(disagreement, tier, agency)
    )


def answered(disagreement: Disagreement, tier: int, agency: str) -> bool:
    """Whether it stands higher than a tier, or somebody of it has answered for an agency."""
    if tier != disagreement.stage_tier:
        return tier < disagreement.stage_tier
    proposal = disagreement.proposal
    said = (disagreement.holders, disagreement.not_agreed, proposal.yes if proposal else {})
    return any(agency in each for each in said)


def is_told(disagreement: Disagreement, tier: int) -> bool:
    """Whether the people of a tier have been told."""
    return any(told.tier == tier for told in disagreement.told)


def left(disagreement: Disagreement, tier: int, agency: str) -> tuple[str, ...]:
    """Who was asked for a side before it chooses now, each time; nobody, where none had been told."""
    was = disagreement.preferred.get((tier, agency), ITS_OWN)
    before = disagreement.preferences.get((tier, agency), ())
    return (*before, was if is_told(disagreement, tier) else "")


def not_asked(disagreement: Disagreement) -> Iterator[tuple[str, Recipient]]:
    """Whoever has heard that another was chosen in their place, and of which agency they are."""
    for tier, agency in disagreement.preferred:
        yield from ((agency, who) for who in disagreement.stood_down.get((tier, agency), ()))


def stand_outside(disagreement: Disagreement, agency: str) -> frozenset[str]:
    """The roles of an agency in whose place another was chosen: they read nothing of it themselves."""
    tiers = (tier for tier, of in disagreement.preferred if of == agency)
    return frozenset(role for n in tiers for role in disagreement.procedure.tiers[n].held_by)


def considered(disagreement: Disagreement, tier: int, agency: str) -> Iterable[Says]:
    """What the named professionals read of it, while there is something to choose."""
    for above, role in () if tier else open_to(disagreement, agency):
        yield says(
            "If it helps, your own {role} can be asked in place of the {own}: press {label}.",
            role=lowered(disagreement.procedure.role(role).label),
            own=own(disagreement, above),
            label=CHOOSE,
        )


def chosen(disagreement: Disagreement, tier: int, agency: str) -> Iterable[Says]:
    """What the named professionals read besides, whom their side chose: the text names its own tier."""
    for (above, of), role in disagreement.preferred.items():
        if not tier and of == agency:
            yield says(
                "Your side has chosen that your {role} is asked in place of the {own}: report it to "
                "them.",
                role=lowered(disagreement.procedure.role(role).label),
                own=own(disagreement, above),
            )


def button(disagreement: Disagreement, tier: int, agency: str) -> tuple[Choice, ...]:
    """For the named professionals, while there is something to choose."""
    asked = not tier and open_to(disagreement, agency)
    return (choice(disagreement),) if asked else ()


def behind_more(disagreement: Disagreement) -> tuple[Choice, ...]:
    """The same behind More…, while a side may still choose."""
    asked = any(open_to(disagreement, agency) for agency in disagreement.agencies)
    return (choice(disagreement),) if asked else ()


def choice(disagreement: Disagreement) -> Choice:
    """Choose who is asked."""
    return Choice("prefer", CHOOSE, f"tier:{disagreement.stage_tier}")


def own(disagreement: Disagreement, tier: int) -> str:
    """Who holds the tier itself: line manager or equivalent."""
    procedure = disagreement.procedure
    held = procedure.tiers[tier].held_by
    return " or ".join(lowered(procedure.role(role).label) for role in held)
