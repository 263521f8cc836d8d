"""Discussions that were held, and days on which people meet."""

import pytest

from escalation.acts import agree, answer, climb, meet
from escalation.refusals import NotYours, Unusable
from tests.escalation.story import (
    AGREEMENT,
    HEADS,
    LINE_MANAGERS,
    NEXT_LEVEL,
    PRACTITIONERS,
    Story,
    time,
)

HELD = {
    "held_on": "2026-04-02",
    "held_at": "14:00",
    "who": "Sam and Priya",
    "text": "MARKER we spoke",
}


def on(day: str, clock: str = "10:00") -> dict[str, str]:
    return {"meet_on": day, "meet_at": clock}


class TestDiscussing:
    """When it was held is one fact, when it was written another (R-004-49)."""

    def test_both_times_are_kept(self, easter: Story):
        easter.does(meet.discuss, "sam", answers=HELD)

        discussed = easter.last("discussed")
        assert discussed.held == time("Thursday 2026-04-02 14:00")
        assert discussed.at == time("Thursday 2026-04-02 15:00")
        assert "held on Thursday 2 April 2026, 14:00" in easter.posts()

    def test_it_settles_nothing_and_moves_no_limit(self, easter: Story):
        before = easter.disagreement.moments()
        easter.does(meet.discuss, "sam", answers=HELD)

        assert easter.disagreement.moments() == before

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"held_on": ""}, "held_on"),
            ({"held_on": "2026-04-03"}, "held_on"),
            ({"who": ""}, "who"),
            ({"text": " "}, "text"),
        ],
    )
    def test_what_cannot_be_used_is_refused_by_its_field(self, easter: Story, wrong, field):
        refused = easter.refuses(Unusable, meet.discuss, "sam", answers={**HELD, **wrong})

        assert refused.field == field


class TestMeeting:
    """Quiet until then; limits are not moved."""

    def test_reminders_are_quiet_until_then_and_limits_still_tell_the_next(self, easter: Story):
        easter.does(meet.meet, "sam", answers=on("2026-04-09")).forgets()

        easter.reaches("Tuesday 2026-04-07 17:00").expects_silence()
        easter.reaches("Tuesday 2026-04-07 17:01").expects_told(LINE_MANAGERS, "reached:1")
        easter.reaches("Wednesday 2026-04-08 17:01").expects_told(NEXT_LEVEL, "reached:2")
        easter.expects_silence()

    def test_on_the_next_working_morning_they_are_asked_what_came_of_it(self, easter: Story):
        easter.does(meet.meet, "sam", answers=on("2026-04-02", "16:00")).forgets()

        easter.reaches("Tuesday 2026-04-07 09:01")

        easter.expects_told(PRACTITIONERS, "meeting:1:0")
        easter.expects_silence()

    def test_whoever_gave_the_day_is_asked_though_others_have_been_told_since(self, easter):
        easter.does(meet.meet, "sam", answers=on("2026-04-07", "16:00")).forgets()

        easter.reaches("Wednesday 2026-04-08 09:01")

        easter.expects_told({"sam", *LINE_MANAGERS}, "meeting:1:1")

    def test_a_question_that_came_in_the_quiet_is_not_asked_as_well(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01")
        easter.does(meet.meet, "jo", answers=on("2026-04-07", "18:00")).forgets()

        easter.reaches("Wednesday 2026-04-08 17:00").expects_told(LINE_MANAGERS, "meeting:1:1")
        easter.expects_silence()

    def test_a_later_day_takes_the_place_of_an_earlier_one(self, easter: Story):
        easter.does(meet.meet, "sam", answers=on("2026-04-03"))
        easter.does(meet.meet, "priya", answers=on("2026-04-20")).forgets()

        easter.reaches("Tuesday 2026-04-07 17:00").expects_silence()

    def test_moving_up_leaves_the_meeting_behind_and_silence_does_not_follow(self, easter):
        easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
        easter.does(meet.meet, "sam", answers=on("2026-08-28"))
        easter.reaches("Tuesday 2026-04-14 17:01").forgets()
        assert easter.disagreement.meeting is not None

        easter.reaches("Thursday 2026-04-16 08:59").expects_silence()
        easter.reaches("Monday 2026-08-31 17:00").forgets()
        easter.reaches("Tuesday 2026-09-01 09:01").expects_told(
            {"sam", "ruth", "anne"}, "meeting:1:4"
        )
        assert easter.disagreement.moments() != ()

    def test_at_the_last_tier_a_far_day_keeps_nobody_quiet_for_more_than_ten_working_days(
        self, easter: Story
    ):
        """Raised before Good Friday: the tenth working day is Monday 20 April."""
        easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
        easter.does(meet.meet, "ruth", answers=on("2026-08-28"))
        easter.reaches("Tuesday 2026-04-14 17:01").forgets()

        easter.reaches("Monday 2026-04-20 09:00").expects_silence()
        easter.reaches("Monday 2026-04-20 09:01")
        (bea,) = [each for each in easter.heard if each.topic == "waits:1"]
        assert bea.person == "bea"
        assert "It waits for a meeting on Friday 28 August" in bea.text
        easter.forgets().reaches("Thursday 2026-04-23 09:01").expects_told(HEADS, "remind:1:4")
        easter.reaches("Tuesday 2026-04-28 09:01").expects_told(HEADS, "remind:2:4")
        easter.expects_silence()

    def test_a_day_within_ten_working_days_is_waited_for_in_quiet(self, easter: Story):
        easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
        easter.does(meet.meet, "ruth", answers=on("2026-04-17"))
        easter.reaches("Tuesday 2026-04-14 17:01").forgets()

        easter.reaches("Monday 2026-04-20 09:00").expects_silence()
        easter.reaches("Monday 2026-04-20 09:01").expects_told(HEADS, "meeting:1:4")

    def test_a_meeting_of_a_lower_tier_quiets_nobody_above(self, easter: Story):
        easter.does(meet.meet, "sam", answers=on("2026-08-28"))
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo").forgets()

        easter.reaches("Wednesday 2026-04-08 09:01").expects_told(LINE_MANAGERS, "ask:1")

    def test_a_first_act_after_the_morning_question_brings_no_question_at_once(self, easter):
        easter.does(meet.meet, "sam", answers=on("2026-08-28"))
        easter.reaches("Wednesday 2026-04-08 14:00").does(answer.take, "jo").forgets()

        easter.reaches("Wednesday 2026-04-08 17:00").expects_silence()

    @pytest.mark.parametrize("day", ["", "2026-04-02", "2026-02-30", "2099-01-01", "soon"])
    def test_a_day_that_cannot_be_used_is_refused(self, easter: Story, day: str):
        assert easter.refuses(Unusable, meet.meet, "sam", answers=on(day)).field == "meet_on"

    def test_it_is_for_those_who_are_in_it(self, easter: Story):
        easter.refuses(NotYours, meet.meet, "pat", answers=on("2026-04-20"))

    def test_a_button_of_a_tier_it_has_left_sets_it_all_the_same(self, easter: Story):
        easter.does(climb.move_up, "sam")

        easter.does(meet.meet, "sam", question="tier:0", answers=on("2026-04-20"))
        assert easter.disagreement.meeting

    def test_settled_before_the_day_nobody_is_asked(self, easter: Story):
        easter.does(meet.meet, "sam", answers=on("2026-04-20"))
        easter.does(agree.propose, "sam", answers=AGREEMENT)
        easter.settles("sam", "priya").forgets()

        easter.reaches("Friday 2026-05-01 17:00")
        assert {each.topic.partition(":")[0] for each in easter.heard} <= {
            "closing",
            "closing_left",
        }
