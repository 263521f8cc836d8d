"""A form that the text has somebody send: who prepares it, says that it was sent, or that it arrived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.duties import papers
from escalation.duties.on_paper import ENTRIES as ENTRIES
from escalation.duties.on_paper import FormPrepared, FormReceived, FormSent, HandedOver, Passage
from escalation.entries import Actor, Entries
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from escalation.texts.procedure import Paper
from escalation.words import forms
from escalation.words.naming import called
from escalation.working_time import times
from escalation.working_time.calendars import Calendar

SENT_ON, BY_E_MAIL, YES = "sent_on", "by_e_mail", "yes"


def form(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
    files: tuple[HandedOver, ...] = (),
) -> Entries:
    """What stands in a form is kept, as whoever prepares it has read it over; nobody is told."""
    actor = may_prepare(disagreement, directory, by)
    paper = papers.named(disagreement, question)
    passages = tuple(passages_of(disagreement, paper, answers))
    return [
        FormPrepared(
            at=at, by=actor, form=paper.id, title=paper.title, passages=passages, files=files
        )
    ]


def may_prepare(disagreement: Disagreement, directory: Directory, by: str) -> Actor:
    """Whoever prepares it, as somebody of the agency that raised it; or a refusal."""
    actor = rights.check(by, Act.FORM, disagreement, directory)
    open_(disagreement)
    _of_the_raising(actor, disagreement)
    return actor


def passages_of(
    disagreement: Disagreement, paper: Paper, answers: Mapping[str, str]
) -> Iterator[Passage]:
    """What was answered, under the form's own labels; a form that says nothing is none."""
    found = [
        Passage(field.id, field.label, answers.get(name, "").strip(), stage.label if stage else "")
        for field, stage, name in papers.questions(disagreement.procedure, paper)
    ]
    if found and not any(each.text for each in found):
        _, _, name = next(papers.questions(disagreement.procedure, paper))
        raise Unusable(name, "Write something into the form before it is made.")
    yield from found


def form_sent(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """Whoever has it to send says that they have, and when: also once it has ended."""
    actor = rights.check(by, Act.FORM_SENT, disagreement, directory)
    paper = papers.named(disagreement, question)
    may_send(actor, paper, disagreement, directory)
    if answers.get(BY_E_MAIL) != YES:
        raise Unusable(
            BY_E_MAIL, "Choose this once the form has been sent. Nothing is sent from here."
        )
    day = forms.day(answers, SENT_ON, "Give the day on which it was sent.")
    if day > times.civil(at).date():
        raise Unusable(SENT_ON, "This day is still to come. Say so once it has been sent.")
    duty, _ = papers.duty_of(paper, disagreement)
    someone = directory.person(by)
    return [
        FormSent(
            at=at,
            by=actor,
            form=paper.id,
            title=paper.title,
            to=paper.to,
            duty=duty,
            sent_on=day,
            phone=someone.phone if someone else "",
        )
    ]


def may_send(actor: Actor, paper: Paper, disagreement: Disagreement, directory: Directory) -> None:
    """Nothing, or a refusal: it is the agency's that raised it, and there whose role the text gives."""
    _of_the_raising(actor, disagreement)
    if (now := papers.became(disagreement, paper)).arrived:
        raise Stale(f"{now.arrived.name} has said that it arrived. Nothing has changed.")
    if not papers.sends(actor.person, paper, disagreement, directory):
        role = called(disagreement.procedure.role(paper.by))
        agency = disagreement.sides[0].name
        raise NotYours(f"This is for the {role} of {agency}. Nothing has changed.")


def form_received(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """Whom it was sent to, or the Business Manager, says that it is there."""
    actor = rights.check(by, Act.FORM_RECEIVED, disagreement, directory)
    paper = papers.named(disagreement, question)
    if not papers.receives(by, paper, disagreement, directory):
        to = called(disagreement.procedure.role(paper.to))
        raise NotYours(f"This is for the {to}, or the Business Manager. Nothing has changed.")
    now = papers.became(disagreement, paper)
    if now.sent is None:
        raise NotNow("Nobody has said that it was sent. Nothing has changed.")
    if now.arrived:
        raise Stale(f"{now.arrived.name} has said so already. Nothing has changed.")
    sender = now.sent.person
    return [FormReceived(at=at, by=actor, form=paper.id, title=paper.title, sender=sender)]


def _of_the_raising(actor: Actor, disagreement: Disagreement) -> None:
    raising = disagreement.sides[0]
    if actor.agency != raising.agency:
        raise NotYours(f"This is for {raising.name}, which raised it. Nothing has changed.")
