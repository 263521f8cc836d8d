"""A meeting that is off: another course was chosen than the one by which it had been called (R-003-49)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.duties.carried_out import Convened
from escalation.entries import Actor
from escalation.owing import Owed, Recipient, Release, Telling, To
from escalation.permissions import Act
from escalation.words.message import Message, Moment, Says, says
from escalation.words.prompts import private


@dataclass(frozen=True)
class CalledOff:
    """It had been called, and was not held: for when, and who is told that it is off.

    `released`: who of them has no other part in it. `names`: somebody was to come, or to chair it, of
    whom only a name is known, and whom nobody here can tell.
    """

    number: int
    on: datetime
    told: tuple[Recipient, ...] = ()
    released: tuple[str, ...] = ()
    names: bool = False


def of(convened: Convened | None, by: str) -> CalledOff | None:
    """What is off of a stage's meeting, where one had been called and not held; `by` knows it."""
    if convened is None or convened.held:
        return None
    people = (convened.chair, convened.by.person)
    told = dict.fromkeys([*convened.members, *(To(each) for each in people if each)])
    typed = bool(convened.chair_name and not convened.chair)
    names = typed or any(not each.person for each in convened.panel)
    others = tuple(who for who in told if who != To(by))
    return CalledOff(convened.number, convened.on, others, names=names)


def over(off: CalledOff, now: Disagreement, directory: Directory) -> tuple[str, ...]:
    """Who of them may not read it any more, once it is off."""
    stood = (each.id for who in off.told for each in rights.standing(who, now, directory))
    every = dict.fromkeys(stood)
    return tuple(each for each in every if not rights.may(each, Act.READ, now, directory))


def without(
    disagreement: Disagreement, stage: str, off: CalledOff, at: datetime, again: datetime | None
) -> Disagreement:
    """Nobody awaits it any more, and they are asked `again`; what was held before it stands."""
    last = disagreement.convened.get(stage)
    kept = {at: each for at, each in disagreement.convened.items() if at != stage}
    if last and last.before:
        kept[stage] = replace(last.before[-1], before=last.before[:-1])
    meeting = disagreement.meeting
    if meeting is None or meeting.number != off.number:
        return replace(disagreement, convened=kept)
    asked = disagreement.asked | disagreement.asks_come(at)
    remind_at = again or disagreement.remind_at
    return replace(disagreement, convened=kept, meeting=None, asked=asked, remind_at=remind_at)


def said(off: CalledOff) -> Iterable[Says]:
    """What the thread shows of it."""
    yield says("The meeting called for {on} is off.", on=Moment(off.on))
    if off.names:
        yield says(
            "Somebody was named for it who is not in the directory, and has not been told: please "
            "tell them."
        )


def owed(disagreement: Disagreement, stage: str, off: CalledOff, by: Actor) -> Iterable[Owed]:
    """Whoever was to come, to chair it, or had called it hears once; who has no other part, leaves."""
    message = _off(disagreement, stage, off, by)
    for who in off.told:
        yield Telling(f"meeting_off:{off.number}", who, message, farthest="holder")
    yield from (Release(To(person)) for person in off.released)


def _off(disagreement: Disagreement, stage: str, off: CalledOff, by: Actor) -> Message:
    words = (
        "{by} has chosen another way to take it up at {stage}. The meeting called for {on} is off, "
        "and nothing more is asked of you for it."
    )
    label = disagreement.procedure.stage(stage).label
    what = "the meeting is off"
    return private(disagreement, what, says(words, by=by.titled, stage=label, on=Moment(off.on)))
