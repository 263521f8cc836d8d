"""Who is asked in the place of whoever cannot be, and who never is."""

import pytest

from escalation.acts import answer, stand_in
from escalation.entries import Entries
from escalation.owing import Admit, RoleAt, To
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


def test_whoever_stands_in_for_somebody_who_has_it_is_let_in():
    """Tom pressed that it is his, and is named as himself from then on."""
    story = Story().raised("Thursday 2026-04-02 15:00").reaches("Tuesday 2026-04-07 17:01")
    story.does(answer.take, "tom")

    def stands_in(*stands, by):
        return stand_in.stands_in(
            *stands, who=To("tom"), named="Tom Reed", agency="care", person="helen", way="away"
        )

    story.forgets().does(stands_in, "clock")

    assert Admit(To("helen"), farthest="holder") in story.owed
