"""What the procedure gives the partnership's office when a stage is entered or settled."""

from collections.abc import Iterable
from typing import Literal

from escalation.conditions import holds
from escalation.disagreement import Disagreement
from escalation.message import Message, Says, says
from escalation.notices import notice
from escalation.owing import Owed, RoleAt, Telling
from escalation.people import PARTNERSHIP
from escalation.procedure import Content, Copy, Stage

When = Literal["entry", "settled"]
# Whoever is given these may open the record; of the rest the message itself is all that is given.
OPENS: frozenset[Content] = frozenset({"details", "full"})
_NO_MORE: dict[Content, str] = {
    "notice": "You are asked for nothing: this notice is all that the procedure gives you.",
    "outcome": "You are asked for nothing. The procedure gives you the outcome, which is this; "
    "what was agreed is on each agency's own record.",
    "issues": "You are asked to ring the agencies: the procedure gives you the issues arising.",
}


def given(disagreement: Disagreement, tier: int, when: When) -> Iterable[Owed]:
    """The copies that go without anybody's choice: what the text says may be given waits for a press."""
    stage = disagreement.procedure.stage_of(tier)
    for copy in _due(disagreement, tier, when):
        message = _message(disagreement, stage, copy)
        topic = disagreement.each_time(f"copy:{when}:{tier}")
        yield Telling(topic, RoleAt(copy.to, PARTNERSHIP), message)


def readers(disagreement: Disagreement, tier: int, when: When) -> frozenset[str]:
    """The roles of the office that are given the details, and may read from then on."""
    due = _due(disagreement, tier, when)
    return frozenset(copy.to for copy in due if copy.content in OPENS)


def told(disagreement: Disagreement, tier: int, when: When) -> frozenset[str]:
    """The roles of the office that are given anything at all."""
    return frozenset(copy.to for copy in _due(disagreement, tier, when))


def _due(disagreement: Disagreement, tier: int, when: When) -> tuple[Copy, ...]:
    """Of those of a stage, the ones that are for what it is about, and wait for no press."""
    copies = disagreement.procedure.stage_of(tier).copies
    due = (copy for copy in copies if copy.at == when and copy.force != "may")
    return tuple(copy for copy in due if holds(copy.when, disagreement))


def _message(disagreement: Disagreement, stage: Stage, copy: Copy) -> Message:
    happened = "has entered" if copy.at == "entry" else "was settled at"
    what = f"{happened} {stage.title}"
    return notice(disagreement, what, _gives(copy), opens=copy.content in OPENS)


def _gives(copy: Copy) -> Says:
    if copy.content in OPENS:
        return says(
            "You are asked for nothing. The procedure gives you the details: press Read the "
            "record to read them. You are asked why, and that you open it is recorded."
        )
    return says(_NO_MORE[copy.content])
