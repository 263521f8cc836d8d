"""Feedback: those who were to hear what was agreed have read it, and say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from escalation import duties, preference, rights
from escalation.closing_words import holders
from escalation.disagreement import Disagreement, Status, after
from escalation.duties import Owed
from escalation.entries import CLOCK, Actor, Entries, Entry, own_agency
from escalation.message import Choice, Part, says
from escalation.owing import Recipient, To
from escalation.people import Directory
from escalation.refusals import NotNow, Stale
from escalation.seen_to import DutyAnswered

HAVE_READ = Choice("acknowledge", "I have read what was agreed", "acknowledge", "main")


@dataclass(frozen=True, kw_only=True)
class Acknowledged(Entry):
    """Somebody has read what was agreed, and says so (R-004-13, R-004-21, R-004-30)."""

    kind = "acknowledged"

    @property
    def audience(self) -> str:
        """It is for their own agency to see that its own people have been told."""
        return own_agency(self.by.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They have been fed back to."""
        return replace(disagreement, acknowledged=disagreement.acknowledged | {self.by.person})

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who has read it."""
        return (says("{who} has read what was agreed.", who=self.by.titled),)


def read(disagreement: Disagreement, at: datetime, directory: Directory, actor: Actor) -> Entries:
    """They have read it; what was to be fed back at their agency is done once everybody has."""
    if disagreement.status is not Status.SETTLED:
        raise NotNow("Nothing has been agreed that could be read. Nothing has changed.")
    if actor.person in disagreement.acknowledged:
        raise Stale("You have said already that you have read it. Nothing has changed.")
    acknowledged = Acknowledged(at=at, by=actor)
    now = after(disagreement, acknowledged)
    fed_back = (
        each for each in duties.left(now, actor.agency) if _have_all_read(each, now, directory)
    )
    return [acknowledged, *(_done(each, at) for each in fed_back)]


def _have_all_read(owed: Owed, disagreement: Disagreement, directory: Directory) -> bool:
    """R-004-13: whoever is to hear of a side has; nobody counts for somebody else who is named.

    Nor for a manager in whose place another was chosen (R-001-17, R-001-44): to them it is fed back
    by somebody, who says so.
    """
    if preference.stand_outside(disagreement, owed.agency) & {*owed.duty.to}:
        return False
    told = holders(disagreement, owed.agency, owed.duty.to)
    return bool(told) and all(_has_read(who, disagreement, directory) for who in told)


def _has_read(who: Recipient, disagreement: Disagreement, directory: Directory) -> bool:
    if isinstance(who, To):
        return who.person in disagreement.acknowledged
    standing = {each.id for each in rights.standing(who, disagreement, directory)}
    return bool(standing & disagreement.acknowledged)


def _done(owed: Owed, at: datetime) -> DutyAnswered:
    duty = owed.duty
    return DutyAnswered(
        at=at, by=CLOCK, duty=duty.id, agency=owed.agency, how="done", what=duty.what
    )
