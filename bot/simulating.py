"""Rehearsals through the doors people come in by: the rules of their buttons, and their forms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import cast

from escalation import rights
from escalation.acts import check, discussions, duty, harm, note, opened, paper, raise_, reopen, say
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement, fold
from escalation.duties import papers
from escalation.entries import Entries
from escalation.permissions import Act
from escalation.rehearsing import cast as people
from escalation.rehearsing import script
from escalation.rehearsing.simulation import REFERENCE, Doors, Rule
from escalation.texts.procedure import Procedure
from escalation.words.forms import Answers, Field, Form
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from handlers import (
    act_forms,
    allowed,
    checking_form,
    closing_form,
    opening,
    opening_forms,
    opening_subject,
    paper_form,
    preview,
)
from handlers import discussions as approving
from handlers.desk import Desk, calendar
from handlers.routes import ASKED, CONFIRMED, PRESSED
from storage.store import Store

# Where a text is rehearsed that names no area.
ANYWHERE = "The area where it will be in force"
# Acts that have a road of their own to their rule.
BESIDE: Mapping[str, Rule] = {
    Act.HARM: harm.press,
    Act.NOTE: note.note,
    Act.OPEN_COPY: opened.open_copy,
    Act.REOPEN: reopen.reopen,
    Act.CLOSING: duty.closing,
    Act.ACKNOWLEDGE: duty.acknowledge,
    Act.APPROVE_DISCUSSIONS: discussions.approve_discussions,
    Act.CHECK_BACK: check.check_back,
    Act.FORM: paper.form,
    Act.FORM_SENT: paper.form_sent,
    Act.FORM_RECEIVED: paper.form_received,
}
# What is written in the thread comes by no form.
WORDS = Field("text", "Words", "text")
# Those that ask something first.
FORMS = frozenset({*ASKED, *CONFIRMED, Act.NOTE, Act.OPEN_COPY, Act.REOPEN})
OF_A_PAPER = frozenset({Act.FORM, Act.FORM_SENT})


def doors() -> Doors:
    """Every word that a script can say, by the rules and forms of the real ones."""
    rules = {**PRESSED, **ASKED, **BESIDE, Act.SAY: _say}
    return Doors(rules, _form, _opening, _asked_on_raising, _asked, {Act.SAY: (WORDS,)})


@dataclass(frozen=True)
class _OnPaper(Desk):
    """A desk at which the pages of raising are read: the invented people, and no store at all."""

    people: Directory = field(default_factory=Directory)

    def directory(self) -> Directory:
        """The invented people."""
        return self.people


def _say(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    answers: Answers,
) -> Entries:
    return say.say(disagreement, at, calendar, directory, by=by, text=answers.get("text", "…"))


def _form(
    word: str,
    disagreement: Disagreement,
    question: str,
    at: datetime,
    person: Person,
    directory: Directory,
) -> Form | None:
    """What is asked of them first; of whoever may not do it nothing is."""
    if word == Act.CLOSING:
        actor = rights.check(person.id, Act.CLOSING, disagreement, directory)
        return closing_form.form(actor, disagreement, directory, at)
    if word == Act.APPROVE_DISCUSSIONS:
        actor = rights.check(person.id, Act.APPROVE_DISCUSSIONS, disagreement, directory)
        discussions.asked(disagreement)
        return approving.form(actor, disagreement)
    if word == Act.CHECK_BACK:
        actor = rights.check(person.id, Act.CHECK_BACK, disagreement, directory)
        return checking_form.form(actor, disagreement)
    if word in FORMS or word in OF_A_PAPER:
        allowed.check(person.id, Act(word), disagreement, directory)
    return _asked(word, disagreement, question, at)


def _asked(word: str, disagreement: Disagreement, question: str, at: datetime) -> Form | None:
    if word in OF_A_PAPER:
        return _of_a_paper(word, disagreement, question, at)
    return act_forms.form(Act(word), disagreement, question, at) if word in FORMS else None


def _of_a_paper(word: str, disagreement: Disagreement, question: str, at: datetime) -> Form:
    """The pages of a form that is sent: of what is drafted from the record it is said that it is."""
    asked = papers.named(disagreement, question)
    if word == Act.FORM_SENT:
        return paper_form.sent(disagreement, asked, at)
    draft = {
        name: f"({field.label}, drafted from the record)"
        for field, _, name in papers.questions(disagreement.procedure, asked)
        if field.drawn_from
    }
    return paper_form.form(disagreement, asked, draft)


def _opening(
    procedure: Procedure, directory: Directory, person: Person, at: datetime, given: Answers
) -> Iterator[Form | Entries]:
    """The three pages, and then what confirming them raises."""
    procedure = procedure if procedure.areas else replace(procedure, areas=(ANYWHERE,))
    typed = _typed(procedure, at, given)
    desk = _desk(procedure, directory, at)
    yield opening_forms.first(desk, typed)
    opening.first_judged(desk, person, typed)
    yield opening_forms.second(desk, procedure, typed, by=person)
    raising, days = opening.raising_of(desk, typed, directory), calendar(procedure, at)
    rule = partial(raise_.open_, raising=raising, by=person.id)
    entries = rule(REFERENCE, procedure, at=at, calendar=days, directory=directory)
    raised = fold(REFERENCE, procedure, entries)
    shown = preview.parts(raised, entries, days, directory.at, desk.private, at)
    yield Form("open_confirm", "Before you confirm", "Confirm and raise", shown)
    yield entries


def _asked_on_raising(
    procedure: Procedure, directory: Directory, at: datetime, given: Answers
) -> tuple[Field, ...]:
    """The fields of both pages, whichever of them is reached."""
    procedure = procedure if procedure.areas else replace(procedure, areas=(ANYWHERE,))
    desk, typed = _desk(procedure, directory, at), _typed(procedure, at, given)
    first = opening_forms.first(desk, typed).fields
    kind = {
        each.id: script.chosen(typed[each.id], each, procedure)
        for each in first
        if each.id in typed
    }
    return (*first, *opening_forms.second(desk, procedure, {**typed, **kind}).fields)


def _desk(procedure: Procedure, directory: Directory, at: datetime) -> Desk:
    return _OnPaper(
        store=cast(Store, None),  # what is rehearsed is kept nowhere, and read from nowhere
        procedures=dict.fromkeys(procedure.areas, procedure),
        now=lambda: at,
        deliver=lambda: None,
        make=lambda: b"",
        people=directory,
    )


def _typed(procedure: Procedure, at: datetime, given: Answers) -> dict[str, str]:
    """What is answered on the pages of raising: what a script says, and the rest filled in."""
    return {
        "area": procedure.areas[0],
        "category": procedure.categories[0].id,
        "other": people.id("practitioner", people.ANSWERING),
        "spoken": opening_forms.SPOKEN[0][0],
        "reason_given": "(The reason that was given)",
        "differs": "(What differs)",
        "evidence": "(What was seen or is known)",
        "wanted": "(What is asked for)",
        "best_interest": "(Why this is in the best interest)",
        "start_reason": "(Why it starts at a higher stage)",
        **dict(_besides(procedure, at, given)),
        **given,
    }


def _besides(procedure: Procedure, at: datetime, given: Answers) -> Iterator[tuple[str, str]]:
    """Whom it is about, how pressing it is, and when what it is raised within happened."""
    yield from ((opening_subject.WHOM, each.id) for each in procedure.subjects[:1])
    yield from (("priority", each.id) for each in procedure.priorities[:1])
    if procedure.raise_within:
        yield "happened_on", times.civil(at).date().isoformat()
        yield "happened_at", times.clock(at)
    if procedure.skipping.consult and "start_consulted" not in given:
        yield "start_not_consulted", "(Why nobody was consulted first)"
