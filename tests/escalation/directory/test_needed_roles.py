"""A choice that a text offers would reach nobody where nobody holds its role: that is known beforehand."""

from dataclasses import replace

import pytest

from escalation.directory import needed_roles, readiness
from tests.escalation.hillingdon import HILLINGDON, PEOPLE

BY_CHOICE = (
    "child_board_chair",
    "adult_board_chair",
    "partnership_representative",
    "executive_leadership_group",
)


@pytest.mark.parametrize("role", BY_CHOICE)
def test_whoever_a_course_its_panel_or_learning_needs_is_reported_where_nobody_holds_it(role):
    """R-003-49, R-003-50, R-003-52."""
    without = replace(PEOPLE, posts=tuple(each for each in PEOPLE.posts if each.role != role))
    label = HILLINGDON.role(role).label
    found = [each for each in readiness.holes(without, [HILLINGDON]) if each.role == role]
    office = HILLINGDON.role(role).of == "partnership"

    assert all(f"nobody is {label}." in each.sentence for each in found)
    assert {each.agency for each in found} >= ({"partnership"} if office else {"health", "care"})


def test_held_none_of_the_partnerships_is_said_to_be_held_by_nobody():
    found = readiness.holes(PEOPLE, [HILLINGDON])
    said = [
        each.sentence for each in found if each.role in BY_CHOICE and each.agency == "partnership"
    ]

    assert not any("nobody is" in each for each in said)


def test_whoever_is_needed_without_a_choice_comes_first():
    assert list(needed_roles.of(HILLINGDON))[-4:] == [
        "child_board_chair",
        "adult_board_chair",
        "partnership_representative",
        "executive_leadership_group",
    ]
