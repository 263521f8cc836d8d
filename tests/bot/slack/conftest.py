"""A Slack-shaped workspace, and the real adapter in front of a core that each test writes itself."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config
from bot.server import Running, http
from bot.slack.wire import SlackSender, slack_app
from escalation.directory.people import Agency, Directory
from escalation.directory.people import Person as Known
from escalation.words.forms import Field, Form
from escalation.words.message import Choice, Choices, Message, Says
from handlers.request import Done, Reply, Request, Tells
from sandbox.driver import Person as Player
from sandbox.driver import Workspace
from sandbox.server import Serving, serve
from sandbox.settings import Person, Settings
from scheduler.sender import PlaceOf

REFERENCE, NAME = "ESC-KXQT-RWBM", "esc-kxqt-rwbm"
SECRET, TOKEN = "a signing secret", "xoxb-a-token"
EARLIER = datetime(2026, 1, 5, 9, tzinfo=UTC)  # before anything here was said
PEOPLE = (
    Person("U0GRACE", "Grace Okafor", "grace@health.example", "Health visitor", "Health trust"),
    Person("U0SAM", "Sam Reed", "sam@council.example", "Social worker", "Council"),
    Person("U0LEE", "Lee Hart", "lee@council.example", "Team manager", "Council"),
    Person("U0GONE", "Gone Away", "gone@council.example", "Left", "Council", deleted=True),
)
DIRECTORY = Directory(
    (Agency("health", "Health trust", "health"), Agency("council", "Council", "council")),
    tuple(
        Known(person.id.removeprefix("U0").lower(), person.name, "council", slack=person.id)
        for person in PEOPLE
    ),
)


def known(name: str) -> Known:
    """Somebody of the directory."""
    found = DIRECTORY.person(name)
    assert found
    return found


def dm(sender: SlackSender, name: str) -> str:
    """Somebody's direct messages with the app."""
    return sender.direct(known(name))


def words(sentence: str) -> Message:
    """A message of one sentence."""
    return Message("ESC-KXQT-RWBM: something", (Says((sentence,)),))


FORM = Form(
    "discuss",
    "Record a discussion",
    "Record",
    (
        Says(("If somebody is at immediate risk of harm, dial 999 now.",)),
        Field("text", "What was said", "text"),
        Field("on", "On which day", "date", required=False),
        Field("who", "With whom", "person", required=False),
    ),
    {"reference": REFERENCE, "question": "tier:1"},
)


@dataclass
class Core:
    """What stands behind the adapter: remembers each request, and answers as the test says."""

    requests: list[Request] = field(default_factory=list)
    replies: dict[str, Reply | Callable[[Request], Reply]] = field(default_factory=dict)
    hold: threading.Event = field(default_factory=threading.Event)

    def handle(self, request: Request) -> Reply:
        """The reply to this word; nothing more to say, where the test has none."""
        self.requests.append(request)
        reply = self.replies.get(request.word, Done())
        return reply(request) if callable(reply) else reply

    def waits(self, request: Request) -> Reply:
        """An answer that comes when the test lets it."""
        assert self.hold.wait(20)
        return Tells(words("Here at last."))


@pytest.fixture
def sandbox() -> Iterator[Serving]:
    """A workspace with everybody in it."""
    serving = serve(Settings(people=PEOPLE, signing_secret=SECRET, bot_token=TOKEN))
    yield serving
    serving.stop()


@pytest.fixture
def workspace(sandbox: Serving) -> Iterator[Workspace]:
    """The workspace, to be played."""
    driver = Workspace(sandbox.url)
    yield driver
    driver.close()


@pytest.fixture
def config(sandbox: Serving, tmp_path: Path) -> Config:
    """The settings of an app in this workspace."""
    return settings(sandbox.url, tmp_path)


def settings(url: str, folder: Path, **more: Any) -> Config:
    """The settings of an app whose Slack is at this address."""
    given = {
        "key_file": folder / "keys",
        "slack_bot_token": TOKEN,
        "slack_signing_secret": SECRET,
        "slack_api_url": f"{url}/api/",
    }
    return Config(**(given | more))


@pytest.fixture
def sender(config: Config) -> SlackSender:
    """The sender, to this workspace."""
    return SlackSender(config, lambda: DIRECTORY, timeout=5)


@pytest.fixture
def core() -> Iterator[Core]:
    """A core that answers as the test says."""
    core = Core()
    yield core
    core.hold.set()


@pytest.fixture
def app(config: Config, core: Core, workspace: Workspace) -> Iterator[Running]:
    """The adapter at work; a person waits half a second at most, so that tests need not."""
    door = slack_app(config, core.handle, lambda: DIRECTORY, patience=0.5)
    with Running(http(door, list)) as running:
        workspace.delivers_to(f"{running.url}/slack/events")
        yield running


@pytest.fixture
def grace(workspace: Workspace, app: Running) -> Player:
    """Grace, with the app in front of her."""
    return workspace.person("Grace Okafor")


@pytest.fixture
def place(sender: SlackSender) -> PlaceOf:
    """The place of a disagreement, with Grace and Sam in it."""
    channel = sender.make_place(REFERENCE, [known("grace"), known("sam")])
    return sender.open_thread(channel, words("The card."), REFERENCE, "root")


def replies(person: Player) -> list[str]:
    """What the thread of that place says."""
    card = next(m for m in person.reads(NAME) if m.from_app and not m.is_line)
    return [reply.text for reply in card.replies]


@pytest.fixture
def button(grace: Player, sender: SlackSender) -> str:
    """A message with one button in Grace's direct messages; its label."""
    choices = Choices((Choice("take", "I have this", "tier:1", "main"),))
    message = Message("ESC-KXQT-RWBM: asked", (Says(("Your part.",)), choices))
    sender.tell(dm(sender, "grace"), message, REFERENCE, "k1", EARLIER)
    return "I have this"
