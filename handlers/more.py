"""More…: what is rarely done, in words, of which somebody chooses one; only what they may do."""

from collections.abc import Mapping
from dataclasses import replace

from escalation.directory.people import Person
from escalation.disagreement import Disagreement
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotYours, Unusable
from escalation.words import further
from escalation.words.emergency import first_words
from escalation.words.forms import Field, Form
from escalation.words.message import Choice
from handlers import allowed
from handlers.desk import Desk
from handlers.request import Request

WORD, WHAT = "more", "what"
# What each is for, in words that its label has not said; 75 characters with it, as a choice has room.
FOR: Mapping[Act, str] = {
    Act.BRING_LEAD: "your own lead, or whom the stage names",
    Act.BRING_AGENCY: "whose view or yes is needed too",
    Act.COURSE: "as the procedure leaves it to you",
    Act.CALL_MEETING: "as the procedure asks or allows",
    Act.WITHDRAW: "end it without a settlement",
    Act.CORRECT_DATE: "it began on another day than you gave",
    Act.OWN_DATE: "when it began, as your side sees it",
    Act.LINK: "about the same person, a sibling, the same household",
    Act.UNLINK: "the two do not belong together",
    Act.MERGE: "this ends, and goes on in the other",
    Act.HIDE: "words that should not be here",
    Act.PREFER: "in place of your manager, as the procedure lets you",
    Act.REFER_OUTSIDE: "to whom the text names; it goes on here",
    Act.WRONG: "somebody here should never have been brought in",
}


def form(desk: Desk, request: Request) -> Form:
    """What this person may do besides what stands on the card."""
    person = desk.person(request)
    disagreement = desk.store.disagreement(request.reference)
    open_(disagreement)
    offered = _offered(desk, person, disagreement)
    if not offered:
        raise NotYours("This is for the people this disagreement names. Nothing has changed.")
    options = tuple((each.act, _in_words(each)) for each in offered)
    parts = (
        first_words(disagreement),
        Field(WHAT, "What would you like to do?", "choice", options=options),
    )
    return Form(
        WORD, "More…", "Go on", parts, {"reference": disagreement.reference, "question": "more"}
    )


def chosen(desk: Desk, request: Request) -> Request:
    """The same person, pressing what they chose."""
    person = desk.person(request)
    disagreement = desk.store.disagreement(request.carries.get("reference", ""))
    wanted = request.answers.get(WHAT, "")
    found = (each for each in _offered(desk, person, disagreement) if each.act == wanted)
    choice = next(found, None)
    if choice is None:
        raise Unusable(WHAT, "Choose what you would like to do.")
    about = {"reference": disagreement.reference, "question": choice.question}
    return replace(request, word=choice.act, answers={}, carries={}, **about)


def _offered(desk: Desk, person: Person, disagreement: Disagreement) -> list[Choice]:
    directory = desk.directory()
    return [
        each
        for each in further.choices(disagreement)
        if allowed.may(person.id, Act(each.act), disagreement, directory)
    ]


def _in_words(choice: Choice) -> str:
    """Withdraw – end it without a settlement; the label that people know, and what it is for."""
    return f"{choice.label} – {FOR[Act(choice.act)]}"
