"""`escalate worker`: does what is due and answers nobody, beside processes that only answer."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, select

from bot import config, demo
from bot.commands import words
from bot.procedures import in_force
from storage.crypto import new_key_file
from storage.tables import workers

PROJECT = Path(__file__).parents[2]
Starts = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new installation whose settings are complete; Slack is nowhere."""
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    new_key_file(tmp_path / "keys")
    monkeypatch.setenv("ESCALATE_KEY_FILE", str(tmp_path / "keys"))
    monkeypatch.setenv("ESCALATE_DATA", str(tmp_path))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-a-token")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "a signing secret")
    monkeypatch.setenv("SLACK_API_URL", f"http://127.0.0.1:{demo.free_port()}/api/")
    numbers = dict.fromkeys(in_force(), "01344 351 999")
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", json.dumps(numbers))
    monkeypatch.setattr(config, "ROOT", tmp_path)


@pytest.fixture
def starts() -> Iterator[Starts]:
    """Processes as people start them, each at work when it is given."""
    with ExitStack() as stack:
        yield lambda *words, until: stack.enter_context(_started(words, until))


@contextmanager
def _started(words: tuple[str, ...], until: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stderr
        try:
            assert any(until in line for line in process.stderr), f"{words} did not start"
            yield process
        finally:
            process.kill()


def at_work(tmp_path: Path) -> list[str]:
    engine = create_engine(f"sqlite:///{tmp_path / 'escalate.db'}")
    with engine.connect() as connection:
        found = list(connection.execute(select(workers.c.name)).scalars())
    engine.dispose()
    return found


def why_not(port: int) -> list[str]:
    transport = httpx.HTTPTransport(retries=20)  # it listens a moment after saying so
    with httpx.Client(transport=transport, trust_env=False) as client:
        found: list[str] = client.get(f"http://127.0.0.1:{port}/readyz").json()["why_not"]
    return found


@pytest.mark.parametrize("missing", ["SLACK_BOT_TOKEN", "ESCALATE_KEY_FILE"])
def test_what_is_not_set_is_one_sentence_that_names_it(monkeypatch, missing):
    monkeypatch.delenv(missing)

    done = CliRunner().invoke(words, ["worker"])

    assert done.exit_code == 2
    assert done.output.startswith(f"Error: {missing} is not set: it is ")


def test_without_every_duty_number_it_does_not_work(monkeypatch):
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", "{}")

    done = CliRunner().invoke(words, ["worker"])

    assert done.exit_code == 2
    assert "ESCALATE_EMERGENCY_DUTY_NUMBERS has no number for" in done.output


@pytest.mark.parametrize(("told", "port"), [(signal.SIGTERM, True), (signal.SIGINT, False)])
def test_told_to_stop_it_stops_and_takes_its_name_away(starts, tmp_path, told, port):
    number = demo.free_port() if port else 0
    asked = ["--port", str(number)] if port else []
    process = starts("worker", *asked, until="At work as ")
    if port:
        assert why_not(number) == ["nobody is in the directory"]
        assert len(at_work(tmp_path)) == 1

    process.send_signal(told)

    assert process.wait(timeout=20) == 0
    assert at_work(tmp_path) == []


def test_with_a_port_it_answers_for_its_health_and_for_nothing_else(starts):
    port = demo.free_port()
    starts("worker", "--port", str(port), until="At work as ")
    assert why_not(port) == ["nobody is in the directory"]

    url = f"http://127.0.0.1:{port}"
    assert httpx.get(f"{url}/healthz", trust_env=False).json() == {"alive": True}
    assert httpx.post(f"{url}/slack/events", trust_env=False).status_code == 404


def test_on_sqlite_it_works_beside_a_process_that_only_answers_and_alone(starts, tmp_path):
    port = demo.free_port()
    serve = ("serve", "--no-worker", "--port", str(port))
    starts(*serve, until="Listening on")
    assert why_not(port) == ["no worker is at work", "nobody is in the directory"]

    worker = starts("worker", "--port", str(demo.free_port()), until="At work as ")
    while why_not(port) != ["nobody is in the directory"]:
        assert worker.poll() is None

    for second in (["worker"], ["serve", "--port", str(demo.free_port())]):
        done = CliRunner().invoke(words, second)
        assert done.exit_code == 2
        assert re.search("Another process does what is due in this SQLite database", done.output)
        assert "Listening" not in done.output

    worker.kill()
    worker.wait(timeout=20)
    starts("worker", until="At work as ")


def test_one_that_is_not_alone_is_refused_before_slack_is_asked(starts, monkeypatch):
    starts("worker", until="At work as ")
    with socket.create_server(("127.0.0.1", 0)) as slack:
        monkeypatch.setenv("SLACK_API_URL", f"http://127.0.0.1:{slack.getsockname()[1]}/api/")
        done = CliRunner().invoke(words, ["serve", "--port", str(demo.free_port())])
        slack.setblocking(False)
        with pytest.raises(BlockingIOError):
            slack.accept()

    assert done.exit_code == 2


def test_serve_stops_as_it_should_when_it_is_told_to(starts, tmp_path):
    port = demo.free_port()
    process = starts("serve", "--port", str(port), until="Listening on")
    assert why_not(port) == ["nobody is in the directory"]

    process.terminate()

    assert process.wait(timeout=20) == 0
    assert at_work(tmp_path) == []
