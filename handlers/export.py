"""Export: a reader's own copy of the record, noted in the audit and on the ledger before it leaves."""

import hashlib
from dataclasses import replace
from functools import partial

from escalation import rights
from escalation.acts import close, opened
from escalation.directory.people import PARTNERSHIP, Person
from escalation.permissions import TABLE, Act, Relation
from escalation.refusals import NotNow, Unknown
from escalation.rehearsing import practice
from escalation.words.emergency import first_words
from escalation.words.forms import Form
from escalation.words.message import Message, says
from handlers import act_forms
from handlers.desk import Desk
from handlers.request import Hands, Reply, Request, Shows
from handlers.showing import readable, which

FORMAT = "pdf"


def export(desk: Desk, request: Request) -> Reply:
    """The reader's copy as a PDF with the signed record inside it."""
    person = desk.person(request)
    if not request.reference:
        raise Unknown(which(request.word))
    if request.reference == practice.REFERENCE:
        raise NotNow(practice.NO_EXPORT)
    directory, now = desk.directory(), desk.now()
    if _must_say_why(person, desk, request):
        return Shows(_why(desk, request))
    disagreement = readable(desk, request, Act.EXPORT)
    actor = rights.check(person.id, Act.EXPORT, disagreement, directory)
    office = actor.agency == PARTNERSHIP
    content = desk.make(disagreement.reference, actor.agency, FORMAT, now, office)
    rule = partial(
        close.exported,
        by=person.id,
        agency=actor.agency,
        to=person.id,
        format=FORMAT,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    desk.store.act(disagreement.reference, rule, key=request.act_key, at=now)
    message = Message(
        f"{disagreement.reference}: your copy of the record",
        (
            first_words(disagreement),
            says(
                "Your copy of {reference}. It is confidential; that you have it is recorded.",
                reference=disagreement.reference,
            ),
        ),
    )
    return Hands(message, f"{disagreement.reference}-copy.{FORMAT}", content)


def open_copy(desk: Desk, request: Request) -> Reply:
    """The office has said why it opens its copy: that is kept first, and then it is handed over."""
    person, reference = desk.person(request), request.carries.get("reference", "")
    answers = dict(request.answers)
    rule = partial(opened.open_copy, by=person.id, question="", answers=answers)
    desk.store.act(reference, rule, key=f"{request.act_key}:why", at=desk.now())
    return export(desk, replace(request, word="export", reference=reference))


def _must_say_why(person: Person, desk: Desk, request: Request) -> bool:
    """Whether this is somebody of the office who has been given a copy and not opened it yet."""
    try:
        stands = desk.store.disagreement(request.reference)
    except Unknown:
        return False
    held = rights.relations(person.id, stands, desk.directory())
    return Relation.GIVEN in held and not held & TABLE[Act.EXPORT]


def _why(desk: Desk, request: Request) -> Form:
    stands = desk.store.disagreement(request.reference)
    return act_forms.form(Act.OPEN_COPY, stands, "export", desk.now())
