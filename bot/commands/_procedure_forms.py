"""What `check` says of the forms that a text has somebody send: their fields, and what no chat asks for."""

import re
from collections.abc import Iterator
from pathlib import Path

from escalation.directory.people import listed
from escalation.texts import procedure_text
from escalation.texts.procedure import Paper, Procedure

# What is about somebody's own life more often than not; whoever writes the text knows better.
OF_THE_PERSON = re.compile(
    r"\b(?:address|born|birth|dob|carers?|disab\w*|ethnic\w*|faith|family|gender|nhs|"
    r"parents?|race|religio\w*|sex\w*|subject|nationality|health condition)\b",
    re.IGNORECASE,
)


def notes(file: Path, procedure: Procedure) -> Iterator[str]:
    """Each form with its fields; and a field that may be about somebody's own life, and is not sealed."""
    for paper in procedure.forms:
        yield _fields(paper)
    found = (
        (("forms", form, "fields", number), _look_again(field.label))
        for form, paper in enumerate(procedure.forms)
        for number, field in enumerate(paper.fields)
        if not field.is_of_the_person and OF_THE_PERSON.search(field.label)
    )
    yield from procedure_text.placed(procedure.text, str(file), found)


def _fields(paper: Paper) -> str:
    asked = [each.label for each in paper.fields if not each.is_of_the_person]
    sealed = [each.label for each in paper.fields if each.is_of_the_person]
    asks = f"read over in chat: {listed(asked)}" if asked else "nothing of it is asked in chat"
    kept = f"; in no chat: {listed(sealed)}" if sealed else ""
    return f"The form “{paper.title}” has {len(paper.fields)} fields; {asks}{kept}."


def _look_again(label: str) -> str:
    return (
        f"Look again: “{label}” is asked for in chat. If it is about somebody's own life, write "
        "`sealed: true`: it is then completed in the file alone."
    )
