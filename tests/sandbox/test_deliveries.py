"""Deliveries: signed, in order, tried again as Slack tries; and the faults a test switches on."""

import asyncio
import hashlib
import hmac
import re
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import Response

from sandbox.driver import NotThere, Person, Workspace
from sandbox.server import Serving

Call = Callable[..., dict[str, Any]]


@pytest.fixture
def grace(workspace: Workspace, listener: Any) -> Person:
    workspace.delivers_to(listener.url)
    return workspace.person("Grace Okafor")


def test_every_delivery_is_signed_over_its_very_bytes_at_real_time(
    grace: Person, listener: Any, workspace: Workspace
) -> None:
    workspace.reaches("2026-04-02T15:00+01:00")
    grace.types("/escalate é & <b>")
    grace.posts("é")
    assert len(listener.bodies) == 2
    for body, headers in zip(listener.bodies, listener.headers, strict=True):
        at = headers["x-slack-request-timestamp"]
        base = b"v0:" + at.encode() + b":" + body
        expected = "v0=" + hmac.new(b"a signing secret", base, hashlib.sha256).hexdigest()
        assert headers["x-slack-signature"] == expected
        assert abs(time.time() - int(at)) < 60


def test_a_name_in_a_command_is_marked_as_slack_marks_it(grace: Person, listener: Any) -> None:
    grace.types("/escalate away @Grace Okafor, @grace and @nobody")

    marked = f"<@{grace.id}|grace>"
    assert listener.forms[-1]["text"] == f"away {marked}, {marked} and @nobody"


def test_a_command_has_every_field_slack_sends(grace: Person, listener: Any) -> None:
    grace.types("/escalate  list & more ", in_="general")
    form = listener.forms[-1]
    assert form["command"] == "/escalate"
    assert form["text"] == "list &amp; more"
    assert form["channel_name"] == "general"
    assert form["user_name"] == "grace"
    assert set(form) == {
        "token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name",
        "command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id",
    }  # fmt: skip
    grace.types("/escalate")
    assert listener.forms[-1]["channel_name"] == "directmessage"


def test_an_event_that_fails_is_tried_once_more_under_the_same_id(
    grace: Person, listener: Any, workspace: Workspace
) -> None:
    listener.answers.append(Response("", 500))
    grace.posts("Hello")
    assert [e["event_id"] for e in listener.events] == [listener.events[0]["event_id"]] * 2
    assert "x-slack-retry-num" not in listener.headers[0]
    assert listener.headers[1]["x-slack-retry-num"] == "1"
    assert listener.headers[1]["x-slack-retry-reason"] == "http_error"
    assert workspace.events[-1]["statuses"] == [500, 200]


def test_an_app_may_ask_not_to_be_told_again(grace: Person, listener: Any) -> None:
    listener.answers.append(Response("", 500, headers={"X-Slack-No-Retry": "1"}))
    grace.posts("Hello")
    assert len(listener.events) == 1


def test_an_event_can_be_delivered_again(
    grace: Person, listener: Any, workspace: Workspace
) -> None:
    grace.posts("Hello")
    assert workspace.delivers_again() == 200
    assert listener.events[0] == listener.events[1]
    assert listener.headers[1]["x-slack-retry-num"] == "1"


def test_while_the_app_is_away_events_are_lost_and_listed(
    sandbox: Serving, workspace: Workspace
) -> None:
    workspace.delivers_to("http://127.0.0.1:1/slack/events")
    workspace.person("Grace Okafor").posts("Is anybody there?")
    assert workspace.events[-1]["delivered"] is False
    assert workspace.events[-1]["statuses"] == ["connection_failed", "connection_failed"]


def test_events_come_in_the_order_in_which_things_happened(grace: Person, listener: Any) -> None:
    for number in range(5):
        grace.posts(str(number))
    assert [e["event"]["text"] for e in listener.events] == list("01234")


def test_an_app_that_is_too_slow_is_told_of_by_slack(
    opened: Callable[..., Serving], app: Any
) -> None:
    slow = opened(ack_seconds=0.2)
    workspace = Workspace(slow.url)
    workspace.delivers_to(app.url)
    grace = workspace.person("Grace Okafor")
    acknowledged = grace.types("/escalate hang")
    assert acknowledged["reason"] == "http_timeout"
    assert "operation_timeout" in grace.notices[-1].text


def test_an_unknown_command_reaches_nobody(grace: Person, listener: Any) -> None:
    with pytest.raises(NotThere, match="/escalade is not a command here"):
        grace.types("/escalade")
    assert listener.forms == []


def test_a_response_address_works_five_times_within_half_an_hour(
    grace: Person, listener: Any, workspace: Workspace
) -> None:
    workspace.reaches("2026-04-02T15:00+01:00")
    grace.types("/escalate", in_="general")
    address = listener.forms[-1]["response_url"]
    codes = [httpx.post(address, json={"text": str(n)}).status_code for n in range(6)]
    assert codes == [200] * 5 + [404]
    assert [n.text for n in grace.notices] == ["0", "1", "2", "3", "4"]

    grace.types("/escalate", in_="general")
    workspace.reaches("2026-04-02T15:31+01:00")
    late = httpx.post(listener.forms[-1]["response_url"], json={"text": "late"})
    assert late.json()["error"] == "expired_url"


def test_a_response_address_changes_or_takes_away_what_was_pressed(
    grace: Person, listener: Any, call: Call, channel: str
) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]
    call("chat.postMessage", channel=channel, text="Card", blocks=blocks)
    call("chat.postEphemeral", channel=channel, user="U0GRACE", text="Psst", blocks=blocks)

    grace.presses("Go", in_=grace.notices[-1])
    assert listener.payloads[-1]["container"]["is_ephemeral"] is True
    address = listener.payloads[-1]["response_url"]
    httpx.post(address, json={"replace_original": True, "text": "Done"})
    assert grace.notices[-1].text == "Done"
    httpx.post(address, json={"delete_original": True})
    assert grace.notices == []

    grace.presses("Go", in_="esc-1")
    address = listener.payloads[-1]["response_url"]
    httpx.post(address, json={"response_type": "in_channel", "text": "For all"})
    assert grace.conversation("esc-1").messages[-1].text == "For all"


def test_a_rate_limit_says_when_to_come_back(
    workspace: Workspace, sandbox: Serving, channel: str
) -> None:
    workspace.fails("chat.postMessage", "429", times=1, retry_after=7)
    head = {"Authorization": "Bearer xoxb-a-token"}
    body = {"channel": channel, "text": "x"}
    url = f"{sandbox.url}/api/chat.postMessage"
    first = httpx.post(url, headers=head, json=body)
    assert (first.status_code, first.headers["retry-after"]) == (429, "7")
    assert first.json() == {"ok": False, "error": "ratelimited"}
    assert httpx.post(url, headers=head, json=body).json()["ok"]


def test_a_fault_may_wait_for_a_later_call_and_be_called_off(
    workspace: Workspace, call: Call, channel: str
) -> None:
    workspace.fails("chat.postMessage", "error", times=2, after=1, error="token_revoked")
    answers = [call("chat.postMessage", channel=channel, text="x") for _ in range(2)]
    assert [a.get("error") for a in answers] == [None, "token_revoked"]
    workspace.works_again()
    assert call("chat.postMessage", channel=channel, text="x")["ok"]


@pytest.mark.parametrize("kind", ["500", "timeout"])
def test_a_call_that_fails_outright_has_not_happened(
    workspace: Workspace, sandbox: Serving, channel: str, kind: str
) -> None:
    workspace.fails("chat.postMessage", kind)
    client = AsyncWebClient(
        token="xoxb-a-token", base_url=f"{sandbox.url}/api/", timeout=1, retry_handlers=[]
    )

    with pytest.raises((SlackApiError, TimeoutError)):
        asyncio.run(client.chat_postMessage(channel=channel, text="x"))

    messages = workspace.person("Sam Reed").conversation("esc-1").messages
    assert [m for m in messages if m.from_app] == []


def test_a_connection_dropped_after_acceptance_posts_twice_with_the_sdks_own_retries(
    workspace: Workspace, sandbox: Serving, channel: str
) -> None:
    """The trap of slack_sdk's default retry handlers is real here, so a test can guard against it."""
    workspace.fails("chat.postMessage", "drop_after_accept")
    handlers: list[AsyncRetryHandler] = [AsyncConnectionErrorRetryHandler(1)]
    client = AsyncWebClient(
        token="xoxb-a-token", base_url=f"{sandbox.url}/api/", retry_handlers=handlers
    )
    answer = asyncio.run(client.chat_postMessage(channel=channel, text="x"))
    assert answer["ok"]
    messages = workspace.person("Sam Reed").conversation("esc-1").messages
    assert [m.text for m in messages if m.from_app] == ["x", "x"]


def test_timestamps_follow_the_clock_and_never_repeat(
    workspace: Workspace, call: Call, channel: str
) -> None:
    workspace.reaches("2026-04-02T15:00+01:00")
    first = [call("chat.postMessage", channel=channel, text="x")["ts"] for _ in range(3)]
    workspace.reaches("2026-04-07T17:01+01:00")
    later = call("chat.postMessage", channel=channel, text="x")["ts"]
    assert all(ts.startswith("1775138400.") for ts in first)
    assert later.startswith("1775577660.")
    every = [*first, later]
    assert sorted(set(every), key=float) == every
    assert all(re.fullmatch(r"\d{10}\.\d{6}", ts) for ts in every)
