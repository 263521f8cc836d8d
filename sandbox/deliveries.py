"""Deliveries to the app: signed as Slack signs, events in order, failed ones tried once more."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from sandbox.settings import Settings

FORM = "application/x-www-form-urlencoded"
KEPT = 2000


@dataclass(frozen=True)
class Answer:
    """What the app answered; reason is Slack's word when it did not do so in time."""

    status: int
    body: str = ""
    reason: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether Slack would take this as acknowledged."""
        return self.status == 200


@dataclass
class Delivery:
    """One event, and every answer the app has given to it."""

    payload: dict[str, Any]
    retry_num: int = 0
    answers: list[Answer] = field(default_factory=list)

    @property
    def event_id(self) -> str:
        """Slack's id of the event, the same in every retry."""
        return str(self.payload["event_id"])

    @property
    def delivered(self) -> bool:
        """Whether the app has acknowledged it."""
        return any(answer.ok for answer in self.answers)


class Courier:
    """Carries requests to the app, each with its own signature; events one after another."""

    def __init__(self, settings: Settings) -> None:
        self.app_url = settings.app_url
        self._secret = settings.signing_secret
        self._seconds = settings.ack_seconds
        self._queue: asyncio.Queue[tuple[Delivery, asyncio.Future[Delivery]]] = asyncio.Queue()
        # No proxy of the environment, and no connection outliving a restart of the app.
        self._client = httpx.AsyncClient(
            trust_env=False,
            timeout=settings.ack_seconds,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self.events: list[Delivery] = []

    async def carry(self) -> None:
        """Deliver events for as long as the sandbox is open."""
        while True:
            delivery, done = await self._queue.get()
            try:
                await self._deliver(delivery)
            finally:
                self._queue.task_done()
                if not done.done():
                    done.set_result(delivery)

    async def close(self) -> None:
        """Let go of the network."""
        await self._client.aclose()

    def event(self, payload: dict[str, Any]) -> "asyncio.Future[Delivery]":
        """Put a new event in the queue; the future is done when it has been tried."""
        delivery = Delivery(payload)
        self.events = [*self.events[-KEPT:], delivery]
        return self._enqueue(delivery)

    def again(self, event_id: str) -> "asyncio.Future[Delivery] | None":
        """Deliver an event once more, as Slack does when it is unsure."""
        delivery = next((d for d in self.events if d.event_id == event_id), None)
        if delivery is None:
            return None
        delivery.retry_num += 1
        return self._enqueue(delivery)

    async def settled(self) -> None:
        """Wait until no event is waiting to be delivered."""
        await self._queue.join()

    def _enqueue(self, delivery: Delivery) -> "asyncio.Future[Delivery]":
        done: asyncio.Future[Delivery] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((delivery, done))
        return done

    async def _deliver(self, delivery: Delivery) -> None:
        answer = await self._event_request(delivery)
        # Slack retries at once, after a minute and after five; the later two are left to tests.
        if not answer.ok and not answer.no_retry and delivery.retry_num == 0 and self.app_url:
            delivery.retry_num = 1
            await self._event_request(delivery)

    async def _event_request(self, delivery: Delivery) -> Answer:
        headers = {}
        if delivery.retry_num:
            last = delivery.answers[-1] if delivery.answers else Answer(0)
            headers["X-Slack-Retry-Num"] = str(delivery.retry_num)
            headers["X-Slack-Retry-Reason"] = last.reason or "http_error"
        body = json.dumps(delivery.payload)
        answer = await self._request(body, "application/json", headers)
        delivery.answers.append(answer)
        return answer

    async def form(self, fields: dict[str, str]) -> Answer:
        """Deliver a slash command and hear the answer."""
        return await self._request(urlencode(fields), FORM, {})

    async def interaction(self, payload: dict[str, Any]) -> Answer:
        """Deliver something a person did and hear the answer."""
        return await self.form({"payload": json.dumps(payload)})

    async def _request(self, body: str, kind: str, headers: dict[str, str]) -> Answer:
        if not self.app_url:
            return Answer(0, reason="connection_failed")
        headers = headers | {"Content-Type": kind} | signed(self._secret, body, int(time.time()))
        try:
            async with asyncio.timeout(self._seconds):
                response = await self._client.post(self.app_url, content=body, headers=headers)
        except TimeoutError:
            return Answer(0, reason="http_timeout")
        except httpx.HTTPError:
            return Answer(0, reason="connection_failed")
        no_retry = response.headers.get("X-Slack-No-Retry") == "1"
        return Answer(response.status_code, response.text, no_retry=no_retry)


def signed(secret: str, body: str, at: int) -> dict[str, str]:
    """The two headers by which the app knows that a request is from its workspace."""
    base = f"v0:{at}:{body}".encode()
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": str(at),
        "X-Slack-Signature": f"v0={digest}",
        "User-Agent": "Slackbot 1.0 (sandbox)",
    }
