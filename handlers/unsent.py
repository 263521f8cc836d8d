"""What was typed into a form that was not taken: it stands there when the form is opened again."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from escalation.directory.people import Person
from escalation.words import forms
from handlers.desk import Desk, identified, known
from handlers.request import Reply, Request, Shows
from storage.database import GaveWay, NotAnswered, TookTooLong

log = structlog.get_logger()
ANSWERED = (GaveWay, TookTooLong)  # the database is there: it took this act only too slowly
# The pages of raising and of practice keep a draft of their own, from page to page.
OPENING = ("open_where", "open_first", "open_second", "open_confirm")
PRACTICE = ("practice_where", "practice_first", "practice_second", "practice_begin")
PRACTISED = ("practice_act", "practice_time", "practice_end", "practice_harm")
OWN = frozenset({*OPENING, *PRACTICE, *PRACTISED})


def again(desk: Desk, request: Request, reply: Reply) -> Reply:
    """A form that is shown, with what this person last typed into it, for seven days."""
    if not isinstance(reply, Shows) or reply.form.word in OWN:
        return reply
    person = _who(desk, request)
    word = _word(reply.form.word, reply.form.carries.get("reference", ""))
    if person is None or not (typed := desk.store.drafts.of(person.id, word, desk.now())):
        return reply
    now = {} if request.carries else request.answers  # what a command has said just now stands
    return Shows(forms.filled_in(reply.form, {**typed, **now}))


@contextmanager
def kept(desk: Desk, request: Request) -> Iterator[None]:
    """Where a form is refused or fails, what was typed is kept; where it is taken, it is forgotten."""
    try:
        yield
    except Exception as fault:
        if _is_a_form(request) and _takes_drafts(fault):
            _keep(desk, request)
        raise
    if _is_a_form(request):
        _forget(desk, request)


def _is_a_form(request: Request) -> bool:
    return bool(request.carries) and request.word not in OWN


def _who(desk: Desk, request: Request) -> Person | None:
    """Whoever the directory knows: of anybody else nothing is kept."""
    return identified(request.platform, request.identity, desk.directory())


def _takes_drafts(fault: Exception) -> bool:
    """A database that is away takes no draft either, and the person waits to hear that it is."""
    return not isinstance(fault, NotAnswered) or isinstance(fault, ANSWERED)


def _keep(desk: Desk, request: Request) -> None:
    """The answer to the act is what the person must hear, whether or not its words can be kept."""
    reference = request.carries.get("reference", "")
    try:
        if person := _who(desk, request):
            typed = forms.kept(known(request, desk.directory()))
            desk.store.drafts.keep(person.id, _word(request.word, reference), typed, desk.now())
    except Exception as fault:
        log.warning("a draft could not be kept", reference=reference, exc_info=fault)


def _forget(desk: Desk, request: Request) -> None:
    """It has been taken whether or not its draft can be thrown away."""
    reference = request.carries.get("reference", "")
    try:
        person, word = _who(desk, request), _word(request.word, reference)
        if person and desk.store.drafts.of(person.id, word, desk.now()):
            desk.store.drafts.forget(person.id, word)
    except Exception as fault:
        log.warning("a draft could not be forgotten", reference=reference, exc_info=fault)


def _word(form: str, reference: str) -> str:
    """Under which it is kept; a form that is about no disagreement, under its word alone."""
    return f"{form}:{reference}" if reference else form
