"""The door on Slack lets in what Slack has signed, and nothing else."""

import hashlib
import hmac
import json
import time

import httpx
import pytest

from bot.server import Running
from bot.slack.wire import LARGEST
from handlers.request import Tells
from tests.bot.slack.conftest import SECRET, words


def signed(body: str, at: int | None = None) -> dict[str, str]:
    """The headers of a request from Slack."""
    at = at or int(time.time())
    digest = hmac.new(SECRET.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": str(at),
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def delivered(app: Running, body: str, headers: dict[str, str]) -> httpx.Response:
    return httpx.post(f"{app.url}/slack/events", content=body, headers=headers, trust_env=False)


def test_an_unsigned_request_is_refused(app, core):
    body = "command=%2Fescalate&text=list&user_id=U0GRACE&trigger_id=1"

    assert (
        delivered(app, body, {"Content-Type": "application/x-www-form-urlencoded"}).status_code
        == 401
    )
    assert delivered(app, body, signed(body, at=1)).status_code == 401
    assert core.requests == []


@pytest.mark.parametrize(
    "body", ["payload={not json", "payload=[]", "{", "[1]", '"text"', "payload=null"]
)
def test_a_signed_request_that_cannot_be_read_is_no_fault_of_ours(app, core, body):
    headers = signed(body)
    if not body.startswith("payload"):
        headers["Content-Type"] = "application/json"

    assert delivered(app, body, headers).status_code in (400, 404)
    assert core.requests == []


def test_slack_may_check_the_address(app):
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    headers = signed(body) | {"Content-Type": "application/json"}

    answer = delivered(app, body, headers)

    assert (answer.status_code, answer.json()) == (200, {"challenge": "abc"})


def test_nobody_asks_slack_who_we_are_while_a_person_waits(grace, core, workspace):
    workspace.fails("auth.test", "500")
    core.replies["status"] = Tells(words("It stands at stage 1."))

    grace.types("/escalate status ESC-KXQT-RWBM")

    assert grace.notices[-1].text == "It stands at stage 1."


def test_a_body_that_slack_would_never_send_is_not_read_to_its_end(app, core):
    body = "a" * (LARGEST + 1)

    assert delivered(app, body, signed(body)).status_code == 413
