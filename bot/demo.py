"""The demo: this installation and a Slack-shaped sandbox side by side, sharing a clock that is wound."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from subprocess import PIPE

import httpx
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from bot import demo_holders
from bot.app import App, composed
from bot.choices import AS_SHIPPED, SIGNPOSTS, Choices
from bot.clock import WOUND, WoundClock
from bot.config import Config
from bot.ports import PortRefused
from bot.procedures import every, in_force
from bot.server import Running, http
from bot.signposts import signposted
from bot.winding import NotWound, Winder
from escalation.directory import readiness
from escalation.directory.people import Directory, Person, listed
from storage import directory, roster
from storage.crypto import new_key_file
from storage.database import reading, writing

ROOT = Path(__file__).resolve().parent.parent
STORY = Path(__file__).resolve().parent / "demo_story.yml"
PEOPLE = Path(__file__).resolve().parent / "demo_people.yml"
SECRET = "sandbox-signing-secret"  # noqa: S105  pretend, like the workspace it opens
TOKEN = "xoxb-sandbox"  # noqa: S105
NOWHERE = f"(In this demo nobody has said where: {SIGNPOSTS} does.)"
# Its people live in Berkshire: what else ships is there where somebody chooses it.
SHOWN = ("bracknell-forest-2019-04", "pan-berkshire-2026-03")
DUTY_NUMBER = "0118 496 0999"  # of those that are kept free for made-up people


@dataclass(frozen=True)
class Demo:
    """A demo at work: the sandbox's page, and the installation behind it."""

    url: str
    app: App


@contextmanager
def running(data: Path, start: datetime, port: int, chosen: Choices = AS_SHIPPED) -> Iterator[Demo]:
    """Both programs, on loopback only, until the block ends; a wound time outlives them."""
    os.environ["NO_PROXY"] = "127.0.0.1,localhost"  # nothing may stand between the two programs
    config, clock = settings(data, port, chosen=chosen), WoundClock.started(data / WOUND, start)
    with composed(config, clock) as app:
        fill_directory(app)
        url = config.slack_api_url.removesuffix("/api/")
        served = Running(door(app, clock, url))
        try:
            with _sandbox(data, app, served.url, port, url):
                _show(url, clock.now())
                app.starts()
                yield Demo(url, app)
        finally:
            app.runner.stop()
            served.stop()


def settings(data: Path, port: int, database_url: str = "", chosen: Choices = AS_SHIPPED) -> Config:
    """A new installation's, on a database of its own unless another is named, by these choices."""
    chosen = _shown(chosen)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (data / "keys").exists():
        new_key_file(data / "keys")
    return Config(
        key_file=data / "keys",
        data=data,
        database_url=database_url or f"sqlite:///{data / 'escalate.db'}",
        slack_bot_token=SecretStr(TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=f"http://127.0.0.1:{port}/api/",
        emergency_duty_numbers=dict.fromkeys(in_force(chosen=chosen), DUTY_NUMBER),
        procedures_in_force=chosen.procedures_in_force,
        procedure_of=chosen.procedure_of,
        signposts={**_pretended_signposts(chosen), **chosen.signposts},
    )


def _shown(chosen: Choices) -> Choices:
    """What is in force in a demo: what is chosen to be; or Berkshire's, and what is given an area."""
    shown = dict.fromkeys((*SHOWN, *chosen.procedure_of.values()))
    return chosen.model_copy(
        update={"procedures_in_force": chosen.procedures_in_force or tuple(shown)}
    )


def _pretended_signposts(chosen: Choices) -> dict[str, str]:
    """What stands in a demo where neither the text nor the settings say where to go."""
    some = signposted(in_force(chosen=chosen).values(), chosen.signposts)
    return {each.id: NOWHERE for one in some for each in one.exclusions if not each.signpost}


def by_choice(app: App, chosen: Choices) -> Iterator[str]:
    """What an installation's choices make otherwise here, and what the pretended people lack for it."""
    if not is_chosen(chosen):
        return
    found: dict[str, list[str]] = {}
    for area, each in app.desk.procedures.items():
        found.setdefault(each.id, []).append(area)
    there = "; ".join(f"{id} in {listed(areas)}" for id, areas in found.items())
    yield f"By your settings there is in force: {there}."
    if _pretended_signposts(chosen):
        yield f"Some signposts are pretended, because {SIGNPOSTS} has none for them."
    who = app.store.directory(app.clock.now())
    yield from demo_holders.said(who, app.desk.in_force())
    for gap in readiness.holes(who, app.desk.in_force()):
        yield gap.sentence


def is_chosen(chosen: Choices) -> bool:
    """Whether an installation's choices of procedures are any but those that ship."""
    return bool(chosen.procedures_in_force or chosen.procedure_of or chosen.signposts)


def fill_directory(app: App) -> None:
    """The pretended people, unless somebody has imported others; and whom the roles in force lack."""
    with reading(app.engine) as connection:
        before = directory.load(connection)
    shipped = people()
    found = demo_holders.filled(before if before.people else shipped, shipped, app.desk.in_force())
    if found == before:
        return
    with writing(app.engine) as connection:
        at = app.clock.now()
        directory.replace(connection, found, who="the demo", source=PEOPLE.name, at=at)


def people() -> Directory:
    """The pretended people of the demo."""
    roles = {role.id: role.of for each in every() for role in each.roles.values()}
    return roster.read(PEOPLE.read_bytes(), PEOPLE.name, roles, Directory())


def door(app: App, clock: WoundClock, url: str) -> Starlette:
    """The installation's own door, and beside it the one by which the demo's clock is wound."""
    nations = frozenset(each.nation for each in app.desk.procedures.values())
    winder = Winder(app.worker, clock, lambda at: _show(url, at), nations)

    async def wound(request: Request) -> Response:
        to = str((await request.json()).get("to", ""))
        try:
            did = await run_in_threadpool(winder.wind, to)
        except NotWound as refused:
            return JSONResponse({"error": str(refused)}, status_code=400)
        return JSONResponse({"now": clock.now().isoformat(), "did": did})

    inner = http(app.door(), app.not_ready, app.degraded)
    return Starlette(
        routes=[Route("/demo/wind", wound, methods=["POST"]), Mount("/", inner)],
    )


@contextmanager
def _sandbox(data: Path, app: App, app_url: str, port: int, url: str) -> Iterator[None]:
    """The sandbox, a program of its own that knows nothing of ours."""
    file = data / "sandbox.json"
    file.write_text(json.dumps(_workspace(app.store.directory(app.clock.now()), data, app_url)))
    serve = ["serve", str(file), "--port", str(port), "--until-input-ends"]
    command = [sys.executable, "-m", "sandbox", *serve]
    # It stops when its standard input closes, as it does however this program ends.
    with subprocess.Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as process:  # noqa: S603
        assert process.stdin
        assert process.stdout
        try:
            if process.stdout.readline().strip() != url:  # said once it listens, by ours alone
                raise PortRefused(f"The sandbox did not start at {url}.")
            yield
        finally:
            process.stdin.close()
            process.wait(timeout=10)


def _workspace(who: Directory, data: Path, app_url: str) -> dict[str, object]:
    return {
        "people": pretended(who),
        "app_url": f"{app_url}/slack/events",
        "wind_url": f"{app_url}/demo/wind",
        "signing_secret": SECRET,
        "bot_token": TOKEN,
        "data_dir": str(data / "sandbox"),
    }


def pretended(who: Directory) -> list[dict[str, str]]:
    """The people of a directory as the sandbox knows them."""
    agencies = {agency.id: agency.name for agency in who.agencies}
    return [
        {
            "id": person.slack,
            "name": person.name,
            "email": person.email,
            "title": _title(who, person),
            "agency": agencies[person.agency],
        }
        for person in who.people
        if person.slack
    ]


def _title(who: Directory, person: Person) -> str:
    """What somebody is, or whose deputy: a pretended person must be found by what they can do."""
    if held := who.roles_of(person.id):
        return ", ".join(held).replace("_", " ").capitalize()
    others = (each.id for each in who.people if each.deputy == person.id)
    stands_in_for = [role for other in others for role in who.roles_of(other)]
    return f"Deputy {', '.join(stands_in_for)}".replace("_", " ") if stands_in_for else ""


def _show(url: str, at: datetime) -> None:
    """The sandbox shows the installation's time."""
    httpx.post(f"{url}/sandbox/clock", json={"now": at.isoformat()}, trust_env=False)


def free_port() -> int:
    """A port nobody is listening on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
