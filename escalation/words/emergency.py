"""Immediate harm comes before everything: the first words of every form, card and page."""

from collections.abc import Iterable, Mapping
from typing import TypeGuard

from escalation.directory.people import listed
from escalation.disagreement import Disagreement
from escalation.texts.procedure import Procedure
from escalation.words.message import Fragment, Part, Phone, Says, says

_DIAL: tuple[Fragment, ...] = (
    "If somebody is at immediate risk of harm, dial ",
    Phone("999"),
    " now. Nothing here comes before that.",
)
EMERGENCY = str(Says(_DIAL))


def emergency(numbers: Mapping[str, str]) -> Says:
    """999; and, out of hours, the emergency duty team of each of these areas."""
    return Says((*_DIAL, *_duty_teams(numbers)))


def first_words(disagreement: Disagreement) -> Says:
    """The same for one disagreement: the duty team of the area, as it was when it was raised."""
    number = disagreement.duty_number
    return emergency({disagreement.area: number} if number else {})


def begins(part: Part) -> TypeGuard[Says]:
    """Whether this is the line with which everything begins."""
    return isinstance(part, Says) and part.fragments[: len(_DIAL)] == _DIAL


def together(lines: Iterable[Says]) -> Says:
    """Several such lines as one: 999 once, and then each duty team that any of them names, once."""
    after = dict.fromkeys(line.fragments[len(_DIAL) :] for line in lines)
    return Says((*_DIAL, *(fragment for each in after for fragment in each)))


def own_words(procedure: Procedure) -> Says:
    """What the procedure itself says of immediate harm, or ours where it says nothing (R-000-50,
    R-000-51, R-004-04, R-004-48)."""
    return says("In immediate harm: {words}", words=procedure.harm.words)


def _duty_teams(numbers: Mapping[str, str]) -> Iterable[Fragment]:
    """Areas that share a duty team are named together."""
    before = " Out of hours, ring the emergency duty team of "
    for number in dict.fromkeys(numbers.values()):
        areas = [area for area, theirs in numbers.items() if theirs == number]
        yield f"{before}{listed(areas)}: "
        yield Phone(number)
        before = "; of "
    if numbers:
        yield "."
