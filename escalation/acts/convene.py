"""The meeting that a procedure asks for: calling it, and writing down that it was held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from escalation import acting, rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Status, after
from escalation.duties.carried_out import Convened, Moved
from escalation.entries import Entries
from escalation.ladder import ladder, patience
from escalation.meetings import calling, chairing, convening, guests, panels
from escalation.meetings.meetings import MeetingCalled, MeetingHeld, Outcome
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotNow, Stale, Unusable
from escalation.taking_part import own_capacity
from escalation.words import forms
from escalation.working_time import times
from escalation.working_time.calendars import Calendar


def call_meeting(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """Whoever the procedure says calls it, for a day to come; called again, for another day."""
    calling.may_call(disagreement, directory, by)
    actor, arriving = acting.begins(Act.CALL_MEETING, disagreement, at, calendar, directory, by)
    now = after(disagreement, *arriving)
    calling.still_asked(question, now)
    on = _to_come(answers, at)
    meeting = calling.meeting_of(now.stage)
    chair = chairing.chair(meeting, answers, now, directory)
    panel = panels.named(meeting, answers, now, directory)
    lull = patience.lull(on, at, calendar)
    entry = MeetingCalled(
        at=at,
        by=actor,
        stage=now.stage.id,
        number=now.meetings + 1,
        on=on,
        ask_at=lull.ask_at,
        quiet_until=lull.quiet_until,
        members=panels.members(panel) if meeting.panel else convening.members(meeting, now),
        chair=chair.person,
        chair_name=chair.name,
        chair_of=chair.of,
        facilitator=answers.get("facilitator", "").strip() if meeting.facilitator else "",
        after=_passed_by(on, now),
        panel=panel,
        not_asked=panels.not_asked(panel, now.convened.get(now.stage.id)),
    )
    released = _released(entry, now, directory)
    return [*arriving, replace(entry, released=released, moved=_moved(entry, now))]


def meeting_held(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """Its chair, whoever called it, or somebody who was there writes down that it was held."""
    calling.may_hold(disagreement, directory, by)
    actor = rights.check(by, Act.MEETING_HELD, disagreement, directory)
    convened = _waiting(disagreement, question)
    calling.was_there(by, convened, disagreement, directory)
    actor = own_capacity.at_meeting(actor, convened, disagreement, directory)
    held = _was_held(answers, convened, disagreement, at)
    who = forms.text(answers, "who", "Say who took part.")
    outcome, decision = _came_of_it(answers)
    reports = convening.reports_to(disagreement, convened.stage)
    entry = MeetingHeld(
        at=at,
        by=actor,
        stage=convened.stage,
        number=convened.number,
        held=held,
        who=who,
        outcome=outcome,
        decision=decision,
        report_at=ladder.morning(at, 1, calendar) if reports else None,
    )
    return [replace(entry, remind_at=_asked_again(entry, disagreement, calendar))]


def _to_come(answers: Mapping[str, str], at: datetime) -> datetime:
    """For when it is called."""
    on = forms.moment(answers, "meet_on", "meet_at", "Give the day and the time of the meeting.")
    if on <= at:
        raise Unusable(
            "meet_on",
            "This has passed. Call it for a time to come. If it has been held already today, call it "
            "for later today; then press “The meeting was held”, and say when it really was. What "
            "was discussed on an earlier day is written down with “Record a discussion”.",
        )
    return on


def _passed_by(on: datetime, disagreement: Disagreement) -> datetime | None:
    """The end of the time in which the text asks for it, where this is later."""
    counted = convening.to_be_held(disagreement, disagreement.stage)
    return counted[1].at if counted and on > counted[1].at else None


def _released(entry: MeetingCalled, disagreement: Disagreement, directory: Directory) -> str:
    """Who was asked to chair it until now, and has no other part in it."""
    last = disagreement.convened.get(entry.stage)
    before = last.chair if last and last.held is None and last.chair != entry.chair else ""
    stays = before and rights.may(before, Act.READ, after(disagreement, entry), directory)
    return "" if stays else before


def _moved(entry: MeetingCalled, disagreement: Disagreement) -> Moved | None:
    """In whose place it stands, where one had been called and was not held."""
    last = disagreement.convened.get(entry.stage)
    if last is None or last.held:
        return None
    before, now = ((each.chair or (each.chair_name, each.chair_of)) for each in (last, entry))
    told = last.by.person if last.chair_name and not last.chair else ""
    called = tuple(guests.called((last,), disagreement))
    return Moved(last.on, called, before != now, told if before != now else "")


def _was_held(
    answers: Mapping[str, str], convened: Convened, disagreement: Disagreement, at: datetime
) -> datetime:
    """When it was held: since it was called, give or take the hours of a day, and not to come."""
    held = forms.moment(answers, "held_on", "held_at", "Give the day and the time of the meeting.")
    if held > at:
        raise Unusable("held_on", "This is still to come. Record it once it has been held.")
    if disagreement.began and held < disagreement.began:
        raise Unusable(
            "held_on",
            f"This is before the difference began, on {times.full(disagreement.began)}. "
            "Please correct the day and the time.",
        )
    if times.civil(held).date() < times.civil(convened.first_called).date():
        raise Unusable(
            "held_on",
            f"This is before the meeting was called, on {times.full(convened.first_called)}. Please "
            "correct the day and the time. What was discussed before then is written down with "
            "“Record a discussion”, and is not this meeting.",
        )
    return held


def _came_of_it(answers: Mapping[str, str]) -> tuple[Outcome, str]:
    """Whether a way forward was found, and what was decided."""
    outcome, decision = answers.get("outcome", ""), answers.get("decision", "").strip()
    if outcome not in ("agreed", "none"):
        raise Unusable("outcome", "Say whether a decision was reached.")
    if outcome == "agreed" and not decision:
        raise Unusable("decision", "Say what was decided, in a few sentences.")
    return ("agreed" if outcome == "agreed" else "none"), decision


def _asked_again(
    entry: MeetingHeld, disagreement: Disagreement, calendar: Calendar
) -> datetime | None:
    """When whose turn it is are asked what follows, where the clock tells nobody further."""
    now = after(disagreement, entry)
    quiet = not now.is_open or now.tells_later
    return None if quiet else ladder.morning(entry.at, 1, calendar)


def _waiting(disagreement: Disagreement, question: str) -> Convened:
    """The meeting of which this is said, not yet recorded as held."""
    if disagreement.status is Status.MERGED:
        open_(disagreement)
    convened = convening.numbered(disagreement, question)
    if convened is None:
        raise NotNow("No meeting has been called that the procedure asks for. Nothing has changed.")
    if convened.held and convened.held_by:
        raise Stale(
            f"{convened.held_by.name} has recorded that this meeting was held. Nothing has changed."
        )
    return convened


ENTRIES = (MeetingCalled, MeetingHeld)
