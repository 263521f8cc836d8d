"""The sandbox with somebody in wait at its door: at some of its calls the caller is struck down."""

import asyncio
import json
from enum import Enum
from typing import Any, Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Fate(Enum):
    """What becomes of a call."""

    SPARED = "answered"
    UNHEARD = "lost on its way, and its caller killed"
    ACCEPTED = "accepted, and its caller killed before being told so"


class Ambush(Protocol):
    """Who decides what becomes of each call, and strikes; `who` is named in the address called."""

    def fate(self, who: str, call: str) -> Fate:
        """What becomes of this call: asked once of each."""

    def strikes(self, who: str, call: str) -> None:
        """The caller is struck down."""


class Struck:
    """Serves every request as the sandbox would; one is lost on its way, one is answered to the dead."""

    def __init__(self, sandbox: ASGIApp, ambush: Ambush) -> None:
        self._sandbox = sandbox
        self._ambush = ambush

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        who, path = _named(scope.get("path", ""))
        if scope["type"] != "http" or not path.startswith(("/api/", "/upload/")):
            await self._sandbox(scope, receive, send)
            return
        scope = {**scope, "path": path, "raw_path": path.encode()}
        body = await _whole(receive)
        call = _kind(path, body)
        match self._ambush.fate(who, call):
            case Fate.SPARED:
                await self._sandbox(scope, _again(body, receive), send)
            case Fate.UNHEARD:
                self._ambush.strikes(who, call)
                await _cut(send)
            case Fate.ACCEPTED:
                held: list[Message] = []
                await self._sandbox(scope, _again(body, receive), _into(held))
                self._ambush.strikes(who, call)
                for message in held:
                    await send(message)


async def _cut(send: Send) -> None:
    """The dead are not answered: their connection goes, as it would have by itself."""
    connection = getattr(getattr(send, "__self__", None), "transport", None)
    if connection:
        connection.abort()
        await asyncio.sleep(0)  # until the server has noticed


def _named(path: str) -> tuple[str, str]:
    """Who calls, and what: /worker-2/api/chat.postMessage."""
    first, slash, rest = path.removeprefix("/").partition("/")
    return (first, f"/{rest}") if rest.startswith("api/") and slash else ("", path)


def _kind(path: str, body: bytes) -> str:
    """The call, by the name under which CALLS knows it."""
    name = path.split("/")[2] if path.startswith("/api/") else "upload"
    if name != "chat.postMessage":
        return name
    posted: dict[str, Any] = json.loads(body)
    if posted["channel"].startswith("D"):
        return f"{name} person"
    return f"{name} thread" if posted.get("thread_ts") else f"{name} card"


async def _whole(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


def _again(body: bytes, receive: Receive) -> Receive:
    """What was read already, to be read once more."""
    first = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return first.pop() if first else await receive()

    return again


def _into(held: list[Message]) -> Send:
    async def hold(message: Message) -> None:
        held.append(message)

    return hold
