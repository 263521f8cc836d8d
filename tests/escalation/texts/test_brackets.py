"""No brackets stand inside others, or straight after them."""

import pytest

from escalation.texts.brackets import aside, besides


@pytest.mark.parametrize(
    ("words", "within", "said"),
    [
        ("within two days", False, "(within two days)"),
        ("within two days", True, "(within two days)"),
        ("within 48 hours (two days)", False, "– within 48 hours (two days)"),
        ("within 48 hours (two days)", True, "– within 48 hours (two days) –"),
    ],
)
def test_beside_a_day(words: str, within: bool, said: str):
    assert aside(words, within=within) == said


def test_after_a_name():
    assert besides("Line manager", "awaited") == "Line manager (awaited)"
    called = besides("Liaison officer (LO)", "here: Manager")
    assert besides(called, "awaited") == "Liaison officer (LO), here: Manager (awaited)"
    assert besides("Liaison officer (LO)", "awaited") == "Liaison officer (LO), awaited"
