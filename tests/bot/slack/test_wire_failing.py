"""Each way in which sending to Slack fails is one of the three that delivery knows."""

from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.slack.wire import SlackSender
from escalation.directory.people import Person
from scheduler.sender import PlaceOf, RefusedError, TryAgainError, UncertainError
from tests.bot.slack.conftest import EARLIER, REFERENCE, dm, known, replies, settings, words

MARKER = "Zebedee-Quince"


def test_what_slack_took_before_the_connection_dropped_is_found(sender, place, workspace, grace):
    workspace.fails("chat.postMessage", "drop_after_accept")
    with pytest.raises(UncertainError):
        sender.post(place, words("Once."), REFERENCE, "k1", EARLIER)

    assert sender.find_post(place, "k1", EARLIER)
    assert replies(grace) == ["Once."]


@pytest.mark.failure(25)
def test_a_telling_that_slack_took_before_the_connection_dropped_is_found(sender, workspace):
    workspace.fails("chat.postMessage", "drop_after_accept")
    with pytest.raises(UncertainError):
        sender.tell(dm(sender, "grace"), words("Once."), REFERENCE, "k1", EARLIER)

    assert sender.find_told(dm(sender, "grace"), "k1", EARLIER)


def test_a_root_that_slack_took_before_the_connection_dropped_is_found(sender, workspace):
    channel = sender.make_place(REFERENCE, [known("grace")])
    workspace.fails("chat.postMessage", "drop_after_accept")
    with pytest.raises(UncertainError):
        sender.open_thread(channel, words("The card."), REFERENCE, "root")

    found = sender.find_root(channel, "root", EARLIER)

    assert found
    assert found.channel == channel
    assert sender.find_root(channel, "another", EARLIER) is None


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda s, p: s.direct(known("gone")), "user_disabled"),
        (
            lambda s, p: s.direct(Person("x", "X", "y")),
            "they are not on Slack, as far as the directory knows",
        ),
        (lambda s, p: s.admit(p, known("gone")), "cant_invite"),
        (
            lambda s, p: s.post(PlaceOf("C0NONE", "1.2"), words(MARKER), REFERENCE, "k", EARLIER),
            "channel_not_found",
        ),
        (
            lambda s, p: s.post(PlaceOf(p.channel, "1.2"), words(MARKER), REFERENCE, "k", EARLIER),
            "thread_not_found",
        ),
        (
            lambda s, p: s.redraw(PlaceOf(p.channel, "1.2"), words(MARKER), REFERENCE),
            "message_not_found",
        ),
    ],
    ids=["deactivated", "not on Slack", "invited", "no channel", "no thread", "no message"],
)
def test_what_slack_will_never_take_is_refused_by_its_own_word(sender, place, act, why):
    with pytest.raises(RefusedError, match=f"^{why}$"):
        act(sender, place)


@pytest.mark.failure(28)
def test_an_archived_place_refuses_and_says_so(sender, place):
    sender.close(place)

    with pytest.raises(RefusedError, match=r"^is_archived$"):
        sender.post(place, words("Late."), REFERENCE, "k", EARLIER)
    with pytest.raises(RefusedError, match=r"^is_inactive$"):
        sender.redraw(place, words("Late."), REFERENCE)


@pytest.mark.failure(26)
def test_too_fast_is_not_now_and_says_for_how_long(sender, place, workspace, grace):
    workspace.fails("chat.postMessage", "429", retry_after=7)

    with pytest.raises(TryAgainError) as refused:
        sender.post(place, words(MARKER), REFERENCE, "k", EARLIER)

    assert (refused.value.why, refused.value.after) == ("ratelimited", 7.0)
    assert replies(grace) == []


@pytest.mark.parametrize(
    ("kind", "error", "expected", "after"),
    [
        ("error", "service_unavailable", TryAgainError, None),
        ("error", "message_limit_exceeded", TryAgainError, None),
        ("error", "token_revoked", TryAgainError, 300.0),
        ("error", "missing_scope", TryAgainError, 300.0),
        ("error", "internal_error", UncertainError, None),
        ("error", "fatal_error", UncertainError, None),
        ("500", "", UncertainError, None),
        ("error", "restricted_action", RefusedError, None),
    ],
)
def test_each_failure_is_one_that_delivery_knows(
    sender, place, workspace, kind, error, expected, after
):
    workspace.fails("chat.postMessage", kind, **({"error": error} if error else {}))

    with pytest.raises(expected) as failed:
        sender.post(place, words(MARKER), REFERENCE, "k", EARLIER)

    assert getattr(failed.value, "after", None) == after
    assert MARKER not in f"{failed.value!r} {failed.value.why} {failed.value.__cause__}"


def test_an_answer_that_does_not_come_is_uncertain(config, place, workspace):
    impatient = SlackSender(config, timeout=1)
    workspace.fails("chat.postMessage", "timeout")

    with pytest.raises(UncertainError):
        impatient.post(place, words(MARKER), REFERENCE, "k", EARLIER)


def test_what_does_no_harm_when_done_twice_is_simply_tried_again(sender, place, workspace):
    workspace.fails("chat.update", "drop_after_accept")

    with pytest.raises(TryAgainError):
        sender.redraw(place, words("The card, later."), REFERENCE)


def test_a_slack_that_is_not_there_has_taken_nothing(tmp_path):
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    url = f"http://127.0.0.1:{server.server_address[1]}"
    server.server_close()
    sender = SlackSender(settings(url, tmp_path))

    with pytest.raises(TryAgainError, match=r"^unreachable$"):
        sender.tell(dm(sender, "grace"), words(MARKER), REFERENCE, "k", EARLIER)
