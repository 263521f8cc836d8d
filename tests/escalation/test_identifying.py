"""What may say who a child is, in the words that people really write (TELLING, section 3)."""

from datetime import date

import pytest

from escalation.identifying import found

TODAY = date(2026, 4, 2)
KNOWN = ("Priya Desai", "Reading Children's Social Care")


def finds(text, *sealed):
    return found([text], known=KNOWN, today=TODAY, sealed=sealed)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Grace said that it hurts.", ("Grace",)),
        ("Grace's arm is bruised.", ("Grace",)),
        ("We saw Grace Hill on Monday.", ("Grace Hill",)),
        ("Her brother, Lluís, was there.", ("Lluís",)),
        ("A child born 31/03/2016.", ("31/03/2016",)),
        ("DOB: 3 March 2016", ("3 March 2016",)),
        ("Seen since 2016-03-31.", ("2016-03-31",)),
        ("They live at 12 Elm Road.", ("12 Elm Road",)),
        ("A visit to RG1 2AB.", ("RG1 2AB",)),
    ],
)
def test_a_name_a_birth_and_an_address_are_found_as_they_were_written(text, what):
    assert finds(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "The referral was closed without an assessment.",
        "Two missed weight checks and unexplained bruising.",
        "Priya said no, and Desai's team agrees.",
        "Mum told the GP that it hurts.",
        "Children's Social Care said no; MASH closed it.",
        "Strategy meeting on 02/04/2026 in Reading.",
        "Below the threshold. Police have been told.",
        "The School Nurse and the Health Visitor saw her.",
    ],
)
def test_professionals_agencies_and_days_of_work_are_not_questioned(text):
    assert finds(text) == ()


def test_what_was_sealed_is_found_however_it_is_written_and_whoever_shares_the_name():
    assert finds("priya was seen; case R77.", "Priya Hill", "R77") == ("priya", "R77")
    assert finds("Prize day was noisy.", "Pri Hill") == ()


def test_each_is_said_once_in_the_longest_form():
    assert finds("We saw Grace Hill. Then Grace said no.") == ("Grace Hill",)
