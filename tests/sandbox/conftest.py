"""A small real app, built with slack_bolt, and a sandbox for it to live in."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sandbox.driver import Workspace
from sandbox.server import Serving, serve
from sandbox.settings import Person, Settings

SECRET, TOKEN = "a signing secret", "xoxb-a-token"
TOKEN_HEADER = {"Authorization": f"Bearer {TOKEN}"}
PEOPLE = (
    Person("U0GRACE", "Grace Okafor", "grace@health.example", "Health visitor", "Health trust"),
    Person("U0SAM", "Sam Reed", "sam@council.example", "Social worker", "Council"),
    Person("U0LEE", "Lee Hart", "lee@council.example", "Team manager", "Council"),
    Person("U0GONE", "Gone Away", "gone@council.example", "Left", "Council", deleted=True),
)


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def _input(block_id: str, label: str, kind: str, **more: Any) -> dict[str, Any]:
    element = {"type": kind, "action_id": "value", **more.pop("element", {})}
    named = {"block_id": block_id, "label": _plain(label), "element": element}
    return {"type": "input", **named, **more}


OPTIONS = [{"text": _plain(text), "value": text[0].lower()} for text in ("Threshold", "Plan")]
FORM = {
    "type": "modal",
    "callback_id": "raise",
    "title": _plain("Raise"),
    "submit": _plain("Send"),
    "notify_on_close": True,
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*In danger now?* Ring 999."}},
        _input(
            "what",
            "What happened?",
            "plain_text_input",
            element={"multiline": True, "max_length": 100},
        ),
        _input("who", "Who with?", "users_select"),
        _input("why", "Which kind?", "static_select", optional=True, element={"options": OPTIONS}),
    ],
}


@dataclass
class TinyApp:
    """What the app has been told, and how to make it misbehave."""

    bolt: AsyncApp
    heard: list[Any] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    hang: threading.Event = field(default_factory=threading.Event)
    url: str = ""


@pytest.fixture
def opened() -> Iterator[Callable[..., Serving]]:
    """Opens sandboxes, and closes them when the test is over."""
    open_now: list[Serving] = []

    def open_one(**more: Any) -> Serving:
        given = {"people": PEOPLE, "signing_secret": SECRET, "bot_token": TOKEN}
        open_now.append(serve(Settings(**(given | more))))
        return open_now[-1]

    yield open_one
    for serving in open_now:
        serving.stop()


@pytest.fixture
def sandbox(opened: Callable[..., Serving]) -> Serving:
    """A sandbox with everybody in it."""
    return opened()


@pytest.fixture
def workspace(sandbox: Serving) -> Workspace:
    """The driver of that sandbox."""
    return Workspace(sandbox.url)


@pytest.fixture
def app(sandbox: Serving, workspace: Workspace) -> Iterator[TinyApp]:
    """The small app, running and known to the sandbox."""
    client = AsyncWebClient(token=TOKEN, base_url=sandbox.url + "/api/")
    tiny = TinyApp(AsyncApp(client=client, signing_secret=SECRET, process_before_response=True))
    _listen(tiny)
    server, thread = _run(tiny)
    workspace.delivers_to(tiny.url)
    yield tiny
    tiny.hang.set()
    server.should_exit = True
    thread.join(10)


def _run(tiny: TinyApp) -> tuple[uvicorn.Server, threading.Thread]:
    handler = AsyncSlackRequestHandler(tiny.bolt)

    async def slack(request: Request) -> Response:
        if tiny.answers:
            return PlainTextResponse("", tiny.answers.pop(0))
        return await handler.handle(request)

    server, thread, tiny.url = _serve(slack)
    return server, thread


def _serve(answer: Any) -> tuple[uvicorn.Server, threading.Thread, str]:
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    web = Starlette(routes=[Route("/slack/events", answer, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(web, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(
        target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True
    )
    thread.start()
    return server, thread, f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events"


def _button(label: str, value: str) -> dict[str, Any]:
    return {"type": "button", "action_id": label.lower(), "text": _plain(label), "value": value}


def card(words: str, *buttons: str) -> list[dict[str, Any]]:
    """A card of a section and some buttons."""
    section = {"type": "section", "text": {"type": "mrkdwn", "text": words}}
    actions = {"type": "actions", "elements": [_button(b, "ref-1") for b in buttons]}
    return [section, actions] if buttons else [section]


def _listen(tiny: TinyApp) -> None:
    bolt = tiny.bolt

    async def raise_it(ack: Any, command: Any, client: AsyncWebClient, respond: Any) -> None:
        tiny.heard.append(command)
        match command["text"]:
            case "":
                await client.views_open(trigger_id=command["trigger_id"], view=FORM)
                await ack()
            case "say":
                await ack("Said in the answer.")
            case "respond":
                await ack()
                await respond("Said by the response address.")
            case "hang":
                await asyncio.to_thread(tiny.hang.wait, 20)
                await ack()
            case _:
                await ack()

    async def submitted(ack: Any, body: Any, view: Any, client: AsyncWebClient) -> None:
        tiny.heard.append(body)
        values = view["state"]["values"]
        if "nobody" in values["what"]["value"]["value"]:
            await ack(response_action="errors", errors={"what": "Somebody, please."})
            return
        if "twice" in values["what"]["value"]["value"]:
            await ack(response_action="push", view=FORM)
            return
        await ack()
        made = await client.conversations_create(name="esc-1", is_private=True)
        channel = made["channel"]["id"]
        other = values["who"]["value"]["selected_user"]
        await client.conversations_invite(channel=channel, users=[body["user"]["id"], other])
        await client.chat_postMessage(
            channel=channel,
            text="A disagreement",
            blocks=card(values["what"]["value"]["value"], "Take", "Leave"),
            metadata={"event_type": "card", "event_payload": {"reference": "ref-1"}},
        )

    async def took(ack: Any, body: Any, client: AsyncWebClient) -> None:
        tiny.heard.append(body)
        await ack()
        channel, ts = body["channel"]["id"], body["message"]["ts"]
        words = f"<@{body['user']['id']}> has it."
        await client.chat_update(channel=channel, ts=ts, text=words, blocks=card(words))
        await client.chat_postMessage(channel=channel, thread_ts=ts, text=words)

    async def message(event: Any, body: Any, client: AsyncWebClient) -> None:
        tiny.heard.append(body)
        if event.get("text") == "file please":
            file: dict[str, Any] = {"filename": "record.json", "title": "The record"}
            at = {"channel": event["channel"], "thread_ts": event.get("thread_ts")}
            await client.files_upload_v2(**at, **file, content='{"a": 1}')

    async def other(ack: Any, body: Any) -> None:
        tiny.heard.append(body)
        await ack()

    bolt.command("/escalate")(raise_it)
    bolt.view("raise")(submitted)
    bolt.view_closed("raise")(other)
    bolt.action("take")(took)
    bolt.event("message")(message)
    for kind in ("member_joined_channel", "app_home_opened"):
        bolt.event(kind)(other)


Call = Callable[..., dict[str, Any]]


def _calls(client: httpx.Client, url: str) -> Call:
    return lambda method, **args: client.post(f"{url}/api/{method}", json=args).json()


@pytest.fixture
def call_at() -> Iterator[Callable[[str], Call]]:
    """Makes callers of the Web API at an address, with the app's token."""
    with httpx.Client(headers=TOKEN_HEADER, trust_env=False) as client:
        yield lambda url: _calls(client, url)


@pytest.fixture(scope="module")
def lasting() -> Iterator[tuple[Call, str]]:
    """One sandbox for all rows of a table, for rows that change nothing: its caller, a channel."""
    serving = serve(Settings(people=PEOPLE, signing_secret=SECRET, bot_token=TOKEN))
    with httpx.Client(headers=TOKEN_HEADER, trust_env=False) as client:
        call = _calls(client, serving.url)
        yield call, _new_channel(call)
    serving.stop()


def _new_channel(call: Call) -> str:
    made = call("conversations.create", name="esc-1", is_private=True)["channel"]
    call("conversations.invite", channel=made["id"], users="U0GRACE,U0SAM")
    return str(made["id"])


@pytest.fixture
def call(sandbox: Serving, call_at: Callable[[str], Call]) -> Call:
    """Calls a method of the Web API as the app would, and gives back the whole answer."""
    return call_at(sandbox.url)


@pytest.fixture
def channel(call: Call) -> str:
    """A private channel with the app, Grace and Sam in it."""
    return _new_channel(call)


@dataclass
class Listener:
    """An app of one line: it hears everything, and answers what a test tells it to."""

    forms: list[dict[str, str]] = field(default_factory=list)
    payloads: list[Any] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)
    url: str = ""

    async def hear(self, request: Request) -> Response:
        """Take one delivery down."""
        body = await request.body()
        self.bodies.append(body)
        self.headers.append(dict(request.headers))
        if request.headers["content-type"] == "application/json":
            self.events.append(json.loads(body))
        else:
            form = dict(parse_qsl(body.decode(), keep_blank_values=True))
            self.forms.append(form)
            if "payload" in form:
                self.payloads.append(json.loads(form["payload"]))
        return self.answers.pop(0) if self.answers else Response("")


@pytest.fixture
def listener() -> Iterator[Listener]:
    """An app of one line, running."""
    heard = Listener()
    server, thread, heard.url = _serve(heard.hear)
    yield heard
    server.should_exit = True
    thread.join(10)
