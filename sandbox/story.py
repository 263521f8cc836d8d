"""A story, written as data: who types, fills in and presses what, and what others then see."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from sandbox.driven import Message, NotThere
from sandbox.driver import Workspace
from sandbox.person import Person

Step = Mapping[str, Any]


def play(file: Path, url: str, out: Path) -> None:
    """Live every step in order, printing a line for each; `NotThere` at the first that does not happen."""
    told = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    out.mkdir(parents=True, exist_ok=True)
    workspace = Workspace(url)
    try:
        print(told["title"])
        player = _Player(workspace, out)
        for step in told["steps"]:
            player.lives(step)
        print(f"\nEvery step happened: {len(told['steps'])} of {len(told['steps'])}.")
    finally:
        workspace.close()


class _Player:
    def __init__(self, workspace: Workspace, out: Path) -> None:
        self._workspace = workspace
        self._out = out
        self._day = ""
        self._read: dict[str, int] = {}

    def lives(self, step: Step) -> None:
        """One step: its verb is the key that this class has a method for."""
        verb = next(word for word in step if word in _VERBS)
        if verb != "winds":
            self._stamps()
        _VERBS[verb](self, step)

    def says(self, step: Step) -> None:
        """A line for whoever reads along."""
        self._line(step["says"])

    def winds(self, step: Step) -> None:
        """The clock is wound, as its button on the page does."""
        did = self._workspace.winds(step["winds"])
        self._stamps()
        self._line(did)

    def types(self, step: Step) -> None:
        """Somebody types a command; the form opens."""
        person = self._person(step)
        person.types(step["types"])
        self._line(f"{person.name} types {step['types']}")
        if "opens" in step:
            self._modal(person, step["opens"])

    def fills(self, step: Step) -> None:
        """Somebody fills in the form before them, and submits it."""
        person = self._person(step)
        before = person.waits_for(lambda: person.modal, called="a form")
        person.fills(dict(step["fills"] or {}))
        after = person.submits()
        if after is not None and after.errors:
            raise NotThere(f"The form “{before.title}” was refused: {after.errors}")
        self._line(f"{person.name} fills in “{before.title}” and presses {before.submit}")
        if "opens" in step:
            self._modal(person, step["opens"])

    def presses(self, step: Step) -> None:
        """Somebody presses a button: in their messages from the app, or on the card."""
        person = self._person(step)
        label = step["presses"]
        where = self._card(person) if step.get("on") == "the card" else None
        person.presses(label, in_=where)
        self._line(f"{person.name} presses “{label}”")
        if "opens" in step:
            self._modal(person, step["opens"])

    def writes(self, step: Step) -> None:
        """Somebody writes in the thread."""
        person = self._person(step)
        person.posts(step["writes"], in_thread_of=self._card(person))
        self._line(f"{person.name} writes in the thread: “{step['writes']}”")

    def told(self, step: Step) -> None:
        """Each of these people has one new message from the app that says so; nobody else has."""
        for name in step["told"]:
            person = self._workspace.person(name)
            self._hears(person, step["about"])
            self._read[person.id] = len(self._from_app(person))
            self._line(f"{person.name} is told: {step['about']}")

    def silent(self, step: Step) -> None:
        """None of these people has heard anything new."""
        self._workspace.settles()
        for name in step["silent"]:
            person = self._workspace.person(name)
            if new := self._unread(person):
                raise NotThere(f"{name} was told: {new[0].text}")
        self._line(f"{', '.join(step['silent'])}: told nothing")

    def shows(self, step: Step) -> None:
        """The card says so, to somebody who reads it."""
        person = self._person(step)
        person.waits_for(
            lambda: step["shows"] in self._card(person).text,
            called=f"“{step['shows']}” on the card",
        )
        self._line(f"The card shows {person.name}: {step['shows']}")

    def receives(self, step: Step) -> None:
        """Somebody has been handed a file of this kind; it is kept."""
        person = self._person(step)
        ending = step["receives"]
        found = person.waits_for(
            lambda: [f for m in person.reads() for f in m.files if f.name.endswith(ending)],
            called=f"a file *{ending}",
        )
        path = self._out / (step.get("as") or found[-1].name)
        path.write_bytes(person.downloads(found[-1]))
        self._line(f"{person.name} receives {found[-1].name}; kept as {path}")

    def archived(self, step: Step) -> None:
        """The disagreement's channel is archived."""
        person = self._person(step)
        person.waits_for(lambda: person.channels[-1].archived, called="the archived channel")
        self._line("The channel is archived")

    def _person(self, step: Step) -> Person:
        return self._workspace.person(step["who"])

    def _modal(self, person: Person, title: str) -> None:
        person.waits_for(
            lambda: (modal := person.modal) is not None and modal.title == title,
            called=f"the form “{title}”",
        )

    def _card(self, person: Person) -> Message:
        channel = person.waits_for(
            lambda: [c for c in person.channels if c.name.startswith("esc-")], called="the channel"
        )[-1]
        roots = person.waits_for(
            lambda: [m for m in channel.messages if m.from_app and not m.is_line], called="the card"
        )
        return roots[0]

    def _hears(self, person: Person, about: str) -> None:
        try:
            person.waits_for(partial(self._new, person, about), called=about)
        except NotThere as missing:
            new = [message.text for message in self._unread(person)]
            raise NotThere(f"{missing} There was: {new}") from None

    def _new(self, person: Person, about: str) -> bool:
        return any(about in message.text for message in self._unread(person))

    def _unread(self, person: Person) -> list[Message]:
        return self._from_app(person)[self._read.get(person.id, 0) :]

    def _from_app(self, person: Person) -> list[Message]:
        return [m for m in person.reads() if m.from_app and not m.is_line]

    def _stamps(self) -> None:
        now = self._workspace.civil_now
        day = f"{now:%A} {now.day} {now:%B %Y}, {now:%H:%M}"
        if day != self._day:
            print(f"\n{day}")
            self._day = day

    def _line(self, words: str) -> None:
        print(f"  {words}")


_VERBS: Mapping[str, Callable[[_Player, Step], None]] = {
    "says": _Player.says,
    "winds": _Player.winds,
    "types": _Player.types,
    "fills": _Player.fills,
    "presses": _Player.presses,
    "writes": _Player.writes,
    "told": _Player.told,
    "silent": _Player.silent,
    "shows": _Player.shows,
    "receives": _Player.receives,
    "archived": _Player.archived,
}
