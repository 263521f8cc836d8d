"""To whom outside it may be referred, and to whom it has been; it goes on here all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from escalation.entries import Actor
from escalation.refusals import NotNow, Unusable
from escalation.texts.matters import OutsideReferral
from escalation.words.message import Choice
from escalation.working_time import times

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement

LABEL = "Referred outside"
NOBODY = (
    "This procedure names nobody outside to whom it is referred. Whatever your agency refers "
    "elsewhere it refers itself; write it in the thread, if the others should know."
)


@dataclass(frozen=True)
class Outside:
    """It was referred outside: to whom, on which day, and who said so."""

    to: str
    on: date
    by: Actor


def named(disagreement: Disagreement) -> tuple[OutsideReferral, ...]:
    """To whom the text of a disagreement says that it may be referred; or a refusal."""
    if not (outside := disagreement.procedure.outside_referrals):
        raise NotNow(NOBODY)
    return outside


def to(disagreement: Disagreement, chosen: str) -> OutsideReferral:
    """Which of them was chosen; where there is one alone, nobody has to choose."""
    outside = named(disagreement)
    if len(outside) == 1 and not chosen:
        return outside[0]
    found = next((each for each in outside if each.id == chosen), None)
    if found is None:
        raise Unusable("outside", "Choose to whom it was referred.")
    return found


def rarely(disagreement: Disagreement) -> tuple[Choice, ...]:
    """What may be pressed, where the text names somebody outside."""
    if not disagreement.procedure.outside_referrals:
        return ()
    return (Choice("refer_outside", LABEL, disagreement.question),)


def shown(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    """To whom it was referred, on which day, and who said so; without a word of why."""
    return tuple(_shown(disagreement))


def _shown(disagreement: Disagreement) -> Iterator[tuple[str, str]]:
    for each in disagreement.outside:
        on = times.day_and_year(each.on)
        yield LABEL, f"to {each.to}, {on} (recorded by {each.by.name}); it goes on here"
