"""What Slack delivers is read as what a person did, and as nothing more."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.slack import reading

DATA = Path(__file__).parents[2] / "data" / "slack"


def sample(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def command(text: str) -> Any:
    return sample("SlashCommandPayload") | {
        "command": "/escalate",
        "text": text,
        "user_id": "U0GRACE",
        "channel_id": "D0GRACE",
        "trigger_id": "123.456.abc",
    }


@pytest.mark.parametrize(
    ("text", "word", "reference"),
    [
        ("", "open", ""),
        ("   ", "open", ""),
        ("status", "status", ""),
        ("status ESC-KXQT-RWBM", "status", "ESC-KXQT-RWBM"),
        ("STATUS esc-kxqt-rwbm", "status", "ESC-KXQT-RWBM"),
        ("status `esc-kxqt-rwbm`.", "status", "ESC-KXQT-RWBM"),
        ("status kxqt rwbm", "status", "ESC-KXQT-RWBM"),
        ("status ESC–KXQT–RWBM", "status", "ESC-KXQT-RWBM"),
        ("export <#C0123|esc-kxqt-rwbm-2>", "export", "ESC-KXQT-RWBM"),
        ("note esc-kxqt-rwbm", "note", "ESC-KXQT-RWBM"),
        ("notes ESC-KXQT-RWBM", "notes", "ESC-KXQT-RWBM"),
        ("reopen kxqt rwbm", "reopen", "ESC-KXQT-RWBM"),
        ("status something else", "status", "SOMETHING ELSE"),
        ("list", "list", ""),
        ("help", "help", ""),
        ("practice", "practice", ""),
        ("export practice", "export", "PRACTICE"),
    ],
)
def test_a_command_says_what_is_wanted_and_of_which_disagreement(text, word, reference):
    request = reading.command(command(text))

    assert (request.word, request.reference) == (word, reference)
    assert (request.identity, request.platform, request.place) == ("U0GRACE", "slack", "D0GRACE")
    assert request.key == "123.456.abc"
    assert request.answers == {}


@pytest.mark.parametrize(
    ("text", "word", "reference", "other"),
    [
        ("link ESC-KXQT-RWBM ESC-MNPQ-STUV", "link", "ESC-KXQT-RWBM", "ESC-MNPQ-STUV"),
        ("link esc-kxqt-rwbm and esc-mnpq-stuv", "link", "ESC-KXQT-RWBM", "ESC-MNPQ-STUV"),
        ("merge `kxqt rwbm`, <#C1|esc-mnpq-stuv>", "merge", "ESC-KXQT-RWBM", "ESC-MNPQ-STUV"),
        ("unlink ESC–KXQT–RWBM ESC–MNPQ–STUV", "unlink", "ESC-KXQT-RWBM", "ESC-MNPQ-STUV"),
        ("merge ESC-KXQT-RWBM", "merge", "ESC-KXQT-RWBM", None),
        ("link", "link", "", None),
    ],
)
def test_a_command_about_two_names_both_in_order(text, word, reference, other):
    request = reading.command(command(text))

    assert (request.word, request.reference) == (word, reference)
    assert request.answers.get("other") == other


def test_a_mistyped_word_asks_for_help_and_is_named():
    request = reading.command(command("staus &lt;ESC&gt; <@U0SAM|sam>"))

    assert request.word == "help"
    assert request.answers == {"mistyped": "staus <ESC> @sam"}


def pressed(**action: Any) -> Any:
    given = {"action_id": "take:tier:1", "value": "ESC-KXQT-RWBM|tier:1", "action_ts": "99.1"}
    return sample("BlockActionPayload") | {
        "user": {"id": "U0GRACE"},
        "container": {"type": "message", "message_ts": "11.22", "channel_id": "C0DIS"},
        "channel": {"id": "C0DIS", "name": "privategroup"},
        "actions": [given | action],
    }


def test_a_press_is_read_from_the_button_and_its_person_from_slack():
    request = reading.press(pressed())

    assert request
    assert (request.word, request.reference, request.question) == (
        "take",
        "ESC-KXQT-RWBM",
        "tier:1",
    )
    assert (request.identity, request.place, request.key) == ("U0GRACE", "C0DIS", "11.22:99.1")
    assert not request.carries


def test_a_press_inside_a_form_has_the_forms_key():
    payload = pressed() | {"container": {"type": "view", "view_id": "V1"}, "channel": None}

    request = reading.press(payload)

    assert request
    assert (request.key, request.place) == ("V1:99.1", "")


@pytest.mark.parametrize(
    "action",
    [{"value": "x"}, {"value": ""}, {"value": None}, {"action_id": ":tier:1"}],
    ids=["other value", "empty value", "no value", "no act"],
)
def test_a_button_that_is_not_ours_is_no_request(action):
    assert reading.press(pressed(**action)) is None


def test_the_same_page_of_the_same_form_is_the_same_act():
    payload = sample("ViewSubmissionPayload")
    payload |= {"user": {"id": "U0GRACE"}, "view": payload["view"] | {"id": "V1"}}
    first = reading.submission(payload, "propose", {"what": "a"}, {"step": "2"})
    again = reading.submission(payload, "propose", {"what": "a"}, {"step": "2"})
    next_page = reading.submission(payload, "propose", {"what": "a"}, {"step": "3"})

    assert first
    assert again
    assert next_page
    assert first.key == again.key == "V1:propose:2"
    assert next_page.key == "V1:propose:3"
    assert first.identity == "U0GRACE"


def test_a_form_that_carries_no_word_is_no_request():
    assert reading.submission(sample("ViewSubmissionPayload"), "", {}, {}) is None


MESSAGES = sample("messages")
# Which shapes are a person's own, new words; every other one is an app's, an edit or Slack's line.
HEARD = {
    "MessagePayload",
    "MessageMePayload",
    "MessageFileSharePayload",
    "MessageThreadBroadcastPayload",
}


@pytest.mark.parametrize("shape", sorted(MESSAGES))
def test_only_the_new_words_of_people_are_heard(shape):
    event = MESSAGES[shape]["event"] | {"channel": "C0DIS", "ts": "11.22", "text": "Hello."}
    if "user" in event or shape in HEARD:
        event["user"] = "U0GRACE"
    if shape == "MessageBotPayload":
        event["bot_id"] = "B1"

    request = reading.words(event, lambda slack: "")

    assert (request is not None) == (shape in HEARD)


def event(**more: Any) -> Any:
    said = {"type": "message", "user": "U0GRACE", "channel": "C0DIS", "ts": "11.22", "text": "Hi."}
    return said | more


def test_words_have_the_messages_own_key_and_the_thread_they_are_in():
    top = reading.words(event(), str)
    reply = reading.words(event(thread_ts="10.01"), str)

    assert top
    assert reply
    assert (top.key, top.place) == ("C0DIS:11.22", "C0DIS")
    assert (reply.key, reply.place) == ("C0DIS:11.22", "C0DIS:10.01")


def test_a_reply_also_sent_to_the_channel_is_the_same_words():
    reply = reading.words(event(thread_ts="10.01"), str)
    broadcast = reading.words(event(thread_ts="10.01", subtype="thread_broadcast"), str)

    assert reply == broadcast


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"app_id": "A1"},
        {"subtype": "message_changed"},
        {"subtype": "channel_join"},
        {"channel_type": "im"},
        {"user": ""},
        {"text": ""},
    ],
    ids=lambda more: "-".join(map(str, more.items())),
)
def test_what_nobody_said_to_the_others_is_not_heard(more):
    assert reading.words(event(**more), str) is None


def test_a_file_is_named_and_its_content_stays_where_it_is():
    files = [{"name": "minutes.docx", "url_private": "https://files.example/x"}]

    request = reading.words(event(subtype="file_share", files=files, text="The minutes"), str)

    assert request
    assert request.answers["text"] == "The minutes\n[A file was shared here: minutes.docx]"


def test_words_say_when_they_were_written_by_slacks_own_clock():
    request = reading.words(event(ts="1775138400.000100"), str)

    assert request
    assert request.answers["written"] == "2026-04-02T14:00:00.000100+00:00"


def test_a_time_that_is_none_is_left_out():
    request = reading.words(event(ts="soon"), str)

    assert request
    assert request.answers == {"text": "Hi."}


@pytest.mark.parametrize(
    ("typed", "word", "of", "answers"),
    [
        ("note ESC-KXQT-RWBM She agrees.", "note", "ESC-KXQT-RWBM", {"text": "She agrees."}),
        ("status esc-kxqt-rwbm please", "status", "ESC-KXQT-RWBM", {}),
        ("harm ESC-KXQT-RWBM", "harm_typed", "ESC-KXQT-RWBM", {}),
        ("999", "harm_typed", "", {}),
        ("immediate harm", "harm_typed", "", {}),
        ("practise", "practice", "", {}),
        ("immediate harm ESC-KXQT-RWBM", "harm_typed", "ESC-KXQT-RWBM", {}),
        ("Harm: kxqt rwbm", "harm_typed", "ESC-KXQT-RWBM", {}),
        ("harm! esc-kxqt-rwbm now", "harm_typed", "ESC-KXQT-RWBM", {}),
        ("away <@U0SAM|sam>", "away", "", {"whose": "slack:U0SAM"}),
        ("away Jo Lee", "away", "", {"whose": "Jo Lee"}),
    ],
)
def test_what_stands_after_a_word_is_not_taken_for_its_reference(typed, word, of, answers):
    payload = {"user_id": "U0HELEN", "trigger_id": "t", "text": typed, "channel_id": "C1"}

    request = reading.command(payload)

    assert (request.word, request.reference, dict(request.answers)) == (word, of, answers)


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("back", {}),
        ("back ", {}),
        ("back <@U0TOM|tom>", {"whose": "slack:U0TOM"}),
        ("back <@U0TOM>", {"whose": "slack:U0TOM"}),
        ("back @tom", {"whose": "@tom"}),
        ("back <@U0TOM> <@U0JO>", {"whose": "@U0TOM @U0JO"}),
    ],
)
def test_whoever_is_back_may_be_somebody_else(typed, answers):
    payload = {"user_id": "U0HELEN", "trigger_id": "t", "text": typed, "channel_id": "C1"}

    request = reading.command(payload)

    assert (request.word, dict(request.answers), request.reference) == ("back", answers, "")
