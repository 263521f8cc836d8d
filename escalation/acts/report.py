"""Reporting to the partnership: by a press of whoever's duty it is, or the Business Manager's for them."""

from __future__ import annotations

from datetime import datetime

from escalation import acting, rights
from escalation.directory.people import Directory, names
from escalation.disagreement import Disagreement, after
from escalation.duties import duties, left_to, reporting
from escalation.duties.reported import Reported
from escalation.duties.reporting import report_of
from escalation.entries import Actor, Entries
from escalation.permissions import Act
from escalation.questions import asked
from escalation.refusals import NotNow, NotYours, Stale
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
    _asks_this(question, now)
    if _has_the_duty(by, now, directory):
        to = reporting.left(now, now.stage)
        return [*arriving, Reported(at=at, by=actor, stage=now.stage.id, to=to)]
    return [*arriving, _on_behalf(actor, at, now, directory)]


def _asks_this(question: str, disagreement: Disagreement) -> None:
    """Nothing, or a refusal: a button of before the text changed does not say to whom else it goes."""
    told = reporting.reached(disagreement, disagreement.stage)
    if told and question != reporting.question(disagreement, disagreement.stage):
        done = reporting.in_part(disagreement, disagreement.stage)
        raise Stale(
            f"The procedure has changed since, and {disagreement.reference} has been reported {done}. "
            "Nothing has changed; its card has the button for what is left."
        )


def _has_the_duty(by: str, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether this person is to make the report: one, to everybody, whoever of them makes it."""
    posts = rights.posts_of(by, disagreement.stage_tier, disagreement, directory)
    raising = disagreement.agencies[0]
    return any((raising, each.by) in posts for each in disagreement.stage.reports)


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
