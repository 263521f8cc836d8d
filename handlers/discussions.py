"""Discussions: what is asked when one is recorded, and the approval of all of them in one press."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from escalation import rights
from escalation.acts import discussions, meet
from escalation.acts.discussions import CORRECTION, EXCEPT
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.duties import discussed
from escalation.duties.carried_out import Discussion
from escalation.entries import Actor
from escalation.permissions import Act
from escalation.refusals import Stale, Unknown
from escalation.words import forms
from escalation.words.emergency import first_words
from escalation.words.forms import LONGEST_CHOICE, Field, Form
from escalation.words.message import Facts, Message, Part, Quote, says
from escalation.words.sides import number
from escalation.working_time import times
from handlers import looking_again
from handlers.desk import Desk, known
from handlers.request import Reply, Request, Shows, Tells
from handlers.showing import named, which

WORD = "discussions"
MOST = 10  # on one form; the next of them come once these have been answered
NONE = (
    "Nothing is left to approve for {agency}. A discussion is recorded with “Record a discussion”. "
    "Nothing has changed."
)
NO_WORDS: Mapping[int, str] = {}
NOT_AFTER = "Whoever wrote one down may approve it too, for their own agency."


def approve(desk: Desk, request: Request) -> Reply:
    """Which are not yet approved for one's own agency; once it is sent, how many are approved."""
    return _answered(desk, request) if request.carries else _form(desk, request)


def form(actor: Actor, disagreement: Disagreement, words: Mapping[int, str] = NO_WORDS) -> Form:
    """Every discussion that somebody's agency has still to approve, and one of them to correct; with
    its `words`, by its entry, so that nobody approves what they have not read."""
    left = discussed.to_approve(disagreement, actor.agency)
    shown, agency = left[:MOST], disagreement.agency_name(actor.agency)
    if not shown:
        raise Stale(NONE.format(agency=agency))
    parts = (
        first_words(disagreement),
        *_asks(disagreement, agency),
        *_each(shown, disagreement, words),
        *_more(shown, left),
        *_correcting(shown),
    )
    carries = {
        "reference": disagreement.reference,
        "question": f"{discussed.ID}:{shown[-1].entry}",
    }
    title, submit = "Approve discussions", "Approve all up to today"
    return Form(Act.APPROVE_DISCUSSIONS.value, title, submit, parts, carries)


def _form(desk: Desk, request: Request) -> Reply:
    if not request.reference:
        raise Unknown(which(WORD))
    disagreement = named(desk, request, Act.APPROVE_DISCUSSIONS)
    discussions.asked(disagreement)
    person = desk.person(request)
    desk.store.audit.note(person.id, WORD, desk.now(), disagreement.reference)
    actor = rights.actor(person.id, disagreement, desk.directory())
    page = form(actor, disagreement, _words(desk, actor, disagreement))
    return Shows(forms.filled_in(page, request.answers))


def _answered(desk: Desk, request: Request) -> Reply:
    person, directory = desk.person(request), desk.directory()
    reference = request.carries.get("reference", "")
    before = desk.store.disagreement(reference)
    actor = rights.check(person.id, Act.APPROVE_DISCUSSIONS, before, directory)
    answers = known(request, directory)
    _looked_at(desk, person, before, directory, answers)
    question = request.carries.get("question", "")
    rule = partial(
        discussions.approve_discussions, by=person.id, question=question, answers=answers
    )
    about = replace(request, reference=reference)
    after = desk.store.act(reference, rule, key=about.act_key, at=desk.now())
    return Tells(_saved(actor, after))


def _looked_at(
    desk: Desk,
    person: Person,
    disagreement: Disagreement,
    directory: Directory,
    answers: forms.Answers,
) -> None:
    """A correction may be read by every side: it is looked at once more for whom it is about."""
    carries = {"reference": disagreement.reference}
    page = Form(Act.APPROVE_DISCUSSIONS.value, "", "", tuple(_correcting(())), carries)
    at_work = looking_again.at_work(disagreement, directory)
    looking_again.look(desk, person, page, answers, disagreement.terms.child, at_work)


def _saved(actor: Actor, after: Disagreement) -> Message:
    """How many were answered last by this person: sent twice, they are the same."""
    agency = after.agency_name(actor.agency)
    left = len(discussed.to_approve(after, actor.agency))
    said = (each.said.get(actor.agency) for each in after.discussions)
    mine = [each.at for each in said if each and each.by.person == actor.person]
    many = sum(each == max(mine) for each in mine)
    rest = f" {number(left).capitalize()} more can be answered now." if left else ""
    answered = says(
        "You have answered for {many} of {agency}: each that you did not correct is approved, with "
        "today's date.{rest}",
        many=f"{number(many)} {'discussion' if many == 1 else 'discussions'}",
        agency=agency,
        rest=rest,
    )
    return Message(f"{after.reference}: discussions approved", (first_words(after), answered))


def _asks(disagreement: Disagreement, agency: str) -> tuple[Part, ...]:
    asked = disagreement.procedure.discussions
    return (
        says("The procedure says: “{words}”", words=asked.words if asked else ""),
        says(
            "Not yet approved for the {file} of {agency}. {writer}",
            file=disagreement.terms.file,
            agency=agency,
            writer=NOT_AFTER,
        ),
    )


def _row(n: int, discussion: Discussion, disagreement: Disagreement) -> tuple[str, str]:
    """By its number, for two may have been held at one time, and one of them inside an agency."""
    known = discussed.known_by(discussion, disagreement)
    return f"{n}. {times.full(discussion.held)}", f"{known}. Took part: {discussion.who}"


def _each(
    shown: tuple[Discussion, ...], disagreement: Disagreement, words: Mapping[int, str]
) -> Iterator[Part]:
    for n, each in enumerate(shown, 1):
        yield Facts((_row(n, each, disagreement),))
        if said := words.get(each.entry):
            yield Quote("What was said", said)


def _words(desk: Desk, reader: Actor, disagreement: Disagreement) -> dict[int, str]:
    """What was said in each that is asked about, by its entry: the reader's agency took part in it."""
    asked = {each.entry for each in discussed.to_approve(disagreement, reader.agency)}
    found = {
        kept.link.seq: desk.store.read(kept)
        for kept in desk.store.entries(disagreement.reference)
        if kept.link.seq in asked
    }
    return {seq: each.text for seq, each in found.items() if isinstance(each, meet.Discussed)}


def _more(shown: tuple[Discussion, ...], left: tuple[Discussion, ...]) -> tuple[Part, ...]:
    """That there are more than these."""
    more = says("{n} more follow, once these are answered.", n=str(len(left) - len(shown)))
    return (more,) if len(left) > len(shown) else ()


def _correcting(shown: tuple[Discussion, ...]) -> tuple[Field, ...]:
    options = tuple((str(each.entry), _option(n, each)) for n, each in enumerate(shown, 1))
    return (
        Field(
            EXCEPT,
            "One that is not right as it stands (if there is one)",
            "choice",
            required=False,
            options=options,
        ),
        Field(
            CORRECTION,
            "What is not right, and what it should say",
            "text",
            hint="It stands beside what was written, which is not changed. Whoever reads that reads this.",
            required=False,
        ),
    )


def _option(n: int, discussion: Discussion) -> str:
    return f"{n}. {times.full(discussion.held)}, by {discussion.by.name}"[:LONGEST_CHOICE]
