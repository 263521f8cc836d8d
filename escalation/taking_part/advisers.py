"""Whom a stage of the procedure would have brought in to advise, and what people read of that."""

from collections.abc import Iterable, Iterator

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.texts.conditions import holds
from escalation.texts.procedure import Procedure
from escalation.texts.stages import Adviser, Force
from escalation.words.message import Choice, Says, says
from escalation.words.naming import called, holding

BRING_IN = "Bring in to advise"
_WORDS: dict[Force, str] = {
    "must": "The procedure asks for the advice of {who}: press Bring in to advise.",
    "should": "The procedure asks you to consider bringing in {who}: press Bring in to advise.",
    "may": "If it would help, you may bring in {who}: press Bring in to advise.",
}


def agencies_of(adviser: Adviser, disagreement: Disagreement) -> tuple[str, ...]:
    """For whom an adviser is brought in: each agency, the one that raised it, or the partnership."""
    match adviser.of:
        case "each":
            return disagreement.agencies
        case "raising":
            return disagreement.agencies[:1]
        case "partnership":
            return (PARTNERSHIP,)


def needed(disagreement: Disagreement, tier: int) -> Iterator[tuple[str, str]]:
    """Whom the stage of a tier says must be brought in, and has not been: for whom, and as what."""
    for adviser in disagreement.procedure.stage_of(tier).advisers:
        if adviser.force == "must" and _is_for(adviser, disagreement):
            for agency in agencies_of(adviser, disagreement):
                if adviser.role not in disagreement.advisers.get(agency, ()):
                    yield agency, adviser.role


def relevant(disagreement: Disagreement) -> tuple[Adviser, ...]:
    """The advisers of the stage at which it stands who are for what it is about."""
    return tuple(each for each in disagreement.stage.advisers if _is_for(each, disagreement))


def offered(disagreement: Disagreement, tier: int, agency: str = "") -> tuple[Adviser, ...]:
    """Whom the stage of a tier names as advisers and who are not in it yet, for an agency or for any."""
    return tuple(
        adviser
        for adviser in disagreement.procedure.stage_of(tier).advisers
        if _is_for(adviser, disagreement)
        for wanted in (_wanted(adviser, disagreement, agency),)
        if any(adviser.role not in disagreement.advisers.get(each, ()) for each in wanted)
    )


def considered(disagreement: Disagreement, tier: int, agency: str) -> Iterable[Says]:
    """What those asked at a tier read: whom the text would have them bring in, by how strongly."""
    if tier < disagreement.stage_tier and tier:
        return
    found = offered(disagreement, tier, agency)
    for force, words in _WORDS.items():
        who = [spoken(each, disagreement.procedure) for each in found if each.force == force]
        if who and (force != "must" or tier == disagreement.stage_tier):
            yield says(words, who=" or ".join(who))


def button(disagreement: Disagreement, tier: int, agency: str) -> tuple[Choice, ...]:
    """Bring in to advise, where those asked read of it."""
    asked = any(True for _ in considered(disagreement, tier, agency))
    return (Choice("bring_lead", BRING_IN, f"tier:{tier}"),) if asked else ()


def spoken(adviser: Adviser, procedure: Procedure) -> str:
    """Your own designated professional; the CAF/TAC Implementation Officer."""
    role = procedure.role(adviser.role)
    return f"{'the' if adviser.of == 'partnership' else 'your own'} {called(role)}"


def in_words(adviser: Adviser, procedure: Procedure) -> str:
    """In whose place a side may choose them; nothing where they advise beside everybody."""
    for number, tier in enumerate(procedure.tiers):
        if tier.id == adviser.in_preference_to:
            return f", in place of the {holding(procedure, number)} where a side chooses so"
    return ""


def _wanted(adviser: Adviser, disagreement: Disagreement, agency: str) -> tuple[str, ...]:
    """Of those for whom an adviser is brought in, whom somebody of one agency brings in."""
    found = agencies_of(adviser, disagreement)
    return tuple(each for each in found if not agency or each in (agency, PARTNERSHIP))


def _is_for(adviser: Adviser, disagreement: Disagreement) -> bool:
    """Whether it is about what an adviser is for, and they advise beside the tier, not in its place."""
    return not adviser.in_preference_to and holds(adviser.when, disagreement)
