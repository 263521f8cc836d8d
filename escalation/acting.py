"""Acting at a tier: who may, whether it is still asked, and what a first act enters."""

from datetime import datetime

from escalation import ladder, questions, rights
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement
from escalation.entries import Actor, Entries
from escalation.people import Directory
from escalation.rights import Act


def asked(
    act: Act,
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    by: str,
    question: str,
) -> tuple[Actor, Entries]:
    """Somebody answers what their tier is asked: who they are, and the rung their act enters."""
    actor = rights.check(by, act, disagreement, directory)
    questions.asked(disagreement, question)
    return actor, entering(disagreement, at, calendar, directory, actor)


def entering(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    actor: Actor,
) -> Entries:
    """A first act by somebody of a tier that was told enters it."""
    tier = rights.tier_of(actor.person, disagreement, directory)
    return ladder.arrives(disagreement, tier, actor, at, calendar)
