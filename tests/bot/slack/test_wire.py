"""The door on Slack: whatever happens behind it, a person who acts is answered in time."""

import hashlib
import hmac
import json
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from structlog.testing import capture_logs

from bot.server import Running, http
from bot.slack.wire import slack_app
from bot.slack.wire_asking import BUSY, FAULT, LATE
from bot.slack.wire_listening import LATE_FORM, NOT_KEPT, OLD, ON_ITS_WAY
from escalation.forms import Field, Form
from escalation.message import Choice, Choices, Says
from handlers.request import Corrects, Hands, Shows, Tells
from tests.bot.slack.conftest import DIRECTORY, SECRET, known, words

MARKER = "Zebedee-Quince"
FORM = Form(
    "discuss",
    "Record a discussion",
    "Record",
    (
        Says(("If somebody is at immediate risk of harm, dial 999 now.",)),
        Field("text", "What was said", "text"),
        Field("on", "On which day", "date", required=False),
        Field("who", "With whom", "person", required=False),
    ),
    {"reference": "ESC-KXQT-RWBM", "question": "tier:1"},
)
BUTTONS = Choices((Choice("take", "I have this", "tier:1", "main"),))


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


def with_buttons(workspace, sender, core):
    """Grace has a message with a button in her direct messages."""
    message = words("Your part.")
    message = type(message)(message.summary, (*message.parts, BUTTONS))
    sender.tell(known("grace"), message, "ESC-KXQT-RWBM", "k1")


def test_a_command_is_answered_to_the_person_alone(grace, core):
    core.replies["status"] = Tells(words("It stands at stage 1."))

    grace.types("/escalate status esc-kxqt-rwbm")

    assert grace.notices[-1].text == "It stands at stage 1."
    assert core.requests[0].reference == "ESC-KXQT-RWBM"
    assert core.requests[0].identity == "U0GRACE"
    assert core.requests[0].place == grace.dm.id


def test_a_command_may_open_a_form(grace, core):
    core.replies["open"] = Shows(FORM)

    grace.types("/escalate")

    assert grace.modal.title == "Record a discussion"


def test_a_submitted_form_comes_back_as_answers_with_what_it_carried(grace, core):
    core.replies["open"] = Shows(FORM)
    grace.types("/escalate")

    left = grace.submits({"text": "We spoke & agreed <nothing>.", "who": "Sam Reed"})

    request = core.requests[-1]
    assert left is None
    assert request.word == "discuss"
    assert request.answers == {
        "text": "We spoke & agreed <nothing>.",
        "on": "",
        "who": "slack:U0SAM",
    }
    assert request.carries == {"reference": "ESC-KXQT-RWBM", "question": "tier:1"}
    assert (request.reference, request.question) == ("ESC-KXQT-RWBM", "tier:1")


def test_a_form_that_is_sent_twice_is_one_act(grace, core):
    core.replies["open"] = Shows(FORM)
    core.replies["discuss"] = Corrects("", "Not yet.")
    grace.types("/escalate")

    grace.submits({"text": "We spoke."})
    grace.submits()

    assert core.requests[1].key == core.requests[2].key


def test_a_correction_stands_beside_its_field(grace, core):
    core.replies["open"] = Shows(FORM)
    core.replies["discuss"] = Corrects("text", "Say what was said.")
    grace.types("/escalate")

    modal = grace.submits({"text": "?"})

    assert modal.errors == {"text": "Say what was said."}
    assert modal.field("text").value == "?"


def test_a_refusal_without_a_field_keeps_everything_that_was_typed(grace, core):
    core.replies["open"] = Shows(FORM)
    core.replies["discuss"] = Corrects("", "This has been answered since.")
    grace.types("/escalate")

    modal = grace.submits({"text": "A long account.", "on": "2026-04-02", "who": "Sam Reed"})
    modal = grace.submits()

    assert modal.lines.count("This has been answered since.") == 1
    assert modal.field("text").value == "A long account."
    assert modal.field("on").value == "2026-04-02"
    assert modal.field("who").value == "U0SAM"


def test_the_next_page_inherits_nothing_from_the_page_before(grace, core):
    second = Form("second", "Page two", "Send", (Field("text", "Something else", "text"),))
    core.replies |= {"open": Shows(FORM), "discuss": Shows(second)}
    grace.types("/escalate")

    modal = grace.submits({"text": "Belongs to the first page."})

    assert modal.title == "Page two"
    assert modal.field("text").value is None


def test_an_answer_to_a_form_stands_in_its_place(grace, core):
    core.replies |= {"open": Shows(FORM), "discuss": Tells(words("It has been raised."))}
    grace.types("/escalate")

    modal = grace.submits({"text": "We spoke."})

    assert "It has been raised." in modal.lines
    assert modal.submit is None


def test_a_press_names_the_question_it_answers(grace, core, workspace, sender):
    with_buttons(workspace, sender, core)
    core.replies["take"] = Tells(words("You have this."))

    grace.presses("I have this")

    request = core.requests[-1]
    assert (request.word, request.reference, request.question) == ("take", "ESC-KXQT-RWBM", "tier:1")
    assert request.place == grace.dm.id
    assert grace.notices[-1].text == "You have this."


def test_a_press_may_open_a_form(grace, core, workspace, sender):
    with_buttons(workspace, sender, core)
    core.replies["take"] = Shows(FORM)

    grace.presses("I have this")

    assert grace.modal.title == "Record a discussion"


def test_a_private_answer_finds_another_way_when_the_first_is_closed(
    grace, core, workspace, sender, monkeypatch
):
    with_buttons(workspace, sender, core)
    core.replies["take"] = Tells(words("You have this."))
    monkeypatch.setattr("bot.slack.wire_listening._address", without_response_url)

    grace.presses("I have this")

    grace.waits_for(lambda: "You have this." in [notice.text for notice in grace.notices])


def without_response_url(body):
    from bot.slack.wire_private import Address

    return Address(body["user"]["id"], body["channel"]["id"], trigger=body["trigger_id"])


def test_harm_pressed_inside_a_form_is_answered_over_it_and_keeps_what_was_typed(grace, core):
    harm = Choices((Choice("harm", "Immediate harm", "harm", "grave"),))
    core.replies |= {
        "open": Shows(Form("f", "Raise", "Next", (harm, Field("text", "What differs", "text")))),
        "harm": Tells(words("This is not a telephone call: ring.")),
    }
    grace.types("/escalate")
    grace.fills({"text": "Half a sentence"})

    grace.presses("Immediate harm")

    assert "This is not a telephone call: ring." in grace.modal.lines
    grace.closes()
    assert grace.modal.field("text").value == "Half a sentence"


def test_a_file_is_handed_over_in_direct_messages(grace, core):
    core.replies["export"] = Hands(words("Your copy."), "ESC-KXQT-RWBM.pdf", b"%PDF-1.7 pretend")

    grace.types("/escalate export ESC-KXQT-RWBM")

    assert grace.notices[-1].text == ON_ITS_WAY
    file = grace.waits_for(lambda: [f for m in grace.reads() for f in m.files])[0]
    assert file.name == "ESC-KXQT-RWBM.pdf"
    assert grace.downloads(file) == b"%PDF-1.7 pretend"


def test_a_button_of_an_earlier_version_is_answered_and_not_asked(grace, core, sandbox):
    from slack_sdk import WebClient

    client = WebClient("xoxb-a-token", base_url=f"{sandbox.url}/api/", retry_handlers=[])
    button = {
        "type": "button",
        "action_id": "old_button",
        "text": {"type": "plain_text", "text": "Old"},
        "value": "x",
    }
    client.chat_postMessage(
        channel="U0GRACE", text="old", blocks=[{"type": "actions", "elements": [button]}]
    )

    grace.presses("Old")

    assert grace.notices[-1].text == OLD
    assert core.requests == []


def test_a_fault_is_told_plainly_and_logged_without_a_word_of_content(grace, core):
    def fails(request):
        raise RuntimeError(MARKER)

    core.replies["status"] = fails

    with capture_logs() as lines:
        grace.types(f"/escalate status {MARKER}")

    assert grace.notices[-1].text == FAULT
    assert [line["event"] for line in lines] == ["a request failed and nothing was changed"]
    assert MARKER.upper() not in str({**lines[0], "exc_info": None}).upper()


def test_a_fault_behind_a_form_loses_nothing_typed(grace, core):
    def fails(request):
        raise RuntimeError(MARKER)

    core.replies |= {"open": Shows(FORM), "discuss": fails}
    grace.types("/escalate")

    modal = grace.submits({"text": "A long account."})

    assert FAULT in modal.lines
    assert modal.field("text").value == "A long account."


def test_a_slow_core_never_holds_the_answer_and_the_outcome_is_told_later(grace, core):
    core.replies["list"] = core.waits

    began = time.monotonic()
    grace.types("/escalate list")
    answered = time.monotonic() - began

    assert answered < 2.5
    assert LATE in [notice.text for notice in grace.notices]
    core.hold.set()
    grace.waits_for(lambda: "Here at last." in [notice.text for notice in grace.notices])


def test_a_slow_core_leaves_a_form_open_to_be_sent_again(grace, core):
    core.replies |= {"open": Shows(FORM), "discuss": core.waits}
    grace.types("/escalate")

    modal = grace.submits({"text": "A long account."})

    assert LATE_FORM in modal.lines
    assert modal.field("text").value == "A long account."


def test_what_has_not_begun_in_time_is_never_begun(config, core, workspace):
    core.replies["list"] = core.waits
    threads = ThreadPoolExecutor(1)
    door = slack_app(config, core.handle, lambda: DIRECTORY, patience=0.3, threads=threads)
    with Running(http(door, list)) as running:
        workspace.delivers_to(f"{running.url}/slack/events")
        grace = workspace.person("Grace Okafor")
        grace.types("/escalate list")
        grace.types("/escalate status ESC-KXQT-RWBM")
        core.hold.set()
        threads.shutdown(wait=True)

    assert BUSY in [notice.text for notice in grace.notices]
    assert [request.word for request in core.requests] == ["list"]


def test_what_people_write_in_a_thread_is_heard_with_names(grace, core, workspace, sender):
    channel = sender.make_place("ESC-KXQT-RWBM", [known("grace"), known("sam")])
    place = sender.open_thread(channel, words("The card."), "ESC-KXQT-RWBM", "root")
    root = next(m for m in grace.reads("esc-kxqt-rwbm") if m.ts == place.root)

    said = grace.posts("Thank you @Sam Reed, 2 < 3 & so on", in_thread_of=root)

    request = core.requests[-1]
    assert request.word == "say"
    assert request.answers == {"text": "Thank you @Sam Reed, 2 < 3 & so on"}
    assert request.place == f"{channel}:{place.root}"
    assert request.key == f"{channel}:{said.ts}"


def test_the_app_never_hears_itself(grace, core, workspace, sender):
    channel = sender.make_place("ESC-KXQT-RWBM", [known("grace")])
    place = sender.open_thread(channel, words("The card."), "ESC-KXQT-RWBM", "root")
    sender.redraw(place, words("The card, later."), "ESC-KXQT-RWBM")
    sender.post(place, words("Said."), "ESC-KXQT-RWBM", "k")

    workspace.settles()

    assert core.requests == []


def test_words_that_could_not_be_kept_are_delivered_again(grace, core, workspace, sender):
    channel = sender.make_place("ESC-KXQT-RWBM", [known("grace")])
    failures = [RuntimeError(), RuntimeError()]

    def fails_twice(request):
        if failures:
            raise failures.pop()
        return Tells(words("Kept."))

    core.replies["say"] = fails_twice
    grace.posts("Please keep this.", "esc-kxqt-rwbm")
    workspace.settles()
    status = workspace.delivers_again()

    assert status == 200
    assert len({request.key for request in core.requests}) == 1
    assert len(core.requests) == 3


def test_when_slack_gives_up_delivering_somebody_is_told_that_their_words_are_not_kept(
    grace, core, workspace, sender
):
    channel = sender.make_place("ESC-KXQT-RWBM", [known("grace")])

    def fails(request):
        raise RuntimeError

    core.replies["say"] = fails
    grace.posts("Please keep this.", "esc-kxqt-rwbm")
    for _ in range(2):
        workspace.delivers_again()

    grace.waits_for(lambda: NOT_KEPT in [notice.text for notice in grace.notices])
    assert [notice.text for notice in grace.notices].count(NOT_KEPT) == 1


def test_an_unsigned_request_is_refused(app, core):
    body = "command=%2Fescalate&text=list&user_id=U0GRACE&trigger_id=1"

    assert delivered(app, body, {"Content-Type": "application/x-www-form-urlencoded"}).status_code == 401
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


def test_a_form_that_slack_does_not_show_is_said_to_be_missing(grace, core, workspace):
    workspace.fails("views.open", "error", error="expired_trigger_id")
    core.replies["open"] = Shows(FORM)

    grace.types("/escalate")

    assert "Please press again" in grace.notices[-1].text
