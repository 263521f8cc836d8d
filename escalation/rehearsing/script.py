"""A script: what the people of a rehearsal do, and when, as a policy lead writes it down."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Any

from pydantic import Field

from escalation.directory.people import PARTNERSHIP
from escalation.rehearsing import cast
from escalation.rehearsing.transcript import Strange
from escalation.texts import procedure_text
from escalation.texts.plain import Plain, Words
from escalation.texts.procedure import Faults, Procedure
from escalation.texts.procedure_sentences import mistaken
from escalation.words.forms import LONGEST_CHOICE
from escalation.words.forms import Field as Asked
from escalation.working_time import times
from escalation.working_time.calendars import Calendar

RAISE = "raise"
WAIT = "wait"
_AFTER = re.compile(r"(\d{1,3}) (minute|hour|day|working day)s?")
_WORKING_DAYS = re.compile(r"(\d{1,3}) working days?")
_PLAIN = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
WHEN = "Write a time as 2026-09-18T16:30, on the clock in the United Kingdom."
AFTER = "Write it as 2 working days, 3 hours, 30 minutes or 1 day."
EITHER = "A step comes `at` a time or `after` a while, not both."
BACK = "This is earlier than the step before it: the clock is wound on, never back."
# What whoever writes a script calls a question, where that is another word than its form's.
MEANT = {"subject": "whom"}
# What a rule asks for by the answer that is filled in beside it, though its form may be sent without.
NEEDED = frozenset({"decision"})
WHOSE = "Write who does it as role@A, role@B, role@C or role@partnership."

Path = tuple[str | int, ...]
Found = Iterator[tuple[Path, str]]


@dataclass(frozen=True)
class Step(Plain):
    """One thing that somebody does, with whatever they fill in; what they leave out is filled in.

    `about`: of several buttons of one act, the one that says so. `refused`: it is meant to be, and what they read is part of the rehearsal.
    """

    does: Words
    who: str = ""
    at: str = ""
    after: str = ""
    about: str = ""
    refused: bool = False
    given: Annotated[Mapping[str, str | int], Field(alias="with")] = field(default_factory=dict)


@dataclass(frozen=True)
class Script(Plain):
    """What happens in a rehearsal, in order; `start` is when the difference began, if that is said.

    `agencies`: of which type agency A, B or C is, where the text has titles of its own for one.
    """

    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    title: str = ""
    start: str = ""
    agencies: Mapping[str, str] = field(default_factory=dict)


def read(text: str, name: str, procedure: Procedure, words: Collection[str]) -> Script:
    """The script a text sets out, or every fault in it, with its line and column."""
    return procedure_text.read(text, name, Script, partial(_faults, procedure, words))


def strange(
    number: int, step: Step, fields: Sequence[Asked], procedure: Procedure
) -> Iterator[Strange]:
    """What a step fills in that none of these fields asks for, or that a choice does not offer."""
    asked = {each.id: each for each in fields}
    for key, value in step.given.items():
        if key not in asked:
            yield Strange(number, step.does, key, tuple(asked))
        elif asked[key].options and not _is_offered(str(value), asked[key], procedure):
            yield Strange(number, step.does, key, _offered(asked[key]), str(value))


def chosen(said: str, asked: Asked | None, procedure: Procedure) -> str:
    """What is said of a choice, as its form has it: by its id or label, by the beginning of one label
    alone, or by the id of a stage that one label begins with."""
    options = asked.options if asked else ()
    if exact := [id for id, label in options if said in (id, label)]:
        return exact[0]
    stages = [each for each in procedure.stages if each.id == said]
    begins = [part for each in stages for part in (each.title, f"{each.label}:")] or [said]
    near = [id for id, label in options if said and any(_begins(label, each) for each in begins)]
    return near[0] if len(near) == 1 else said


def _begins(label: str, words: str) -> bool:
    """Whether a label begins so, in whatever capitals; of longer words, as far as a label goes."""
    return label.casefold().startswith(words[:LONGEST_CHOICE].casefold())


def _is_offered(value: str, asked: Asked, procedure: Procedure) -> bool:
    if not value:
        return not asked.required
    return chosen(value, asked, procedure) in {id for id, _ in asked.options}


def _offered(asked: Asked) -> tuple[str, ...]:
    """What can be chosen, by its id; by its label, where the id is a mere number."""
    return tuple(label if id.isdecimal() else id for id, label in asked.options)


def unasked(text: str, name: str, strange: Iterable[Strange]) -> Faults:
    """What its steps fill in and nothing asks for, each at its place, with what is asked there."""
    found = ((("steps", each.step, "with", each.key), _unasked(each)) for each in strange)
    return procedure_text.faults(text, name, found)


def begins(script: Script) -> datetime | None:
    """When the difference began, where the script says so."""
    return _moment(script.start)


def first_at(script: Script) -> datetime | None:
    """The time of the first step that gives one."""
    return next((at for step in script.steps if (at := _moment(step.at))), None)


def comes(step: Step, now: datetime, calendar: Calendar) -> datetime:
    """When a step is done: at its time, a while after the one before, or straight after it."""
    if at := _moment(step.at):
        return at
    if not (wait := _AFTER.fullmatch(step.after)):
        return now
    number, unit = int(wait[1]), wait[2]
    if unit in _PLAIN:
        return now + number * _PLAIN[unit]
    local = times.civil(now)
    day = calendar.nth_working_day(local.date(), number)
    return datetime.combine(day, local.time().replace(fold=0), times.LONDON)


def day(said: str, now: datetime, calendar: Calendar) -> str:
    """A day as a form has it: as it was written, or so many working days from now."""
    if wait := _WORKING_DAYS.fullmatch(said):
        return calendar.nth_working_day(times.civil(now).date(), int(wait[1])).isoformat()
    return said.partition(" ")[0]


def _unasked(strange: Strange) -> str:
    if strange.value is not None:
        return mistaken(strange.value, list(strange.asked), f"something `{strange.key}` offers")
    if not strange.asked:
        return (
            f"`{strange.does}` asks nothing here, so `with` has nothing to fill in: leave it out."
        )
    kind, meant = f"something `{strange.does}` asks here", MEANT.get(strange.key, "")
    return mistaken(strange.key, list(strange.asked), kind, meant)


def _moment(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=times.LONDON)


def _faults(procedure: Procedure, words: Collection[str], tree: Any) -> Found:
    if tree.get("start") and not _moment(str(tree["start"])):
        yield ("start",), WHEN
    last = _moment(str(tree.get("start", "")))
    steps = tree.get("steps")
    for number, step in enumerate(steps if isinstance(steps, list) else ()):
        if isinstance(step, dict):
            for key, sentence in (*_who(procedure, step), *_does(words, step), *_when(step, last)):
                yield ("steps", number, key), sentence
            last = _moment(str(step.get("at", ""))) or last


def _who(procedure: Procedure, step: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if step.get("does") == WAIT or (step.get("does") == RAISE and not step.get("who")):
        return
    role, _, place = str(step.get("who", "")).partition("@")
    if place not in cast.PLACES:
        yield ("who" if "who" in step else "does"), WHOSE
    elif role not in (known := cast.roles(procedure, place)):
        where = "of the partnership" if place == PARTNERSHIP else "of an agency"
        yield "who", mistaken(role, list(known), f"a role {where} in this procedure")


def _does(words: Collection[str], step: dict[str, Any]) -> Iterator[tuple[str, str]]:
    does = step.get("does")
    if isinstance(does, str) and does not in (RAISE, WAIT, *words):
        yield "does", mistaken(does, sorted({RAISE, WAIT, *words}), "something a person can do")


def _when(step: dict[str, Any], last: datetime | None) -> Iterator[tuple[str, str]]:
    at, after = str(step.get("at", "")), str(step.get("after", ""))
    if at and after:
        yield "after", EITHER
    if at and not (moment := _moment(at)):
        yield "at", WHEN
    elif at and moment and last and moment < last:
        yield "at", BACK
    if after and not _AFTER.fullmatch(after):
        yield "after", AFTER
