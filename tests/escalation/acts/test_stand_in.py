"""Who is asked in the place of whoever cannot be, and who never is."""

import pytest

from escalation.acts import stand_in
from escalation.entries import Entries
from escalation.owing import RoleAt
from tests.escalation.story import Story
from tests.escalation.wider import WIDER, raised_between


@pytest.fixture
def story() -> Story:
    """Sam of health differs with Priya of care and Pat of the police."""
    return raised_between("pat")


def asked(story: Story, person: str) -> Entries:
    return stand_in.stands_in(
        story.disagreement,
        story.now,
        story.calendar,
        WIDER,
        who=RoleAt("line_manager", "care"),
        named="Line manager of Social Care",
        agency="care",
        person=person,
        way="nobody is named for it",
    )


@pytest.mark.parametrize("person", ["pat", "lou", "sam", "jo"])
def test_nobody_of_another_side_stands_in_for_one(story, person):
    assert asked(story, person) == []


@pytest.mark.parametrize("person", ["kofi", "ida"])
def test_a_colleague_may_and_whoever_takes_no_part(story, person):
    assert [each.kind for each in asked(story, person)] == ["stood_in"]
