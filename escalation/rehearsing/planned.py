"""What is planned on paper: one thing that happens, to whom, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from escalation.owing import BUSINESS_MANAGER
from escalation.taking_part import advisers
from escalation.texts import conditions
from escalation.texts.procedure import Content, Copy, Procedure, Stage, Tier
from escalation.texts.stages import Adviser, Duty, Meeting, Occasion
from escalation.words.naming import as_called_now

Of = Literal["each", "raising", "responding", "partnership"]
Kind = Literal["limit", "told", "asked", "moved", "press", "after"]
CONTENT: dict[Content, str] = {
    "notice": "A notice only",
    "outcome": "The outcome",
    "issues": "The issues arising",
    "details": "The details",
    "full": "The full record",
}
AFTER: dict[Occasion, str] = {
    "unresolved": "both sides have said that it is not agreed",
    "lessons": "somebody has named lessons for future practice",
    "gaps": "somebody has named gaps in policies or procedures",
    "fundamental": "somebody has said that it speaks to a fundamental issue",
}
OFFICE = BUSINESS_MANAGER.role
GATE = (
    "First they say whether it is taken forward; only then are those of the other side told. "
    "Not taken forward, it ends so, with a reason that whoever raised it is told."
)


@dataclass(frozen=True)
class Addressee:
    """A role, and whose: each involved agency's, the raising agency's or the partnership's."""

    role: str
    label: str
    of: Of


@dataclass(frozen=True)
class Planned:
    """One thing that happens at a time; or, without a time, once a person has done something.

    `moved`: told once somebody moves it to that tier; `press`: while it is open; `after`: once settled.
    """

    at: datetime | None
    kind: Kind
    stage: str
    tier: str
    to: tuple[Addressee, ...]
    what: str
    why: str
    req: tuple[str, ...]
    limit: datetime | None = None
    window: str = ""
    aim: str = ""
    explanation: tuple[str, ...] = ()


def holders(procedure: Procedure, tier: Tier) -> tuple[Addressee, ...]:
    """Everybody a tier is held by, at each involved agency or of the partnership."""
    whose = partial(_whose_first, procedure, tier)
    return tuple(addressee(procedure, role, whose(role)) for role in tier.held_by)


def asked_of(tier: Tier) -> str:
    """What is asked of a tier; and of those who raised it first, where they are a gate."""
    asks = f"{tier.gate_asks} " if tier.gate_asks else ""
    return f"{tier.what} {asks}{GATE}" if tier.gate else tier.what


def _whose_first(procedure: Procedure, tier: Tier, role: str) -> Of:
    return "raising" if tier.gate else _whose(procedure, role)


def _whose(procedure: Procedure, role: str) -> Of:
    return "partnership" if procedure.role(role).of == "partnership" else "each"


def addressee(procedure: Procedure, role: str, of: Of) -> Addressee:
    """A role of the procedure, and whose."""
    return Addressee(role, procedure.role(role).title, of)


def presses(procedure: Procedure) -> Iterator[Planned]:
    """What is sent while it is open, only when a person presses; the clock never sends it."""
    for stage in procedure.stages:
        yield from _advised(procedure, stage)
        yield from _copied(procedure, stage)
        yield from _reported(procedure, stage)
        yield from _asked_to_call(procedure, stage)
        yield from _met(procedure, stage)
        yield from _sent(procedure, stage)
        yield from _seen_to(procedure, stage)


def _advised(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    for adviser in stage.advisers:
        moved = f"When somebody moves it to {stage.label}."
        yield _press(
            stage,
            (addressee(procedure, adviser.role, adviser.of),),
            f"Brought in to advise ({adviser.force}{_only(adviser, procedure)}).",
            moved if adviser.force == "must" else "When somebody brings them in.",
            adviser.req,
        )


def _only(adviser: Adviser, procedure: Procedure) -> str:
    """For which differences, and in whose place, somebody advises."""
    about = conditions.in_words(adviser.when, procedure)
    return f"{about}{advisers.in_words(adviser, procedure)}"


def _copied(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    for copy in stage.copies:
        if copy.at == "entry":
            yield _press(
                stage,
                (addressee(procedure, copy.to, "partnership"),),
                given(procedure, copy),
                _when_copied(stage, copy),
                copy.req,
            )


def given(procedure: Procedure, copy: Copy) -> str:
    """What a copy holds, how far the text goes, and for which differences."""
    return f"{CONTENT[copy.content]} ({copy.force}{conditions.in_words(copy.when, procedure)})."


def _when_copied(stage: Stage, copy: Copy) -> str:
    if copy.force == "may":
        return f"When the Business Manager chooses to, once somebody has moved it to {stage.label}."
    return f"When somebody moves it to {stage.label}."


def _reported(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    for report in stage.reports:
        yield _press(
            stage,
            tuple(addressee(procedure, role, "partnership") for role in report.to),
            f"{report.what}, reported ({report.force}).",
            f"When the {procedure.role(report.by).label} of the agency that raised it presses.",
            report.req,
        )


def _met(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    if (meeting := stage.meeting) is None:
        return
    by = procedure.role(meeting.called_by).label
    yield _press(
        stage,
        tuple(addressee(procedure, role, "each") for role in meeting.members),
        f"Called to a meeting ({meeting.force}).",
        f"When the {by} {_of_whom(procedure, meeting)} gives the day.{_held_within(stage)}",
        meeting.req,
    )
    if meeting.chair_role:
        yield _press(
            stage,
            (addressee(procedure, meeting.chair_role, "partnership"),),
            "Asked to chair the meeting, unless somebody else is chosen.",
            "With that.",
            meeting.req,
        )
    if meeting.chair_reports_to:
        yield _press(
            stage,
            tuple(addressee(procedure, role, "partnership") for role in meeting.chair_reports_to),
            "The issues arising, reported.",
            "When the chair of the meeting presses.",
            meeting.req,
        )


def _asked_to_call(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    """The office is asked to call a meeting: once it has been referred to them, or as it is entered."""
    meeting = stage.meeting
    if meeting is None or meeting.force == "may" or _is_of_an_agency(procedure, meeting):
        return
    referred = any(meeting.called_by in report.to for report in stage.reports)
    yield _press(
        stage,
        (addressee(procedure, meeting.called_by, "partnership"),),
        f"Asked to call the meeting ({meeting.force}).",
        "Once it has been reported to them." if referred else f"When it enters {stage.label}.",
        meeting.req,
    )


def _is_of_an_agency(procedure: Procedure, meeting: Meeting) -> bool:
    return procedure.role(meeting.called_by).of == "agency"


def _of_whom(procedure: Procedure, meeting: Meeting) -> str:
    """Whose button it is: the office's; where the text says may, that of whoever holds the role for
    any agency."""
    if not _is_of_an_agency(procedure, meeting):
        return "of the partnership"
    return "of any involved agency" if meeting.force == "may" else "of the agency that raised it"


def _held_within(stage: Stage) -> str:
    """The window that holding the meeting meets, if there is one."""
    windows = (tier.within for tier in stage.tiers if tier.within)
    met = next((each for each in windows if each.met_by == "meeting"), None)
    return f" To be held {met.said}." if met else " The text names no day for it."


def _seen_to(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    for duty in stage.duties:
        if duty.at == "entry":
            for to, what, why in stated(procedure, stage, duty):
                yield _press(stage, to, what, why, duty.req)


def _sent(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    """A form that is asked for as the stage is entered."""
    for form in procedure.forms:
        if form.stage == stage.id:
            to = (addressee(procedure, form.by, "raising"),)
            what = f"Send the {to_whom(procedure, (form.to,))} the form “{form.title}”"
            why = f"Once somebody moves it to {stage.label}. The text names no day for it."
            yield _press(stage, to, f"{what} ({form.force}).", why, form.req)


def stated(
    procedure: Procedure, stage: Stage, duty: Duty
) -> Iterator[tuple[tuple[Addressee, ...], str, str]]:
    """A duty, asked of whose it is, with its window if it has one; and passed on by their answer."""
    only = conditions.in_words(duty.when, procedure)
    whose = (addressee(procedure, duty.by, _asked_of(procedure, duty)),)
    within = _by_when(duty)
    what = as_called_now(procedure, duty.what)
    asked = f"{what.rstrip('.')} ({duty.force}{only}).{_how(duty)}"
    yield whose, asked, f"{_falls_due(procedure, stage, duty)}{within}"
    if duty.tells:
        told = tuple(addressee(procedure, role, "partnership") for role in duty.tells)
        by = procedure.role(duty.by).label
        given = f"{CONTENT[duty.content]}, once this is answered: {what}"
        yield told, given, f"When the {by} says that it is done."


def _by_when(duty: Duty) -> str:
    soon = f"; {duty.promptness}" if duty.promptness else ""
    if duty.within:
        return f" By when: {duty.within.said}{soon}."
    return f" By when: {duty.promptness}." if soon else " The text names no day for it."


def _asked_of(procedure: Procedure, duty: Duty) -> Of:
    """Whose a duty is: of which agencies, or of the partnership."""
    of = _whose(procedure, duty.by)
    return duty.of if of == "each" else of


def _falls_due(procedure: Procedure, stage: Stage, duty: Duty) -> str:
    match duty.at:
        case "entry":
            first = stage == procedure.stages[0]
            return "Once it is raised." if first else f"Once somebody moves it to {stage.label}."
        case "settled":
            return f"Once somebody has settled it at {stage.label}."
        case "left":
            return f"Once somebody has settled it at {stage.label}, or has moved it on from there."


def _how(duty: Duty) -> str:
    """How it is answered, where that is neither by evidence nor with a reason."""
    if duty.off_file:
        return " Yes or no alone, kept off the file."
    if duty.drafts:
        return " A text to send is drafted from the record."
    return ""


def to_whom(procedure: Procedure, roles: Iterable[str]) -> str:
    """The roles inside a sentence, as they are called now."""
    return " and the ".join(procedure.role(role).title for role in roles)


def _press(
    stage: Stage, to: tuple[Addressee, ...], what: str, why: str, req: tuple[str, ...]
) -> Planned:
    return Planned(None, "press", stage.title, "", to, what, why, req)
