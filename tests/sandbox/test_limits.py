"""Block Kit's limits, row by row: the last size that goes through, the first that does not."""

from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., dict[str, Any]]
Block = dict[str, Any]


@pytest.fixture
def call(lasting: tuple[Call, str]) -> Call:
    return lasting[0]


@pytest.fixture
def channel(lasting: tuple[Call, str]) -> str:
    return lasting[1]


def _plain(length: int) -> Block:
    return {"type": "plain_text", "text": "x" * length}


def _section(length: int) -> list[Block]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * length}}]


def _fields(count: int, length: int = 1) -> list[Block]:
    return [{"type": "section", "fields": [_plain(length)] * count}]


def _actions(*elements: Block) -> list[Block]:
    return [{"type": "actions", "elements": list(elements)}]


def _buttons(count: int, label: int = 1, value: int = 1, **more: Any) -> list[Block]:
    def button(number: int) -> Block:
        named = {"action_id": f"a{number}", "text": _plain(label), "value": "x" * value}
        return {"type": "button", **named, **more}

    return _actions(*(button(number) for number in range(count)))


def _select(count: int, text: int = 1, value: int = 4, kind: str = "static_select") -> list[Block]:
    options = [{"text": _plain(text), "value": f"{n:0{value}d}"} for n in range(count)]
    return _actions({"type": kind, "action_id": "a", "options": options})


def _first(blocks: list[Block]) -> Block:
    first: Block = blocks[0]["elements"][0]
    return first


def _date(initial: str) -> list[Block]:
    return _actions({"type": "datepicker", "action_id": "a", "initial_date": initial})


def _confirm(length: int) -> Block:
    return {key: _plain(1) for key in ("title", "confirm", "deny")} | {"text": _plain(length)}


def _twice_block_id(first: str, second: str) -> list[Block]:
    return [{"type": "divider", "block_id": first}, {"type": "divider", "block_id": second}]


def _text_input(**more: Any) -> list[Block]:
    element = {"type": "plain_text_input", "action_id": "a", **more}
    return [{"type": "input", "label": _plain(1), "element": element}]


MESSAGES = [
    ("50 blocks", [{"type": "divider"}] * 50, [{"type": "divider"}] * 51),
    ("3000 characters in a section", _section(3000), _section(3001)),
    ("some text in a section", _section(1), _section(0)),
    ("10 fields", _fields(10), _fields(11)),
    ("2000 characters in a field", _fields(1, 2000), _fields(1, 2001)),
    ("25 elements", _buttons(25), _buttons(26)),
    ("75 characters on a button", _buttons(1, label=75), _buttons(1, label=76)),
    ("2000 characters in a value", _buttons(1, value=2000), _buttons(1, value=2001)),
    ("two button styles", _buttons(1, style="danger"), _buttons(1, style="loud")),
    (
        "plain text on a button",
        _buttons(1),
        _buttons(1, text={"type": "mrkdwn", "text": "x"}),
    ),
    (
        "150 characters in a header",
        [{"type": "header", "text": _plain(150)}],
        [{"type": "header", "text": _plain(151)}],
    ),
    (
        "10 elements of context",
        [{"type": "context", "elements": [_plain(1)] * 10}],
        [{"type": "context", "elements": [_plain(1)] * 11}],
    ),
    ("100 options", _select(100), _select(101)),
    ("75 characters in an option", _select(1, text=75), _select(1, text=76)),
    ("150 characters in an option's value", _select(1, value=150), _select(1, value=151)),
    ("5 in an overflow", _select(5, kind="overflow"), _select(6, kind="overflow")),
    ("10 radio buttons", _select(10, kind="radio_buttons"), _select(11, kind="radio_buttons")),
    ("10 checkboxes", _select(10, kind="checkboxes"), _select(11, kind="checkboxes")),
    ("block ids of their own", _twice_block_id("a", "b"), _twice_block_id("a", "a")),
    (
        "action ids of their own",
        _buttons(2),
        _actions(*[{"type": "button", "action_id": "a", "text": _plain(1)}] * 2),
    ),
    ("a kind Slack knows", [{"type": "divider"}], [{"type": "divination"}]),
    (
        "an element Slack knows",
        _buttons(1),
        _actions({"type": "lever", "action_id": "a"}),
    ),
    (
        "an input in its place",
        _text_input(),
        _actions({"type": "plain_text_input", "action_id": "a"}),
    ),
    (
        "at least one element",
        _buttons(1),
        _actions(),
    ),
    (
        "an initial option that is offered",
        _select(1),
        _actions(_first(_select(1)) | {"initial_option": {"text": _plain(1), "value": "no"}}),
    ),
    ("a date as a date", _date("2026-04-02"), _date("2 April")),
    ("3000 characters of input", _text_input(max_length=3000), _text_input(max_length=3001)),
    (
        "what was typed before within its limit",
        _text_input(max_length=5, initial_value="12345"),
        _text_input(max_length=5, initial_value="123456"),
    ),
    (
        "a number said to be whole or not",
        _text_input(type="number_input", is_decimal_allowed=False),
        _text_input(type="number_input"),
    ),
    (
        "300 characters to confirm",
        _buttons(1, confirm=_confirm(300)),
        _buttons(1, confirm=_confirm(301)),
    ),
]


@pytest.mark.parametrize(("good", "bad"), [r[1:] for r in MESSAGES], ids=[r[0] for r in MESSAGES])
def test_a_message_takes_so_much_and_no_more(
    call: Call, channel: str, good: list[Block], bad: list[Block]
) -> None:
    taken = call("chat.postMessage", channel=channel, text="x", blocks=good)
    assert taken["ok"], taken
    refused = call("chat.postMessage", channel=channel, text="x", blocks=bad)
    assert refused["error"] == "invalid_blocks"
    assert all("json-pointer:/blocks" in m for m in refused["response_metadata"]["messages"])


def _view(**more: Any) -> Block:
    return {"type": "modal", "title": _plain(24), "blocks": [{"type": "divider"}], **more}


VIEWS = [
    ("24 characters of title", _view(), _view(title=_plain(25))),
    ("24 characters on submit", _view(submit=_plain(24)), _view(submit=_plain(25))),
    ("24 characters on close", _view(close=_plain(24)), _view(close=_plain(25))),
    (
        "100 blocks",
        _view(blocks=[{"type": "divider"}] * 100),
        _view(blocks=[{"type": "divider"}] * 101),
    ),
    (
        "3000 characters of private metadata",
        _view(private_metadata="x" * 3000),
        _view(private_metadata="x" * 3001),
    ),
    ("255 characters of callback id", _view(callback_id="x" * 255), _view(callback_id="x" * 256)),
    (
        "a submit button for an input",
        _view(blocks=_text_input(), submit=_plain(1)),
        _view(blocks=_text_input()),
    ),
    ("the limits of its blocks", _view(blocks=_section(3000)), _view(blocks=_section(3001))),
    ("its own kind", _view(), _view(type="home")),
]


@pytest.mark.parametrize(("good", "bad"), [r[1:] for r in VIEWS], ids=[r[0] for r in VIEWS])
def test_a_view_takes_so_much_and_no_more(call: Call, good: Block, bad: Block) -> None:
    # Without a good trigger nothing opens; a good view is refused for that and not for itself.
    assert call("views.open", trigger_id="1.2.x", view=good)["error"] == "invalid_trigger_id"
    refused = call("views.open", trigger_id="1.2.x", view=bad)
    assert refused["error"] == "invalid_arguments"
    assert "json-pointer:/view" in refused["response_metadata"]["messages"][0]


def test_a_view_of_more_than_250_kilobytes_is_too_large(call: Call) -> None:
    view = _view(blocks=_section(3000) * 90)
    assert call("views.open", trigger_id="1.2.x", view=view)["error"] == "view_too_large"


def test_ids_that_the_app_left_out_are_filled_in(call: Call, channel: str) -> None:
    blocks = [{"type": "section", "text": _plain(1)}, {"type": "divider", "block_id": "mine"}]
    posted = call("chat.postMessage", channel=channel, text="x", blocks=blocks)
    assert [b["block_id"] for b in posted["message"]["blocks"]] == ["block0", "mine"]


def test_the_home_tab_is_published_and_guarded_by_its_hash(call: Call) -> None:
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    first = call("views.publish", user_id="U0SAM", view=view)["view"]
    second = call("views.publish", user_id="U0SAM", view=view, hash=first["hash"])["view"]
    assert second["id"] == first["id"]
    stale = call("views.publish", user_id="U0SAM", view=view, hash=first["hash"])
    assert stale["error"] == "hash_conflict"
