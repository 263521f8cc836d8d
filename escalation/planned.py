"""What is planned on paper: one thing that happens, to whom, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from escalation import advisers, conditions
from escalation.owing import BUSINESS_MANAGER
from escalation.procedure import Content, Copy, Procedure, Stage, Tier
from escalation.stages import Adviser, Occasion

Of = Literal["each", "raising", "partnership"]
Kind = Literal["limit", "told", "asked", "press"]
_CONTENT: dict[Content, str] = {
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
}
OFFICE = BUSINESS_MANAGER.role


@dataclass(frozen=True)
class Addressee:
    """A role, and whose: each involved agency's, the raising agency's or the partnership's."""

    role: str
    label: str
    of: Of


@dataclass(frozen=True)
class Planned:
    """One thing that happens at a time; or, without a time, only when a person presses."""

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
    return tuple(addressee(procedure, role, _whose(procedure, role)) for role in tier.held_by)


def _whose(procedure: Procedure, role: str) -> Of:
    return "partnership" if procedure.role(role).of == "partnership" else "each"


def addressee(procedure: Procedure, role: str, of: Of) -> Addressee:
    """A role of the procedure, and whose."""
    return Addressee(role, procedure.role(role).title, of)


def presses(procedure: Procedure) -> Iterator[Planned]:
    """What is sent only when a person presses, stage by stage; the clock never sends it."""
    for stage in procedure.stages:
        yield from _advised(procedure, stage)
        yield from _copied(procedure, stage)
        yield from _reported(procedure, stage)
        yield from _met(procedure, stage)
        yield from _seen_to(procedure, stage)
    yield from _learnt(procedure)


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
        yield _press(
            stage,
            (addressee(procedure, copy.to, "partnership"),),
            f"{_CONTENT[copy.content]} ({copy.force}).",
            _when_copied(stage, copy),
            copy.req,
        )


def _when_copied(stage: Stage, copy: Copy) -> str:
    if copy.force == "may":
        return f"When somebody chooses to, at {stage.label}."
    if copy.at == "entry":
        return f"When somebody moves it to {stage.label}."
    return f"Once it is settled at {stage.label}."


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
        f"When the {by} of the agency that raised it gives the day.",
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


def _seen_to(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    """Each duty, asked of whose it is, and passed on by their answer."""
    for duty in stage.duties:
        falls = "moves it to" if duty.at == "entry" else "has settled it at"
        only = conditions.in_words(duty.when, procedure)
        whose = (addressee(procedure, duty.by, _whose(procedure, duty.by)),)
        asked = f"{duty.what.rstrip('.')} ({duty.force}{only})."
        yield _press(stage, whose, asked, f"Once somebody {falls} {stage.label}.", duty.req)
        if duty.tells:
            told = tuple(addressee(procedure, role, "partnership") for role in duty.tells)
            by = procedure.role(duty.by).label
            what = f"{_CONTENT[duty.content]}, once this is answered: {duty.what}"
            yield _press(stage, told, what, f"When the {by} says that it is done.", duty.req)


def _learnt(procedure: Procedure) -> Iterator[Planned]:
    """What is considered afterwards, whichever stage it stood at."""
    for each in procedure.learning:
        by = each.by or OFFICE
        if each.after and by in procedure.roles:
            when = " or ".join(AFTER[after] for after in each.after)
            to = addressee(procedure, by, "partnership")
            what = f"{each.what.rstrip('.')} ({each.force})."
            yield Planned(None, "press", "Afterwards", "", (to,), what, f"Once {when}.", each.req)


def _press(
    stage: Stage, to: tuple[Addressee, ...], what: str, why: str, req: tuple[str, ...]
) -> Planned:
    return Planned(None, "press", stage.title, "", to, what, why, req)
