"""`escalate serve`: says what is missing, and does nothing that it cannot do properly."""

import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from click.testing import CliRunner

from bot import config, demo
from bot.commands import words
from bot.procedures import in_force
from bot.slack.wire import SlackSender
from sandbox.server import serve
from sandbox.settings import Settings
from storage.crypto import new_key_file

PROJECT = Path(__file__).parents[2]
SECRET = "a signing secret"
DUTY = "01344 351 999"


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A new installation whose settings are complete; Slack is nowhere."""
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    new_key_file(tmp_path / "keys")
    settings = {
        "ESCALATE_KEY_FILE": str(tmp_path / "keys"),
        "ESCALATE_DATA": str(tmp_path),
        "SLACK_BOT_TOKEN": "xoxb-a-token",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"http://127.0.0.1:{demo.free_port()}/api/",
        "ESCALATE_EMERGENCY_DUTY_NUMBERS": json.dumps(dict.fromkeys(in_force(), DUTY)),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(config, "ROOT", tmp_path)
    return settings


@pytest.mark.parametrize(
    "missing", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "ESCALATE_KEY_FILE"]
)
def test_what_is_not_set_is_one_sentence_that_names_it(monkeypatch, missing):
    monkeypatch.delenv(missing)

    done = CliRunner().invoke(words, ["serve"])

    assert done.exit_code == 2
    (line,) = done.output.strip().splitlines()
    assert line.startswith(f"Error: {missing} is not set: it is ")
    assert line.endswith(".")


def test_no_secret_is_ever_said(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "MARKER-not-a-token")

    done = CliRunner().invoke(words, ["serve"])

    assert done.exit_code == 2
    assert "SLACK_BOT_TOKEN cannot be used" in done.output
    assert "MARKER" not in done.output


def test_a_shared_channel_must_be_named(monkeypatch):
    monkeypatch.setenv("ESCALATE_PLACEMENT", "shared_channel")

    done = CliRunner().invoke(words, ["serve"])

    assert (done.exit_code, "ESCALATE_SHARED_CHANNEL is not set" in done.output) == (2, True)


def test_it_does_not_go_live_before_every_area_has_its_emergency_duty_number(monkeypatch):
    numbers = {area: DUTY for area in in_force() if area not in ("Reading", "Slough")}
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", json.dumps(numbers))

    done = CliRunner().invoke(words, ["serve"])

    assert done.exit_code == 2
    (line,) = done.output.strip().splitlines()
    assert line.startswith(
        "Error: ESCALATE_EMERGENCY_DUTY_NUMBERS has no number for Reading, Slough: it is "
    )


def test_an_area_without_a_number_is_refused_and_a_slip_in_its_name_is_named(monkeypatch):
    numbers = dict.fromkeys(in_force(), DUTY)
    numbers["Redding"] = numbers.pop("Reading")
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", json.dumps(numbers))

    done = CliRunner().invoke(words, ["serve"])

    assert done.exit_code == 2
    named = "has no number for Reading, and one for Redding, where no procedure is in force: it is "
    assert named in done.stderr


def test_a_port_that_is_held_is_refused_before_it_says_that_it_listens():
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        done = CliRunner().invoke(words, ["serve", "--port", str(port)])

    assert done.exit_code == 2
    assert done.output == f"Error: Port {port} is in use: choose another with --port.\n"


def test_a_database_that_is_not_there_is_named_with_its_reason_and_without_its_password(
    environment, monkeypatch
):
    port = demo.free_port()
    monkeypatch.setenv("ESCALATE_DATABASE_URL", f"postgresql://u:secret@127.0.0.1:{port}/x")

    done = CliRunner().invoke(words, ["serve", "--port", str(demo.free_port())])

    assert done.exit_code == 2
    assert f"port {port} failed: Connection refused" in done.output
    assert "It was asked at 127.0.0.1, as ESCALATE_DATABASE_URL says." in done.output
    assert "secret" not in done.output


@pytest.mark.parametrize(
    "address",
    ["foo-secret", "nothing-secret://x", "sqlite://secret", "postgresql://u:secret@h:port/x"],
)
def test_a_database_that_is_none_is_refused_and_not_quoted(monkeypatch, address):
    monkeypatch.setenv("ESCALATE_DATABASE_URL", address)

    done = CliRunner().invoke(words, ["serve", "--port", str(demo.free_port())])

    assert done.exit_code == 2
    assert done.output.startswith("Error: ESCALATE_DATABASE_URL cannot be used: it is ")
    assert "secret" not in done.output


def test_a_token_that_slack_does_not_accept_is_said(environment):
    accepted = environment["SLACK_BOT_TOKEN"]
    slack = serve(Settings(people=(), bot_token=f"{accepted}-of-another-day"))
    try:
        settings = config.read(config.SLACK)
        at_slack = settings.model_copy(update={"slack_api_url": f"{slack.url}/api/"})
        assert SlackSender(at_slack).answers() == (
            "Slack does not accept the bot token (invalid_auth)."
        )
        assert SlackSender(settings, timeout=1).answers() == (
            "Slack cannot be reached now; it is tried again."
        )
    finally:
        slack.stop()


def test_a_token_that_slack_accepts_is_not_spoken_of(environment):
    slack = serve(Settings(people=(), bot_token=environment["SLACK_BOT_TOKEN"]))
    try:
        settings = config.read(config.SLACK)
        at_slack = settings.model_copy(update={"slack_api_url": f"{slack.url}/api/"})
        assert SlackSender(at_slack).answers() == ""
    finally:
        slack.stop()


def test_without_a_key_file_it_refuses_in_a_sentence(environment):
    Path(environment["ESCALATE_KEY_FILE"]).unlink()

    done = CliRunner().invoke(words, ["serve", "--port", str(demo.free_port())])

    assert done.exit_code == 2
    assert "keys" in done.output
    assert "Traceback" not in done.output


@pytest.fixture
def served(environment: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """It serves, as people start it: its address, and what it said at the start."""
    port = demo.free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve", "--port", str(port)],
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr
    said = []
    for line in process.stderr:
        said.append(line.strip())
        if "Listening on" in line:
            break
    url = f"http://127.0.0.1:{port}"
    transport = httpx.HTTPTransport(retries=20)  # it listens a moment after saying so
    with httpx.Client(transport=transport, trust_env=False) as client:
        client.get(f"{url}/healthz").raise_for_status()
    yield url, said
    process.terminate()
    process.wait(timeout=10)
    process.stderr.close()


def test_with_nobody_in_the_directory_it_says_so_and_opens_nothing(served, tmp_path):
    url, said = served
    assert said[0] == (
        f"Nobody is in the directory of sqlite:///{tmp_path}/escalate.db: no disagreement can be "
        "opened until people are imported."
    )

    assert said[-2:] == [
        "Slack cannot be reached now; it is tried again.",
        f"Listening on {url}/slack/events",
    ]

    ready = httpx.get(f"{url}/readyz", trust_env=False)
    assert ready.status_code == 503
    assert "nobody is in the directory" in ready.json()["why_not"]

    answer = types(url, "")
    assert answer.status_code == 200
    assert "nobody is in this installation's directory" in answer.text
    assert "dial 999 now" in answer.text


def test_told_to_stop_while_slack_keeps_it_waiting_at_the_start_it_stops(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as slack:  # it takes the call, and says nothing
        slack.settimeout(60)
        api = f"http://127.0.0.1:{slack.getsockname()[1]}/api/"
        monkeypatch.setenv("SLACK_API_URL", api)
        with subprocess.Popen(
            [sys.executable, "-m", "bot", "serve", "--port", str(demo.free_port())],
            cwd=PROJECT,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                with slack.accept()[0]:
                    process.terminate()
                    assert process.wait(timeout=8) == 0
            finally:
                process.kill()


def types(url: str, text: str) -> httpx.Response:
    """A slash command, signed as Slack signs it."""
    body = urlencode(
        {
            "command": "/escalate",
            "text": text,
            "user_id": "U0SAM",
            "team_id": "T0",
            "channel_id": "D0",
            "trigger_id": "1.2.3",
            "response_url": f"{url}/nowhere",
        }
    )
    now = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{now}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={digest}",
    }
    return httpx.post(f"{url}/slack/events", content=body, headers=headers, trust_env=False)
