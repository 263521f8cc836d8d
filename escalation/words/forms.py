"""What people are asked: a form by meaning, which each platform dresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Literal

from escalation.refusals import Unusable
from escalation.words.message import Part
from escalation.working_time.times import LONDON

Asked = Literal["line", "text", "choice", "date", "time", "person"]


# Of a question whose name ends so, only what is shown matters: a text to copy. What comes back is kept
# nowhere.
UNKEPT = "unkept"

LONGEST_CHOICE = 75  # of a choice a platform shows no more letters


@dataclass(frozen=True)
class Field:
    """One thing asked. `person` answers with a directory id, `choice` with an option's value.

    `headings` names the group in which an option stands, by its value; where it is empty, none is.
    """

    id: str
    label: str
    asked: Asked
    hint: str = ""
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    initial: str = ""
    longest: int = 3000
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """A page of questions; `word` names the route of its answers, `carries` comes back with them."""

    word: str
    title: str
    submit: str
    parts: tuple[Part | Field, ...]
    carries: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The questions, in order."""
        return tuple(part for part in self.parts if isinstance(part, Field))


Answers = Mapping[str, str]


def filled(asked: Field, answers: Answers) -> Field:
    """The same question, with what was answered before standing in it."""
    return replace(asked, initial=answers.get(asked.id, asked.initial))


def filled_in(form: Form, answers: Answers) -> Form:
    """The same form, with everything that was answered before standing in it."""
    parts = (filled(part, answers) if isinstance(part, Field) else part for part in form.parts)
    return replace(form, parts=tuple(parts))


def kept(answers: Answers) -> dict[str, str]:
    """What was answered, without what was only shown to be copied."""
    return {id: said for id, said in answers.items() if not id.endswith(f".{UNKEPT}")}


def text(answers: Answers, id: str, sentence: str) -> str:
    """What was written, or the sentence that says it is needed."""
    if not (written := answers.get(id, "").strip()):
        raise Unusable(id, sentence)
    return written


def day(answers: Answers, id: str, sentence: str) -> date:
    """A day, or the sentence that asks for one."""
    try:
        return date.fromisoformat(answers.get(id, ""))
    except ValueError as unreadable:
        raise Unusable(id, sentence) from unreadable


def moment(answers: Answers, on: str, at: str, sentence: str) -> datetime:
    """A date and a clock time in the United Kingdom, as an instant."""
    try:
        return datetime.combine(
            date.fromisoformat(answers.get(on, "")),
            time.fromisoformat(answers.get(at, "") or "09:00"),
            LONDON,
        )
    except ValueError as unreadable:
        raise Unusable(on, sentence) from unreadable
