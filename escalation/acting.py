"""Acting at a tier: who may, whether people are still at work, and what a first act enters."""

from datetime import datetime

from escalation import questions, rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import Actor, Entries
from escalation.ladder import ladder
from escalation.permissions import Act
from escalation.taking_part import own_capacity
from escalation.working_time.calendars import Calendar


def begins(
    act: Act,
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    by: str,
) -> tuple[Actor, Entries]:
    """Somebody acts who may: who they are, and the rung their act enters.

    Whatever tier's button it was: what they do answers no tier's question but their own.
    """
    actor = rights.check(by, act, disagreement, directory)
    questions.open_(disagreement)
    return actor, entering(disagreement, at, calendar, directory, actor)


def entering(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    actor: Actor,
) -> Entries:
    """A first act by somebody of a tier that was told enters it; what a chair says enters none."""
    if actor.role in (own_capacity.CHAIR, own_capacity.GUEST):
        return []
    tier = rights.tier_of(actor.person, disagreement, directory)
    return ladder.arrives(disagreement, tier, actor, at, calendar, directory)
