"""The meeting that a procedure asks for: where it stands, whom it brings in, what may be pressed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from escalation.duties.carried_out import Convened
from escalation.ladder import courses
from escalation.meetings import callers, guests, recording
from escalation.owing import BUSINESS_MANAGER, Recipient, RoleAt, To
from escalation.texts.stages import Meeting, Stage, Window
from escalation.words.message import Choice
from escalation.working_time import times

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement
    from escalation.particulars import Limit

CALL, REPORT = "call_meeting", "chair_report"
PRACTITIONER = "practitioner"


# Where it stands


def every(disagreement: Disagreement) -> tuple[Convened, ...]:
    """Every meeting that stands called or was held, at whichever stage."""
    return tuple(each for last in disagreement.convened.values() for each in last.each)


def numbered(disagreement: Disagreement, question: str) -> Convened | None:
    """The meeting that a button is about; one that was moved has a number of its own since."""
    number = question.rpartition(":")[2]
    found = [each for each in every(disagreement) if str(each.number) == number]
    waiting = [each for each in every(disagreement) if each.held is None]
    return next(iter([*found, *waiting[::-1]]), None)


def held(disagreement: Disagreement, tier: int) -> datetime | None:
    """When the meeting was held that a tier's window asks for: then the window is met (R-004-45)."""
    window = disagreement.procedure.tiers[tier].within
    if window is None or window.met_by != "meeting":
        return None
    last = disagreement.convened.get(disagreement.procedure.stage_of(tier).id)
    return next((each.held for each in (last.each if last else ()) if each.held), None)


def last_held(disagreement: Disagreement) -> datetime | None:
    """When a meeting of the stage at which it stands was held last, whether a window asks for it."""
    last = disagreement.convened.get(disagreement.stage.id)
    return max((each.held for each in (last.each if last else ()) if each.held), default=None)


def to_be_held(disagreement: Disagreement, stage: Stage) -> tuple[Window, Limit] | None:
    """The window within which a stage's meeting is to be held, and its counted end, where it has one."""
    for limit in disagreement.limits:
        tier = disagreement.procedure.tiers[limit.tier]
        window = tier.within
        asks = window is not None and window.met_by == "meeting" and tier in stage.tiers
        if window and asks and not limit.before_raising:
            return window, limit
    return None


def unreported(disagreement: Disagreement) -> tuple[Convened, ...]:
    """What was held, and of which the issues arising have still to be passed on (R-004-41)."""
    return tuple(
        each
        for each in every(disagreement)
        if each.held and not each.reported and _reports(each, disagreement)
    )


def why_not_asked(disagreement: Disagreement, number: str) -> str:
    """Why whoever chaired a meeting need not be asked to report any more; nothing while they must be."""
    awaited = any(str(each.number) == number for each in unreported(disagreement))
    return "" if awaited else "It has been reported."


def reports_to(disagreement: Disagreement, stage: str) -> tuple[str, ...]:
    """To whom of the partnership the chair of a stage's meeting reports."""
    meeting = disagreement.procedure.stage(stage).meeting
    return meeting.chair_reports_to if meeting else ()


def left_to_tell(disagreement: Disagreement, convened: Convened) -> tuple[str, ...]:
    """To whom the chair of a meeting has still to report, or would have."""
    every = reports_to(disagreement, convened.stage)
    return tuple(role for role in every if role not in convened.told)


def chair_words(meeting: Meeting | None) -> str:
    """What the text says of who chairs a meeting, as a sentence; nothing where it is silent."""
    said = meeting.chair.words if meeting and meeting.chair else ""
    return said if not said or said.endswith(".") else f"{said}."


def chairing(disagreement: Disagreement) -> tuple[Convened, ...]:
    """Those of which the chair's part is not over: it ends with the report; where the text asks for
    none, once it was held."""
    waiting = (
        each for each in every(disagreement) if not each.held or _reports(each, disagreement)
    )
    return tuple(each for each in waiting if each.chair and not each.reported)


def reporter(convened: Convened, disagreement: Disagreement) -> Recipient:
    """Who is asked to report: the chair; where only a name is known, whoever called it; and where
    neither may read it any more, the Business Manager."""
    known = (who for who in (convened.chair, convened.by.person) if who)
    return next((To(who) for who in known if who not in disagreement.cut), BUSINESS_MANAGER)


def notices_of_report(convened: Convened | None, disagreement: Disagreement) -> frozenset[str]:
    """The roles of the office that hear of it by being asked to report."""
    asked = reporter(convened, disagreement) if convened else None
    return frozenset({asked.role} if isinstance(asked, RoleAt) else ())


def changed(disagreement: Disagreement, number: int, **said: Any) -> Disagreement:
    """The disagreement once this has become of one of its meetings."""
    return replace(
        disagreement,
        convened={at: _changed(last, number, said) for at, last in disagreement.convened.items()},
    )


def without_words(
    convened: Mapping[str, Convened], entries: Collection[int]
) -> dict[str, Convened]:
    """The meetings with nothing left of what these entries say in somebody's words."""
    return {stage: _wordless(last, entries) for stage, last in convened.items()}


# Whom it brings in


def members(meeting: Meeting, disagreement: Disagreement) -> tuple[Recipient, ...]:
    """Who of each agency is called to it."""
    found = (
        who
        for agency in disagreement.agencies
        for role in meeting.members
        for who in holding(role, agency, disagreement)
    )
    return tuple(dict.fromkeys(found))


def holding(role: str, agency: str, disagreement: Disagreement) -> tuple[Recipient, ...]:
    """Whoever holds a role for an agency: its named professionals by name."""
    side = disagreement.side(agency)
    if role == PRACTITIONER:
        return tuple(To(person) for person in side.people) if side else ()
    return (disagreement.adviser(role, agency),)


def of(agency: str, convened: Convened, disagreement: Disagreement) -> tuple[Recipient, ...]:
    """Who of one agency comes to a meeting that has been called."""
    meeting = disagreement.procedure.stage(convened.stage).meeting
    roles = meeting.members if meeting else ()
    found = (who for role in roles for who in holding(role, agency, disagreement))
    return tuple(dict.fromkeys(found))


def waiting(disagreement: Disagreement, numbers: Collection[int]) -> tuple[Convened, ...]:
    """Those meetings of these numbers that stand called."""
    return tuple(each for each in every(disagreement) if each.number in numbers)


def widened(disagreement: Disagreement, agency: str, numbers: Collection[int]) -> Disagreement:
    """The disagreement once an agency's people are called to these meetings as well."""
    for each in waiting(disagreement, numbers):
        members = dict.fromkeys([*each.members, *of(agency, each, disagreement)])
        disagreement = changed(disagreement, each.number, members=tuple(members))
    return disagreement


def brought_in(disagreement: Disagreement) -> tuple[Recipient, ...]:
    """Everybody who was called to a meeting, and whoever still has to chair or report one, each once."""
    meetings = every(disagreement)
    called = guests.called(meetings, disagreement)
    chairs = (To(each.chair) for each in chairing(disagreement))
    return tuple(dict.fromkeys([*called, *chairs]))


# What may be pressed, and what the card shows


def choices(disagreement: Disagreement, tier: int, agency: str = "") -> tuple[Choice, ...]:
    """What may be pressed of a tier's meeting: on the card, or in what an agency's people are told.

    The issues arising are reported from the card, and from a message to whoever is asked for them.
    """
    stage = disagreement.procedure.stage_of(tier)
    if stage.meeting is None:
        return ()
    last = disagreement.convened.get(stage.id)
    waits = courses.waits_for_a_meeting(disagreement, stage)
    calls = disagreement.is_open and not waits and callers.calls(agency, stage, disagreement)
    reports = () if agency else unreported(disagreement)
    if last is None:
        needed = calls and stage.meeting.force != "may"
        return (call("Call the meeting", stage),) if needed else ()
    if last.held is None:
        moves = (call("Move the meeting", stage),) if calls else ()
        return (*recording.button(last, disagreement, agency), *moves)
    return tuple(report(each, disagreement) for each in reports if each.stage == stage.id)


def rarely(disagreement: Disagreement) -> tuple[Choice, ...]:
    """A meeting that is left to choice, or a further one."""
    stage = disagreement.stage
    last = disagreement.convened.get(stage.id)
    waits = last is not None and last.held is None
    waits = waits or courses.waits_for_a_meeting(disagreement, stage)
    if stage.meeting is None or waits or not callers.calls("", stage, disagreement):
        return ()
    again = last is not None
    return (call("Call a meeting", stage),) if again or stage.meeting.force == "may" else ()


def call(label: str, stage: Stage) -> Choice:
    """The button by which a stage's meeting is called."""
    return Choice(CALL, label, f"convene:{stage.id}")


def report(convened: Convened, disagreement: Disagreement) -> Choice:
    """The button by which the issues arising are passed on; by another text, it asks another question."""
    again = f":{len(disagreement.changes)}" if disagreement.changes else ""
    return Choice(REPORT, "Report the issues", f"chair:{convened.number}{again}")


def to_report(disagreement: Disagreement, question: str) -> Convened | None:
    """Of what has still to be reported, the meeting that a button is about; else the first."""
    wanted = question.partition("chair:")[2].partition(":")[0]
    awaited = unreported(disagreement)
    return next((each for each in awaited if str(each.number) == wanted or not wanted), None)


def stage_asked(disagreement: Disagreement, question: str) -> Stage:
    """The stage of whose meeting a button speaks; else that at which it stands."""
    kind, wanted, *_ = [*question.split(":"), ""]
    found = (each for each in disagreement.procedure.stages if each.id == wanted)
    return next(found, disagreement.stage) if kind == "convene" else disagreement.stage


def dates(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    """Of each meeting, for when it is called or when it was held, without a name."""
    for each in every(disagreement):
        label = f"Meeting at {disagreement.procedure.stage(each.stage).label}"
        if each.held is None:
            yield label, f"called for {times.full(each.on)}"
        else:
            reported = "; its chair has reported the issues arising" if each.reported else ""
            yield label, f"held on {times.full(each.held)}{reported}"


def chaired(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    """By whom each is chaired and facilitated, where that is known."""
    for each in every(disagreement):
        if each.chaired:
            yield "Chaired by", each.chaired
        if each.facilitator:
            yield "Facilitated by", each.facilitator
        if each.panel:
            yield "Who comes", "; ".join(f"{one.name} ({one.agency_name})" for one in each.panel)


def _reports(convened: Convened, disagreement: Disagreement) -> bool:
    return bool(left_to_tell(disagreement, convened))


def is_shown(disagreement: Disagreement) -> bool:
    """Whether the day on which they meet is that of a meeting which has been called."""
    meeting = disagreement.meeting
    return meeting is not None and meeting.number in {each.number for each in every(disagreement)}


def _changed(last: Convened, number: int, said: Mapping[str, Any]) -> Convened:
    before = tuple(_changed(each, number, said) for each in last.before)
    return replace(last, before=before, **(said if last.number == number else {}))


def _wordless(last: Convened, entries: Collection[int]) -> Convened:
    before = tuple(_wordless(each, entries) for each in last.before)
    if last.called_entry in entries:
        known = tuple(each for each in last.panel if each.person)
        last = replace(last, chair_name="", chair_of="", facilitator="", panel=known)
    return replace(
        last, before=before, decision="" if last.held_entry in entries else last.decision
    )
