"""Opening a disagreement, page by page: nothing is posted before the last is confirmed."""

import hashlib
import json
from datetime import datetime
from functools import partial

import structlog

from escalation.acts import raise_
from escalation.acts.raise_ import Raising
from escalation.directory import own_route
from escalation.directory.newcomers import added
from escalation.directory.people import Directory, Person
from escalation.disagreement import fold
from escalation.entries import Entries
from escalation.refusals import NotNow
from escalation.taking_part import consulted, one_agency, parties
from escalation.texts import offered
from escalation.texts.offered import Excluded
from escalation.texts.procedure import Procedure
from escalation.words import forms
from escalation.words.emergency import first_words
from escalation.words.forms import Answers, Form
from escalation.words.message import Message, Reference, Says, says
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from escalation.working_time.working_time_errors import CoverageError
from handlers import (
    looking_again,
    opening_area,
    opening_checks,
    opening_forms,
    opening_more,
    opening_named,
    opening_subject,
    preview,
    taken_up_again,
    turning_away,
)
from handlers.desk import Desk, calendar, known
from handlers.opening_forms import DRAFT, SPOKEN
from handlers.request import Reply, Request, Shows, Tells

log = structlog.get_logger()
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
    return Shows(opening_forms.opens(desk, desk.store.drafts.of(person.id, DRAFT, desk.now())))


def where_answered(desk: Desk, request: Request) -> Reply:
    """The area has chosen the procedure: what it is for, in its own words."""
    return Shows(opening_forms.first(desk, _typed(desk, request)))


def first_answered(desk: Desk, request: Request) -> Reply:
    """Where, what about, whom with: exclusions stop here, before any long typing."""
    typed, person = _typed(desk, request), desk.person(request)
    try:
        with turning_away.counted(desk, request.act_key):
            procedure = first_judged(desk, person, typed)
    except Excluded as excluded:
        return taken_up_again.instead(desk, person, typed, excluded)
    looked_at(desk, person, opening_forms.first(desk, typed), typed)
    return Shows(opening_forms.second(desk, procedure, typed, by=person))


def first_judged(desk: Desk, person: Person, typed: Answers) -> Procedure:
    """The procedure in force there; or why what stands on the first page cannot be used."""
    procedure = desk.procedure(typed.get("area", ""))
    own_route.check(procedure, typed.get("category", ""), person, desk.directory())
    offered.about(procedure, typed.get("category", ""))
    offered.whom(procedure, typed.get(opening_subject.WHOM, ""))
    offered.priority(procedure, typed.get(opening_more.PRIORITY, ""))
    directory = opening_named.with_newcomers(desk, typed, person.id)
    said = opening_named.settled(desk, typed, person.id)
    with opening_named.at_its_field(typed):
        chosen = _chosen(said, directory)
        one_agency.check(procedure, chosen, person.id, directory)
        parties.sides(chosen, _joint(said), person.id, directory)
    forms.text(typed, "spoken", "Say whether you have spoken with them.")
    return procedure


def second_answered(desk: Desk, request: Request) -> Reply:
    """Everything is read as it will be; the preview says who is told now, and who on which day."""
    typed, person = _typed(desk, request), desk.person(request)
    procedure, now = desk.procedure(typed.get("area", "")), desk.now()
    newcomers = opening_named.newcomers(desk, typed, person.id)

    def who(at: datetime) -> Directory:
        return added(desk.store.directory(at), *newcomers)

    directory = who(now)
    said = opening_named.settled(desk, typed, person.id)
    raising, days = raising_of(desk, said, directory), working_days(procedure, now)
    rule = partial(raise_.open_, raising=raising, by=person.id)
    first = rule(PREVIEW, procedure, at=now, calendar=days, directory=directory)
    opened = fold(PREVIEW, procedure, first)
    looked_at(desk, person, opening_forms.second(desk, procedure, typed, by=person), typed)
    parts = preview.parts(opened, first, days, who, desk.private, now)
    back = preview.shown_back(opened, first)
    return Shows(
        Form(
            "open_confirm",
            "Before you confirm",
            "Confirm and raise",
            (opening_forms.duty_team(desk, raising.area), *parts, *back),
            {"shown": fingerprint(typed)},
        )
    )


def looked_at(desk: Desk, person: Person, form: Form, typed: Answers) -> None:
    """What is typed in the clear and may say who it is about, also as it is being sealed."""
    directory = desk.directory()
    chosen = _chosen(opening_named.settled(desk, typed, person.id), directory)
    names = (each.name for each in (person, *map(directory.person, chosen)) if each)
    agencies = (each.name for each in directory.agencies)
    sealed = (typed.get("subject_name", ""), typed.get("subject_case", ""))
    known, child = (*names, *agencies, *desk.procedures), _child(desk, typed)
    looking_again.look(desk, person, form, typed, child, known, sealed)


def _child(desk: Desk, typed: Answers) -> str:
    """Whom it is about, in the words of the procedure that has been chosen; before that, of any."""
    procedure = desk.procedures.get(typed.get("area", "")) or next(iter(desk.procedures.values()))
    return procedure.terms_of(typed.get(opening_subject.WHOM, "")).child


def confirmed(desk: Desk, request: Request) -> Reply:
    """What was shown is raised; pressed twice, in whatever window, it is raised once."""
    person, now = desk.person(request), desk.now()
    typed = desk.store.drafts.of(person.id, DRAFT, now)
    shown = request.carries.get("shown", "")
    said: Answers = typed

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
            raising_of(desk, said, directory),
            by=person.id,
            at=at,
            calendar=calendar,
            directory=directory,
        )

    if shown == fingerprint(typed):
        said = opening_named.settled(desk, typed, person.id)
        desk.enters(*opening_named.newcomers(desk, typed, person.id), by=person.id)
    procedure = desk.procedures.get(typed.get("area", "")) or next(iter(desk.procedures.values()))
    key = f"{request.platform}:open:{person.id}:{shown}"
    reference = desk.store.open(rule, procedure=procedure, key=key, at=now)
    _forget(desk, person, reference)
    return Tells(_raised(desk, reference))


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
    now_typed = {**known(request, desk.directory()), **opening_area.carried(request)}
    typed = {ID: request.key, **before, **now_typed}
    desk.store.drafts.keep(person.id, DRAFT, typed, now)
    return typed


def working_days(procedure: Procedure, now: datetime) -> Calendar:
    """The working days around today, or a refusal where they are not known."""
    try:
        return calendar(procedure, now)
    except CoverageError as beyond:
        raise NotNow(f"Nothing can be raised today: no limit can be counted. {beyond}") from beyond


def fingerprint(typed: Answers) -> str:
    """Which typing a preview shows, so that another is never raised by its press."""
    return hashlib.sha256(json.dumps(typed, sort_keys=True).encode()).hexdigest()[:16]


def raising_of(desk: Desk, typed: Answers, directory: Directory) -> Raising:
    """What is raised, as it was typed on both pages."""
    start, area = typed.get("start", "0"), typed.get("area", "")
    chosen = _chosen(typed, directory)
    born, expected = _when_born(desk, typed)
    terms = desk.procedure(area).terms_of(typed.get(opening_subject.WHOM, ""))
    interest = f"Say {terms.interest[:1].lower()}{terms.interest[1:]}."
    return Raising(
        pacing=desk.pacing,
        duty_number=desk.duty_numbers.get(area, ""),
        area=area,
        other=chosen[0],
        further=chosen[1:],
        colleague=_joint(typed)[0],
        jointly=_joint(typed)[1],
        category=typed.get("category", ""),
        whom=typed.get(opening_subject.WHOM, ""),
        spoken=dict(SPOKEN).get(typed.get("spoken", ""), ""),
        reason_given=typed.get("reason_given", "").strip(),
        differs=forms.text(typed, "differs", "Say what differs."),
        evidence=forms.text(typed, "evidence", "Say what you have seen or know."),
        wanted=forms.text(typed, "wanted", "Say what you ask for."),
        best_interest=forms.text(typed, "best_interest", interest),
        began=forms.moment(
            typed, "began_on", "began_at", "Give the day on which the difference began."
        ),
        subject=(
            typed.get("subject_name", "").strip(),
            born,
            typed.get("subject_case", "").strip(),
        ),
        expected=expected,
        start_tier=int(start) if start.isdecimal() else 0,
        start_reason=typed.get("start_reason", "").strip(),
        consulted=consulted.read(typed),
        **opening_more.given(typed),
    )


def _when_born(desk: Desk, typed: Answers) -> tuple[str, str]:
    """The date of birth; or the expected one, of whoever is not born yet: of the two one is asked."""
    procedure = desk.procedure(typed.get("area", ""))
    if offered.is_unborn(procedure, typed.get(opening_subject.WHOM, "")):
        return "", opening_checks.expected(typed)
    return opening_checks.born(typed, times.civil(desk.now()).date()), ""


def _chosen(typed: Answers, directory: Directory) -> tuple[str, ...]:
    """The professionals of the other agencies, in the order in which they are asked for."""
    further = (typed.get(field, "") for field in parties.OTHERS[1:])
    return (opening_named.chosen(typed, directory), *further)


def _joint(typed: Answers) -> tuple[str, str]:
    """The colleague for or with whom it is raised, and which."""
    return typed.get(parties.COLLEAGUE, ""), typed.get(parties.JOINTLY, "")


def _raised(desk: Desk, reference: str) -> Message:
    place = (
        "Its private channel is being made"
        if desk.private
        else "Its thread in the shared channel is being made"
    )
    raised = desk.store.disagreement(reference)
    untold = preview.untold(raised, desk.directory())
    who = "everybody else named in it" if untold else "everybody named in it"
    return Message(
        f"{reference}: raised",
        (
            first_words(raised),
            says("{reference} has been raised.", reference=Reference(reference)),
            Says((f"{place}, and {who} is told now.",)),
            *untold,
        ),
    )
