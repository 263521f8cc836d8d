"""Whether two names may be those of one organisation: a warning with a way on, never a guess."""

import pytest

from escalation.meetings import chairing


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("Agency B", "same"),
        ("AGENCY  b.", "same"),
        ("Agency B Ltd", "perhaps"),
        ("Agency B Limited", "perhaps"),
        ("The Agency B Council", "perhaps"),
        ("Agency B, Reading", "perhaps"),
        ("Agency", "perhaps"),
        ("Agency C", "other"),
        ("Fire Service", "other"),
    ],
)
def test_case_punctuation_and_what_stands_in_many_names_make_no_other(typed: str, how: str):
    assert chairing.likeness("Agency B", typed) == how
    assert chairing.likeness(typed, "Agency B") == how


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Reading Borough Council", "Reading Council", "perhaps"),
        ("Berkshire Health NHS Foundation Trust", "Berkshire Health Trust", "perhaps"),
        ("St. Mary’s School", "St Marys School", "same"),
        ("Health & Care", "Health and Care", "same"),
        ("Health Trust", "Fire Trust", "other"),
        ("The Trust", "Fire Trust", "other"),
    ],
)
def test_names_as_they_are_written(one: str, other: str, how: str):
    assert chairing.likeness(one, other) == how


def test_whoever_has_said_that_it_is_not_that_one_has_said_so():
    assert chairing.apart_from("Avon Health Trust, not Health Trust", "Health Trust")
    assert chairing.apart_from("Avon Health Trust (not “Health Trust”)", "Health Trust")
    assert not chairing.apart_from("not Health Trust", "Health Trust")
    assert not chairing.apart_from("Avon Health Trust", "Health Trust")
