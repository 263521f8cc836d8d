"""What a text asks of how it is raised: within which time, where it starts, and by which day at the latest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from escalation.disagreement import Disagreement
from escalation.refusals import Unusable
from escalation.texts.procedure import Procedure, RaiseWithin
from escalation.words.kind import pressing
from escalation.words.message import Says, says
from escalation.words.naming import begun, called
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from escalation.working_time.working_days import elapsed_hours, end_of_day

SOONER_BECAUSE = "Why the risk asks for an earlier day"
NOT_CONSULTED = "Why nobody was consulted first"


@dataclass(frozen=True)
class AskedFirst:
    """Whom of their own agency somebody consulted before it started higher, and when; or why not."""

    consulted: str = ""
    consulted_on: date | None = None
    not_consulted: str = ""


def raise_by(
    procedure: Procedure, happened: datetime | None, at: datetime, calendar: Calendar
) -> datetime | None:
    """By when the text has it raised, counted from what it names; hours run on by the clock."""
    if (within := procedure.raise_within) is None:
        return None
    if happened is None:
        raise Unusable("happened_on", f"Give the day of {within.of}.")
    if happened > at:
        raise Unusable("happened_on", "This is still to come. Give the day on which it was.")
    return counted(within, happened, calendar)


def counted(within: RaiseWithin, happened: datetime, calendar: Calendar) -> datetime | None:
    """The end of the time within which it is raised; none, where the text gives no number."""
    if within.hours is not None:
        return elapsed_hours(happened, within.hours).at
    days = within.working_days
    return end_of_day(calendar, happened, days).at if days is not None else None


def ends(within: RaiseWithin, by: datetime) -> str:
    """By the end of Wednesday 6 May; or, where it is hours, by the hour."""
    return f"by {times.full(by)}" if within.hours is not None else times.by_the_end_of(by)


def check_start(
    procedure: Procedure, tier: int, reason: str, consulted: AskedFirst, at: datetime
) -> None:
    """It starts at a stage at which the text lets it start, with a reason; or a refusal that says so."""
    stage = procedure.terms.a_stage
    if not 0 <= tier < len(procedure.tiers):
        raise Unusable("start", f"Choose one of this procedure's own {stage}s.")
    if not tier:
        return
    if not procedure.skipping.allowed:
        raise Unusable("start", f"This procedure begins at its first {stage}.")
    if not procedure.may_skip_to(tier):
        where = " or ".join(
            each.label for each in procedure.stages if each.id in procedure.skipping.to
        )
        raise Unusable(
            "start",
            f"This procedure lets it start at its first {stage}, or at {where}, and no other.",
        )
    if not reason:
        raise Unusable("start_reason", f"Say why it should start at a higher {stage}.")
    _check_consulted(procedure, consulted, at)


def still_to_come(began: datetime, at: datetime) -> Unusable:
    """It is said to have begun at a time that is still to come."""
    if times.civil(began).date() == times.civil(at).date():
        return Unusable("began_at", "This time is still to come today.")
    return Unusable(
        "began_on", "This is in the future. Give the day on which the difference began."
    )


def _check_consulted(procedure: Procedure, said: AskedFirst, at: datetime) -> None:
    """Whom the text has somebody consult first has been, on a day; or it is said why not."""
    if not procedure.skipping.consult or said.not_consulted:
        return
    if not said.consulted:
        who = called(procedure.role(procedure.skipping.consult))
        raise Unusable(
            "start_consulted",
            f"The procedure has you consult your own {who} before it starts at a later "
            f"{procedure.terms.a_stage}. Say "
            "whom you consulted and on which day; or, if nobody could be, why not.",
        )
    if said.consulted_on is None:
        raise Unusable("start_consulted_on", "Give the day on which you consulted them.")
    if said.consulted_on > times.civil(at).date():
        raise Unusable("start_consulted_on", "This day is still to come. Consult them first.")


def check_sooner(
    procedure: Procedure,
    sooner: tuple[date | None, str],
    began: datetime,
    at: datetime,
    calendar: Calendar,
) -> None:
    """The earlier day is a working day to come, before the text's own; and it is said why."""
    on, because = sooner
    if on is None:
        return
    allows = [each.within for each in procedure.tiers if each.within and each.within.or_sooner]
    if not allows:
        raise Unusable("sooner_on", "This procedure lets nobody give an earlier day than its own.")
    if not because:
        raise Unusable("sooner_because", "Say why the risk asks for an earlier day.")
    if on < times.civil(at).date():
        raise Unusable("sooner_on", "This day has passed. Give one to come, or leave it empty.")
    if not calendar.is_working_day(on):
        raise Unusable("sooner_on", "No offices are open on this day. Give the working day before.")
    if any(window.counted_from != "start" for window in allows):
        return  # when these are counted from is still to come, and so is the text's own day
    last = max(end_of_day(calendar, began, window.working_days).at for window in allows)
    if calendar.closing(on) >= last:
        said = f"The text's own day comes first or is the same: {times.day(last)}."
        raise Unusable("sooner_on", f"{said} Give an earlier one, or leave this empty.")


def rows(
    disagreement: Disagreement,
    happened: datetime | None,
    by: datetime | None,
    consulted: AskedFirst,
) -> Iterator[tuple[str, str]]:
    """How pressing it is, by when it was to be raised, and who was consulted, as it is on record."""
    yield from pressing(disagreement)
    within = disagreement.raised_under.raise_within
    if within and happened:
        yield begun(within.of), _when(within, happened)
        if by:
            yield "To be raised", f"{within.words}: {ends(within, by)}"
    if consulted.consulted and consulted.consulted_on:
        on = times.day_and_year(consulted.consulted_on)
        yield "Consulted first", f"{consulted.consulted}, on {on}"


def late(disagreement: Disagreement, at: datetime, by: datetime | None) -> Iterator[Says]:
    """That it was raised after the time that the text gives for it: it is raised all the same."""
    within = disagreement.raised_under.raise_within
    if within and by and at > by:
        yield says(
            "The procedure has it raised {words} of {of}: {by}. It was raised after that time, and "
            "is raised all the same.",
            words=within.words,
            of=within.of,
            by=ends(within, by),
        )


def sooner_in_words(procedure: Procedure) -> str:
    """The text's words for an earlier day; nothing where it has none."""
    found = (each.within.or_sooner for each in procedure.tiers if each.within)
    return next(filter(None, found), "")


def _when(within: RaiseWithin, happened: datetime) -> str:
    return times.full(happened) if within.hours is not None else times.day_and_year(happened)
