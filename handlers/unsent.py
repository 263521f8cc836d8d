"""What was typed into the form of an act that was not taken: it stands there when the form is opened again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import structlog

from escalation import forms
from escalation.forms import Form
from escalation.people import Person
from handlers.desk import Desk
from storage.database import GaveWay, NotAnswered, TookTooLong

log = structlog.get_logger()
ANSWERED = (GaveWay, TookTooLong)  # the database is there: it took this act only too slowly


def again(desk: Desk, person: Person, form: Form) -> Form:
    """The form with what this person last typed into it about this disagreement, for seven days."""
    word = _word(form.word, form.carries.get("reference", ""))
    return forms.filled_in(form, desk.store.drafts.of(person.id, word, desk.now()))


@contextmanager
def kept(
    desk: Desk, person: Person, act: str, reference: str, typed: Mapping[str, str]
) -> Iterator[None]:
    """Where the act is refused or fails, what was typed is kept; where it is taken, it is forgotten."""
    word = _word(act, reference)
    try:
        yield
    except Exception as fault:
        if reference and _takes_drafts(fault):
            _keep(desk, person, word, reference, typed)
        raise
    _forget(desk, person, word, reference)


def _takes_drafts(fault: Exception) -> bool:
    """A database that is away takes no draft either, and the person waits to hear that it is."""
    return not isinstance(fault, NotAnswered) or isinstance(fault, ANSWERED)


def _keep(desk: Desk, person: Person, word: str, reference: str, typed: Mapping[str, str]) -> None:
    """The answer to the act is what the person must hear, whether or not its words can be kept."""
    try:
        desk.store.drafts.keep(person.id, word, typed, desk.now())
    except Exception as fault:
        log.warning("a draft could not be kept", reference=reference, exc_info=fault)


def _forget(desk: Desk, person: Person, word: str, reference: str) -> None:
    """It has been taken whether or not its draft can be thrown away."""
    try:
        if desk.store.drafts.of(person.id, word, desk.now()):
            desk.store.drafts.forget(person.id, word)
    except Exception as fault:
        log.warning("a draft could not be forgotten", reference=reference, exc_info=fault)


def _word(act: str, reference: str) -> str:
    return f"{act}:{reference}"
