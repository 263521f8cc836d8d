"""Immediate harm before everything: 999, and the emergency duty team of each area."""

from escalation.words.emergency import EMERGENCY, emergency
from escalation.words.message import Phone


def test_without_a_number_it_is_999_alone():
    assert str(emergency({})) == EMERGENCY
    assert Phone("999") in emergency({}).fragments


def test_each_area_has_its_duty_team_and_those_who_share_one_are_named_together():
    numbers = {"Reading": "01344 351 999", "Slough": "01753 000 000", "Wokingham": "01344 351 999"}

    said = emergency(numbers)

    assert str(said) == (
        f"{EMERGENCY} Out of hours, ring the emergency duty team of "
        "Reading and Wokingham: 01344 351 999; of Slough: 01753 000 000."
    )
    assert Phone("01753 000 000") in said.fragments
