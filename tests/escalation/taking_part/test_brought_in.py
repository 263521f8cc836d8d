"""Who is inside, and whom of them somebody may have taken out."""

import pytest

from escalation.acts import answer, climb, say, stand_in
from escalation.disagreement import after
from escalation.owing import RoleAt
from escalation.taking_part import brought_in
from tests.escalation.story import DIRECTORY, Story


@pytest.fixture
def told(easter: Story) -> Story:
    """The line managers have been told: Jo, and Tom, for whom Kofi deputises."""
    return easter.reaches("Tuesday 2026-04-07 17:01").forgets()


def inside(story: Story, *known: str) -> list[str]:
    return [person.id for person in brought_in.inside(story.disagreement, DIRECTORY, known)]


def test_whoever_is_asked_is_inside_and_a_deputy_who_never_heard_of_it_is_not(told: Story):
    assert inside(told) == ["sam", "priya", "jo", "tom"]


def test_a_deputy_who_was_told_or_has_read_it_is_inside_and_nobody_else_who_was(told: Story):
    assert inside(told, "kofi", "bea", "mina") == ["sam", "priya", "jo", "tom", "kofi"]


@pytest.mark.parametrize(
    ("rule", "given"), [(answer.take, {}), (say.say, {"text": "MARKER"}), (climb.not_agreed, {})]
)
def test_a_deputy_who_has_acted_is_inside(told: Story, rule, given):
    told.does(rule, "kofi", **given)

    assert "kofi" in inside(told)


def test_whoever_is_asked_in_the_place_of_those_who_could_not_be_reached_is_inside(told: Story):
    role = RoleAt("line_manager", "care", "priya")
    stood_in = stand_in.stands_in(
        *(told.disagreement, told.now, told.calendar, DIRECTORY),
        who=role,
        named="Line manager",
        agency="care",
        person="helen",
        way="",
    )
    told.disagreement = after(told.disagreement, *stood_in)

    assert "helen" in inside(told)


@pytest.mark.parametrize(("by", "offered"), [("sam", ["jo"]), ("tom", ["priya"]), ("jo", ["sam"])])
def test_only_people_of_ones_own_agency_are_offered(told: Story, by: str, offered: list[str]):
    found = brought_in.mistaken(by, told.disagreement, DIRECTORY)

    assert [person.id for person in found] == offered
