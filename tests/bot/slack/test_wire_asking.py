"""When something goes wrong behind or before the adapter, whoever acted is answered all the same."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from bot.server import Running, http
from bot.slack import cards
from bot.slack.wire import slack_app
from bot.slack.wire_asking import BUSY, FAULT, LATE, PERHAPS
from bot.slack.wire_listening import LATE_FORM, NOT_KEPT, OLD, PRESS_AGAIN, UNSHOWN
from bot.slack.wire_private import Address, Private
from escalation.words.forms import Field, Form
from escalation.words.message import Choice, Choices, Message, Says
from handlers.request import Shows, Tells
from storage.database import NotSaved, PerhapsSaved
from tests.bot.slack.conftest import DIRECTORY, EARLIER, FORM, TOKEN, dm, known, words

MARKER = "Zebedee-Quince"


def test_a_button_of_an_earlier_version_is_answered_and_not_asked(grace, core, sandbox):
    client = WebClient(TOKEN, base_url=f"{sandbox.url}/api/", retry_handlers=[])
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
    assert [line["event"] for line in lines] == ["a request failed"]
    assert MARKER.upper() not in str({**lines[0], "exc_info": None}).upper()


@pytest.mark.parametrize(("fault", "said"), [(NotSaved, BUSY), (PerhapsSaved, PERHAPS)])
def test_of_what_the_database_did_not_take_is_said_what_is_known(grace, core, fault, said):
    def fails(request):
        raise fault

    core.replies["status"] = fails

    grace.types("/escalate status ESC-KXQT-RWBM")

    assert grace.notices[-1].text == said


def test_a_fault_claims_nothing_that_it_cannot_know():
    """It may have come after the act was kept."""
    assert "nothing was changed" not in FAULT.lower()
    assert "Look at the card before you try again." in FAULT


@pytest.mark.parametrize("word", ["harm", "practice_harm"])
def test_immediate_harm_never_waits_for_what_else_is_being_done(
    config, core, workspace, sender, word
):
    """The one thread of everything else makes a copy of the record; in practice it may be real too."""
    alarm = Choices((Choice(word, "Immediate harm", "harm", "grave"),))
    sender.tell(
        dm(sender, "grace"), Message("s", (Says(("Your part.",)), alarm)), "ESC-A", "k1", EARLIER
    )
    core.replies |= {"export": core.waits, word: Tells(words("Ring now."))}
    door = slack_app(
        config, core.handle, lambda: DIRECTORY, patience=0.5, threads=ThreadPoolExecutor(1)
    )
    with Running(http(door, list)) as running:
        workspace.delivers_to(f"{running.url}/slack/events")
        grace = workspace.person("Grace Okafor")
        grace.types("/escalate export ESC-KXQT-RWBM")
        grace.presses("Immediate harm")
        grace.waits_for(lambda: "Ring now." in [notice.text for notice in grace.notices])
        assert not core.hold.is_set()
        core.hold.set()


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


def test_words_that_could_not_be_kept_are_delivered_again(grace, core, workspace, sender):
    sender.make_place("ESC-KXQT-RWBM", [known("grace")])
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
    sender.make_place("ESC-KXQT-RWBM", [known("grace")])

    def fails(request):
        raise RuntimeError

    core.replies["say"] = fails
    grace.posts("Please keep this.", "esc-kxqt-rwbm")
    for _ in range(2):
        workspace.delivers_again()

    grace.waits_for(lambda: NOT_KEPT in [notice.text for notice in grace.notices])
    assert [notice.text for notice in grace.notices].count(NOT_KEPT) == 1


def test_a_form_that_slack_does_not_show_is_said_to_be_missing(grace, core, workspace):
    workspace.fails("views.open", "error", error="expired_trigger_id")
    core.replies["open"] = Shows(FORM)

    grace.types("/escalate")

    assert "Please press again" in grace.notices[-1].text


def tell(sandbox, to: Address) -> None:
    client = AsyncWebClient(TOKEN, base_url=f"{sandbox.url}/api/", retry_handlers=[])
    asyncio.run(Private(client).tell(to, cards.card(words("For you alone."))))


def test_a_private_answer_whose_address_has_expired_is_shown_in_the_channel(sandbox, grace):
    tell(sandbox, Address("U0GRACE", grace.dm.id, f"{sandbox.url}/response/gone"))

    assert grace.notices[-1].text == "For you alone."


def test_a_private_answer_that_cannot_be_shown_there_goes_to_direct_messages(sandbox, grace):
    tell(sandbox, Address("U0GRACE", "C0NONE"))

    assert grace.reads()[-1].text == "For you alone."
    assert grace.notices == []


@pytest.mark.parametrize("kind", ["drop_after_accept", "500", "429"])
def test_a_form_that_may_not_have_been_shown_is_said_to_be_missing(grace, core, workspace, kind):
    workspace.fails("views.open", kind)
    core.replies["open"] = Shows(FORM)

    grace.types("/escalate")

    assert grace.notices[-1].text == PRESS_AGAIN


TOO_MUCH = Form("w", "T", "Send", (Field("text", "A text", "text"),), {"all": "x" * 4000})


def test_a_form_that_cannot_be_drawn_is_said_so(grace, core):
    core.replies["open"] = Shows(TOO_MUCH)

    grace.types("/escalate")

    assert grace.notices[-1].text == UNSHOWN


def test_a_form_that_cannot_be_drawn_takes_nothing_typed_with_it(grace, core):
    core.replies |= {"open": Shows(FORM), "discuss": Shows(TOO_MUCH)}
    grace.types("/escalate")

    modal = grace.submits({"text": "A long account."})

    assert UNSHOWN in modal.lines
    assert modal.field("text").value == "A long account."
