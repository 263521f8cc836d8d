"""Messages: meanings and typed values, kept and read again, and plain when they must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.words import message
from escalation.words.message import (
    Choice,
    Choices,
    Facts,
    Heading,
    Message,
    Moment,
    Phone,
    Quote,
    Reference,
    Says,
    plain,
    says,
)
from tests.escalation.story import time

NOON = time("Wednesday 2026-05-06 12:00")
EVERYTHING = Message(
    "ESC-A: something happened.",
    (
        Heading("ESC-A"),
        says("Ring {who} {about} {when}.", who=Phone("999"), about="now", when=Moment(NOON)),
        Says((Reference("ESC-A"), " is open.")),
        Facts((("Stage", "1"), ("Asked", "Jo Lee"))),
        Quote("Sam", "I do not agree."),
        Choices((Choice("take", "I have this", "tier:0", "main"), Choice("harm", "999", "harm"))),
    ),
)


def test_what_is_kept_is_read_again():
    assert message.read(message.written(EVERYTHING)) == EVERYTHING


def test_a_message_in_plain_text():
    assert plain(EVERYTHING).splitlines() == [
        "ESC-A",
        "Ring 999 now Wednesday 6 May 2026, 12:00.",
        "ESC-A is open.",
        "Stage: 1",
        "Asked: Jo Lee",
        "Sam: “I do not agree.”",
        "[I have this] [999]",
    ]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("instant", "Wednesday 6 May 2026, 12:00"),
        ("day", "Wednesday 6 May"),
        ("end_of_day", "by the end of Wednesday 6 May"),
    ],
)
def test_a_time_that_matters_is_a_weekday(shown, words):
    assert str(Moment(NOON, shown)) == words


def test_typed_values_stay_typed_inside_a_sentence():
    sentence = says("To {who}, about {what}.", who=Phone("0118 496 0101"), what=Reference("ESC-A"))

    assert sentence.fragments == (
        "To ",
        Phone("0118 496 0101"),
        ", about ",
        Reference("ESC-A"),
        ".",
    )


def test_an_empty_value_leaves_nothing_behind():
    assert says("Yes{more}", more="").fragments == ("Yes",)


@given(st.text())
def test_braces_in_what_somebody_typed_are_never_read(typed):
    assert str(says("{who}: {text}", who="Sam", text=typed)) == f"Sam: {typed}"


@given(st.text(), st.text())
def test_whatever_was_typed_is_read_again_as_it_was(label, text):
    said = Message(label, (Quote(label, text), Facts(((label, text),)), Says((text,))))

    assert message.read(message.written(said)) == said


def test_a_value_that_is_missing_is_a_fault_and_not_a_gap():
    with pytest.raises(KeyError):
        says("{who} wrote.", whom="Sam")


def test_a_part_that_nobody_knows_is_not_read():
    with pytest.raises(ValueError, match="kind"):
        message.read('{"summary": "", "parts": [{"kind": "picture"}]}')
