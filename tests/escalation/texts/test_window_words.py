"""What a window's words plainly say in working days; of what is not plain nothing is said."""

import pytest

from escalation.texts.window_words import days


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("within one working day", 1),
        ("Within 3 working days of the start of the difference", 3),
        ("within two (2) working days", 2),
        ("within twenty-five working days", 25),
        ("within a maximum of 48 hours, that is two full working days", 2),
        ("no later than 5 working days", 5),
        ("a 2-working-day limit", 2),
    ],
)
def test_a_plain_number_is_read(words, number):
    assert days(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "within twenty-four hours",
        "within five days",
        "within 10 (five) working days",
        "3-5 working days",
        "3–5 working days",
        "3 to 5 working days",
        "between three and five working days",
        "one or two working days",
        "a further three working days",
        "more than five working days",
        "1.5 working days",
        "within 1,000 working days",
        "half a working day",
        "by the end of the next working day",
        "by the fifth working day",
        "within one hundred and five working days",
        "within two working days, and then one working day",
    ],
)
def test_of_what_is_not_plain_nothing_is_said(words):
    assert days(words) is None
