"""Another course chosen after its panel was called: the meeting is off, and whoever was to come hears."""

from escalation import rights
from escalation.acts import convene
from escalation.owing import Release, To
from escalation.permissions import Act
from escalation.refusals import NotNow
from escalation.words import card
from escalation.words.message import plain
from tests.escalation.hillingdon import PEOPLE
from tests.escalation.story import Story
from tests.escalation.test_hillingdon import THREE, chosen, heard, panel

OFF = "The meeting called for Thursday 10 September 2026, 10:00 is off"


def off(**answers: str) -> Story:
    story = panel().does(convene.call_meeting, "una", answers={**THREE, **answers}).forgets()
    return chosen(story, "directly")


def rows(story: Story) -> str:
    return plain(card.card(story.disagreement))


def test_each_of_its_members_is_told_once_that_it_is_off():
    story = off()

    for person in ("clare", "leila", "pat"):
        assert OFF in heard(story, person)
        assert heard(story, person).count("the meeting is off") == 1
        assert "MARKER" not in heard(story, person)
    assert "the meeting is off" not in heard(story, "una")
    assert "the meeting is off" not in heard(story, "sam")


def test_whoever_came_for_an_agency_that_takes_no_part_leaves():
    story = off()

    assert not rights.may("pat", Act.READ, story.disagreement, PEOPLE)
    assert Release(To("pat")) in story.owed


def test_it_stands_called_nowhere_and_the_thread_says_that_it_is_off():
    story = off()

    assert story.disagreement.convened == {}
    assert story.disagreement.meeting is None
    assert f"{OFF}." in story.posts()
    assert "has not been told" not in story.posts()
    for gone in ("Move the meeting", "The meeting was held", "Who comes", "called for"):
        assert gone not in rows(story)


def test_of_somebody_who_is_only_a_name_the_thread_asks_that_they_be_told():
    story = off(panel_further_1="", panel_name="Val Poole", panel_of="Probation")
    assert "Somebody was named for it who is not in the directory" in story.posts()


def test_they_are_reminded_again_as_if_none_had_been_called():
    story = off().forgets().reaches("Monday 2026-09-07 17:01")
    assert "no outcome has been recorded yet" in heard(story, "una")
    story.forgets().reaches("Friday 2026-09-11 17:01")
    assert "The meeting was held" not in heard(story, "una")
    assert "The meeting is called for" not in heard(story, "una")


def test_the_panel_chosen_again_is_called_anew():
    story = chosen(off(), "resolution-panel").forgets()
    story.does(convene.call_meeting, "una", answers=THREE)

    assert "you are asked to a meeting" in heard(story, "pat")
    assert story.disagreement.convened["s4"].number == 2
    assert "moved" not in heard(story, "pat")


def test_one_that_was_held_stands_whatever_is_chosen_afterwards():
    story = panel().does(convene.call_meeting, "una", answers=THREE)
    story.reaches("Thursday 2026-09-10 12:00")
    held = {"held_on": "2026-09-10", "held_at": "10:00", "who": "all", "outcome": "none"}
    story.does(convene.meeting_held, "una", question="held:1", answers=held).forgets()
    chosen(story, "directly")

    assert story.disagreement.convened["s4"].held
    assert "the meeting is off" not in heard(story, "clare")


def test_that_it_was_held_cannot_be_said_of_one_that_is_off():
    story = off().reaches("Thursday 2026-09-10 12:00")
    story.refuses(NotNow, convene.meeting_held, "una", question="held:1")
