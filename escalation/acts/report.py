"""Reporting to the partnership: by the press of the person whose duty it is, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import acting, rights
from escalation.calendars import Calendar
from escalation.disagreement import Answer, Disagreement, after
from escalation.entries import Entries, Entry
from escalation.message import Message, Part, says
from escalation.naming import going_on
from escalation.notices import notice
from escalation.owing import Owed, RoleAt, Telling, post
from escalation.people import PARTNERSHIP, Directory, listed, names
from escalation.permissions import Act
from escalation.prompts import summary
from escalation.questions import asked
from escalation.refusals import NotNow, NotYours
from escalation.reporting import report_of


@dataclass(frozen=True, kw_only=True)
class Reported(Entry):
    """The agency that raised it has reported it to the partnership (R-004-36, R-004-51)."""

    kind = "reported"

    stage: str
    to: tuple[str, ...]

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It has been done at this stage; those to whom it was reported may read it."""
        done = {f"report:{self.stage}": Answer(self.by, "reported it", self.at)}
        return replace(
            disagreement,
            answered={**disagreement.answered, **done},
            copied=disagreement.copied | set(self.to),
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; each of them is told, without content."""
        yield post(summary(disagreement, "it has been reported"), *self.reads(disagreement))
        for role in self.to:
            message = self._told(disagreement, role)
            yield Telling(f"reported:{self.stage}", RoleAt(role, PARTNERSHIP), message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who reported it, and to whom."""
        to = " and the ".join(disagreement.procedure.role(role).label for role in self.to)
        return (says("{who} reported it to the {to}.", who=self.by.titled, to=to),)

    def _told(self, disagreement: Disagreement, role: str) -> Message:
        stage = disagreement.procedure.stage(self.stage)
        what = dict.fromkeys(going_on(each.what) for each in stage.reports if role in each.to)
        return notice(
            disagreement,
            f"it is reported to you at {stage.label}",
            says(
                "You are asked to read it: {who} of {agency} reports {what} to you, as the "
                "procedure asks at {stage}. Opening it is recorded.",
                who=self.by.titled,
                what=listed(what) or "it",
                agency=disagreement.agency_name(self.by.agency),
                stage=stage.title,
            ),
            opens=True,
        )


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
