"""Everything that the installation sends, overheard; and the marks that people leave in all they type."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote_plus

from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from sandbox.deliveries import Answer, Courier

OPEN, SEALED = "Zebedee", "Quincey"  # words that stand nowhere else, not even in a cipher by chance
MARK = re.compile(rf"(?:{OPEN}|{SEALED})\d\d\d")


@dataclass(frozen=True)
class Call:
    """One thing that was sent: how, whose act was being answered, and all that it carried."""

    method: str
    acting: str
    body: str

    @property
    def fields(self) -> dict[str, Any]:
        """The arguments of a call of the Web API, or an answer to Slack."""
        if self.body.startswith("{"):
            given: dict[str, Any] = json.loads(self.body)
            return given
        return {name: values[0] for name, values in parse_qs(self.body).items()}


@dataclass
class Overheard:
    """The sandbox's door, with somebody who writes down everything that comes through it."""

    sandbox: Starlette
    calls: list[Call] = field(default_factory=list)
    acting: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, and write down what the app sent."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith(("/api/", "/response/", "/upload/")):
            body = await _whole(receive)
            method = path.removeprefix("/api/") if path.startswith("/api/") else path.split("/")[1]
            self.calls.append(Call(method, self.acting, body.decode("utf-8", "replace")))
            await self.sandbox(scope, _again(body, receive), send)
        else:
            await self.sandbox(scope, receive, send)

    def listens_to(self, courier: Courier) -> None:
        """What the app answers to Slack at once is written down too, and whose act that was."""
        request = courier._request

        async def noted(body: str, kind: str, headers: dict[str, str]) -> Answer:
            self.acting = _who(body)
            answer = await request(body, kind, headers)
            self.calls.append(Call("answer", self.acting, answer.body))
            return answer

        courier._request = noted  # type: ignore[method-assign]


@dataclass
class Marks:
    """A mark of its own for each field that anybody fills in."""

    typed: dict[str, tuple[str, str]] = field(default_factory=dict)
    sealed: set[str] = field(default_factory=set)

    def mark(self, who: str, where: str) -> str:
        """What this person types there."""
        mark = f"{SEALED if where.startswith('subject_') else OPEN}{len(self.typed):03}"
        self.typed[mark] = (who, where)
        if mark.startswith(SEALED):
            self.sealed.add(mark)
        return mark

    def leaked(self, *places: object) -> list[str]:
        """Which marks stand in any of these, in the words of whoever has to mend it."""
        text = "\n".join(_readable(place) for place in places)
        return [f"{mark} typed in {self.typed[mark][1]}" for mark in sorted({*MARK.findall(text)})]

    def of_others(self, who: str, *places: object) -> list[str]:
        """The same, but for what this person typed."""
        return [each for each in self.leaked(*places) if self.typed[each.split()[0]][0] != who]


def _readable(place: object) -> str:
    if isinstance(place, bytes):
        return place.decode("latin-1")
    text = place if isinstance(place, str) else json.dumps(place, default=str, ensure_ascii=False)
    return f"{text}\n{unquote_plus(text)}"


def _who(body: str) -> str:
    """Whose act Slack delivers."""
    if body.startswith("{"):
        return str(json.loads(body)["event"].get("user", ""))
    given = parse_qs(body)
    if "payload" in given:
        return str(json.loads(given["payload"][0])["user"]["id"])
    return given["user_id"][0]


async def _whole(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


def _again(body: bytes, receive: Receive) -> Receive:
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return first.pop() if first else await receive()

    return again
