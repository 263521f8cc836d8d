"""How pressing it is, and who alone decides, as they stand beside where it stands."""

from collections.abc import Iterator

from escalation.disagreement import Disagreement
from escalation.words.deciding import is_alone
from escalation.working_time import times


def pressing(disagreement: Disagreement) -> Iterator[tuple[str, str]]:
    """How pressing it is, where the text tells kinds of it apart; and an earlier day, if one was given."""
    known = {each.id: each.label for each in disagreement.raised_under.priorities}
    if disagreement.priority in known:
        yield "How pressing", known[disagreement.priority]
    if sooner := disagreement.sooner:
        yield "An earlier day, as the risk asks", times.day_and_year(sooner.on)


def shown(disagreement: Disagreement) -> Iterator[tuple[str, str]]:
    """The same on the card, and who decides where one side alone does."""
    yield from pressing(disagreement)
    within, by = disagreement.raised_under.raise_within, disagreement.raise_by
    raised = disagreement.raised
    if within and by and raised and raised > by:
        yield "Raised after its time", f"{within.words} of {within.of}; it is raised all the same"
    if is_alone(disagreement):
        yield "Who decides", f"{disagreement.sides[0].name} alone, which raised it"
