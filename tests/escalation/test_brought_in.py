"""Who is inside, and whom of them somebody may have taken out."""

import pytest

from escalation import brought_in
from tests.escalation.story import DIRECTORY, Story


@pytest.fixture
def told(easter: Story) -> Story:
    """The line managers have been told: Jo, and Tom, for whom Kofi deputises."""
    return easter.reaches("Tuesday 2026-04-07 17:01").forgets()


def test_everybody_inside_can_be_chosen(told: Story):
    inside = [person.id for person in brought_in.inside(told.disagreement, DIRECTORY)]

    assert inside == ["sam", "priya", "jo", "tom", "kofi"]


@pytest.mark.parametrize(
    ("by", "offered"), [("sam", ["jo"]), ("tom", ["priya", "kofi"]), ("jo", ["sam"])]
)
def test_only_people_of_ones_own_agency_are_offered(told: Story, by: str, offered: list[str]):
    found = brought_in.mistaken(by, told.disagreement, DIRECTORY)

    assert [person.id for person in found] == offered
