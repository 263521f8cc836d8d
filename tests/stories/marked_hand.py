"""How a marked day is lived by hand: buttons pressed, forms filled in, a mark of one's own in each field."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx

from escalation.working_time.times import LONDON
from sandbox.driven import Message, Modal
from sandbox.person import Person
from sandbox.workspace import Workspace as Kept
from storage.database import writing
from tests.stories.conftest import Partnership
from tests.stories.overheard import Marks, Overheard
from tests.stories.pressing import press

A_WHILE = timedelta(minutes=4)
DAY = "2026-04-20"
NEVER = {"other_email"}  # whoever is chosen is not written as well


@dataclass
class Hand:
    """What people do on that day, and what is kept of it."""

    partnership: Partnership
    overheard: Overheard
    kept: Kept
    marks: Marks = field(default_factory=Marks)
    planted: set[tuple[str, str]] = field(default_factory=set)
    health: list[str] = field(default_factory=list)

    def _before(self, person: Person) -> Modal:
        modal = person.modal
        assert modal
        return modal

    def _asking(self, person: Person) -> Modal | None:
        modal = self._before(person)
        return modal if modal.fields else None

    def reopens(self, name: str, reference: str) -> None:
        """By its reference: its channel is archived."""
        person = self.partnership.person(name)
        person.types(f"/escalate reopen {reference}")
        person.submits(self.fills(name, person.waits_for(lambda: person.modal, called="the form")))
        self.settles()
        assert self.partnership.app.store.disagreement(reference).is_open

    def acts(self, name: str, label: str, reference: str, **chosen: str) -> None:
        """A press on the card, and every field of the form it opens filled in."""
        person = self.partnership.person(name)
        self.settles()
        press(person, label, self.card(name, reference))
        if modal := person.modal:
            filled = self.fills(name, modal) | chosen
            if person.submits(filled):  # what may be a name is asked about once
                person.submits(filled)
            assert person.modal is None, (label, person.modal.errors, person.modal.lines[:2])
        self.settles()
        self.looks_well()

    def tries(self, name: str, label: str, reference: str, **wrong: str) -> None:
        """A press on the card, and a form whose every field is filled in, that is refused."""
        person = self.partnership.person(name)
        press(person, label, self.card(name, reference))
        modal = person.waits_for(lambda: person.modal, called="the form")
        refused = person.submits(self.fills(name, modal) | wrong)
        assert refused is not None
        assert refused.errors, label
        person.closes()

    def writes(self, name: str, under: Message) -> None:
        """Somebody writes in the thread."""
        person = self.partnership.person(name)
        person.posts(self.marks.mark(person.id, "the thread"), in_thread_of=under)

    def fills(self, name: str, modal: Modal) -> dict[str, Any]:
        """A mark in every field where something is typed, and a day where one is wanted."""
        values: dict[str, Any] = {}
        who = self.partnership.person(name).id
        for asked in modal.fields:
            if asked.block_id in NEVER:
                continue
            if asked.type == "plain_text_input":
                values[asked.block_id] = self.marks.mark(who, asked.block_id)
                self.planted.add((modal.title, asked.block_id))
            elif asked.type == "datepicker" and not asked.value:
                values[asked.block_id] = DAY
        return values

    def card(self, name: str, reference: str) -> Message:
        """The card of one disagreement, as somebody sees it."""
        channel = self.partnership.person(name).conversation(reference.lower())
        return next(iter([m for m in channel.messages if m.from_app and not m.is_line]))

    def files(self, name: str) -> list[str]:
        """The files that somebody was handed."""
        return [file.name for message in self.partnership.told(name) for file in message.files]

    def fails(self, method: str, kind: str, times: int = 1, **more: str) -> None:
        """The next call of this goes wrong."""
        self.partnership.workspace.fails(method, kind, times, **more)

    def settles(self) -> None:
        """What was done has arrived and what is owed is sent, after a while where Slack was ill."""
        self.partnership.settles()
        later = self.partnership.clock.now().astimezone(LONDON) + A_WHILE
        self.partnership.reaches(f"{later:%A %Y-%m-%d %H:%M}")

    def looks_well(self) -> None:
        """Somebody asks whether it is well."""
        for path in ("/healthz", "/readyz"):
            answer = httpx.get(f"{self.partnership.served.url}{path}", trust_env=False)
            self.health.append(answer.text)

    def changes_database(self, statement: str) -> None:
        """Something happens to the database."""
        with writing(self.partnership.app.engine) as connection:
            connection.exec_driver_sql(statement)
