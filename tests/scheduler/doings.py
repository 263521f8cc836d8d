"""What people may do, each act with the right that it takes and what is filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from escalation.acts import agree, answer, climb, close, harm, meet, say, view
from escalation.disagreement import Disagreement
from escalation.entries import Entries
from escalation.permissions import Act
from tests.escalation.story import AGREEMENT

REASON = {"reason": "MARKER we differ still"}


@dataclass(frozen=True)
class Doing:
    """What somebody may do: the rule, the right it takes, what is filled in, and when it can be."""

    rule: Callable[..., Entries]
    act: Act
    given: Callable[[Disagreement, datetime], dict[str, Any]] = lambda each, now: {}
    can: Callable[[Disagreement], object] = lambda each: each.is_open


def _asked(**answers: str) -> Callable[[Disagreement, datetime], dict[str, Any]]:
    return lambda each, now: {"question": each.question, "answers": answers}


def _met(each: Disagreement, now: datetime) -> dict[str, Any]:
    day = f"{now + timedelta(days=2):%Y-%m-%d}"
    return {"question": each.question, "answers": {"meet_on": day, "meet_at": "10:30"}}


def _proposal(each: Disagreement, now: datetime) -> dict[str, Any]:
    return {"question": each.proposal.question if each.proposal else "proposal:1"}


def _no(each: Disagreement, now: datetime) -> dict[str, Any]:
    return {**_proposal(each, now), "answers": REASON}


def _is_proposed(each: Disagreement) -> bool:
    return each.is_open and each.proposal is not None


DOINGS = [
    Doing(answer.take, Act.TAKE, lambda each, now: {"question": each.question}),
    Doing(answer.not_me, Act.NOT_ME, _asked(**REASON, instead="kofi")),
    Doing(agree.propose, Act.PROPOSE, _asked(**{**AGREEMENT, "due_1": "2027-06-01"})),
    Doing(agree.approve, Act.APPROVE, _proposal, _is_proposed),
    Doing(agree.approve, Act.APPROVE, _proposal, _is_proposed),
    Doing(agree.not_approve, Act.NOT_APPROVE, _no, _is_proposed),
    Doing(climb.not_agreed, Act.NOT_AGREED, _asked(**REASON)),
    Doing(climb.move_up, Act.MOVE_UP, _asked(**REASON)),
    Doing(meet.meet, Act.MEET, _met),
    Doing(say.say, Act.SAY, lambda each, now: {"text": "MARKER words"}),
    Doing(view.view, Act.VIEW, _asked(text="MARKER a view")),
    Doing(harm.press, Act.SAY, can=lambda each: True),
    Doing(
        harm.opened,
        Act.SAY,
        lambda each, now: {"question": f"harm:{len(each.harm) or 1}"},
        lambda each: each.harm,
    ),
    Doing(close.withdraw, Act.WITHDRAW, _asked(**REASON), lambda each: each.version > 25),
]
