"""The issues arising, read by whoever of the partnership's office is given them, and nothing besides."""

from collections.abc import Iterator

from escalation.acts.chair import ChairReported
from escalation.disagreement import Disagreement
from escalation.duties import arising
from escalation.duties.seen_to import FLAGGED, DutyAnswered, IssuesFlagged
from escalation.entries import Entry
from escalation.permissions import Act
from escalation.refusals import Unknown
from escalation.taking_part.relating import of_the_office
from escalation.words.emergency import first_words
from escalation.words.message import Heading, Message, Moment, Part, Quote, Says, says
from handlers.desk import Desk
from handlers.request import Reply, Request, Tells
from handlers.showing import readable, which

GONE = "Taken out of sight. Please ring whoever is named in what you were told."
NONE = "None has been written down here. Please ring whoever is named in what you were told."


def read(desk: Desk, request: Request) -> Reply:
    """The words alone, in order: not who wrote them, nor between whom or about whom it is; audited."""
    if not request.reference:
        raise Unknown(which(request.word))
    disagreement = readable(desk, request, Act.ISSUES)
    heading = f"{disagreement.reference} – the issues arising"
    shown = tuple(_shown(desk, request, disagreement)) or (Says((NONE,)),)
    parts = (first_words(disagreement), Heading(heading), *shown)
    return Tells(Message(f"{disagreement.reference}: the issues arising", parts))


def _shown(desk: Desk, request: Request, disagreement: Disagreement) -> Iterator[Part]:
    given = arising.of(disagreement, _roles(desk, request, disagreement))
    for kept in desk.store.entries(disagreement.reference):
        if kept.link.seq in given:
            gone = kept.link.seq in disagreement.hidden
            yield from _words(desk.store.read(kept), gone)


def _roles(desk: Desk, request: Request, disagreement: Disagreement) -> list[str]:
    """As whom somebody of the office reads: what they hold, or are asked for in its holder's place."""
    person, roles = desk.person(request).id, arising.readers(disagreement)
    return [role for _, role in of_the_office(person, roles, disagreement, desk.directory())]


def _words(entry: Entry, gone: bool) -> Iterator[Part]:
    match entry:
        case ChairReported(issues=words):
            yield says("From the chair of its meeting, on {at}:", at=Moment(entry.at))
        case IssuesFlagged(what=what, issues=words):
            yield says("On {at} it was said that {what}:", at=Moment(entry.at), what=FLAGGED[what])
        case DutyAnswered(what=asked, words=words):
            yield says("{asked} The answer, on {at}:", asked=asked, at=Moment(entry.at))
        case _:
            return
    yield Quote("The issues arising", GONE if gone else words)
