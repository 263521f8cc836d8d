"""Before it is raised: whom of their own agency somebody consults first, and that nobody need go alone."""

from collections.abc import Iterator

from escalation.directory.people import Directory, Person
from escalation.taking_part.consulted import CLEAR, DONE, HOW, NOT_YET, ON, WHY_NOT, WITH
from escalation.texts.procedure import Procedure
from escalation.words.forms import Field
from escalation.words.message import Heading, Part, says
from escalation.words.naming import begun, called
from handlers.desk import Desk

TITLE = "First, in your own agency"
ALONE = (
    "What you answer here is a note for your own agency alone: the other side learns nothing of it. "
    "None of it keeps you from raising this, and immediate harm waits for none of it."
)
UNSURE = (
    "Nobody need do this alone. If you are new, less senior than the other side, or not sure, somebody "
    "can raise it with you or for you: choose a colleague on the page before this one."
)
ANSWERS = ((DONE, "Yes, I have consulted"), (NOT_YET, "Not yet, because…"))


def first(procedure: Procedure) -> Iterator[Part]:
    """That somebody is consulted first, in the text's words, before anything is typed."""
    if asked := procedure.consulting:
        words = "The procedure says: “{words}” You are asked about it on the next page."
        yield says(words, words=asked.words)


def parts(procedure: Procedure, by: Person | None, desk: Desk) -> Iterator[Part | Field]:
    """The words, who it is, whether they have been consulted, and what was made clear."""
    if not (asked := procedure.consulting):
        return
    yield Heading(TITLE)
    yield says("The procedure says: “{words}”", words=asked.words)
    if by:
        yield says("{who}", who=whom(procedure, asked.role, by, desk.directory()))
    yield says(UNSURE)
    yield says(ALONE)
    yield from _fields()


def whom(procedure: Procedure, role: str, by: Person, directory: Directory) -> str:
    """Your line manager is Jo Lee, 0118 496 0001; while they are away, who stands in."""
    title = called(procedure.role(role))
    found = directory.holder(role, by.agency, by.id, without=frozenset({by.id}))
    if found is None:
        return (
            f"Nobody else is named as {title} at your agency. Consult whoever is next in your line, or "
            "your safeguarding lead."
        )
    away, deputy = directory.away(found), directory.deputy_of(found)
    said = f"{begun(f'your {title}')} is {_rung(found)}"
    if away and deputy and not directory.away(deputy):
        return f"{said}, who {away}; {_rung(deputy)} deputises."
    return f"{said}, who {away}." if away else f"{said}."


def _rung(person: Person) -> str:
    return f"{person.name} ({person.phone})" if person.phone else person.name


def _fields() -> Iterator[Field]:
    yield Field(HOW, "Have you consulted them?", "choice", required=False, options=ANSWERS)
    yield Field(ON, "If so: on which day", "date", required=False)
    yield Field(WITH, "If so: with whom", "line", required=False, longest=200)
    for id, label in CLEAR:
        asks = f"If so: {label[:1].lower()}{label[1:]}, as it was made clear"
        yield Field(id, asks, "text", required=False, longest=1500)
    yield Field(WHY_NOT, "If not yet: why", "text", required=False, longest=1000)
