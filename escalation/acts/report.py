"""Reporting to the partnership: by the press of the person whose duty it is, and by nothing else."""

from __future__ import annotations

from datetime import datetime

from escalation import acting, rights
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement, after
from escalation.entries import Entries
from escalation.people import Directory, names
from escalation.permissions import Act
from escalation.questions import asked
from escalation.refusals import NotNow, NotYours
from escalation.reported import Reported
from escalation.reporting import report_of


def report(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """Whoever has the duty for the agency that raised it reports it, once at each stage."""
    actor, arriving = acting.begins(Act.REPORT, disagreement, at, calendar, directory, by)
    now = after(disagreement, *arriving)
    if not now.stage.reports:
        raise NotNow(f"The procedure asks for no report at {now.stage.label}. Nothing has changed.")
    asked(now, report_of(now.stage))
    to = _duty(by, now, directory)
    if not to:
        raise NotYours(f"This is for {_whose(now, directory)}. Nothing has changed.")
    return [*arriving, Reported(at=at, by=actor, stage=now.stage.id, to=to)]


def _duty(by: str, disagreement: Disagreement, directory: Directory) -> tuple[str, ...]:
    """To whom this person has the duty to report."""
    posts = rights.posts_of(by, disagreement.stage_tier, disagreement, directory)
    raising = disagreement.agencies[0]
    mine = [each for each in disagreement.stage.reports if (raising, each.by) in posts]
    return tuple(dict.fromkeys(role for each in mine for role in each.to))


def _whose(disagreement: Disagreement, directory: Directory) -> str:
    """Those who have the duty, by name; or the role, where nobody holds it."""
    side, roles = disagreement.sides[0], [each.by for each in disagreement.stage.reports]
    posts = disagreement.posts(disagreement.stage_tier, side.agency)
    people = [
        rights.standing(who, disagreement, directory)[:1] for role, who in posts if role in roles
    ]
    found = names(dict.fromkeys(person for held in people for person in held))
    return f"{found or disagreement.procedure.role(roles[0]).label} of {side.name}"


ENTRIES = (Reported,)
