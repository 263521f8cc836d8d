"""Who is your manager for this: asked once, confirmed by one click, and remembered."""

from collections.abc import Callable
from functools import partial

from escalation.acts import line_manager
from escalation.directory import newcomers
from escalation.directory.newcomers import added
from escalation.directory.people import Person
from escalation.entries import Entries, Entry
from escalation.permissions import Act
from escalation.refusals import Unusable
from escalation.words.emergency import first_words
from escalation.words.forms import Field, Form
from escalation.words.message import Message, says
from handlers.desk import Desk, calendar_of, known
from handlers.newcomers import named_here, refused_at
from handlers.preview import NOT_THERE
from handlers.request import Reply, Request, Shows, Tells

MANAGER, EMAIL = "manager", "email"


def name(desk: Desk, request: Request) -> Reply:
    """The form; and then whoever is named is asked whether that is right."""
    person = desk.person(request)
    if not request.carries:
        return Shows(_form(desk, request, person))
    reference = request.carries.get("reference", "")
    named = _named(desk, request, person)
    rule = partial(line_manager.name_manager, by=person.id, manager=named.id)
    with refused_at(EMAIL if request.answers.get(EMAIL, "").strip() else MANAGER, MANAGER):
        _may_enter(desk, reference, rule, named)
        desk.enters(named, by=person.id)
        desk.store.act(reference, rule, key=request.act_key, at=desk.now())
    return Tells(_is_asked(desk.directory().person(named.id) or named))


def _may_enter(desk: Desk, reference: str, rule: Callable[..., Entries], named: Person) -> None:
    """A newcomer enters the directory only where the rule takes them, and whoever names them."""
    directory, now = desk.directory(), desk.now()
    if directory.person(named.id) is None:
        disagreement = desk.store.disagreement(reference)
        rule(disagreement, now, calendar_of(disagreement, now), added(directory, named))


def _is_asked(named: Person) -> Message:
    """That they are; or, where nothing can reach them here, that they have to be rung."""
    if named.slack:
        asked = says(
            "{who} is asked whether that is right. You need do nothing more.", who=named.name
        )
        return Message("Your manager is asked", (asked,))
    who = f"{named.name} ({named.phone})" if named.phone else named.name
    again = says("Or name somebody else: press Name my manager again. The clock goes on.")
    return Message("Your manager cannot be told", (says(NOT_THERE, who=who), again))


def yes(desk: Desk, request: Request) -> Reply:
    """It is so, for this disagreement; and the directory remembers it for the next."""
    person = desk.person(request)
    rule = partial(line_manager.manager_yes, by=person.id, question=request.question)
    stands = desk.store.act(request.reference, rule, key=request.act_key, at=desk.now())
    confirmed = _confirmed(desk, request.reference, person)
    if confirmed:  # done again where it was done already, it changes nothing
        desk.store.change_directory(
            lambda now: newcomers.managed(now, confirmed.of, person.id, confirmed.roles),
            who=person.id,
            source="confirmed",
            at=desk.now(),
        )
    said = says(
        "Thank you. Whatever is asked of you comes by itself, and colleagues who name you later "
        "need not ask."
    )
    return Tells(Message("Confirmed", (first_words(stands), said)))


def _form(desk: Desk, request: Request, person: Person) -> Form:
    disagreement = desk.store.disagreement(request.reference)
    line_manager.may_name(disagreement, desk.directory(), person.id)
    parts = (
        first_words(disagreement),
        says(
            "They are asked once whether that is right, and told nothing else until it is theirs."
        ),
        Field(MANAGER, "Who manages you", "person", required=False),
        Field(EMAIL, "Or their work e-mail address", "line", required=False, longest=200),
    )
    carries = {"reference": disagreement.reference, "question": request.question}
    return Form(Act.NAME_MANAGER.value, "Name my manager", "Ask them", parts, carries)


def _named(desk: Desk, request: Request, person: Person) -> Person:
    answers = known(request, desk.directory())
    if email := answers.get(EMAIL, "").strip():
        return named_here(desk, email, person.id, EMAIL)
    found = desk.directory().person(answers.get(MANAGER, ""))
    if found is None:
        raise Unusable(
            MANAGER,
            "Choose somebody who is in the directory, or write their work e-mail address.",
        )
    return found


def _confirmed(desk: Desk, reference: str, person: Person) -> line_manager.ManagerConfirmed | None:
    mine: list[Entry] = [
        desk.store.read(kept)
        for kept in desk.store.entries(reference)
        if kept.link.header.kind == line_manager.ManagerConfirmed.kind
        if kept.link.header.by == person.id
    ]
    last = mine[-1] if mine else None
    return last if isinstance(last, line_manager.ManagerConfirmed) else None
