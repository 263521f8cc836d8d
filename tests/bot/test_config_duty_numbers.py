"""The emergency duty numbers: each a team's own, and each area once."""

import json

import pytest

from bot.config import ConfigRefused, read

VARIABLE = "ESCALATE_EMERGENCY_DUTY_NUMBERS"


def refusal(monkeypatch: pytest.MonkeyPatch, numbers: str) -> str:
    monkeypatch.setenv("ESCALATE_KEY_FILE", "keys.txt")
    monkeypatch.setenv(VARIABLE, numbers)
    with pytest.raises(ConfigRefused) as refused:
        read(file=None)
    return refused.value.message


@pytest.mark.parametrize("number", ["999", "101", "0118 496", "n/a", "+44 1344 000000 000000"])
def test_no_number_that_cannot_be_a_teams_own_is_taken(monkeypatch, number):
    assert refusal(monkeypatch, json.dumps({"Reading": number})).startswith(
        f"{VARIABLE} cannot be used, for what it says of Reading: it is the telephone number of "
        "the emergency duty team of each area, 9 to 15 figures (999 is not theirs), as "
    )


def test_an_area_is_given_once(monkeypatch):
    twice = '{"Reading": "01344 000000", "Reading": "01344 111111"}'

    assert refusal(monkeypatch, twice).startswith(f"{VARIABLE} has an area twice: it is ")
