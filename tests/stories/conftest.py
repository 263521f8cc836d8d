"""A partnership to live stories in: the real installation, the sandbox, and a clock to wind."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import demo
from bot.app import App, composed
from bot.clock import WoundClock
from bot.server import Running, http
from bot.winding import Winder
from escalation.directory.people import Directory
from escalation.working_time.times import LONDON
from sandbox.driven import Message, Modal
from sandbox.driver import Workspace
from sandbox.person import Person
from sandbox.server import Serving, serve
from sandbox.settings import Person as Pretended
from sandbox.settings import Settings
from storage import directory
from storage.database import writing
from tests.stories.pressing import first_page, press

EASTER, BERKSHIRES = "Thursday 2026-04-02 15:00", demo.SHOWN
UNHURRIED = 60.0  # seconds: what a story tells does not depend on how busy this machine is
ALSO_FIRST = (
    *("reason_given", "other_email", "other_team", "other_2", "other_3", "other_4"),
    *("colleague", "jointly", "whom"),
    "priority",
)
MARKED = {
    "differs": "The referral was closed without an assessment.",
    "evidence": "Two missed weight checks and unexplained bruising.",
    "wanted": "A child and family assessment this week.",
    "best_interest": "Four days will pass with nobody visiting.",
}


def when(text: str) -> datetime:
    """A UK time with its weekday written out, which must be right."""
    weekday, rest = text.split(" ", 1)
    at = datetime.fromisoformat(rest).replace(tzinfo=LONDON)
    assert f"{at:%A}" == weekday, f"{rest} is a {at:%A}"
    return at


@dataclass
class Partnership:
    """An installation and its people, with the clock in one hand."""

    data: Path
    workspace: Workspace
    sandbox: Serving
    open: ExitStack
    database: str = ""  # a file of its own in `data`, unless it is somewhere else
    settings: dict[str, Any] = field(default_factory=dict)
    app: App = field(init=False)
    served: Running = field(init=False)
    clock: WoundClock = field(init=False)

    # The bot, up and down

    def starts(self, start: str = EASTER) -> None:
        """The bot comes up: with its clock where it was left, else at `start`."""
        port = int(self.sandbox.url.rsplit(":", 1)[1])
        self.clock = WoundClock.started(self.data / "clock", when(start))
        given = (*BERKSHIRES, *self.settings.get("procedure_of", {}).values())
        update = {"procedures_in_force": given, **self.settings}
        config = demo.settings(self.data, port, self.database).model_copy(update=update)
        self.app = self.open.enter_context(composed(config, self.clock))
        demo.fill_directory(self.app)
        self.served = Running(http(self.app.door(UNHURRIED), self.app.not_ready, self.app.degraded))
        self.workspace.delivers_to(f"{self.served.url}/slack/events")
        self.workspace.reaches(self.clock.now())

    def stops(self) -> None:
        """The bot goes down."""
        self.served.stop()
        self.open.close()

    # Time

    def reaches(self, text: str) -> None:
        """Time passes, and everything due on the way is lived."""
        self.settles()
        nations = frozenset(each.nation for each in self.app.desk.procedures.values())
        winder = Winder(self.app.worker, self.clock, self.workspace.reaches, nations)
        winder.wind(when(text).isoformat())

    def slept_until(self, text: str) -> None:
        """Time passes while nobody sweeps: the next sweep is at this time."""
        self.clock.wind_to(when(text))
        self.workspace.reaches(self.clock.now())

    def settles(self) -> None:
        """What people did has arrived, and what is owed for it is delivered."""
        self.workspace.settles()
        self.app.worker.work()

    # People

    def person(self, name: str) -> Person:
        """Somebody of the workspace, by their first name."""
        return next(one for one in self.workspace.people if one.name.split()[0] == name)

    def lets_in(self, name: str) -> None:
        """Somebody is let into the channel by hand, whom the procedure has not brought."""
        channel = next(c for c in self.person("Sam").channels if c.name.startswith("esc-"))
        answer = httpx.post(
            f"{self.sandbox.url}/api/conversations.invite",
            headers={"Authorization": f"Bearer {demo.TOKEN}"},
            data={"channel": channel.id, "users": self.person(name).id},
            trust_env=False,
        )
        assert answer.json()["ok"], answer.json()

    def told(self, name: str) -> list[Message]:
        """What the app has told somebody privately."""
        return [each for each in self.person(name).reads() if each.from_app and not each.is_line]

    def heard(self, name: str, about: str) -> int:
        """How many times somebody has been told this."""
        return sum(about in message.text for message in self.told(name))

    def channel_of(self, name: str) -> list[str]:
        """The disagreements' channels somebody is in."""
        return [each.name for each in self.person(name).channels if each.name.startswith("esc-")]

    def card(self, name: str = "Sam") -> Message:
        """The card, as somebody sees it: what is reopened has another, in a channel of its own."""
        mine = [c for c in self.person(name).channels if c.name.startswith("esc-")]
        channel = sorted(mine, key=lambda c: not c.archived)[-1]
        return next(m for m in channel.messages if m.from_app and not m.is_line)

    def thread(self, name: str = "Sam") -> str:
        """Everything said in the thread, as somebody sees it."""
        return "\n".join(reply.text for reply in self.card(name).replies)

    # What people do

    def raises(
        self, began: str = EASTER, by: str = "Sam", against: str = "Priya Desai", **more: str
    ) -> str:
        """Somebody raises a difference through the three pages; its reference."""
        preview = self.previews(began, by, against, **more)
        assert preview.title == "Before you confirm", (preview.title, preview.errors)
        before = {*self.references()}
        self.person(by).submits()
        self.settles()
        return next(each for each in self.references() if each not in before)

    def previews(
        self, began: str, by: str = "Sam", against: str = "Priya Desai", **more: str
    ) -> Modal:
        """The same, up to the preview."""
        person, at = self.person(by), when(began)
        person.types("/escalate")
        first = {
            **first_page(person, more.pop("area", "Reading")),
            "category": more.pop("category", "") or self.category(person),
            **({"other": against} if against else {}),
            "spoken": "Yes, and we still differ",
            **{name: more.pop(name) for name in ALSO_FIRST if name in more},
        }
        second = {**MARKED, "began_on": f"{at:%Y-%m-%d}", "began_at": f"{at:%H:%M}", **more}
        person.submits(first)
        modal = person.submits(second)
        assert modal is not None
        return modal

    def category(self, person: Person) -> str:
        """The first thing a difference may be about."""
        assert person.modal
        return person.modal.field("category").options[0]

    def references(self) -> list[str]:
        """Every reference, oldest first."""
        return self.app.store.references()

    def presses(self, name: str, label: str, **answers: str) -> None:
        """Somebody presses a button on the card, and fills in what it asks."""
        person = self.person(name)
        press(person, label, self.card(name))
        self._answers(person, answers)

    def may_do(self, name: str) -> list[str]:
        """What somebody finds behind More… on their card."""
        person = self.person(name)
        person.presses("More…", in_=self.card(name))
        modal = person.waits_for(lambda: person.modal, called="what may be done")
        person.closes()
        return [each.split(" – ")[0] for each in modal.field("what").options]

    def presses_in_messages(self, name: str, label: str, about: str = "", **answers: str) -> None:
        """Somebody presses a button in what the app told them."""
        person = self.person(name)
        message = [
            each for each in self.told(name) if about in each.text and label in each.buttons
        ][-1]
        person.presses(label, in_=message)
        self._answers(person, answers)

    def _answers(self, person: Person, answers: dict[str, str]) -> None:
        if answers:
            person.waits_for(lambda: person.modal, called="the form")
            person.submits(answers)
        self.settles()

    def refused(self, name: str) -> str:
        """The last private sentence somebody got."""
        person = self.person(name)
        return person.waits_for(lambda: person.notices, called="a private answer")[-1].text

    def proposes(self, name: str, due: str = "2026-04-30") -> None:
        """Somebody puts an agreement of one action to each agency."""
        self.presses(
            name,
            "Propose an agreement",
            what_1="An assessment is begun today.",
            owner_1="Priya Desai",
            due_1=due,
        )

    def kinds(self, reference: str) -> list[str]:
        """The kinds of a disagreement's entries, in order."""
        return [kept.link.header.kind for kept in self.app.store.entries(reference)]


@pytest.fixture
def berkshire(tmp_path: Path, database: str) -> Iterator[Partnership]:
    """Berkshire's procedure, on the Thursday before Easter."""
    yield from _partnership(tmp_path, database, EASTER)


@pytest.fixture
def berkshire_from(tmp_path: Path, database: str) -> Iterator[Callable[[str], Partnership]]:
    """Berkshire's procedure, from another day."""
    with ExitStack() as stack:

        def begin(start: str) -> Partnership:
            made = _partnership(tmp_path, database, start)
            stack.callback(lambda: next(made, None))
            return next(made)

        yield begin


@pytest.fixture
def berkshire_of(tmp_path: Path, database: str) -> Iterator[Callable[[Directory], Partnership]]:
    """Berkshire's procedure on that Thursday, with other people in its directory than the demo's."""
    with ExitStack() as stack:

        def begin(who: Directory) -> Partnership:
            made = _partnership(tmp_path, database, EASTER, who)
            stack.callback(lambda: next(made, None))
            partnership = next(made)
            with writing(partnership.app.engine) as connection:
                at = partnership.clock.now()
                directory.replace(connection, who, who="a test", source="a test", at=at)
            return partnership

        yield begin


def _partnership(
    data: Path, database: str, start: str, who: Directory | None = None
) -> Iterator[Partnership]:
    rows: list[dict[str, Any]] = [{**row} for row in demo.pretended(who or demo.people())]
    people = tuple(Pretended(**row) for row in rows)
    settings = Settings(
        people=people,
        signing_secret=demo.SECRET,
        bot_token=demo.TOKEN,
        data_dir=data / "sandbox",
        ack_seconds=UNHURRIED,
        trigger_seconds=UNHURRIED,
    )
    with ExitStack() as stack:
        sandbox = serve(settings)
        stack.callback(sandbox.stop)
        workspace = Workspace(sandbox.url)
        stack.callback(workspace.close)
        partnership = Partnership(data, workspace, sandbox, ExitStack(), database)
        partnership.starts(start)
        stack.callback(partnership.stops)
        yield partnership


def words(text: str) -> str:
    """A text on one line, to look for sentences in."""
    return re.sub(r"\s+", " ", text)
