"""Of whoever is out of it by a breach nothing is asked: the report goes to somebody who may make it."""

import pytest

from escalation.acts import chair, convene, wrong
from escalation.duties import left_to
from escalation.refusals import NotYours
from tests.escalation.acts.test_chair import ISSUES
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4
from tests.escalation.story import Story

BY_NAME = {"chair_name": "MARKER Ms Vale", "chair_of": "Fire Service"}
TAKEN_OUT = {"reason": "MARKER"}


def called(**chosen: str) -> Story:
    story = at_stage_4(Story(directory=PEOPLE))
    story.does(convene.call_meeting, "ruth", answers={**ON, **chosen})
    return story.reaches("Friday 2026-04-10 15:00").forgets()


def cut(story: Story, *people: str) -> Story:
    for each in people:
        story.does(wrong.wrong, "sam", answers={"who": each, **TAKEN_OUT})
    return story.forgets()


def asked(story: Story) -> list[tuple[str, str]]:
    return [(each.person, each.topic) for each in story.heard if each.topic.startswith("chair_")]


@pytest.fixture
def by_a_name() -> Story:
    """Held, and chaired by a name; whoever called it was then cut."""
    story = called(**BY_NAME).does(convene.meeting_held, "max", answers=HELD)
    return cut(story, "ruth")


def test_where_whoever_called_it_is_cut_the_business_manager_is_asked_and_once(by_a_name: Story):
    by_a_name.reaches("Friday 2026-04-24 17:00")

    assert asked(by_a_name)[:2] == [("bea", "chair_reports:1:1"), ("bea", "chair_reports:1:2")]
    assert {person for person, _ in asked(by_a_name)} == {"bea"}
    assert not [topic for _, topic in asked(by_a_name) if topic.startswith("chair_awaited")]
    (first,) = (each for each in by_a_name.heard if each.topic == "chair_reports:1:1")
    assert "on behalf of whoever chaired it" in first.text


def test_she_may_do_so_and_knows_of_it_by_being_asked(by_a_name: Story):
    by_a_name.reaches("Monday 2026-04-13 09:01")
    assert "business_manager" in by_a_name.disagreement.noticed

    by_a_name.does(chair.chair_report, "bea", answers=ISSUES)
    assert by_a_name.last("chair_reported").behalf


def test_nothing_is_left_for_whoever_is_cut_and_they_are_refused(by_a_name: Story):
    assert left_to.reports("ruth", by_a_name.disagreement, PEOPLE) == ()

    by_a_name.refuses(NotYours, chair.chair_report, "ruth", answers=ISSUES)


def test_cut_before_it_was_held_they_are_not_asked_at_once_either():
    story = cut(called(**BY_NAME), "ruth").does(convene.meeting_held, "max", answers=HELD)

    assert asked(story) == [("bea", "chair_reports:1:0")]


def test_with_the_chair_cut_whoever_called_it_is_asked_and_with_both_the_business_manager():
    story = cut(called(chair="pat").does(convene.meeting_held, "max", answers=HELD), "pat")
    story.reaches("Monday 2026-04-13 09:01")
    assert asked(story) == [("ruth", "chair_reports:1:1")]

    cut(story, "ruth").reaches("Thursday 2026-04-16 09:01")
    assert asked(story) == [("bea", "chair_reports:1:2")]
