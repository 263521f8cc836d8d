"""Sending to Slack: each thing once, and found again by its key."""

from datetime import UTC, datetime

import pytest

from bot.slack.wire import SlackSender
from escalation.directory.people import Person
from escalation.words.message import Choice, Choices, Message, Phone, Quote, Says, says
from sandbox.driver import Workspace
from scheduler.sender import Notice, RefusedError, TryAgainError, UncertainError
from tests.bot.slack.conftest import (
    DIRECTORY,
    EARLIER,
    NAME,
    REFERENCE,
    dm,
    known,
    replies,
    settings,
    words,
)

MARKER = "Zebedee-Quince"


def test_a_place_is_private_named_by_its_reference_and_holds_the_people(sender, grace):
    sender.make_place(REFERENCE, [known("grace"), known("sam")])

    channel = grace.conversation(NAME)
    assert channel.private
    assert {"U0GRACE", "U0SAM"} < set(channel.members)
    assert "U0LEE" not in channel.members
    assert channel.topic.startswith("Confidential")


def test_a_place_asked_for_twice_is_the_same_place(sender, workspace, grace):
    workspace.fails("conversations.create", "drop_after_accept")
    with pytest.raises(TryAgainError):
        sender.make_place(REFERENCE, [known("grace")])

    first = sender.make_place(REFERENCE, [known("grace")])
    again = sender.make_place(REFERENCE, [known("grace")])

    assert first == again
    assert [c.name for c in grace.channels].count(NAME) == 1


def test_a_name_that_an_archived_channel_keeps_gets_a_number(sender, place):
    sender.close(place)

    other = sender.make_place(REFERENCE, [known("grace")])

    assert other != place.channel


def test_somebody_who_cannot_be_let_in_keeps_nobody_else_out(sender, grace):
    sender.make_place(REFERENCE, [known("gone"), Person("x", "X", "y"), known("grace")])

    assert "U0GRACE" in grace.conversation(NAME).members


def test_the_card_is_the_root_and_is_redrawn_in_place(sender, place, grace):
    sender.redraw(place, words("The card, later."), REFERENCE)

    shown = [m.text for m in grace.reads(NAME) if m.from_app and not m.is_line]
    assert shown == ["The card, later."]


def test_what_is_said_goes_into_the_thread(sender, place, grace):
    message = Message("s", (says("Dial {number} now.", number=Phone("999")),))

    receipt = sender.post(place, message, REFERENCE, "k1", EARLIER)

    assert replies(grace) == ["Dial 999 now."]
    assert sender.find_post(place, "k1", EARLIER) == receipt
    assert sender.find_post(place, "k2", EARLIER) is None


def test_one_person_is_told_in_their_direct_messages(sender, grace):
    receipt = sender.tell(dm(sender, "grace"), words("Your part."), REFERENCE, "k1", EARLIER)

    told = grace.reads()[-1]
    assert (told.text, told.fallback) == ("Your part.", "ESC-KXQT-RWBM: something")
    assert sender.find_told(dm(sender, "grace"), "k1", EARLIER) == receipt
    assert sender.find_told(dm(sender, "sam"), "k1", EARLIER) is None


def notices(*references: str) -> list[Notice]:
    choice = Choice("take", "I have this", "tier:1", "main")
    return [
        Notice(
            Message(f"{each}: asked", (Says((f"Your part in {each}.",)), Choices((choice,)))), each
        )
        for each in references
    ]


def test_several_things_are_told_in_one_message_under_one_key(sender, grace):
    several = notices("ESC-AAAA-AAAA", "ESC-BBBB-BBBB")

    receipt = sender.tell_all(dm(sender, "grace"), several, "bundle:k")

    [told] = grace.reads()
    assert told.text.split("\n")[0] == "2 things wait for you."
    assert told.buttons == ["I have this", "I have this"]
    assert told.fallback == "2 things wait for you. ESC-AAAA-AAAA: asked ESC-BBBB-BBBB: asked"
    assert sender.find_told(dm(sender, "grace"), "bundle:k", EARLIER) == receipt


def test_what_slack_will_not_take_together_is_refused_and_nothing_is_said(sender, grace, workspace):
    workspace.fails("chat.postMessage", "error", error="msg_blocks_too_long")

    with pytest.raises(RefusedError):
        sender.tell_all(dm(sender, "grace"), notices("ESC-AAAA-AAAA", "ESC-BBBB-BBBB"), "k")

    assert grace.reads() == []


@pytest.mark.failure(27)
def test_what_was_said_before_it_was_owed_is_not_gone_through(sender, place, grace):
    """And back to then everything is, however much has been said since: FAILURES 25."""
    sender.post(place, words("Said."), REFERENCE, "k1", EARLIER)
    sender.tell(dm(sender, "grace"), words("Told."), REFERENCE, "k2", EARLIER)
    later = datetime(2100, 1, 4, 9, tzinfo=UTC)

    assert sender.find_post(place, "k1", EARLIER)
    assert sender.find_told(dm(sender, "grace"), "k2", EARLIER)
    assert sender.find_root(place.channel, "root", EARLIER)
    assert sender.find_post(place, "k1", later) is None
    assert sender.find_told(dm(sender, "grace"), "k2", later) is None
    assert sender.find_root(place.channel, "root", later) is None


def test_a_message_far_back_in_somebodys_conversation_is_found(sender, grace, monkeypatch):
    monkeypatch.setattr("bot.slack.wire_looking.PAGE", 2)
    direct = dm(sender, "grace")
    for number in range(7):
        sender.tell(direct, words(f"Number {number}"), REFERENCE, f"k{number}", EARLIER)

    assert all(sender.find_told(direct, f"k{number}", EARLIER) for number in range(7))


def test_nobody_can_make_a_key_seem_to_have_been_sent(sender, place, grace):
    root = next(m for m in grace.reads(NAME) if m.ts == place.root)
    grace.posts("k1", in_thread_of=root)

    assert sender.find_post(place, "k1", EARLIER) is None


def test_what_is_far_back_in_a_thread_is_found(sender, place, grace, monkeypatch):
    monkeypatch.setattr("bot.slack.wire_looking.PAGE", 2)
    for number in range(7):
        sender.post(place, words(f"Number {number}"), REFERENCE, f"k{number}", EARLIER)

    assert all(sender.find_post(place, f"k{number}", EARLIER) for number in range(7))


def test_words_too_long_for_one_message_are_said_in_several_and_each_once(
    sender, place, workspace, grace
):
    parts = tuple(Quote(f"View {n}", f"{n}. " + "They differ about it. " * 130) for n in range(6))
    message = Message("s", parts)
    workspace.fails("chat.postMessage", "429", after=1)
    with pytest.raises(TryAgainError):
        sender.post(place, message, REFERENCE, "k1", EARLIER)
    assert sender.find_post(place, "k1", EARLIER) is None

    sender.post(place, message, REFERENCE, "k1", EARLIER)

    said = "\n".join(replies(grace))
    assert len(replies(grace)) > 1
    assert [said.count(f"View {n}:") for n in range(6)] == [1] * 6


def test_what_slack_will_not_draw_is_said_in_few_words_and_can_still_be_pressed(
    sender, place, workspace, grace
):
    message = Message("s", (Says(("Much.",)), Choices((Choice("take", "I have this", "t"),))))
    workspace.fails("chat.postMessage", "error", error="msg_blocks_too_long")

    sender.post(place, message, REFERENCE, "k1", EARLIER)

    [said] = replies(grace)
    assert "on the record" in said
    assert sender.find_post(place, "k1", EARLIER)


def test_letting_in_and_taking_out_may_be_done_twice(sender, place, grace, workspace):
    for _ in range(2):
        sender.admit(place, known("lee"))
    assert "U0LEE" in grace.conversation(NAME).members

    for _ in range(2):
        sender.release(place, known("lee"))
    assert "U0LEE" not in grace.conversation(NAME).members


def test_closing_may_be_done_twice(sender, place, grace):
    for _ in range(2):
        sender.close(place)

    assert grace.conversation(NAME).archived


def test_a_file_is_seen_once_it_is_shared_with_its_words(sender, grace):
    file = sender.upload(f"{REFERENCE}.pdf", b"%PDF")
    assert [m for m in grace.reads() if m.files] == []

    sender.share(dm(sender, "grace"), file, f"{REFERENCE}.pdf", words("Please file this."))

    [message] = [m for m in grace.reads() if m.files]
    assert message.text == "Please file this."
    assert message.files[0].name == f"{REFERENCE}.pdf"
    assert grace.downloads(message.files[0]) == b"%PDF"


def test_a_file_that_may_have_been_shared_is_found_by_its_own_id(sender, grace, workspace):
    """Not by name and size: another copy of the same length is another file."""
    direct, name = dm(sender, "grace"), f"{REFERENCE}.pdf"
    files = [sender.upload(name, b"%PDF") for _ in range(2)]
    workspace.fails("files.completeUploadExternal", "drop_after_accept")

    with pytest.raises(UncertainError):
        sender.share(direct, files[0], name, words("Please file this."))

    assert sender.find_file(direct, files[0], EARLIER)
    assert sender.find_file(direct, files[1], EARLIER) is None
    assert len([m for m in grace.reads() if m.files]) == 1


def test_a_file_that_could_not_be_shared_is_shared_by_the_same_id(sender, grace, workspace):
    direct, name = dm(sender, "grace"), f"{REFERENCE}.pdf"
    file = sender.upload(name, b"%PDF")
    workspace.fails("files.completeUploadExternal", "429", retry_after=3)
    with pytest.raises(TryAgainError):
        sender.share(direct, file, name, words("File this."))
    assert [m for m in grace.reads() if m.files] == []

    sender.share(direct, file, name, words("File this."))

    assert len([m for m in grace.reads() if m.files]) == 1


def test_everything_people_have_written_can_be_heard_again_under_the_same_keys(
    sender, place, grace, workspace
):
    root = next(m for m in grace.reads(NAME) if m.ts == place.root)
    sender.post(place, words("The app's own."), REFERENCE, "k1", EARLIER)
    first = grace.posts("In the thread.", in_thread_of=root)
    second = workspace.person("Sam Reed").posts("Beside the thread.", NAME)

    heard = sender.heard(place)

    assert [(each.identity, each.answers["text"]) for each in heard] == [
        ("U0GRACE", "In the thread."),
        ("U0SAM", "Beside the thread."),
    ]
    assert [each.key for each in heard] == [f"{place.channel}:{m.ts}" for m in (first, second)]


def test_a_shared_channel_is_used_as_it_is_and_never_archived(sandbox, sender, place, tmp_path):
    shared = SlackSender(
        settings(sandbox.url, tmp_path, placement="shared_channel", shared_channel=place.channel),
        lambda: DIRECTORY,
    )

    channel = shared.make_place("ESC-AAAA-BBBB", [known("lee")])
    there = shared.open_thread(channel, words("Another card."), "ESC-AAAA-BBBB", "root2")
    shared.admit(there, known("lee"))
    shared.release(there, known("grace"))
    shared.close(there)

    found = Workspace(sandbox.url)
    conversation = found.person("Grace Okafor").conversation(NAME)
    found.close()
    assert channel == place.channel
    assert not conversation.archived
    assert "U0LEE" not in conversation.members
