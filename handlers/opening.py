"""Opening a disagreement: three pages, and nothing is posted before the last is confirmed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Literal

import structlog

from escalation import forms, times
from escalation.acts import raise_
from escalation.acts.raise_ import Raising
from escalation.calendars import Calendar
from escalation.disagreement import fold
from escalation.emergency import emergency
from escalation.entries import Entries
from escalation.forms import Answers, Field, Form
from escalation.message import Message, Part, Reference, Says, says
from escalation.people import Directory, Person
from escalation.procedure import Procedure
from escalation.refusals import NotNow
from escalation.working_time_errors import CoverageError
from handlers import opening_checks, opening_subject, preview
from handlers.desk import Desk, calendar, known
from handlers.request import Reply, Request, Shows, Tells

log = structlog.get_logger()
DRAFT = "open"
ID = "draft_id"
PREVIEW = "ESC-PREVIEW"
CHANGED = (
    "What is shown here is no longer what you have typed, so this press raised nothing. "
    "Type /escalate to go on, or /escalate list to see what has been raised."
)


def begin(desk: Desk, request: Request) -> Reply:
    """The first page, with whatever was typed before."""
    person = desk.person(request)
    opening_checks.may_raise(person)
    return Shows(first_page(desk, desk.store.drafts.of(person.id, DRAFT, desk.now())))


def first_answered(desk: Desk, request: Request) -> Reply:
    """Where, what about, whom with: exclusions stop here, before any long typing."""
    typed, person = _typed(desk, request), desk.person(request)
    return Shows(second_page(desk, first_judged(desk, person, typed), typed))


def second_answered(desk: Desk, request: Request) -> Reply:
    """Everything is read as it will be; the preview says who is told now, and who on which day."""
    typed, person = _typed(desk, request), desk.person(request)
    procedure, now = desk.procedure(typed.get("area", "")), desk.now()
    raising = raising_of(desk, typed)
    rule = partial(raise_.open_, raising=raising, by=person.id)
    directory, days = desk.directory(), working_days(procedure, now)
    first = rule(PREVIEW, procedure, at=now, calendar=days, directory=directory)
    opened = fold(PREVIEW, procedure, first)
    parts = preview.parts(opened, first, days, directory, desk.private)
    back = preview.shown_back(opened, first)
    return Shows(
        Form(
            "open_confirm",
            "Before you confirm",
            "Confirm and raise",
            (emergency_in(desk, raising.area), *parts, *back),
            {"shown": fingerprint(typed)},
        )
    )


def confirmed(desk: Desk, request: Request) -> Reply:
    """What was shown is raised; pressed twice, in whatever window, it is raised once."""
    person, now = desk.person(request), desk.now()
    typed = desk.store.drafts.of(person.id, DRAFT, now)
    shown = request.carries.get("shown", "")

    def rule(
        reference: str,
        procedure: Procedure,
        *,
        at: datetime,
        calendar: Calendar,
        directory: Directory,
    ) -> Entries:
        if shown != fingerprint(typed):
            raise NotNow(CHANGED)
        return raise_.open_(
            reference,
            procedure,
            raising_of(desk, typed),
            by=person.id,
            at=at,
            calendar=calendar,
            directory=directory,
        )

    procedure = desk.procedures.get(typed.get("area", "")) or next(iter(desk.procedures.values()))
    key = f"{request.platform}:open:{person.id}:{shown}"
    reference = desk.store.open(rule, procedure=procedure, key=key, at=now)
    _forget(desk, person, reference)
    return Tells(_raised(reference, desk.private))


def first_judged(desk: Desk, person: Person, typed: Answers) -> Procedure:
    """The first page, as far as it goes, is no reason to stop; which procedure it is raised under."""
    procedure = desk.procedure(typed.get("area", ""))
    raise_.about(procedure, typed.get("category", ""))
    opening_checks.not_oneself(person, typed)
    raise_.parties(typed.get("other", ""), person.id, desk.directory())
    forms.text(typed, "spoken", "Say whether you have spoken with them.")
    return procedure


def _forget(desk: Desk, person: Person, reference: str) -> None:
    """It has been raised whether or not its draft can be thrown away; pressed again, it is the same."""
    try:
        desk.store.drafts.forget(person.id, DRAFT)
    except Exception as fault:
        log.warning("a draft could not be forgotten", reference=reference, exc_info=fault)


def _typed(desk: Desk, request: Request) -> dict[str, str]:
    """What was typed on every page so far, kept before it is judged; and which draft it is."""
    person, now = desk.person(request), desk.now()
    before = desk.store.drafts.of(person.id, DRAFT, now)
    typed = {ID: request.key, **before, **known(request, desk.directory())}
    desk.store.drafts.keep(person.id, DRAFT, typed, now)
    return typed


def first_page(desk: Desk, typed: Answers) -> Form:
    """Where, what about, whom with; nothing long."""
    procedures = list({each.id: each for each in desk.procedures.values()}.values())
    areas = tuple((area, area) for area in desk.procedures)
    fields: tuple[Part | Field, ...] = (
        emergency(desk.duty_numbers),
        Field("area", f"Where the {_either(procedures, 'child')} lives", "choice", options=areas),
        Field("category", "What it is about", "choice", options=_categories(procedures)),
        Field(
            "other",
            f"The {_either(procedures, 'responder')} you differ with",
            "person",
            hint="Their agency is known from the directory.",
        ),
        Field("spoken", "Have you spoken with them?", "choice", options=_SPOKEN),
        Field("reason_given", "What reason were you given?", "text", required=False, longest=2000),
    )
    return Form("open_first", "Raise a difference", "Next", _with(typed, fields), _CARRIES)


def second_page(desk: Desk, procedure: Procedure, typed: Answers, *, sealed: bool = True) -> Form:
    """In whose words, from when; and who it is about, where that is asked."""
    terms, now = procedure.terms, desk.now()
    today = times.civil(now).date().isoformat()
    fields: tuple[Part | Field, ...] = (
        emergency_in(desk, typed.get("area", "")),
        *((says(opening_subject.NAMES_BELOW),) if sealed else ()),
        Field(
            "differs",
            "What differs",
            "text",
            hint="What they decided or did, and what you would have.",
        ),
        Field("evidence", "What you have seen or know", "text"),
        Field("wanted", "What you ask for", "text"),
        Field(
            "best_interest",
            "Why this is in the best interest",
            "text",
            hint=f"Of the {terms.child}.",
        ),
        Field("began_on", "The day on which the difference began", "date", initial=today),
        Field("began_at", "At about what time", "time", initial=times.clock(now)),
        *_skipping(procedure),
        *(opening_subject.fields(procedure) if sealed else ()),
    )
    return Form("open_second", "Raise a difference", "Preview", _with(typed, fields), _CARRIES)


def _skipping(procedure: Procedure) -> tuple[Field, ...]:
    if not procedure.skipping.allowed:
        return ()
    firsts = {stage.id: procedure.tiers.index(stage.tiers[0]) for stage in procedure.stages}
    options = tuple((str(firsts[stage.id]), stage.title[:75]) for stage in procedure.stages)
    return (
        Field("start", "Where it starts", "choice", options=options, initial="0"),
        Field(
            "start_reason", "If not at the first stage, why", "text", required=False, longest=1000
        ),
    )


def _categories(procedures: Iterable[Procedure]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for procedure in procedures:
        found |= {category.id: category.label for category in procedure.categories}
        found |= {each.id: each.label for each in procedure.exclusions}
    return tuple(found.items())


def working_days(procedure: Procedure, now: datetime) -> Calendar:
    """The working days around today, or a refusal where they are not known."""
    try:
        return calendar(procedure, now)
    except CoverageError as beyond:
        raise NotNow(f"Nothing can be raised today: no limit can be counted. {beyond}") from beyond


def fingerprint(typed: Answers) -> str:
    """Which typing a preview shows, so that another is never raised by its press."""
    return hashlib.sha256(json.dumps(typed, sort_keys=True).encode()).hexdigest()[:16]


def raising_of(desk: Desk, typed: Answers) -> Raising:
    """What has been typed, read; or a refusal that names the field."""
    start, area = typed.get("start", "0"), typed.get("area", "")
    return Raising(
        pacing=desk.pacing,
        duty_number=desk.duty_numbers.get(area, ""),
        area=area,
        other=typed.get("other", ""),
        category=typed.get("category", ""),
        spoken=dict(_SPOKEN).get(typed.get("spoken", ""), ""),
        reason_given=typed.get("reason_given", "").strip(),
        differs=forms.text(typed, "differs", "Say what differs."),
        evidence=forms.text(typed, "evidence", "Say what you have seen or know."),
        wanted=forms.text(typed, "wanted", "Say what you ask for."),
        best_interest=forms.text(typed, "best_interest", "Say why this is in the best interest."),
        began=forms.moment(
            typed, "began_on", "began_at", "Give the day on which the difference began."
        ),
        subject=(
            typed.get("subject_name", "").strip(),
            opening_checks.born(typed, times.civil(desk.now()).date()),
            typed.get("subject_case", "").strip(),
        ),
        start_tier=int(start) if start.isdecimal() else 0,
        start_reason=typed.get("start_reason", "").strip(),
    )


def _with(typed: Mapping[str, str], parts: tuple[Part | Field, ...]) -> tuple[Part | Field, ...]:
    """The same form, with what was typed before standing in it."""
    return tuple(forms.filled(part, typed) if isinstance(part, Field) else part for part in parts)


def emergency_in(desk: Desk, area: str) -> Says:
    """The first words of a page, for the area where somebody lives."""
    number = desk.duty_numbers.get(area)
    return emergency({area: number} if number else {})


def _either(procedures: Iterable[Procedure], word: Literal["child", "responder"]) -> str:
    """A word of the procedures in force, before it is known which of them it will be."""
    return " or ".join(dict.fromkeys(getattr(each.terms, word) for each in procedures))


def _raised(reference: str, private: bool) -> Message:
    place = (
        "Its private channel is being made"
        if private
        else "Its thread in the shared channel is being made"
    )
    return Message(
        f"{reference}: raised",
        (
            says("{reference} has been raised.", reference=Reference(reference)),
            Says((f"{place}, and you and the other professional are told now.",)),
        ),
    )


_CARRIES = {"draft": DRAFT}
_SPOKEN = (
    ("yes", "Yes, and we still differ"),
    ("tried", "I have tried and could not reach them"),
    ("no", "Not yet"),
)
