"""Notes for one's own agency: written and read in private, by the people of that agency alone."""

from collections.abc import Iterable, Iterator
from functools import partial

from escalation import rights
from escalation.acts import meet, note, sight
from escalation.disagreement import Disagreement
from escalation.entries import Actor, own_agency
from escalation.permissions import Act
from escalation.refusals import Unknown
from escalation.words import forms
from escalation.words.emergency import first_words
from escalation.words.message import Heading, Message, Moment, Part, Reference, says
from handlers import act_forms
from handlers.desk import Desk
from handlers.request import Reply, Request, Shows, Tells
from handlers.showing import named, readable, which

OWN = frozenset({note.Noted.kind, meet.Discussed.kind})


def write(desk: Desk, request: Request) -> Reply:
    """The form; once it is sent, whoever wrote it hears, and nobody else, that it is kept."""
    return _kept(desk, request) if request.carries else _form(desk, request)


def read(desk: Desk, request: Request) -> Reply:
    """What one's own agency has noted, the latest first; the reading is audited."""
    _which(request)
    disagreement = readable(desk, request, Act.NOTE)
    person = desk.person(request)
    reader = rights.actor(person.id, disagreement, desk.directory())
    found = list(_notes(desk, disagreement.reference, reader))
    agency = disagreement.agency_name(reader.agency)
    heading = f"{disagreement.reference} – notes of {agency}"
    words = [part for each in reversed(found) for part in _shown(*each, disagreement)]
    parts = (first_words(disagreement), Heading(heading), *(words or _none(disagreement, agency)))
    return Tells(Message(f"{disagreement.reference}: your agency's own notes", parts))


def _form(desk: Desk, request: Request) -> Reply:
    _which(request)
    disagreement = named(desk, request, Act.NOTE)
    note.taken(disagreement)
    form = act_forms.form(Act.NOTE, disagreement, request.question, desk.now())
    return Shows(forms.filled_in(form, request.answers))


def _kept(desk: Desk, request: Request) -> Reply:
    person = desk.person(request)
    rule = partial(note.note, by=person.id, answers=request.answers)
    reference = request.carries.get("reference", "")
    after = desk.store.act(reference, rule, key=request.act_key, at=desk.now())
    writer = rights.actor(person.id, after, desk.directory())
    return Tells(_confirmed(after, after.agency_name(writer.agency)))


def _which(request: Request) -> None:
    if not request.reference:
        raise Unknown(which(request.word))


def _notes(
    desk: Desk, reference: str, reader: Actor
) -> Iterator[tuple[int, note.Noted | meet.Discussed]]:
    """Its notes, and the discussions inside it."""
    mine = own_agency(reader.agency)
    for kept in desk.store.entries(reference):
        header = kept.link.header
        if header.kind in OWN and header.audience == mine:
            entry = desk.store.read(kept)
            assert isinstance(entry, note.Noted | meet.Discussed)
            yield kept.link.seq, entry


def _shown(
    number: int, entry: note.Noted | meet.Discussed, disagreement: Disagreement
) -> Iterable[Part]:
    """When, and what it says; of one that is out of sight, who took it out and when."""
    yield says("{at}:", at=Moment(entry.at))
    if gone := disagreement.hidden.get(number):
        yield says("{gone}.", gone=sight.taken(gone))
    else:
        yield from entry.reads(disagreement)


def _none(disagreement: Disagreement, agency: str) -> list[Part]:
    """That there is none; and how one is made, while one can be."""
    how = "To make one, type /escalate note {reference}."
    make = [says(how, reference=Reference(disagreement.reference))]
    none: Part = says("Nobody of {agency} has made a note here.", agency=agency)
    return [none, *(make if disagreement.is_open else ())]


def _confirmed(disagreement: Disagreement, agency: str) -> Message:
    return Message(
        f"{disagreement.reference}: your note is kept",
        (
            first_words(disagreement),
            Heading(f"{disagreement.reference} – your note is kept"),
            says(
                "It stands on the copy of {agency}, under your name. Those of {agency} who are "
                "named here can read it with /escalate notes {reference}. Nobody has been told.",
                agency=agency,
                reference=Reference(disagreement.reference),
            ),
        ),
    )
