"""What a text may ask besides of whoever raises: how pressing it is, an earlier day, whom they consulted."""

from datetime import date, datetime, time
from typing import Any

from escalation.ladder import passed_over
from escalation.ladder.on_raising import NOT_CONSULTED, SOONER_BECAUSE, AskedFirst, sooner_in_words
from escalation.texts import narrowed
from escalation.texts.procedure import Procedure
from escalation.words import forms
from escalation.words.forms import LONGEST_CHOICE, Answers, Field
from escalation.words.message import Part, says
from escalation.words.naming import called
from escalation.working_time import times
from escalation.working_time.times import LONDON
from handlers.opening_subject import WHOM

PRIORITY, LONGEST_LABEL = "priority", 150


def for_it(procedure: Procedure, typed: Answers) -> Procedure:
    """The procedure as it is for a difference of the kind that was chosen on the first page."""
    subjects = [each.id for each in procedure.subjects]
    whom = subjects[0] if len(subjects) == 1 else typed.get(WHOM, "")
    return narrowed.to(procedure, typed.get("category", ""), whom, typed.get(PRIORITY, ""))


def pressing(procedure: Procedure) -> tuple[Field, ...]:
    """How pressing it is; asked where the text tells kinds of it apart."""
    if not procedure.priorities:
        return ()
    options = tuple((each.id, each.label[:LONGEST_CHOICE]) for each in procedure.priorities)
    return (Field(PRIORITY, "How pressing it is", "choice", options=options),)


def happened(procedure: Procedure) -> tuple[Part | Field, ...]:
    """When what it is raised within happened: the day, and the time where the text counts hours."""
    if (within := procedure.raise_within) is None:
        return ()
    first = says(
        "The procedure has it raised {words} of {of}. A later one is raised all the same, and says so.",
        words=within.words,
        of=within.of,
    )
    on = Field("happened_on", f"The day of {within.of}"[:LONGEST_LABEL], "date")
    if within.hours is None:
        return first, on
    return first, on, Field("happened_at", f"The time of {within.of}"[:LONGEST_LABEL], "time")


def sooner(procedure: Procedure) -> tuple[Field, ...]:
    """An earlier day than the text's, where it allows one; and why."""
    if not (words := sooner_in_words(procedure)):
        return ()
    return (
        Field(
            "sooner_on",
            "An earlier day for an answer, if the risk asks for one",
            "date",
            hint=f"The procedure says: {words}"[:LONGEST_LABEL],
            required=False,
        ),
        Field("sooner_because", SOONER_BECAUSE, "text", required=False, longest=1000),
    )


def skipping(procedure: Procedure) -> tuple[Part | Field, ...]:
    """Where it starts, of the stages at which the text lets it; why; and who was consulted first."""
    if not procedure.skipping.allowed:
        return ()
    firsts = {stage.id: procedure.tiers.index(stage.tiers[0]) for stage in procedure.stages}
    options = tuple(
        (str(first), procedure.stage(id).title[:LONGEST_CHOICE])
        for id, first in firsts.items()
        if not first or procedure.may_skip_to(first)
    )
    return (
        *passed_over.beforehand(procedure),
        Field("start", "Where it starts", "choice", options=options, initial="0"),
        Field(
            "start_reason",
            f"If not at the first {procedure.terms.a_stage}, why"[:LONGEST_LABEL],
            "text",
            required=False,
            longest=1000,
        ),
        *_consulted(procedure),
    )


def practised(procedure: Procedure, now: datetime) -> dict[str, str]:
    """What is filled in of it where somebody practises: the first priority, and a time just now."""
    first = next(iter(procedure.priorities), None)
    said = {PRIORITY: first.id} if first else {}
    if procedure.raise_within:
        said |= {
            "happened_on": times.civil(now).date().isoformat(),
            "happened_at": times.clock(now),
        }
    return said


def given(typed: Answers) -> dict[str, Any]:
    """What was answered of it, as it is raised."""
    return {
        "priority": typed.get(PRIORITY, ""),
        "sooner": _day(typed, "sooner_on"),
        "sooner_because": typed.get("sooner_because", "").strip(),
        "happened": _happened(typed),
        "asked_first": AskedFirst(
            typed.get("start_consulted", "").strip(),
            _day(typed, "start_consulted_on"),
            typed.get("start_not_consulted", "").strip(),
        ),
    }


def _consulted(procedure: Procedure) -> tuple[Field, ...]:
    if not procedure.skipping.consult:
        return ()
    who = called(procedure.role(procedure.skipping.consult))
    return (
        Field(
            "start_consulted",
            f"If not there, whom you consulted: your own {who}"[:LONGEST_LABEL],
            "line",
            hint="Their name. The procedure has you consult them first.",
            required=False,
            longest=200,
        ),
        Field("start_consulted_on", "On which day you consulted them", "date", required=False),
        Field(
            "start_not_consulted",
            f"{NOT_CONSULTED}, if nobody could be",
            "text",
            required=False,
            longest=1000,
        ),
    )


def _happened(typed: Answers) -> datetime | None:
    if not typed.get("happened_on"):
        return None
    if typed.get("happened_at"):
        return forms.moment(typed, "happened_on", "happened_at", "Give the day on which it was.")
    on = forms.day(typed, "happened_on", "Give the day on which it was.")
    return datetime.combine(on, time(), LONDON)


def _day(typed: Answers, field: str) -> date | None:
    return forms.day(typed, field, "Give a day.") if typed.get(field) else None
