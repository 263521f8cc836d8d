"""What goes with raising it at the first stage: who else holds its tier, and what the office is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from escalation.duties import copies
from escalation.owing import Admit, Owed, Recipient, Telling, To
from escalation.words.prompts import prompt

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement


def beside(disagreement: Disagreement) -> tuple[tuple[str, Recipient], ...]:
    """Whoever holds the first tier beside the professionals who are named, and at which agency."""
    every = ((at, who) for at in disagreement.agencies for who in disagreement.people_of(0, at))
    return tuple((at, who) for at, who in every if not isinstance(who, To))


def entered(disagreement: Disagreement) -> Disagreement:
    """Whoever of the office is given the details, or the issues arising, may read them from now on."""
    return replace(
        disagreement,
        copied=disagreement.copied | copies.readers(disagreement, 0, "entry"),
        issues_copied=disagreement.issues_copied | copies.issue_readers(disagreement, 0, "entry"),
    )


def told(disagreement: Disagreement) -> Iterable[Owed]:
    """They are let in and told their part, and the office is given its copies."""
    for agency, who in beside(disagreement):
        yield Admit(who)
        message = prompt(disagreement, 0, agency)
        yield Telling(disagreement.by_text("reached", 0), who, message)
    yield from copies.given(disagreement, 0, "entry")
