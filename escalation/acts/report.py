"""Reporting to the partnership: by a press of whoever's duty it is, or the Business Manager's for them."""

from __future__ import annotations

from datetime import datetime

from escalation import acting, rights
from escalation.directory.people import Directory, names
from escalation.disagreement import Disagreement, after
from escalation.duties import duties, left_to
from escalation.duties.reported import Reported
from escalation.duties.reporting import report_of
from escalation.entries import Actor, Entries
from escalation.permissions import Act
from escalation.questions import asked
from escalation.refusals import NotNow, NotYours
from escalation.working_time.calendars import Calendar


def report(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """Whoever has the duty for the agency that raised it reports it, once at each stage; or the
    Business Manager does on their behalf, and is named as such."""
    actor, arriving = acting.begins(Act.REPORT, disagreement, at, calendar, directory, by)
    now = after(disagreement, *arriving)
    if not now.stage.reports:
        raise NotNow(f"The procedure asks for no report at {now.stage.label}. Nothing has changed.")
    asked(now, report_of(now.stage))
    if to := _duty(by, now, directory):
        return [*arriving, Reported(at=at, by=actor, stage=now.stage.id, to=to)]
    return [*arriving, _on_behalf(actor, at, now, directory)]


def _duty(by: str, disagreement: Disagreement, directory: Directory) -> tuple[str, ...]:
    """To whom this person has the duty to report."""
    posts = rights.posts_of(by, disagreement.stage_tier, disagreement, directory)
    raising = disagreement.agencies[0]
    mine = [each for each in disagreement.stage.reports if (raising, each.by) in posts]
    return tuple(dict.fromkeys(role for each in mine for role in each.to))


def _on_behalf(
    actor: Actor, at: datetime, disagreement: Disagreement, directory: Directory
) -> Reported:
    stage = disagreement.stage.id
    (owed,) = (
        each
        for each in duties.due(disagreement)
        if each.duty.is_report and each.duty.stage == stage
    )
    role = left_to.in_place_of(owed, actor, disagreement, directory)
    if not role:
        raise NotYours(f"This is for {_whose(disagreement, directory)}. Nothing has changed.")
    return Reported(at=at, by=actor, stage=stage, to=owed.duty.tells, in_place_of=role)


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
