"""A side's own duty, of which the text has the partnership told: nobody is told what they may not read."""

from escalation.acts import duty
from escalation.entries import SIDES, own_agency
from escalation.owing import Telling
from tests.escalation.duties.test_duties import RAISED, asking, stated
from tests.escalation.story import Story

PASSED = stated(tells=("business_manager",), content="details")


def consulted(how: str) -> Story:
    """A duty of an agency's own manager, of which the text has the partnership told, answered."""
    story = Story(procedure=asking(PASSED)).raised(RAISED)
    story.reaches("Tuesday 2026-04-07 17:01").forgets()
    answers = {"s1:consult.how": how, "s1:consult.words": "MARKER they were rung"}
    return story.does(duty.closing, "jo", answers=answers)


def test_what_a_side_passes_on_to_the_partnership_each_side_may_read():
    story = consulted("done")

    assert story.last("duty_answered").audience == SIDES
    (told,) = (each for each in story.heard if each.topic.startswith("duty_answered"))
    assert (told.person, "MARKER" in told.text) == ("bea", False)
    assert "business_manager" in story.disagreement.copied


def test_declined_it_is_passed_on_to_nobody_and_stays_its_own():
    story = consulted("declined")

    assert story.last("duty_answered").audience == own_agency("health")
    assert not [each for each in story.heard if each.topic.startswith("duty_answered")]
    assert "business_manager" not in story.disagreement.copied


def test_passed_on_again_with_more_flagged_in_the_same_sitting_it_is_told_of_apart():
    story = Story().raised(RAISED).settles("sam", "priya")
    story.does(duty.closing, "sam", answers={"gaps": "MARKER"}).forgets()
    answers = {"learning-2.how": "done", "learning-2.words": "MARKER"}
    for more in ("one", "two", "three"):
        story.does(duty.closing, "bea", answers={**answers, "gaps": f"MARKER {more}"})

    topics = [
        each.topic
        for each in story.owed
        if isinstance(each, Telling) and each.topic.startswith("duty_answered")
    ]
    assert len(set(topics)) == 3
