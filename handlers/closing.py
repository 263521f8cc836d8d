"""What is left to see to: the closing page of a side or the office, by a button or by its reference."""

from contextlib import suppress
from dataclasses import replace
from functools import partial

from escalation import rights
from escalation.acts import duty
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.duties import filed, left_to
from escalation.entries import Actor
from escalation.ladder.waking import CHAIR, CLOSING
from escalation.permissions import Act
from escalation.refusals import Refusal
from escalation.words import forms
from escalation.words.emergency import emergency, first_words
from escalation.words.message import Facts, Heading, Message, Part, Reference, Says, says
from escalation.words.sides import number
from handlers import closing_form, looking_again
from handlers.desk import Desk, known
from handlers.request import Reply, Request, Shows, Tells
from handlers.showing import readable

NOTHING = "Nothing is left for you to see to."
NOTHING_ASKED = "Nothing that you are asked for is left."
NOTHING_LISTED = (
    "Nothing that you are asked for is left. If anything is yours to do if you choose in one that has "
    "ended, it stands on its page: type /escalate closing and its reference."
)
OFFERED = "yours to do if you choose"


def closing(desk: Desk, request: Request) -> Reply:
    """The page, or what was answered on it; without a reference, everything that is left."""
    if request.carries:
        return _answered(desk, request)
    return _page(desk, request) if request.reference else _listed(desk, request)


def acknowledge(desk: Desk, request: Request) -> Reply:
    """Somebody has read what was agreed, and hears that this is on the record."""
    person = desk.person(request)
    rule = partial(duty.acknowledge, by=person.id, question=request.question)
    stands = desk.store.act(request.reference, rule, key=request.act_key, at=desk.now())
    agency = rights.actor(person.id, stands, desk.directory()).agency
    thanks = "Thank you. It is on the record of {agency} that you have read what was agreed."
    said = says(thanks, agency=stands.agency_name(agency))
    parts = (first_words(stands), said)
    return Tells(Message(f"{request.reference}: you have read what was agreed", parts))


def _page(desk: Desk, request: Request) -> Reply:
    person, directory = desk.person(request), desk.directory()
    if alone := _report_alone(desk, request, person, directory):
        return alone
    disagreement = readable(desk, request, Act.STATUS)
    if not rights.may(person.id, Act.CLOSING, disagreement, directory):
        return Tells(_nothing(disagreement))
    duty.not_merged(disagreement)
    actor = rights.check(person.id, Act.CLOSING, disagreement, directory)
    return Shows(closing_form.form(actor, disagreement, directory, desk.now()))


def _nothing(disagreement: Disagreement) -> Message:
    """What is read by whoever may see where it stands, and has no page of it."""
    reference = Reference(disagreement.reference)
    where = says("To see where it stands, type /escalate status {reference}.", reference=reference)
    what = f"{disagreement.reference}: nothing is left for you"
    return Message(what, (first_words(disagreement), Says((NOTHING,)), where))


def _report_alone(
    desk: Desk, request: Request, person: Person, directory: Directory
) -> Shows | None:
    """Whoever only chaired its meeting has no page of a side: the report, with its button."""
    if request.reference not in desk.store.moments.of_kind(CHAIR):
        return None
    disagreement = desk.store.disagreement(request.reference)
    reports = left_to.reports(person.id, disagreement, directory)
    if not reports or rights.may(person.id, Act.CLOSING, disagreement, directory):
        return None
    disagreement = readable(desk, request, Act.CHAIR_REPORT)
    return Shows(closing_form.report(person.id, disagreement, directory))


def _answered(desk: Desk, request: Request) -> Reply:
    """All of a page in one act; a page that is too long for one is followed by the next."""
    person, directory = desk.person(request), desk.directory()
    reference = request.carries.get("reference", "")
    before = desk.store.disagreement(reference)
    actor = rights.check(person.id, Act.CLOSING, before, directory)
    answers = forms.kept(known(request, directory))
    page, shown = closing_form.page_of(request.carries), request.carries.get("shown", "")
    form = closing_form.asked(actor, before, directory, desk.now())
    at_work = looking_again.at_work(before, directory)
    looking_again.look(desk, person, form, answers, before.terms.child, at_work)
    question = request.carries.get("question", "")
    rule = partial(duty.closing, by=person.id, question=question, answers=answers)
    about = replace(request, reference=reference)
    after = desk.store.act(reference, rule, key=about.act_key, at=desk.now())
    if closing_form.goes_on(before, actor, directory, shown):
        return Shows(closing_form.form(actor, after, directory, desk.now(), page + 1, shown))
    said = (*_saved(actor, after, directory), *_another_copy(actor, before, after))
    return Shows(closing_form.saved(actor, after, directory, said))


def _saved(actor: Actor, disagreement: Disagreement, directory: Directory) -> tuple[Part, ...]:
    left, offered = _counted(actor, disagreement, directory)
    many = f"{number(left)} {'duty is' if left == 1 else 'duties are'} left"
    about = (actor.person, disagreement, directory)
    reports = left_to.reports(*about) or left_to.calls(*about)
    nothing = "It is saved." if reports else f"It is saved. {NOTHING_ASKED if offered else NOTHING}"
    said = f"It is saved; {many}, and you are asked again." if left else nothing
    besides = f" {number(offered).capitalize()} {_are(offered)} {OFFERED}." if offered else ""
    reference = Reference(disagreement.reference)
    again = says(
        "To open this page again, type /escalate closing {reference}.", reference=reference
    )
    return Says((f"{said}{besides}",)), again


def _another_copy(
    actor: Actor, before: Disagreement, disagreement: Disagreement
) -> tuple[Part, ...]:
    """That the last answer has made a copy for the file that holds them all; of what is added later,
    when there is one."""
    due = disagreement.copies_due.get(actor.agency)
    if due and due != before.copies_due.get(actor.agency):
        return (filed.falls_due(disagreement, actor.agency, due),)
    if filed.copies(before, actor.agency) == filed.copies(disagreement, actor.agency):
        return ()
    return (
        says(
            "Another copy of the record, which replaces the one made before, goes to the people of "
            "{agency} for the {file}.",
            agency=disagreement.agency_name(actor.agency),
            file=disagreement.terms.file,
        ),
    )


def _listed(desk: Desk, request: Request) -> Reply:
    """Everything that is left for this person, by reference; the reading is audited."""
    person, directory = desk.person(request), desk.directory()
    rows = []
    moments = desk.store.moments
    # What may be done in one that goes on is listed too; once it has ended, that is on its page alone.
    asked = (*moments.of_kind(CLOSING), *moments.of_kind(CHAIR))
    for reference in dict.fromkeys((*asked, *desk.store.open_references())):
        disagreement = desk.store.disagreement(reference)
        if many := _how_many(person, disagreement, directory):
            desk.store.audit.note(person.id, request.word, desk.now(), reference)
            rows.append((reference, f"{many}; /escalate closing {reference}"))
    first = emergency(desk.duty_numbers)
    if not rows:
        return Tells(Message("Nothing is left for you", (first, Says((NOTHING_LISTED,)))))
    heading = "Left for you to see to"
    return Tells(Message(heading, (first, Heading(heading), Facts(tuple(rows)))))


def _how_many(person: Person, disagreement: Disagreement, directory: Directory) -> str:
    """How many duties somebody is asked for, and how many may be done; none of what is not theirs."""
    left, offered = len(left_to.reports(person.id, disagreement, directory)), 0
    left += len(left_to.calls(person.id, disagreement, directory))
    with suppress(Refusal):
        actor = rights.check(person.id, Act.CLOSING, disagreement, directory)
        asked, offered = _counted(actor, disagreement, directory)
        left += asked
    besides = f"{number(offered)} {_are(offered)} {OFFERED}" if offered else ""
    return ", and ".join(filter(None, (f"{number(left)} left" if left else "", besides)))


def _counted(actor: Actor, disagreement: Disagreement, directory: Directory) -> tuple[int, int]:
    """What somebody's page asks of them, and what is theirs to do if they choose, each counted apart."""
    mine = left_to.mine(actor, disagreement, directory)
    offered = sum(left_to.is_offered(each, actor, disagreement) for each in mine)
    return len(mine) - offered, offered


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
