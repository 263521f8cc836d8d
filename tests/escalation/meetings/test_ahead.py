"""A meeting is called for a day to come: until then nobody is asked whether there is a day for it."""

from escalation.acts import climb, convene, meet
from tests.escalation.convened import PEOPLE
from tests.escalation.story import HEADS, Story

ON = {"meet_on": "2026-09-24", "meet_at": "10:00"}
PAST = "The procedure asks for it by the end of Tuesday 22 September; it is called for a later day."


def called(**day: str) -> Story:
    """Begun on Monday 14 September: working day 6 is Tuesday 22; called on Thursday 17."""
    story = Story(directory=PEOPLE).raised("Monday 2026-09-14 10:00")
    story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    story.reaches("Thursday 2026-09-17 11:00").forgets()
    return story.does(convene.call_meeting, "ruth", answers={**ON, **day})


def test_where_the_texts_window_ends_before_the_day_one_message_says_both():
    story = called().forgets().reaches("Thursday 2026-09-24 09:59")

    told = [each for each in story.heard if each.person in HEADS]
    assert sorted(each.person for each in told) == sorted(HEADS)
    for each in told:
        assert "The meeting is called for Thursday 24 September 2026, 10:00." in each.text
        assert "You are not asked again before then." in each.text
        assert (
            "The time that the procedure gives for holding it (within 6 working days" in each.text
        )
        assert "ended on Tuesday 22 September." in each.text
        assert "Has the meeting been held" not in each.text
        assert "is there a day" not in each.text
    record = story.reads(story.last("asked"))
    assert "was reminded of the meeting on Thursday 24 September 2026, 10:00" in record


def test_on_the_morning_after_its_day_they_are_asked_whether_it_was_held():
    story = called().reaches("Friday 2026-09-25 09:00").forgets()

    story.reaches("Friday 2026-09-25 09:01").expects_told(HEADS, "meeting:1:4")


def test_within_the_texts_window_nobody_hears_of_it_before_its_day():
    story = called(meet_on="2026-09-22").forgets().reaches("Tuesday 2026-09-22 09:59")

    story.expects_silence()


def test_a_day_after_the_window_is_taken_and_the_thread_and_the_record_say_so():
    story = called()

    assert PAST in story.posts()
    assert PAST in story.reads(story.last("meeting_called"))


def test_a_day_within_it_is_called_without_a_word_of_that():
    story = called(meet_on="2026-09-22")

    assert "The procedure asks for it by" not in story.posts()


def test_a_day_on_which_people_say_that_they_meet_is_said_as_such():
    story = Story(directory=PEOPLE).raised("Monday 2026-09-14 10:00")
    story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    story.does(meet.meet, "ruth", answers=ON).forgets().reaches("Thursday 2026-09-24 09:59")

    told = [each.text for each in story.heard if each.person in HEADS]
    assert len(told) == len(HEADS)
    assert all("It has been said that you meet on Thursday 24 September" in each for each in told)


def test_far_away_they_are_asked_again_with_the_day_in_every_reminder():
    story = called(meet_on="2026-11-24").reaches("Thursday 2026-10-01 09:01").forgets()
    story.reaches("Tuesday 2026-10-06 09:01").expects_told(HEADS, "remind:1:4")

    story = called(meet_on="2026-11-24").reaches("Thursday 2026-10-01 09:01").forgets()
    story.reaches("Tuesday 2026-10-06 09:01")
    for each in story.heard:
        assert "The meeting is called for Tuesday 24 November 2026, 10:00." in each.text
        assert "not asked again" not in each.text
