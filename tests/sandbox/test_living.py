"""A real app lives in the sandbox: every road between a person and the app, there and back."""

import threading
from typing import Any

import pytest

from sandbox.driver import Message, NotThere, Person, Workspace


@pytest.fixture
def grace(workspace: Workspace) -> Person:
    return workspace.person("Grace Okafor")


@pytest.fixture
def sam(workspace: Workspace) -> Person:
    return workspace.person("Sam Reed")


def _raised(grace: Person) -> Message:
    grace.types("/escalate")
    grace.submits({"What happened?": "A & B < C", "Who with?": "Sam Reed"})
    return grace.conversation("esc-1").messages[-1]


def _events(app: Any, subtype: str | None = None) -> list[Any]:
    bodies = [b for b in app.heard if b.get("type") == "event_callback"]
    return [b for b in bodies if b["event"].get("subtype") == subtype]


def test_a_whole_disagreement_is_lived_from_the_command_to_the_file(
    app: Any, workspace: Workspace, grace: Person, sam: Person
) -> None:
    grace.types("/escalate")
    modal = grace.modal
    assert modal is not None
    assert (modal.title, modal.submit) == ("Raise", "Send")
    assert [f.label for f in modal.fields] == ["What happened?", "Who with?", "Which kind?"]
    assert modal.lines == ["In danger now? Ring 999."]

    closed = grace.submits(
        {"What happened?": "We disagree", "Who with?": "Sam Reed", "why": "Plan"}
    )

    assert closed is None
    root = sam.conversation("esc-1").messages[-1]
    assert root.text == "We disagree"
    assert root.buttons == ["Take", "Leave"]

    sam.presses("Take", in_=root)
    root = sam.conversation("esc-1").messages[-1]
    assert root.text == "@Sam Reed has it."
    assert root.buttons == []
    assert [reply.text for reply in root.replies] == ["@Sam Reed has it."]

    grace.posts("file please", in_thread_of=root)
    shared = [m for m in grace.conversation("esc-1").messages[-1].replies if m.files]
    assert [f.title for f in shared[0].files] == ["The record"]
    assert sam.downloads(shared[0].files[0]) == b'{"a": 1}'


def test_a_submission_carries_every_value_in_the_shape_of_its_element(
    app: Any, grace: Person
) -> None:
    grace.types("/escalate")
    grace.submits({"what": "We disagree", "who": "U0SAM", "why": "Plan"})
    values = app.heard[1]["view"]["state"]["values"]
    assert values["what"] == {"value": {"type": "plain_text_input", "value": "We disagree"}}
    assert values["who"] == {"value": {"type": "users_select", "selected_user": "U0SAM"}}
    assert values["why"]["value"]["selected_option"]["value"] == "p"


def test_a_press_carries_the_message_the_thread_and_who_pressed(
    app: Any, grace: Person, sam: Person
) -> None:
    root = _raised(grace)
    sam.presses("Take", in_=root)
    body = app.heard[-1]
    body = next(b for b in app.heard if b.get("type") == "block_actions")
    assert body["user"]["id"] == "U0SAM"
    assert body["container"]["message_ts"] == root.ts
    assert body["actions"][0] | {"action_ts": ""} == {
        "action_id": "take",
        "block_id": "block1",
        "type": "button",
        "text": {"type": "plain_text", "text": "Take"},
        "value": "ref-1",
        "action_ts": "",
    }
    assert body["message"]["blocks"][1]["elements"][1]["action_id"] == "leave"
    assert body["response_url"].startswith("http://127.0.0.1:")


def test_what_a_person_types_reaches_the_app_escaped_and_is_read_back_as_typed(
    app: Any, grace: Person
) -> None:
    said = grace.posts("a < b & <!channel> @Sam Reed")
    heard = _events(app)[-1]["event"]
    assert heard["text"] == "a &lt; b &amp; &lt;!channel&gt; <@U0SAM>"
    assert heard["channel_type"] == "im"
    assert heard["client_msg_id"]
    assert said.text == "a < b & <!channel> @Sam Reed"


def test_a_thread_reply_names_its_parent(app: Any, grace: Person) -> None:
    root = _raised(grace)
    grace.posts("We spoke.", in_thread_of=root)
    heard = _events(app)[-1]["event"]
    assert heard["thread_ts"] == root.ts
    assert heard["parent_user_id"] == "U0SANDBOX"
    assert heard["channel_type"] == "group"


def test_the_app_hears_its_own_messages_as_events(
    app: Any, workspace: Workspace, grace: Person
) -> None:
    _raised(grace)
    workspace.settles()
    own = [e for e in workspace.events if e["event"].get("bot_id")]
    assert [e["event"]["text"] for e in own] == ["A disagreement"]
    assert own[0]["event"]["app_id"] == "A0SANDBOX"
    assert own[0]["delivered"]


def test_an_edit_and_a_deletion_carry_what_was_there_before(app: Any, grace: Person) -> None:
    said = grace.posts("Wrong child")
    grace.edits(said, "Right child")
    changed = _events(app, "message_changed")[-1]["event"]
    assert changed["message"]["text"] == "Right child"
    assert changed["message"]["edited"]["user"] == "U0GRACE"
    assert changed["previous_message"]["text"] == "Wrong child"

    grace.deletes(said)
    deleted = _events(app, "message_deleted")[-1]["event"]
    assert deleted["deleted_ts"] == said.ts
    assert deleted["previous_message"]["text"] == "Right child"
    assert grace.reads() == []


def test_the_app_hears_who_has_joined(app: Any, workspace: Workspace, grace: Person) -> None:
    _raised(grace)
    workspace.settles()
    joined = [b["event"] for b in _events(app) if b["event"]["type"] == "member_joined_channel"]
    assert [e["user"] for e in joined] == ["U0GRACE", "U0SAM"]
    assert joined[0]["inviter"] == "U0SANDBOX"


def test_an_answer_to_a_command_is_shown_to_the_person_alone(
    app: Any, grace: Person, sam: Person
) -> None:
    grace.types("/escalate say")
    grace.types("/escalate respond", in_="general")
    assert [n.text for n in grace.notices] == [
        "Said in the answer.",
        "Said by the response address.",
    ]
    assert sam.notices == []


def test_a_refused_submission_keeps_what_was_typed(app: Any, grace: Person) -> None:
    grace.types("/escalate")
    modal = grace.submits({"What happened?": "nobody came", "Who with?": "Sam Reed"})
    assert modal is not None
    assert modal.errors == {"what": "Somebody, please."}
    assert modal.field("What happened?").value == "nobody came"
    assert grace.submits({"What happened?": "they came"}) is None


def test_an_empty_required_field_or_too_long_a_text_never_reaches_the_app(
    app: Any, grace: Person
) -> None:
    grace.types("/escalate")
    modal = grace.submits({"What happened?": "x" * 101})
    assert modal is not None
    assert set(modal.errors) == {"what", "who"}
    assert "100 characters" in modal.errors["what"]
    assert [b for b in app.heard if b.get("type") == "view_submission"] == []


def test_a_modal_is_pushed_on_another_and_closed_back_to_it(app: Any, grace: Person) -> None:
    grace.types("/escalate")
    pushed = grace.submits({"What happened?": "twice", "Who with?": "Sam Reed"})
    assert pushed is not None
    assert pushed.depth == 2
    assert pushed.field("what").value is None
    grace.closes()
    under = grace.modal
    assert under is not None
    assert under.field("what").value == "twice"
    assert app.heard[-1]["type"] == "view_closed"
    assert app.heard[-1]["is_cleared"] is False


def test_a_command_that_is_not_answered_in_time_tells_the_person_so(
    opened: Any, app: Any, workspace: Workspace, grace: Person
) -> None:
    app.answers.append(500)
    grace.types("/escalate")
    assert [n.from_slack for n in grace.notices] == [True]
    assert "dispatch_failed" in grace.notices[-1].text


def test_a_press_that_is_not_acknowledged_tells_the_person_so(app: Any, grace: Person) -> None:
    _raised(grace)
    grace.presses("Leave", in_="esc-1")  # nobody listens to it: the app answers 404
    assert "trouble connecting" in grace.notices[-1].text


def test_a_submission_that_is_not_acknowledged_stays_open(app: Any, grace: Person) -> None:
    grace.types("/escalate")
    app.answers.append(500)
    modal = grace.submits({"What happened?": "We disagree", "Who with?": "Sam Reed"})
    assert modal is not None
    assert "trouble connecting" in modal.trouble
    assert modal.field("What happened?").value == "We disagree"


def test_pressing_what_is_not_there_says_what_is(app: Any, grace: Person) -> None:
    _raised(grace)
    with pytest.raises(NotThere, match=r"No 'Approve'.*'Leave', 'Take'"):
        grace.presses("Approve", in_="esc-1")


def test_a_stale_press_still_reaches_the_app(app: Any, grace: Person, sam: Person) -> None:
    seen_early = _raised(grace)
    sam.presses("Take", in_=seen_early)
    grace.presses("Take", in_=seen_early)
    presses = [b for b in app.heard if b.get("type") == "block_actions"]
    assert [p["user"]["id"] for p in presses] == ["U0SAM", "U0GRACE"]
    assert presses[1]["actions"][0]["value"] == "ref-1"


def test_two_people_may_act_at_the_same_time(app: Any, grace: Person, sam: Person) -> None:
    root = _raised(grace)
    both = [threading.Thread(target=p.presses, args=("Take", root)) for p in (grace, sam)]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    presses = [b for b in app.heard if b.get("type") == "block_actions"]
    assert {p["user"]["id"] for p in presses} == {"U0SAM", "U0GRACE"}


def test_opening_the_home_is_an_event(app: Any, grace: Person) -> None:
    assert grace.opens_home() is None
    assert _events(app)[-1]["event"]["tab"] == "home"
