"""Hiding on Slack: what the app has said under a key is said there no more, in every piece."""

import pytest

from escalation.words.message import Message, Quote
from scheduler.sender import RefusedError, TryAgainError
from tests.bot.slack.conftest import EARLIER, REFERENCE, replies, words

LONG = Message("ESC-KXQT-RWBM: a view", (Quote("Priya", "MARKER " * 4000),))


def test_every_piece_of_it_is_replaced_and_nothing_else(sender, place, grace):
    sender.post(place, words("Before."), REFERENCE, "k1", EARLIER)
    sender.post(place, LONG, REFERENCE, "k2", EARLIER)
    sender.post(place, words("After."), REFERENCE, "k20", EARLIER)
    assert "MARKER" in "".join(replies(grace))

    sender.hide(place, words("Taken out of sight."), REFERENCE, "k2", EARLIER)

    pieces = len(replies(grace)) - 2
    assert replies(grace) == ["Before.", *["Taken out of sight."] * pieces, "After."]
    assert pieces > 1


def test_hidden_twice_it_is_as_if_hidden_once(sender, place, grace):
    sender.post(place, words("MARKER"), REFERENCE, "k1", EARLIER)

    for _ in range(2):
        sender.hide(place, words("Taken out of sight."), REFERENCE, "k1", EARLIER)

    assert replies(grace) == ["Taken out of sight."]
    assert sender.find_post(place, "k1", EARLIER), "it is still found by its key"


def test_what_was_never_posted_is_well(sender, place, grace):
    sender.hide(place, words("Taken out of sight."), REFERENCE, "k1", EARLIER)

    assert replies(grace) == []


def test_an_answer_that_is_lost_is_tried_again(sender, place, workspace, grace):
    sender.post(place, words("MARKER"), REFERENCE, "k1", EARLIER)
    workspace.fails("chat.update", "drop_after_accept")

    with pytest.raises(TryAgainError):
        sender.hide(place, words("Taken out of sight."), REFERENCE, "k1", EARLIER)


def test_where_nothing_may_be_changed_any_more_it_is_deleted(sender, place, workspace, grace):
    sender.post(place, words("MARKER"), REFERENCE, "k1", EARLIER)
    workspace.fails("chat.update", "error", error="edit_window_closed")

    sender.hide(place, words("Taken out of sight."), REFERENCE, "k1", EARLIER)

    assert replies(grace) == []


def test_in_an_archived_channel_it_is_refused(sender, place):
    sender.post(place, words("MARKER"), REFERENCE, "k1", EARLIER)
    sender.close(place)

    with pytest.raises(RefusedError):
        sender.hide(place, words("Taken out of sight."), REFERENCE, "k1", EARLIER)
