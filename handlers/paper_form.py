"""The pages of a form that the text has somebody send: what is read over in chat, and that it was sent."""

from collections.abc import Mapping
from datetime import datetime

from escalation.acts.paper import BY_E_MAIL, SENT_ON, YES
from escalation.directory.people import listed
from escalation.disagreement import Disagreement
from escalation.duties import papers
from escalation.permissions import Act
from escalation.texts.procedure import Paper, PaperField, Stage
from escalation.words.emergency import first_words
from escalation.words.forms import Field, Form
from escalation.words.message import Part, says
from escalation.words.naming import called
from escalation.working_time import times

LINE = 300
READ_OVER = (
    "Drafted from the record; read it over, and change what should be said otherwise. It is kept for "
    "{agency} alone, and you are handed the form as a Word file to complete, and as a PDF. Nothing is "
    "sent: you send it to the {to} yourself, from your own secure e-mail."
)
ANEW = (
    "Something was taken out of sight since this page was opened, so no form has been made. It is drafted "
    "anew without that; what you had changed is gone. Read it over again."
)
NOT_HERE = (
    "Not asked here: {labels}. What is about the {child}’s own life is typed into no chat: those boxes "
    "are for you to complete in the Word file, on your own secure machine. What was given under seal "
    "when this was raised, such as a name, stands in that file already, which is handed to you alone."
)


def form(
    disagreement: Disagreement, paper: Paper, draft: Mapping[str, str], *, anew: bool = False
) -> Form:
    """What may be read over in chat, drafted; and what is not asked here, and why."""
    side, procedure = disagreement.sides[0], disagreement.procedure
    to = called(procedure.role(paper.to))
    parts: tuple[Part | Field, ...] = (
        first_words(disagreement),
        *((says(ANEW),) if anew else ()),
        says("“{title}”, for the {to}. {how}", title=paper.title, to=to, how=_how(side.name, to)),
        *_not_here(disagreement, paper),
        *(
            _field(field, stage, name, draft.get(name, ""))
            for field, stage, name in papers.questions(procedure, paper)
        ),
    )
    carries = {
        "reference": disagreement.reference,
        "question": papers.question(paper),
        "hidden": papers.out_of_sight(disagreement),
    }
    return Form(Act.FORM.value, "The form to send", "Make the form", parts, carries)


def sent(disagreement: Disagreement, paper: Paper, at: datetime) -> Form:
    """That it was sent, from whose e-mail, and on which day."""
    to = called(disagreement.procedure.role(paper.to))
    parts: tuple[Part | Field, ...] = (
        first_words(disagreement),
        says(
            "“{title}”. Everybody taking part reads that it was sent, by whom and when; the {to} is "
            "told to look for it, without a word of what it says. Nothing is sent from here.",
            title=paper.title,
            to=to,
        ),
        Field(
            BY_E_MAIL,
            "Has it been sent?",
            "choice",
            options=((YES, "Yes, from my own secure e-mail"),),
        ),
        Field(SENT_ON, "On which day", "date", initial=times.civil(at).date().isoformat()),
    )
    carries = {"reference": disagreement.reference, "question": papers.question(paper)}
    return Form(Act.FORM_SENT.value, "The form was sent", "Record", parts, carries)


def _how(agency: str, to: str) -> str:
    return READ_OVER.format(agency=agency, to=to)


def _not_here(disagreement: Disagreement, paper: Paper) -> tuple[Part, ...]:
    labels = listed(each.label for each in papers.of_the_person(paper))
    child = disagreement.terms.child
    return (says(NOT_HERE, labels=labels, child=child),) if labels else ()


def _field(field: PaperField, stage: Stage | None, name: str, draft: str) -> Field:
    label = f"{field.label} – {stage.label}" if stage else field.label
    if stage or field.long or "\n" in draft:
        return Field(name, label, "text", required=False, initial=draft)
    return Field(name, label, "line", required=False, initial=draft, longest=LINE)
