"""A disagreement lived in memory by the very rules, on a wound clock, by invented people."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from escalation import acts
from escalation.directory import reaching, seeking
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement, after
from escalation.entries import Entries, Entry
from escalation.owing import Post, Telling
from escalation.refusals import NotNow, Refusal
from escalation.rehearsing import cast, script
from escalation.rehearsing.script import RAISE, WAIT, Script, Step
from escalation.rehearsing.transcript import Kind, Line, Strange, Transcript
from escalation.texts.procedure import Procedure
from escalation.words import message
from escalation.words.card import card
from escalation.words.forms import Answers, Field, Form
from escalation.words.message import Choice, Choices, Message
from escalation.working_time import times
from escalation.working_time.calendars import Calendar, calendar_covering
from escalation.working_time.working_time_errors import CoverageError

REFERENCE = "ESC-REHEARSAL"
WORKING_DAYS = 40
AHEAD = 2
EVERYBODY = ""
NOT_RAISED = "Nothing has been raised yet, so there is nothing to do this to."
BEYOND = "The clock stops here: the bank holidays after this are not known yet."
_LIMITS = frozenset({"limit_set", "limit_passed"})
_INSTANT = timedelta(seconds=1)  # a limit has passed once its instant is over

Rule = Callable[..., Entries]
# The pages that somebody meets who raises it, each as it is opened, and then the first entries.
Opening = Callable[[Procedure, Directory, Person, datetime, Answers], Iterator[Form | Entries]]
Asking = Callable[[str, Disagreement, str, datetime, Person, Directory], Form | None]


@dataclass(frozen=True)
class Doors:
    """By what people act: each word's rule, the form it opens first, and the pages of raising.

    `raising`: what is asked on those pages; `asked`: what a word's form asks, whoever may open it;
    `unasked`: what a word takes that opens no form.
    """

    rules: Mapping[str, Rule]
    form: Asking
    opening: Opening
    raising: Callable[[Procedure, Directory, datetime, Answers], Sequence[Field]]
    asked: Callable[[str, Disagreement, str, datetime], Form | None]
    unasked: Mapping[str, Sequence[Field]] = field(default_factory=dict)


def nobody_answers() -> Script:
    """It is raised, and nobody does anything."""
    return Script((Step(RAISE),), "Nobody answers")


def play(
    procedure: Procedure, doors: Doors, start: datetime, written: Script, *, on: int = 0
) -> Transcript:
    """The script, lived from its start, and then so many working days in which nobody does anything."""
    return Play(procedure, doors, start, cast.of(procedure, written.agencies)).lived(written, on)


@dataclass
class Play:
    """A rehearsal as it goes on: where it stands, what time it is there, and all that was met."""

    procedure: Procedure
    doors: Doors
    now: datetime
    people: Directory
    lines: list[Line] = field(default_factory=list)
    _met: set[tuple[str, str]] = field(default_factory=set)
    _offered: list[tuple[str, Choice]] = field(default_factory=list)
    _card: str = ""
    _step: int = 0
    _strange: list[Strange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.began = times.civil(self.now)
        self.standing = Disagreement(REFERENCE, self.procedure)

    def lived(self, written: Script, on: int) -> Transcript:
        """Every step in its turn, and every moment on the way to it."""
        try:
            for self._step, step in enumerate(written.steps):
                self._waits(script.comes(step, self.now, self._days))
                self._steps(step)
            if on:
                last = self._days.nth_working_day(times.civil(self.now).date(), on)
                self._waits(max(self.now, self._days.closing(last)))
        except CoverageError:
            self._says("over", (), BEYOND)
        who, strange = self.people.at(self.now), tuple(self._strange)
        return Transcript(tuple(self.lines), self.standing, who, strange)

    @property
    def _days(self) -> Calendar:
        return calendar_covering(self.procedure.nation, self.now)

    @property
    def _who(self) -> Directory:
        return self.people.at(self.now)

    def _waits(self, until: datetime) -> None:
        """Every moment on the way is lived in its turn."""
        while (wakes := self.standing.moments()) and wakes[0].at < until:
            self.now = max(self.now, wakes[0].at + _INSTANT)
            self._passes()
        self.now = max(self.now, until)
        self._passes()

    def _passes(self) -> None:
        if self.standing.sides:
            self._happens(acts.time_passed(self.standing, self.now, self._days, self._who))

    def _steps(self, step: Step) -> None:
        """Somebody does something; a refusal is what they would read, and it goes on."""
        if step.does == WAIT:
            self._knows(step, ())
            return
        person = self.people.person(step.who or cast.id("practitioner", cast.RAISING))
        assert person, step.who  # the script was read with these people
        try:
            if step.does == RAISE:
                self._raises(person, step)
            else:
                self._acts(person, step)
        except Refusal as why:
            self._says("refused", (person.name,), why.sentence)

    def _raises(self, person: Person, step: Step) -> None:
        kind = {key: str(value) for key, value in step.given.items()}
        pages = self.doors.raising(self.procedure, self._who, self.now, kind)
        asked = {each.id: each for each in pages}
        self._knows(step, tuple(asked.values()))
        began = {"began_on": f"{self.began:%Y-%m-%d}", "began_at": f"{self.began:%H:%M}"}
        said = began | {key: self._read(key, it, asked.get(key)) for key, it in kind.items()}
        for met in self.doors.opening(self.procedure, self._who, person, self.now, said):
            if isinstance(met, Form):
                self._opens(person, met)
            else:
                self._happens(met)

    def _acts(self, person: Person, step: Step) -> None:
        if not self.standing.sides:
            raise NotNow(NOT_RAISED)
        question = self._question(step, person)
        form = self._form(step, question, person)
        if form:
            self._opens(person, form)
        else:
            self._knows(step, self.doors.unasked.get(step.does, ()))
        wanted = inspect.signature(rule := self.doors.rules[step.does]).parameters
        given: dict[str, object] = {"by": person.id}
        given |= {"question": question} if "question" in wanted else {}
        given |= {"answers": self._answers(form, person, step)} if "answers" in wanted else {}
        self._happens(rule(self.standing, self.now, self._days, self._who, **given))

    def _form(self, step: Step, question: str, person: Person) -> Form | None:
        """What is asked of them; of what is refused it is known all the same what would have been."""
        try:
            return self.doors.form(step.does, self.standing, question, self.now, person, self._who)
        except Refusal:
            with suppress(Refusal):
                if form := self.doors.asked(step.does, self.standing, question, self.now):
                    self._knows(step, tuple(form.fields))
            raise

    def _question(self, step: Step, person: Person) -> str:
        """What a button of this act asks: on the card, else where this person saw one last."""
        seen = (each for who, each in reversed(self._offered) if who in (person.id, EVERYBODY))
        shown = [each for each in (*_choices(card(self.standing)), *seen) if each.act == step.does]
        about = [each for each in shown if step.about in each.question or step.about in each.label]
        if step.about and not about:
            raise NotNow(f"No button that {person.name} has seen is about {step.about}.")
        return next((each.question for each in about), self.standing.question)

    def _answers(self, form: Form | None, person: Person, step: Step) -> Answers:
        given = {key: str(value) for key, value in step.given.items()}
        if form is None:
            return given
        asked = {each.id: each for each in form.fields}
        if strange := self._knows(step, tuple(form.fields)):
            raise NotNow(f"Nothing called {strange[0]} is asked here, but: {', '.join(asked)}.")
        return {
            id: _within(each, self._read(id, given[id], each))
            if id in given
            else self._default(each, person)
            for id, each in asked.items()
        }

    def _knows(self, step: Step, asked: Sequence[Field]) -> list[str]:
        """What the step fills in though nothing asks for it: whoever reads the script is told."""
        found = tuple(script.strange(self._step, step, asked, self.procedure))
        self._strange += found
        return [each.key for each in found if each.value is None]

    def _read(self, id: str, said: str, asked: Field | None = None) -> str:
        """What a script says of a field, as its form has it: a day by counting, a choice by its label."""
        if (asked and asked.asked == "date") or id.endswith("_on"):
            return script.day(said, self.now, self._days)
        return script.chosen(said, asked, self.procedure)

    def _default(self, asked: Field, person: Person) -> str:
        """What stands there already; of what must be answered, something that can be read as made up."""
        if asked.initial or not (asked.required or asked.id in script.NEEDED):
            return asked.initial
        match asked.asked:
            case "choice":
                return asked.options[0][0] if asked.options else ""
            case "date":
                return script.day(f"{AHEAD} working days", self.now, self._days)
            case "time":
                return "10:00"
            case "person":
                return cast.id("practitioner", cast.UNINVOLVED)
            case _:
                return _within(asked, f"({asked.label}, as {person.name} puts it)")

    # What is met

    def _happens(self, new: Entries) -> None:
        new = acts.followed(self.standing, new, self.now, self._days)
        self.standing = after(self.standing, *new)
        for entry in new:
            kind: Kind = "limit" if entry.kind in _LIMITS else "happened"
            self._says(kind, (), message.plain(Message("", entry.reads(self.standing))))
            self._owes(entry)
        if new:
            self._draws()

    def _owes(self, entry: Entry) -> None:
        told: dict[str, list[str]] = {}
        for owed in entry.owes(self.standing):
            if isinstance(owed, Post):
                self._says("posted", (), message.plain(owed.message))
                self._offers(EVERYBODY, owed.message.parts)
            elif isinstance(owed, Telling) and (person := self._reached(owed)):
                told.setdefault(message.plain(owed.message), []).append(person.name)
                self._offers(person.id, owed.message.parts)
        for text, people in told.items():
            self._says("told", tuple(dict.fromkeys(people)), text)

    def _reached(self, telling: Telling) -> Person | None:
        """Whom it reaches, each of the same thing once."""
        about = (telling.to, self.standing, self._who, telling.farthest)
        despite = telling.topic.startswith(("cut:", "sight:"))
        sought = seeking.sought(*about, despite_cut=despite, urgent=telling.urgent)
        for way in islice(reaching.ways(sought, self._who), 1):
            if (met := (telling.topic, way.told.id)) not in self._met:
                self._met.add(met)
                return way.told
        return None

    def _draws(self) -> None:
        if (drawn := message.plain(card(self.standing))) != self._card:
            self._card = drawn
            self._says("card", (), drawn)

    def _opens(self, person: Person, form: Form) -> None:
        self._says("form", (person.name,), "\n".join((form.title, *map(_part, form.parts))))
        self._offers(person.id, form.parts)

    def _offers(self, who: str, parts: Iterable[message.Part | Field]) -> None:
        self._offered += ((who, each) for each in _of(parts))

    def _says(self, kind: Kind, who: tuple[str, ...], text: str) -> None:
        if text:
            self.lines.append(Line(self.now, kind, who, text))


def _choices(said: Message) -> Iterator[Choice]:
    return _of(said.parts)


def _of(parts: Iterable[message.Part | Field]) -> Iterator[Choice]:
    for part in parts:
        if isinstance(part, Choices):
            yield from part.choices


def _within(asked: Field, text: str) -> str:
    return text[: asked.longest]


def _part(part: message.Part | Field) -> str:
    if not isinstance(part, Field):
        return message.plain(Message("", (part,)))
    options = "".join(f"\n  ( ) {label}" for _, label in part.options)
    return f"{part.label}: {part.hint}{options}".removesuffix(" ")
