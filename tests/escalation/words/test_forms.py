"""Forms: what people are asked, and how what they answer is read."""

import pytest

from escalation.refusals import Unusable
from escalation.words import forms
from escalation.words.forms import Field, Form
from escalation.words.message import Heading
from tests.escalation.story import time

WHY = Field("reason", "Why", "text")
WHEN = Field("on", "When", "date", initial="2026-05-06")


def test_the_questions_of_a_form_in_order():
    form = Form("not_me", "Not me", "Send", (Heading("First"), WHY, WHEN))

    assert form.fields == (WHY, WHEN)


def test_what_was_typed_before_stands_in_the_form_again():
    assert forms.filled(WHY, {"reason": "On leave"}).initial == "On leave"
    assert forms.filled(WHEN, {}).initial == "2026-05-06"


def test_text_is_read_without_the_blanks_about_it():
    assert forms.text({"reason": "  On leave\n"}, "reason", "Say why.") == "On leave"


@pytest.mark.parametrize("answers", [{}, {"reason": ""}, {"reason": " \n\t"}])
def test_text_that_is_needed_is_asked_for_by_its_field(answers):
    with pytest.raises(Unusable, match=r"Say why\.") as refused:
        forms.text(answers, "reason", "Say why.")

    assert refused.value.field == "reason"


def test_a_day_is_a_day():
    assert forms.day({"on": "2026-05-06"}, "on", "Give the day.").isoformat() == "2026-05-06"


@pytest.mark.parametrize("written", ["", "6 May", "2026-02-30", "2026-05-06T09:00"])
def test_what_is_no_day_is_asked_for_again(written):
    with pytest.raises(Unusable) as refused:
        forms.day({"on": written}, "on", "Give the day.")

    assert (refused.value.field, refused.value.sentence) == ("on", "Give the day.")


@pytest.mark.parametrize(
    ("answers", "instant"),
    [
        ({"on": "2026-05-06", "at": "14:30"}, "Wednesday 2026-05-06 14:30"),
        ({"on": "2026-05-06", "at": ""}, "Wednesday 2026-05-06 09:00"),
        ({"on": "2026-05-06"}, "Wednesday 2026-05-06 09:00"),
        ({"on": "2026-12-06", "at": "14:30"}, "Sunday 2026-12-06 14:30"),
    ],
)
def test_a_date_and_a_time_are_an_instant_in_the_united_kingdom(answers, instant):
    assert forms.moment(answers, "on", "at", "Give the day and the time.") == time(instant)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"on": "soon"},
        {"on": "2026-05-06", "at": "noon"},
        {"on": "2026-05-06", "at": "25:00"},
    ],
)
def test_what_is_no_time_is_asked_for_again(answers):
    with pytest.raises(Unusable) as refused:
        forms.moment(answers, "on", "at", "Give the day and the time.")

    assert refused.value.field == "on"
