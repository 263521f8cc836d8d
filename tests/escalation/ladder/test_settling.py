"""Once it has ended everybody hears what is true of them: what is asked of whom, and what they may press."""

import pytest

from escalation.acts import climb, close, convene, duty
from escalation.directory.people import PARTNERSHIP
from escalation.duties import duties
from tests.escalation.convened import ON, PEOPLE, at_stage_4, chaired_from_outside
from tests.escalation.scs import scs
from tests.escalation.story import Story

HAVE_READ = "[I have read what was agreed]"
FILED = "which goes to your agency for the child's file"
UP = {"tier": "4", "reason": "MARKER"}


@pytest.fixture
def chaired() -> Story:
    """A meeting was called whose members have no tier, under a chair of an agency that is not involved."""
    story = at_stage_4(Story(procedure=chaired_from_outside(), directory=PEOPLE))
    asked = {**ON, "chair": "vera"}
    return story.does(convene.call_meeting, "ruth", answers=asked).forgets()


def at_the_head_of_safeguarding() -> Story:
    """001, brought up through every stage to the partnership's own."""
    story = scs()
    for tier in ("2", "3", "4"):
        story.does(climb.move_up, "sam", answers={**UP, "tier": tier})
    return story


def told(story: Story, person: str, topic: str = "settled") -> str:
    return next(each.text for each in story.heard if (each.person, each.topic) == (person, topic))


def test_whoever_was_told_for_an_involved_agency_says_that_they_have_read_it(chaired: Story):
    chaired.settles("ruth", "anne")

    for person in ("sam", "priya", "ruth", "anne"):
        assert HAVE_READ in told(chaired, person)
        assert FILED in told(chaired, person)


def test_whoever_was_only_called_to_a_meeting_hears_it_and_is_sent_no_button(chaired: Story):
    chaired.settles("ruth", "anne")

    assert HAVE_READ not in told(chaired, "max")
    assert FILED in told(chaired, "max")


def test_of_a_chair_who_is_not_involved_no_file_is_spoken(chaired: Story):
    chaired.settles("ruth", "anne")

    said = told(chaired, "vera")
    assert "What was agreed is in the thread and on the record." in said
    assert HAVE_READ not in said
    assert "your agency" not in said


def test_withdrawn_too_only_whoever_stands_for_an_agency_reads_of_its_file(chaired: Story):
    chaired.does(close.withdraw, "sam")

    for person in ("sam", "max"):
        assert FILED in told(chaired, person, "withdrawn")
    assert "your agency" not in told(chaired, "vera", "withdrawn")


def test_the_partnerships_people_of_a_tier_hear_it_and_are_sent_no_button():
    """001: the Head of Safeguarding, and those of the partnership who advise."""
    story = at_the_head_of_safeguarding().settles("owen", "marcus")

    for person in ("hana", "cal"):
        assert HAVE_READ not in told(story, person)
        assert "your agency" not in told(story, person)


class TestOfTheOffice:
    """R-001-28, R-001-34: what is asked as stage 4 is entered is about what goes on."""

    def test_it_is_asked_no_more_and_may_still_be_answered(self):
        story = at_the_head_of_safeguarding()
        assert len(duties.asked(story.disagreement, PARTNERSHIP)) == 2
        story.forgets().settles("owen", "marcus")
        story.reaches("Tuesday 2026-09-15 12:00")

        heard = {each.person for each in story.heard if each.topic.startswith("closing")}
        assert heard == {"owen", "marcus"}
        assert len(duties.left(story.disagreement, PARTNERSHIP)) == 2

    def test_what_is_still_asked_says_first_that_it_has_ended(self):
        story = scs().settles("sam", "priya").forgets()
        story.does(duty.closing, "sam", answers={"lessons": "MARKER"})

        heard = next(each.text for each in story.heard if each.topic.startswith("duty:learning"))
        assert heard.index("It is settled.") < heard.index("You are asked: ")
        story.forgets().reaches("Tuesday 2026-09-08 12:00")
        again = next(each.text for each in story.heard if each.person == "bea")
        assert again.index("It is settled.") < again.index("You are asked: ")


def test_withdrawn_one_message_does_not_say_what_another_contradicts(easter: Story):
    easter.forgets().does(close.withdraw, "sam", answers={"reason": "MARKER"})

    said = told(easter, "priya", "withdrawn")
    assert "Nothing more is asked" not in said
    assert "Whoever is to see to the child's file for your agency is told so" in said
    assert "The detail of the escalation" in told(easter, "priya", "closing")


def test_withdrawn_nobody_of_the_partnership_is_told_of_a_file():
    story = scs().does(climb.move_up, "sam", answers=UP).forgets()
    story.does(close.withdraw, "sam", answers={"reason": "MARKER"})

    assert "your agency" not in told(story, "hana", "withdrawn")
