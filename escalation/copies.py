"""What the procedure gives the partnership's office when a stage is entered or settled."""

from collections.abc import Iterable
from typing import Literal

from escalation.disagreement import Disagreement
from escalation.message import Heading, Message, Reference, says
from escalation.owing import Owed, RoleAt, Telling
from escalation.people import PARTNERSHIP
from escalation.procedure import Copy, Procedure, Stage
from escalation.prompts import summary

When = Literal["entry", "settled"]
_GIVES = {"notice": "this notice", "outcome": "the outcome", "issues": "the issues arising"}


def given(disagreement: Disagreement, tier: int, when: When) -> Iterable[Owed]:
    """The copies that go without anybody's choice: what the text says may be given waits for a press."""
    stage = disagreement.procedure.stage_of(tier)
    for copy in _due(stage, when):
        message = _message(disagreement, stage, copy)
        yield Telling(f"copy:{when}:{tier}", RoleAt(copy.to, PARTNERSHIP), message)


def readers(procedure: Procedure, tier: int, when: When) -> frozenset[str]:
    """The roles of the office that are given a copy, and may read from then on."""
    return frozenset(copy.to for copy in _due(procedure.stage_of(tier), when))


def _due(stage: Stage, when: When) -> tuple[Copy, ...]:
    return tuple(copy for copy in stage.copies if copy.at == when and copy.force != "may")


def _message(disagreement: Disagreement, stage: Stage, copy: Copy) -> Message:
    happened = "has entered" if copy.at == "entry" else "was settled at"
    what = f"{happened} {stage.title}"
    return Message(
        summary(disagreement, what),
        (
            Heading(f"{disagreement.reference} {what}"),
            says(
                "The procedure gives you {gives} ({req}). Type /escalate export {reference} "
                "to read it; opening it is recorded.",
                gives=_GIVES.get(copy.content, "the details"),
                req=", ".join(copy.req),
                reference=Reference(disagreement.reference),
            ),
        ),
    )
