"""A form that a text has somebody send, as its files show it: what is filled in, and what is left to complete."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from escalation.acts.raise_ import SubjectSealed
from escalation.directory.people import listed
from escalation.disagreement import Disagreement
from escalation.duties.on_paper import Passage
from escalation.texts.procedure import Paper, PaperField
from escalation.words.naming import called
from escalation.working_time import times
from export import paper_docx, paper_pdf
from export.paper_sheet import Box, Sheet
from export.printed import date

CONFIDENTIAL = "Confidential: send by secure e-mail only"
TO_COMPLETE = "To complete on your own secure machine"
BEFORE = (
    "Before it is sent, complete {labels}. Escalate does not ask for them, for what is about the "
    "{child}’s own life is asked for in no chat. {given}The rest was drafted from the record and read over by "
    "whoever prepared it. Complete the Word file on your own secure machine, and send it to the {to} "
    "from your own secure e-mail. Then say in Escalate that it was sent. What is about them begins on the "
    "next page, so that no preview of the file shows it. This paragraph may be deleted."
)
GIVEN = "What was given under seal when this was raised stands in its box; please check it. "


def sheet(
    disagreement: Disagreement,
    paper: Paper,
    passages: Sequence[Passage],
    sealed: SubjectSealed | None,
    at: datetime,
    completed: Mapping[str, str] | None = None,
) -> Sheet:
    """The form as it is handed over; who it is about only where that was given under seal, or by hand
    where it is `completed`, by the field."""
    known, by_hand = _known(sealed), completed or {}
    boxes = tuple(
        replace(box, text=by_hand.get(box.id, box.text)) for box in _boxes(paper, passages, known)
    )
    empty = [each.label for each in boxes if each.of_the_person and not each.text]
    procedure = disagreement.procedure
    note = BEFORE.format(
        labels=listed(f"“{label}”" for label in empty) or "whatever is still empty",
        child=disagreement.terms.child,
        to=called(procedure.role(paper.to)),
        given=GIVEN if any(each.of_the_person and each.text for each in boxes) else "",
    )
    return Sheet(
        title=paper.title,
        reference=disagreement.reference,
        procedure=f"{procedure.title}, {procedure.version}",
        classification=CONFIDENTIAL,
        made=times.full(at),
        note=note,
        to_complete=TO_COMPLETE,
        boxes=boxes,
        at=at,
    )


def _boxes(paper: Paper, passages: Sequence[Passage], known: Mapping[str, str]) -> Iterator[Box]:
    """Each field of the form, in the form's order."""
    for field in paper.fields:
        if field.is_of_the_person:
            yield Box(field.id, field.label, known.get(field.drawn_from, ""), field.long, True)
        else:
            yield _drafted(field, [each for each in passages if each.field == field.id])


def _drafted(field: PaperField, passages: Sequence[Passage]) -> Box:
    """What was read over, stage by stage where it is of several."""
    said = [each for each in passages if each.text]
    lines = [line for each in said for line in (each.stage, each.text) if line]
    headings = frozenset(each.stage for each in said if each.stage)
    long = field.long or field.drawn_from == "actions"
    return Box(field.id, field.label, "\n".join(lines), long, headings=headings)


def _known(sealed: SubjectSealed | None) -> Mapping[str, str]:
    return {"name": sealed.name, "born": date(sealed.born)} if sealed else {}


# In which a form leaves the house: to complete, and to read.
FORMATS: Mapping[str, Callable[[Sheet], bytes]] = {
    "docx": paper_docx.written,
    "pdf": paper_pdf.pages,
}
