"""It ended before a meeting that had been called: whoever would come hears that it is not asked for any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from escalation.directory.people import PARTNERSHIP, listed
from escalation.disagreement import Disagreement
from escalation.duties.carried_out import Convened
from escalation.meetings import callers, convening
from escalation.owing import Recipient, RoleAt, Telling, To
from escalation.words.message import Moment, Says, says
from escalation.words.prompts import private

OVER = "the meeting is not asked for any more"


def told(disagreement: Disagreement, who: Recipient, at: datetime) -> tuple[Says, ...]:
    """What somebody hears of it with the ending itself: that they need not come, and whom to tell."""
    said = []
    for each in _to_come(disagreement, at):
        if who in _called_it(each, disagreement):
            said.append(_to_caller(disagreement, each))
        elif who in (*each.members, To(each.chair)):
            said.append(_said(disagreement, each, "You are not asked to come to it any more."))
    return tuple(said)


def besides(
    disagreement: Disagreement, hear: Iterable[Recipient], at: datetime
) -> Iterable[Telling]:
    """Whoever called one and hears of the ending by no message of their own."""
    inside = {*hear}
    for each in _to_come(disagreement, at):
        who = To(each.by.person)
        if who.person not in disagreement.cut and not inside & {*_called_it(each, disagreement)}:
            said = private(disagreement, OVER, _to_caller(disagreement, each))
            yield Telling(f"not_needed:{each.number}", who, said, farthest="holder")


def _to_come(disagreement: Disagreement, at: datetime) -> tuple[Convened, ...]:
    """Of one whose hour has passed nobody knows here whether it was held."""
    every = convening.every(disagreement)
    return tuple(each for each in every if each.held is None and each.on > at)


def _called_it(convened: Convened, disagreement: Disagreement) -> tuple[Recipient, ...]:
    """Whoever called it, as the ending may reach them: by name, or as whoever holds the role."""
    stage, agency = disagreement.procedure.stage(convened.stage), convened.by.agency
    person = To(convened.by.person)
    if stage.meeting is None:
        return (person,)
    if agency == PARTNERSHIP:
        role = stage.meeting.called_by
        return (person, callers.whose(stage, disagreement), RoleAt(role, PARTNERSHIP))
    return (person, disagreement.adviser(stage.meeting.called_by, agency))


def _to_caller(disagreement: Disagreement, convened: Convened) -> Says:
    unknown = (
        *(["whoever was to chair it"] if convened.chair_name and not convened.chair else []),
        *(["whoever was to come to it"] if any(not one.person for one in convened.panel) else []),
    )
    ask = (
        f"You are asked: Tell {listed(unknown)} and is not in the directory. Nobody else can."
        if unknown
        else "Whoever is in the directory and was called to it has been told."
    )
    return _said(disagreement, convened, ask)


def _said(disagreement: Disagreement, convened: Convened, what: str) -> Says:
    return says(
        "The meeting at {stage}, called for {on}, need not be held for this. {what}",
        stage=disagreement.procedure.stage(convened.stage).label,
        on=Moment(convened.on),
        what=what,
    )
