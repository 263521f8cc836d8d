"""The sandbox with somebody in wait at its door: at some of its calls the installation is struck down."""

import json
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.torture.installation import Installation
from tests.torture.strokes import AtCall


class Struck:
    """Serves every request as the sandbox would; one is lost on its way, one is answered to the dead."""

    def __init__(self, sandbox: ASGIApp, installation: Installation) -> None:
        self._sandbox = sandbox
        self._installation = installation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith(("/api/", "/upload/")):
            await self._sandbox(scope, receive, send)
            return
        body = await _whole(receive)
        call = _kind(path, body)
        number = self._installation.numbers(call)
        if self._installation.meets(AtCall(call, number, accepted=False)):
            return
        held: list[Message] = []
        await self._sandbox(scope, _again(body, receive), _into(held))
        self._installation.meets(AtCall(call, number, accepted=True))
        for message in held:
            await send(message)


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
