"""The one HTTP door: it says whether the process is alive and ready, and lets platforms in."""

import threading

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.ports import opened
from bot.server import Running, health, http, serve


async def door(request: Request) -> Response:
    return PlainTextResponse(await request.body())


def nothing_wrong() -> list[str]:
    return []


def asked(running: Running, path: str) -> httpx.Response:
    return httpx.get(f"{running.url}{path}", trust_env=False)


def test_a_process_that_answers_is_alive():
    with Running(http(door, nothing_wrong)) as running:
        answer = asked(running, "/healthz")

    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert "server" not in answer.headers


def test_it_is_ready_when_nothing_is_wrong():
    with Running(http(door, nothing_wrong)) as running:
        answer = asked(running, "/readyz")

    assert (answer.status_code, answer.json()) == (
        200,
        {"ready": True, "why_not": [], "degraded": []},
    )


def test_it_says_in_words_why_it_is_not_ready():
    with Running(http(door, lambda: ["the clock has stopped"])) as running:
        answer = asked(running, "/readyz")

    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False,
        "why_not": ["the clock has stopped"],
        "degraded": [],
    }


def test_what_somebody_must_look_at_is_said_and_people_are_served_all_the_same():
    """One wrong Slack id must not take the whole partnership's installation away."""
    stuck = ["1 could not be delivered: see `stuck`"]
    with Running(http(door, nothing_wrong, lambda: stuck)) as running:
        answer = asked(running, "/readyz")

    assert (answer.status_code, answer.json()["degraded"]) == (200, stuck)


def test_when_it_cannot_find_out_it_is_not_ready_and_says_nothing_else():
    def fails() -> list[str]:
        raise RuntimeError("Zebedee Quince")

    with Running(http(door, fails)) as running:
        answer = asked(running, "/readyz")

    assert answer.status_code == 503
    assert "Zebedee" not in answer.text


def test_slack_has_its_door_and_nothing_but_a_post_goes_through_it():
    with Running(http(door, nothing_wrong)) as running:
        posted = httpx.post(f"{running.url}/slack/events", content="hello", trust_env=False)
        got = asked(running, "/slack/events")

    assert (posted.status_code, posted.text) == (200, "hello")
    assert got.status_code == 405


def test_a_process_that_answers_nobody_says_how_it_is_all_the_same():
    with Running(health(lambda: ["the clock has stopped"], nothing_wrong)) as running:
        assert asked(running, "/healthz").status_code == 200
        assert asked(running, "/readyz").json()["why_not"] == ["the clock has stopped"]
        assert asked(running, "/slack/events").status_code == 404


def test_it_stops_when_it_is_told_to():
    running = Running(http(door, nothing_wrong))
    assert asked(running, "/healthz").status_code == 200

    running.stop()

    with pytest.raises(httpx.ConnectError):
        asked(running, "/healthz")


def test_a_process_that_was_told_to_stop_while_it_started_stops():
    """A token is asked about at the start, and Slack may take its time."""
    told = threading.Event()
    told.set()

    with opened("127.0.0.1", 0) as listening:
        serve(http(door, nothing_wrong), listening, told)

    assert listening.fileno() == -1, "nobody is let in any more"


def test_a_process_that_is_told_to_stop_while_it_serves_stops():
    told, seen = threading.Event(), []

    def asks(url: str) -> None:
        transport = httpx.HTTPTransport(retries=20)
        with httpx.Client(transport=transport, trust_env=False) as client:
            seen.append(client.get(f"{url}/healthz").status_code)
        told.set()

    with opened("127.0.0.1", 0) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        asking = threading.Thread(target=asks, args=(url,))
        asking.start()
        serve(http(door, nothing_wrong), listening, told)
        asking.join(10)

    assert seen == [200]
