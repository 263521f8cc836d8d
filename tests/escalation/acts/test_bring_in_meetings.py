"""An agency is brought in after a meeting was called: its people are called too, and its chair is not."""

from dataclasses import replace

import pytest

from escalation import entries, rights
from escalation.acts import KINDS, bring_in, convene
from escalation.acts.bring_in import AgencyBroughtIn
from escalation.directory.people import Person, Post
from escalation.permissions import Relation
from tests.escalation.convened import ON, PEOPLE, at_stage_4, chaired_from_outside
from tests.escalation.story import Story

FIRE = replace(
    PEOPLE,
    people=(*PEOPLE.people, Person("fay", "Fay Orr", "fire"), Person("flo", "Flo Nye", "fire")),
    posts=(
        *PEOPLE.posts,
        Post("fay", "practitioner", "fire"),
        Post("flo", "operational_senior_manager", "fire"),
    ),
)
WHY = "MARKER they were there"


def brings(story: Story) -> Story:
    answers = {"professional": "fay", "reason": WHY}
    return story.does(bring_in.bring_agency, "sam", answers=answers)


@pytest.fixture
def called() -> Story:
    """At the stage of the formal meeting, which has been called, with a chair of no agency of theirs."""
    story = at_stage_4(Story(directory=FIRE, procedure=chaired_from_outside()))
    chair = {"chair_name": "Ms Vale", "chair_of": "Ambulance Service"}
    return story.does(convene.call_meeting, "ruth", answers={**ON, **chair}).forgets()


@pytest.fixture
def chaired() -> Story:
    """The same, and its chair is of the fire service."""
    story = at_stage_4(Story(directory=FIRE, procedure=chaired_from_outside()))
    return story.does(convene.call_meeting, "ruth", answers={**ON, "chair": "vera"}).forgets()


def test_its_people_are_called_to_a_meeting_that_stands_and_nobody_else_again(called):
    brings(called)

    heard = [each for each in called.heard if each.topic == "called:1"]
    assert [each.person for each in heard] == ["flo"]
    assert "When: Friday 10 April 2026, 10:00." in heard[0].text
    assert "MARKER" not in heard[0].text
    assert Relation.CONVENED in rights.relations("flo", called.disagreement, FIRE)
    assert not [each for each in called.heard if each.topic.startswith("chair_involved")]


def test_moved_afterwards_each_of_them_is_told_once_of_the_other_day(called):
    brings(called).forgets()
    chair = {"chair_name": "Ms Vale", "chair_of": "Ambulance Service"}
    called.does(convene.call_meeting, "ruth", answers={**ON, "meet_on": "2026-04-13", **chair})

    assert [each.topic for each in called.heard if each.person == "flo"] == ["moved:2"]


def test_whoever_called_it_is_asked_for_another_chair_where_theirs_is_of_that_agency(chaired):
    brings(chaired)

    (told,) = (each for each in chaired.heard if each.topic == "chair_involved:1:fire")
    assert told.person == "ruth"
    assert "The chair should be a senior member from an uninvolved organisation." in told.text
    assert "Name another chair, with Move the meeting; its day may stay." in told.text
    assert "MARKER" not in told.text
    assert "Vera" not in told.text
    assert "is of Fire Service, which takes part now." in chaired.posts()
    assert "Ruth Adeyemi is asked to call it with another chair." in chaired.posts()


def test_a_chair_who_is_only_a_name_is_known_by_their_organisation():
    story = at_stage_4(Story(directory=FIRE, procedure=chaired_from_outside()))
    chair = {"chair_name": "Ms Vale", "chair_of": "fire  service"}
    story.does(convene.call_meeting, "ruth", answers={**ON, **chair}).forgets()

    assert "chair_involved:1:fire" in [each.topic for each in brings(story).heard]


def test_where_nobody_has_called_one_nobody_is_called():
    story = brings(at_stage_4(Story(directory=FIRE, procedure=chaired_from_outside())))

    assert not [each for each in story.heard if each.topic.startswith(("called", "chair"))]


def test_what_was_written_before_called_nobody(called):
    brings(called)
    (entry,) = (each for each in called.entries if isinstance(each, AgencyBroughtIn))
    body = entries.body(replace(entry, meetings=(), involved=()))
    text = body.replace(b'"meetings":[],', b"").replace(b'"involved":[],', b"")

    read = entries.read(KINDS, entry.kind, 1, text)

    assert read == replace(entry, meetings=(), involved=())
