"""The world in which an installation is tortured: Slack and its people go on whatever happens to it."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, cast

from starlette.applications import Starlette

from bot import demo
from bot.clock import WoundClock
from escalation.directory.people import Directory
from sandbox.api_files import Contents
from sandbox.deliveries import Delivery
from sandbox.desk import Desk
from sandbox.driven import Message, NotThere
from sandbox.driver import Workspace
from sandbox.person import Person
from sandbox.server import Serving, create
from sandbox.settings import Person as Pretended
from sandbox.settings import Settings
from storage.crypto import new_key_file
from tests.torture.installation import Installation
from tests.torture.lives import Zygote
from tests.torture.strokes import Strokes
from tests.torture.struck import Struck
from tests.torture.victim import Order

GLANCE = 0.1  # seconds between two looks
PATIENCE = 300  # looks, before something is given up for lost
FOUL = 0.1  # of all glances, how many find Slack out of order for a call or two
FOULEST = 8  # in a life: what nobody meets waits, and must not bring it to a standstill
PASSES = timedelta(seconds=20)  # on the wound clock, while people wait for as long as a glance
PORTS = range(20_000, 30_000)  # below those that the machine gives to whoever calls out


class Lost(AssertionError):
    """Something that had to come has not come."""


@dataclass
class World:
    """A workspace with its people, and the installation that serves it, when it lives."""

    data: Path
    workspace: Workspace
    desk: Desk
    contents: Contents
    clock: WoundClock
    luck: Random
    acknowledged: list[str] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def fell(self) -> list[str]:
        """What has gone wrong that nobody did to it."""
        raise NotImplementedError

    def meanwhile(self) -> None:
        """What happens besides, at each glance."""

    # Time

    def reaches(self, at: datetime) -> None:
        """The time is wound on to this, unless it is later already."""
        if at > self.clock.now():
            self.clock.wind_to(at)
            self.workspace.reaches(at)

    def waits(self) -> None:
        """A moment passes; what Slack could not deliver, it delivers again."""
        if fell := self.fell():
            raise Lost(f"{fell}\n{self.log()[-4000:]}")
        self.meanwhile()
        changes = self.workspace.get("/sandbox/changes")["changes"]
        self.workspace.get(f"/sandbox/changes?after={changes}&seconds={GLANCE}")
        self.reaches(self.clock.now() + PASSES)
        for delivery in self.undelivered():
            self.workspace.delivers_again(delivery.event_id)

    def until(
        self, called: str, seen: Callable[[], Any], act: Callable[[], Any] | None = None
    ) -> None:
        """People look, do what they can see has not been done, and look again, until they see it."""
        for _ in range(PATIENCE):
            if looks(seen):
                return
            if act is not None:
                looks(act)
            self.waits()
        raise Lost(f"Waited for {called} in vain. {self._before_them()}")

    def _before_them(self) -> str:
        """The forms that people have open, and what is wrong with them."""
        forms = [(name, one.modal) for name, one in self.people.items()]
        return "; ".join(
            f"{name} has {form.title!r} open: {form.errors} {form.trouble} {form.lines[:2]}"
            for name, form in forms
            if form
        )

    # People

    def person(self, name: str) -> Person:
        """Somebody of the workspace, by their first name."""
        if not self.people:
            self.people = {one.name.split()[0]: one for one in self.workspace.people}
        return self.people[name]

    def told(self, name: str) -> list[Message]:
        """What the app has told somebody privately."""
        return [each for each in self.person(name).reads() if each.from_app and not each.is_line]

    def card(self, name: str) -> Message:
        """The card, as somebody sees it."""
        channels = [c for c in self.person(name).channels if c.name.startswith("esc-")]
        roots = [m for c in channels for m in c.messages if m.from_app and not m.is_line]
        if not roots:
            raise NotThere(f"{name} sees no card.")
        return roots[0]

    def undelivered(self) -> list[Delivery]:
        """What people wrote in channels and the app has not acknowledged."""
        bot = self.desk.workspace.settings.bot_user_id
        return [
            each
            for each in self.desk.courier.events
            if each.answers and not each.delivered
            if each.payload["event"]["type"] == "message"
            if each.payload["event"].get("user") != bot
            if not each.payload["event"].get("subtype")
        ]

    def log(self) -> str:
        """What the installation has logged in all its lives."""
        file = self.data / "victim.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""


@dataclass
class Alone(World):
    """One installation serves it, which dies at each stroke."""

    installation: Installation = field(kw_only=True)
    fouls: int = 0

    def fell(self) -> list[str]:
        """Whether it has ended by itself."""
        return self.installation.fell

    def meanwhile(self) -> None:
        """Slack is out of order for a call or two."""
        if self.fouls < FOULEST and self.luck.random() < FOUL:
            self.fouls += 1
            self.workspace.fails("*", self.luck.choice(("429", "500")), self.luck.randint(1, 2))


def looks(at: Callable[[], Any]) -> Any:
    """What somebody sees or does; nothing where it is not before them yet."""
    try:
        return at()
    except NotThere:
        return None


def free_port(luck: Random) -> int:
    """A port at which nobody listens."""
    return next(port for port in luck.sample(PORTS, 50) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def workspace_of(directory: Directory, start: datetime) -> Settings:
    """A workspace of these people, which the demo's settings fit."""
    people = tuple(
        Pretended(row["id"], row["name"], row["email"], row["title"], row["agency"])
        for row in demo.pretended(directory)
    )
    return Settings(people=people, signing_secret=demo.SECRET, bot_token=demo.TOKEN, begin=start)


@contextmanager
def world(
    data: Path, zygote: Zygote, strokes: Strokes, start: datetime, luck: Random
) -> Iterator[Alone]:
    """A workspace at work, and an installation that dies at each stroke."""
    data.mkdir(exist_ok=True)
    new_key_file(data / "keys")
    clock = WoundClock.started(data / "clock", start)
    port = free_port(luck)
    sandbox = create(workspace_of(demo.people(), start))
    installation = Installation(zygote, Order(str(data), "", port), strokes)
    serving = Serving(cast("Starlette", Struck(sandbox, installation)), 0).start()
    installation.serves(serving.url)
    workspace = Workspace(serving.url)
    workspace.delivers_to(f"http://127.0.0.1:{port}/slack/events")
    installation.starts()
    try:
        desk, contents = sandbox.state.desk, sandbox.state.contents
        yield Alone(data, workspace, desk, contents, clock, luck, installation=installation)
    finally:
        installation.ends()
        workspace.close()
        serving.stop()
