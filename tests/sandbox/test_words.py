"""Slack's way of writing: as safe HTML, as plain words, and what people fill in as Slack's state."""

from typing import Any

import pytest

from sandbox.inputs import complaints, initial_state, simple, state_for
from sandbox.mrkdwn import escaped, to_html, to_plain
from sandbox.refused import Impossible

NAMES = {"U1": "Sam Reed", "C1": "general"}


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("*bold* _it_ ~no~", "<strong>bold</strong> <em>it</em> <s>no</s>", "bold it no"),
        ("2*3*4 snake_case_x", "2*3*4 snake_case_x", "2*3*4 snake_case_x"),
        ("* not bold *", "* not bold *", "* not bold *"),
        ("`*a*`", "<code>*a*</code>", "a"),
        (
            "&gt; one\n&gt; two\nthree",
            "<blockquote>one<br>two</blockquote>three",
            "one\ntwo\nthree",
        ),
        ("a &lt;b&gt; &amp;amp; &copy;", "a &lt;b&gt; &amp;amp; &amp;copy;", "a <b> &amp; &copy;"),
        ("<@U1>", '<span class="mention">@Sam Reed</span>', "@Sam Reed"),
        ("<#C1>", '<span class="mention">#general</span>', "#general"),
        ("<!here>", '<span class="mention">@here</span>', "@here"),
        (
            "<https://x.example/?a=1&amp;b=2|the *page*>",
            '<a href="https://x.example/?a=1&amp;b=2" rel="noreferrer">the *page*</a>',
            "the page",
        ),
        ("<tel:999|999>", '<a href="tel:999" rel="noreferrer">999</a>', "999"),
        ("<javascript:x|a>", "&lt;javascript:x|a&gt;", "<javascript:x|a>"),
        (
            "<!date^1775570400^{date_long}, {time}|some day>",
            "Tuesday 7 April 2026, 15:00",
            "Tuesday 7 April 2026, 15:00",
        ),
        ("<!date^soon^{date}|some day>", "some day", "some day"),
        (
            "*by <@U1>*",
            '<strong>by <span class="mention">@Sam Reed</span></strong>',
            "by @Sam Reed",
        ),
        ("\ue0000\ue001<@U1>", '0<span class="mention">@Sam Reed</span>', "\ue0000\ue001@Sam Reed"),
    ],
)
def test_mrkdwn_is_drawn_and_read(text: str, html: str, plain: str) -> None:
    assert to_html(text, NAMES) == html
    assert to_plain(text, NAMES) == plain


@pytest.mark.parametrize("typed", ["<b>&amp;</b>", "*x* <@U1>", "a < b > c & d"])
def test_what_is_typed_comes_back_as_typed_once_escaped(typed: str) -> None:
    assert to_plain(escaped(typed.replace("*", "")), NAMES) == typed.replace("*", "")


def _option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value.upper()}, "value": value}


@pytest.mark.parametrize(
    ("element", "given", "state", "said"),
    [
        ({"type": "plain_text_input"}, "a", {"value": "a"}, "a"),
        ({"type": "number_input"}, 3, {"value": "3"}, "3"),
        ({"type": "static_select"}, "A", {"selected_option": _option("a")}, "a"),
        ({"type": "radio_buttons"}, "b", {"selected_option": _option("b")}, "b"),
        ({"type": "checkboxes"}, ["A", "b"], {"selected_options": [_option("a"), _option("b")]},
         ["a", "b"]),
        ({"type": "checkboxes"}, "a", {"selected_options": [_option("a")]}, ["a"]),
        ({"type": "checkboxes"}, [], {"selected_options": []}, []),
        ({"type": "users_select"}, "Sam Reed", {"selected_user": "U1"}, "U1"),
        ({"type": "multi_users_select"}, ["U1"], {"selected_users": ["U1"]}, ["U1"]),
        ({"type": "datepicker"}, "2026-04-02", {"selected_date": "2026-04-02"}, "2026-04-02"),
        ({"type": "timepicker"}, "15:00", {"selected_time": "15:00"}, "15:00"),
        ({"type": "datetimepicker"}, "2026-04-02T15:00", {"selected_date_time": 1775138400},
         1775138400),
        ({"type": "datetimepicker"}, "", {"selected_date_time": None}, None),
    ],
)  # fmt: skip
def test_what_is_given_becomes_slacks_state_and_back(
    element: dict[str, Any], given: Any, state: dict[str, Any], said: Any
) -> None:
    full = {"options": [_option("a"), _option("b")], **element}
    value = state_for(full, given, NAMES)
    assert value == {"type": element["type"], **state}
    assert simple(value) == said


@pytest.mark.parametrize(
    ("element", "given", "why"),
    [
        ({"type": "static_select"}, "c", "There is: A; B"),
        ({"type": "users_select"}, "Nobody", "nobody called"),
        ({"type": "datepicker"}, "2 April", "not a date"),
        ({"type": "datetimepicker"}, "soon", "not a date and time"),
        ({"type": "file_input"}, "x", "cannot fill in"),
    ],
)
def test_what_cannot_be_given_is_refused_with_what_can(
    element: dict[str, Any], given: Any, why: str
) -> None:
    full = {"options": [_option("a"), _option("b")], **element}
    with pytest.raises(Impossible, match=why):
        state_for(full, given, NAMES)


@pytest.mark.parametrize(
    ("element", "typed", "why"),
    [
        ({"type": "plain_text_input"}, "", "complete this required field"),
        ({"type": "plain_text_input", "max_length": 3}, "four", "3 characters or fewer"),
        ({"type": "plain_text_input", "min_length": 5}, "four", "at least 5"),
        ({"type": "email_text_input"}, "sam", "valid e-mail"),
        ({"type": "number_input"}, "three", "a number"),
        ({"type": "url_text_input"}, "sam", "valid URL"),
    ],
)
def test_slacks_own_client_complains_before_the_app_hears(
    element: dict[str, Any], typed: str, why: str
) -> None:
    full = {"action_id": "a", **element}
    blocks: list[dict[str, Any]] = [{"type": "input", "block_id": "b", "element": full}]
    state = initial_state(blocks)
    state["b"]["a"] = state_for(full, typed, NAMES)
    assert why in complaints(blocks, state)["b"]
    blocks[0]["optional"] = True
    assert bool(complaints(blocks, state)) is bool(typed)
