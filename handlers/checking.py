"""Checking back: the page of what was agreed, by a button or by its reference, and its answers."""

from dataclasses import replace
from functools import partial

from escalation import rights
from escalation.acts import check
from escalation.acts.check import choices
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement, Status
from escalation.ladder.waking import CHECK
from escalation.permissions import Act
from escalation.refusals import NotNow
from escalation.words.emergency import emergency
from escalation.words.message import Facts, Heading, Message, Says
from escalation.words.sides import number
from handlers import checking_form, looking_again
from handlers.desk import Desk, known
from handlers.request import Reply, Request, Shows, Tells
from handlers.showing import readable

NOTHING = (
    "Nothing that was agreed waits for your answer, of what is asked again. What a procedure leaves to "
    "you stands on its own page: type /escalate check and its reference."
)
NOT_SETTLED = "{reference} is not settled, so there is nothing to check back. Nothing has changed."


def check_back(desk: Desk, request: Request) -> Reply:
    """The page, or what was answered on it; without a reference, everything that waits for an answer."""
    if request.carries:
        return _answered(desk, request)
    return _page(desk, request) if request.reference else _listed(desk, request)


def _page(desk: Desk, request: Request) -> Reply:
    disagreement = readable(desk, request, Act.CHECK_BACK)
    if disagreement.status is not Status.SETTLED:
        raise NotNow(NOT_SETTLED.format(reference=disagreement.reference))
    person, directory = desk.person(request), desk.directory()
    actor = rights.check(person.id, Act.CHECK_BACK, disagreement, directory)
    return Shows(checking_form.form(actor, disagreement))


def _answered(desk: Desk, request: Request) -> Reply:
    person, directory = desk.person(request), desk.directory()
    reference = request.carries.get("reference", "")
    before = desk.store.disagreement(reference)
    answers = known(request, directory)
    # Sent twice, it may have moved on by its own answer: the act says so, and nobody else is let in.
    if rights.may(person.id, Act.CHECK_BACK, before, directory):
        actor = rights.actor(person.id, before, directory)
        form, at_work = checking_form.form(actor, before), looking_again.at_work(before, directory)
        looking_again.look(desk, person, form, answers, before.terms.child, at_work)
    question = request.carries.get("question", "")
    rule = partial(check.check_back, by=person.id, question=question, answers=answers)
    about = replace(request, reference=reference)
    return Shows(
        checking_form.saved(desk.store.act(reference, rule, key=about.act_key, at=desk.now()))
    )


def _listed(desk: Desk, request: Request) -> Reply:
    """What waits for this person's answer, by reference; the reading is audited."""
    person, directory = desk.person(request), desk.directory()
    rows = []
    for reference in desk.store.moments.of_kind(CHECK):
        disagreement = desk.store.disagreement(reference)
        if many := _how_many(person, disagreement, directory):
            desk.store.audit.note(person.id, request.word, desk.now(), reference)
            rows.append((reference, f"{number(many)} to answer; /escalate check {reference}"))
    first = emergency(desk.duty_numbers)
    if not rows:
        return Tells(Message("Nothing waits for your answer", (first, Says((NOTHING,)))))
    heading = "What was agreed, to check back"
    return Tells(Message(heading, (first, Heading(heading), Facts(tuple(rows)))))


def _how_many(person: Person, disagreement: Disagreement, directory: Directory) -> int:
    if not rights.may(person.id, Act.CHECK_BACK, disagreement, directory):
        return 0
    agency = rights.actor(person.id, disagreement, directory).agency
    return sum(bool(choices(each, agency)) for each in disagreement.checks)
