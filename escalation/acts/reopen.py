"""Reopening: what was settled by mistake, or is not kept to, is taken up again; so is what was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory, names
from escalation.disagreement import Disagreement, Status
from escalation.entries import Actor, Entries
from escalation.ladder.reopened import Reopened, again, goes_on_at
from escalation.permissions import Act
from escalation.questions import ended
from escalation.refusals import NotYours
from escalation.taking_part import merging
from escalation.words import forms
from escalation.working_time.calendars import Calendar


def reopen(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """What was settled goes on at the next stage, what was withdrawn where it stood; with a reason.

    After the last stage there is no next: it goes on there.
    """
    actor = may(disagreement, directory, by)
    reason = forms.text(answers, "reason", "Say why it is reopened. Every side reads your reason.")
    tier = goes_on_at(disagreement)
    return again(disagreement, at, calendar, directory, actor, reason, tier)


def may(disagreement: Disagreement, directory: Directory, by: str) -> Actor:
    """Whoever reopens it, as an actor; or a refusal: it has not ended, or it is another's to do."""
    actor = rights.check(by, Act.REOPEN, disagreement, directory)
    ended(disagreement)
    raisers = dict.fromkeys(each.person for each in merging.raisers(disagreement))
    if disagreement.status is Status.WITHDRAWN and by not in raisers:
        who = names(person for each in raisers if (person := directory.person(each)))
        raise NotYours(
            f"It was withdrawn, so reopening it is for {who or 'whoever raised it'}. You may raise what you "
            "differ about as your own. Nothing has changed."
        )
    if disagreement.status is Status.NOT_TAKEN_FORWARD and actor.agency != disagreement.agencies[0]:
        raise NotYours(
            f"{disagreement.sides[0].name} did not take it forward, so reopening it is for them. You "
            "may raise what you differ about as your own. Nothing has changed."
        )
    return actor


ENTRIES = (Reopened,)
