"""The town: many disagreements, four workers and a door on one PostgreSQL, in the worst of weathers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import cast

from starlette.applications import Starlette

from bot.app import App, composed
from sandbox.driver import Workspace
from sandbox.server import Serving, create
from storage import directory as directories
from storage.crypto import new_key_file
from storage.database import writing
from tests.postgresql import Server
from tests.torture.crowd import Crowd
from tests.torture.disk import Disk
from tests.torture.lives import Zygote
from tests.torture.shim import Shim
from tests.torture.staff import directory
from tests.torture.struck import Struck
from tests.torture.turnstile import HeldClock, Turnstile
from tests.torture.victim import Order, settings
from tests.torture.weather import Counted, Weather
from tests.torture.workers import Workers
from tests.torture.world import World, free_port, workspace_of

AT_A_TIME = 2  # how many of the crowd act between two glances


@dataclass
class Town(World):
    """A workspace that many serve at once."""

    workers: Workers = field(kw_only=True)
    weather: Weather = field(kw_only=True)
    crowd: Crowd = field(kw_only=True)
    database: str = field(kw_only=True)

    def fell(self) -> list[str]:
        """Who has ended without being killed, and what was refused without reason."""
        return [*self.workers.fell, *self.weather.fell, *self.crowd.refused]

    def meanwhile(self) -> None:
        """Everybody else is busy too."""
        for _ in range(AT_A_TIME):
            self.crowd.acts()


@contextmanager
def town(
    data: Path,
    zygote: Zygote,
    server: Server,
    start: datetime,
    luck: Random,
    *,
    cases: int,
    faults: int,
) -> Iterator[Town]:
    """Everybody at work, and the weather about to begin."""
    data.mkdir(exist_ok=True)
    new_key_file(data / "keys")
    clock = HeldClock.started(data / "clock", start)
    with server.database() as database, ExitStack() as stack:
        shim = Shim(("127.0.0.1", server.port)).starts()
        stack.callback(shim.ends)
        through = server.url(database.rpartition("/")[2], port=shim.port)
        order, port = Order(str(data), "", database=through), free_port(luck)
        workers, sandbox = Workers(zygote, order, port), create(workspace_of(directory(), start))
        url, workspace = _opened(stack, sandbox, workers, port)
        app = stack.enter_context(
            composed(settings(replace(order, api=f"{url}/crowd/api/")), clock)
        )
        crowd = Crowd(app, Turnstile(data), luck)
        crowd.gathers(cases, start)
        slack = sandbox.state.desk.faults = Counted()
        own_luck = Random(luck.random())
        weather = Weather(workers, slack, shim, server, Disk(database), own_luck, faults)
        _filled(app)
        stack.callback(weather.ends)
        stack.callback(workers.ends)
        workers.starts(url)
        desk, contents = sandbox.state.desk, sandbox.state.contents
        yield Town(
            *(data, workspace, desk, contents, clock, luck),
            workers=workers,
            weather=weather,
            crowd=crowd,
            database=database,
        )


def _opened(
    stack: ExitStack, sandbox: Starlette, workers: Workers, port: int
) -> tuple[str, Workspace]:
    """The workspace, open for as long as the town stands; the door is at this port."""
    serving = Serving(cast("Starlette", Struck(sandbox, workers)), 0).start()
    stack.callback(serving.stop)
    workspace = Workspace(serving.url)
    stack.callback(workspace.close)
    workspace.delivers_to(f"http://127.0.0.1:{port}/slack/events")
    return serving.url, workspace


def _filled(app: App) -> None:
    with writing(app.engine) as connection:
        at, who = app.clock.now(), directory()
        directories.replace(connection, who, who="torture", source="none", at=at)
