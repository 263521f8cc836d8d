"""Three quiet working days, where a text gives no number: what breaks the quiet, and when it ends."""

from functools import partial

import pytest

from escalation import acts
from escalation.acts import agree, answer, climb, meet, note, say, view
from escalation.ladder import last_act
from escalation.texts.procedure import read
from tests.escalation.other_texts import UNCOUNTED, moves
from tests.escalation.story import AGREEMENT, NEXT_LEVEL, Heard, Story

# What people do or the office keeps that says nothing to the other side of the difference itself.
NO_ACT = {
    *("limit_set", "limit_passed", "reached", "asked", "quiet_begun", "chair_asked"),
    *("copy_renewed", "duties_recounted"),
    *("closing_opened", "closing_asked", "duties_due", "duty_answered", "issues_flagged"),
    *("acknowledged", "settled", "withdrawn", "exported", "copy_opened", "noted"),
    *("harm_pressed", "harm_opened", "harm_unopened", "audited", "undelivered", "stranger_posted"),
    *(
        "manager_named",
        "manager_confirmed",
        "manager_declined",
        "lead_brought_in",
        "subject_sealed",
    ),
    *("covered", "stood_in", "brought_along", "left_again", "told_where_it_goes_on"),
    *("procedure_changed", "taken_out_of_sight", "wrong_recipient"),
    *("copy_due", "copy_renewed", "duties_recounted", "considered_off_file"),
    *("discussions_approved", "discussion_corrected"),
    *("checks_opened", "checks_asked", "check_answered", "new_day_agreed", "checks_done"),
    "form_prepared",
    "referred_outside",  # it neither closes nor pauses: what is asked goes on
}
ASKED_FIRST = "Monday 2026-04-13 17:01"  # the third working day after Wednesday 8 April
HELD = {"held_on": "2026-04-09", "held_at": "10:00", "who": "Both", "text": "MARKER we spoke"}


@pytest.fixture
def next_level(numberless: Story) -> Story:
    """The next level was told when Wednesday had ended; from there on nothing is counted."""
    numberless.raised("Thursday 2026-04-02 15:00").reaches("Wednesday 2026-04-08 17:01")
    return numberless.forgets()


def asked(story: Story) -> list[Heard]:
    """Each time that the raising side was asked whether to move it up."""
    return [each for each in story.heard if each.topic.startswith("quiet")]


def days(story: Story) -> list[str]:
    """On which days."""
    return [f"{each.at:%a %d %b}" for each in asked(story)]


def on(day: str, at: str = "14:00") -> dict[str, str]:
    return {"meet_on": day, "meet_at": at}


def test_whether_a_kind_of_entry_breaks_the_quiet_is_said_of_each():
    """A new kind says so in `last_act.ACTS`, or here that it does not."""
    assert set(acts.KINDS) == last_act.ACTS | NO_ACT
    assert not last_act.ACTS & NO_ACT


ANY_ACT = [
    pytest.param(
        partial(say.say, text="MARKER a word"), "helen", {}, id="a word of the other side"
    ),
    pytest.param(
        partial(say.say, text="MARKER any news?"), "sam", {}, id="a word of the same side"
    ),
    pytest.param(answer.take, "helen", {}, id="I have this"),
    pytest.param(view.view, "helen", {"text": "MARKER"}, id="a view"),
    pytest.param(climb.not_agreed, "helen", {"reason": "MARKER"}, id="not agreed"),
    pytest.param(agree.propose, "helen", AGREEMENT, id="an agreement put"),
    pytest.param(meet.discuss, "helen", HELD, id="a discussion"),
]


@pytest.mark.parametrize(("rule", "by", "answers"), ANY_ACT)
def test_an_act_begins_the_three_days_anew(next_level: Story, rule, by, answers):
    """Acted on Friday: quiet on Monday, Tuesday and Wednesday."""
    next_level.reaches("Friday 2026-04-10 11:00")
    next_level.does(rule, by, **({"answers": answers} if answers else {})).forgets()

    next_level.reaches("Wednesday 2026-04-15 17:00")
    assert days(next_level) == []
    next_level.reaches("Wednesday 2026-04-15 17:01")
    assert days(next_level) == ["Wed 15 Apr"]


def test_what_only_ones_own_agency_can_see_breaks_no_quiet(next_level: Story):
    """When the raising side is asked must not tell it that the others have kept a note."""
    next_level.reaches("Friday 2026-04-10 11:00")
    next_level.does(note.note, "helen", answers={"about": "reasoning", "text": "MARKER"})

    assert days(next_level.reaches(ASKED_FIRST)) == ["Mon 13 Apr"]


def test_an_act_of_a_tier_before_it_was_told_takes_nothing_from_its_days(numberless: Story):
    numberless.raised("Thursday 2026-04-02 15:00").reaches("Tuesday 2026-04-07 17:01")
    numberless.does(answer.take, "tom").reaches(ASKED_FIRST)

    assert days(numberless) == ["Mon 13 Apr"]


def test_a_meeting_quiets_until_its_day_and_three_days_more(next_level: Story):
    """On Friday 24 April they meet; on Monday they are asked what came of it, Wednesday is the third."""
    next_level.reaches("Friday 2026-04-10 11:00").does(meet.meet, "helen", answers=on("2026-04-24"))

    next_level.forgets().reaches("Wednesday 2026-04-29 17:00")
    assert days(next_level) == []
    assert {each.person for each in next_level.heard if each.topic == "meeting:1:2"} == NEXT_LEVEL
    assert days(next_level.reaches("Wednesday 2026-04-29 17:01")) == ["Wed 29 Apr"]


def test_those_whose_turn_it_is_are_asked_no_more_often_because_of_it(next_level: Story):
    """The morning's question once; a reminder the morning after it was taken up, then every third."""
    next_level.reaches("Friday 2026-04-10 11:00").does(say.say, "helen", text="MARKER")
    next_level.reaches("Friday 2026-04-17 17:01")

    mornings = [f"{each.at:%a %d}" for each in next_level.heard if each.person == "mina"]
    assert mornings == ["Thu 09", "Mon 13", "Thu 16"]


def test_a_meeting_left_behind_by_moving_up_quiets_nobody(next_level: Story):
    next_level.does(meet.meet, "helen", answers=on("2026-06-26"))
    next_level.does(climb.move_up, "sam").forgets().reaches("Monday 2026-04-13 17:01")

    assert days(next_level) == ["Mon 13 Apr"]


def test_an_act_after_it_was_asked_keeps_it_from_being_asked_again_in_the_days_after(
    next_level: Story,
):
    """Asked on Monday 13; the tenth working day after is Monday 27, and somebody spoke the Friday before."""
    next_level.reaches("Friday 2026-04-24 11:00")
    next_level.does(say.say, "helen", text="MARKER").forgets()

    assert days(next_level.reaches("Wednesday 2026-04-29 17:01")) == ["Wed 29 Apr"]


def test_a_sleep_over_the_end_of_the_new_quiet_asks_at_once(next_level: Story):
    next_level.reaches("Thursday 2026-04-09 11:00").does(say.say, "helen", text="MARKER").forgets()

    next_level.sleeps_until("Monday 2026-04-20 10:00")

    assert days(next_level) == ["Mon 20 Apr"]
    assert "quiet_begun" not in next_level.kinds()


def test_the_record_says_since_when_it_is_quiet(next_level: Story):
    next_level.reaches("Friday 2026-04-10 11:00").does(say.say, "helen", text="MARKER")
    next_level.reaches(ASKED_FIRST)

    read = next_level.reads(next_level.last("quiet_begun"))
    assert read == (
        "Nothing has been recorded since Friday 10 April 2026, 11:00. If it is quiet until the end "
        "of Wednesday 15 April, the side that raised it is asked whether to move it up."
    )


def test_what_was_asked_before_the_quiet_was_counted_anew_is_not_asked_under_another_text():
    """The morning's question was put under the old text: the new one does not put it once more."""
    story = Story(procedure=UNCOUNTED).raised("Thursday 2026-04-02 15:00")
    story.reaches("Wednesday 2026-04-08 11:00").does(say.say, "priya", text="MARKER")
    story.reaches("Friday 2026-04-10 11:00").forgets()
    assert "quiet_begun" in story.kinds()

    may = UNCOUNTED.text.replace("version: April 2026", "version: May 2026")
    moves(story, read(may, "uncounted.yml")).forgets()

    story.reaches("Monday 2026-04-13 08:59").expects_silence()
    assert days(story.reaches("Monday 2026-04-13 17:01")) == ["Mon 13 Apr"]
