"""A form that the procedure has somebody send: read over in chat, handed over as files, and ticked."""

import hashlib
from collections.abc import Mapping
from functools import partial

from escalation import rights
from escalation.acts import paper as acts
from escalation.directory.people import Person
from escalation.disagreement import Disagreement
from escalation.duties import papers
from escalation.duties.on_paper import HandedOver
from escalation.permissions import Act
from escalation.refusals import NotNow, Unknown
from escalation.rehearsing import practice
from escalation.texts.procedure import Paper
from escalation.words.emergency import first_words
from escalation.words.message import Message, Part, Reference, says
from escalation.words.naming import called
from handlers import looking_again, paper_form, paper_made
from handlers.desk import Desk
from handlers.request import Hands, Reply, Request, Shows, Tells
from handlers.showing import readable, which

NO_PRACTICE = "No form is made in practice: it is about nobody. Nothing has changed."


def form(desk: Desk, request: Request) -> Reply:
    """What may be read over here, drafted from the record; once it is sent, the form as files."""
    return _handed(desk, request) if request.carries else _page(desk, request)


def sent(desk: Desk, request: Request) -> Reply:
    """The tick of whoever sent it by their own e-mail, and on which day."""
    reference = request.carries.get("reference", "") or request.reference
    if not request.carries:
        disagreement, person = _one(desk, request, Act.FORM_SENT)
        paper = papers.named(disagreement, request.question)
        actor = rights.check(person.id, Act.FORM_SENT, disagreement, desk.directory())
        acts.may_send(actor, paper, disagreement, desk.directory())
        return Shows(paper_form.sent(disagreement, paper, desk.now()))
    by, question = desk.person(request).id, request.carries.get("question", "")
    rule = partial(acts.form_sent, by=by, question=question, answers=request.answers)
    after = desk.store.act(reference, rule, key=request.act_key, at=desk.now())
    to = called(after.procedure.role(papers.named(after, question).to))
    return Tells(_said(after, "it is recorded", f"It is recorded, and the {to} is told."))


def received(desk: Desk, request: Request) -> Reply:
    """Whom it was sent to says that it is there."""
    _one(desk, request, Act.FORM_RECEIVED)
    rule = partial(acts.form_received, by=desk.person(request).id, question=request.question)
    after = desk.store.act(request.reference, rule, key=request.act_key, at=desk.now())
    thanks = "Thank you. It is recorded, and whoever sent it is told."
    return Tells(_said(after, "it is recorded", thanks))


def _page(desk: Desk, request: Request) -> Reply:
    disagreement, person = _one(desk, request, Act.FORM)
    acts.may_prepare(disagreement, desk.directory(), person.id)
    paper = papers.named(disagreement, request.question)
    return Shows(
        paper_form.form(
            disagreement, paper, paper_made.draft(desk.store, disagreement, paper, person)
        )
    )


def _one(desk: Desk, request: Request, act: Act) -> tuple[Disagreement, Person]:
    """The disagreement it is about, and who asks; the reading is audited."""
    if request.reference == practice.REFERENCE:
        raise NotNow(NO_PRACTICE)
    if not request.reference:
        raise Unknown(which(Act.FORM.value))
    return readable(desk, request, act), desk.person(request)


def _handed(desk: Desk, request: Request) -> Reply:
    """The form is made, kept with the digests of its files, and only then handed over; a page that says
    what has been taken out of sight since is drafted anew."""
    reference, question = request.carries.get("reference", ""), request.carries.get("question", "")
    person, directory, now = desk.person(request), desk.directory(), desk.now()
    disagreement = desk.store.disagreement(reference)
    acts.may_prepare(disagreement, directory, person.id)
    paper = papers.named(disagreement, question)
    if request.carries.get("hidden") != papers.out_of_sight(disagreement):
        drawn = paper_made.draft(desk.store, disagreement, paper, person)
        desk.store.audit.note(person.id, request.word, now, reference)
        return Shows(paper_form.form(disagreement, paper, drawn, anew=True))
    _look_again(desk, request, disagreement, paper)
    passages = tuple(acts.passages_of(disagreement, paper, request.answers))
    made = paper_made.Made(desk.store, directory, disagreement, paper, person)
    files = made.files(passages, now)
    digests = (HandedOver(kind, hashlib.sha256(file).hexdigest()) for kind, file in files.items())
    rule = partial(
        acts.form,
        by=person.id,
        question=question,
        answers=request.answers,
        files=tuple(digests),
    )
    desk.store.act(reference, rule, key=request.act_key, at=now)
    # Sent twice, it is kept once: the files are those of which the record has the digests.
    if (kept := paper_made.kept(desk.store, reference, request.act_key)) and kept.at != now:
        files = made.files(kept.passages, kept.at)
    desk.store.audit.note(person.id, "form made", now, reference)
    (name, content), *also = ((f"{reference}-form.{kind}", file) for kind, file in files.items())
    return Hands(_how_to_go_on(disagreement, paper), name, content, tuple(also))


def _look_again(desk: Desk, request: Request, disagreement: Disagreement, paper: Paper) -> None:
    """What may say who somebody is, in what was written here, is asked about once; of what was drafted
    that was done as it was written."""
    person, child = desk.person(request), disagreement.terms.child
    drawn = paper_made.draft(desk.store, disagreement, paper, person)
    page = paper_form.form(disagreement, paper, {})
    known = (*looking_again.at_work(disagreement, desk.directory()), person.name)
    looking_again.look(desk, person, page, _new(request.answers, drawn), child, known)


def _new(answers: Mapping[str, str], drawn: Mapping[str, str]) -> dict[str, str]:
    """The lines that stand in no draft."""
    found = {}
    for name, text in answers.items():
        before = {line.strip() for line in drawn.get(name, "").splitlines()}
        lines = (line for line in text.splitlines() if line.strip() not in before)
        found[name] = "\n".join(lines)
    return found


def _how_to_go_on(disagreement: Disagreement, paper: Paper) -> Message:
    """What is handed over, and what is left to do; nothing of what it says."""
    to = called(disagreement.procedure.role(paper.to))
    reference = Reference(disagreement.reference)
    return Message(
        f"{disagreement.reference}: the form is made",
        (
            first_words(disagreement),
            says(
                "The form of {reference}, as a Word file to complete and as a PDF. It is "
                "confidential; that you have it is recorded. Save it on your own secure machine, "
                "complete the empty boxes there, and send it to the {to} from your own secure "
                "e-mail. Then press “{sent}” on the card of {reference}.",
                reference=reference,
                to=to,
                sent=papers.IT_WAS_SENT,
            ),
        ),
    )


def _said(disagreement: Disagreement, what: str, sentence: str) -> Message:
    parts: tuple[Part, ...] = (first_words(disagreement), says(sentence))
    return Message(f"{disagreement.reference}: {what}", parts)
