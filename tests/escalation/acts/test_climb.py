"""Climbing: limits, tellings and moves are three different things."""

from dataclasses import replace

import pytest

from escalation.acts import agree, answer, climb, meet, say
from escalation.owing import Admit, Telling
from tests.escalation.story import (
    AGREEMENT,
    HEADS,
    LINE_MANAGERS,
    NEXT_LEVEL,
    PRACTITIONERS,
    SENIORS,
    Story,
    time,
)

WHY = {"reason": "MARKER the child cannot wait"}


def test_the_next_tier_is_told_when_nobody_has_recorded_an_outcome(easter):
    """Raised before Good Friday: line managers when Tuesday ends, the next level on Wednesday."""
    easter.reaches("Tuesday 2026-04-07 17:00").expects_told(PRACTITIONERS, "raised")
    easter.expects_told(PRACTITIONERS, "ask:0")
    easter.expects_silence()

    easter.reaches("Tuesday 2026-04-07 17:01").expects_told(LINE_MANAGERS, "reached:1")
    easter.expects_silence()

    easter.reaches("Wednesday 2026-04-08 17:01").expects_told(LINE_MANAGERS, "ask:1")
    easter.expects_told(NEXT_LEVEL, "reached:2")
    easter.expects_silence()

    easter.reaches("Thursday 2026-04-09 17:01").expects_told(NEXT_LEVEL, "ask:2")
    easter.expects_told(SENIORS, "reached:3")
    easter.expects_silence()

    easter.reaches("Friday 2026-04-10 17:01").expects_told(SENIORS, "ask:3")
    easter.expects_told(HEADS, "reached:4")
    easter.expects_silence()


def test_whoever_is_told_is_let_in(easter):
    easter.forgets().reaches("Tuesday 2026-04-07 17:01")

    admitted = [str(owed.who) for owed in easter.owed if isinstance(owed, Admit)]
    assert admitted == ["line_manager@health", "line_manager@care"]


def test_an_act_at_the_very_instant_of_a_limit_is_in_time(easter):
    easter.reaches("Tuesday 2026-04-07 17:00")
    assert "limit_passed" not in easter.kinds()

    easter.settles("sam", "priya").reaches("Friday 2026-05-01 17:00")

    assert "limit_passed" not in easter.kinds()
    assert "reached" not in easter.kinds()[easter.kinds().index("settled") :]


def test_being_told_moves_nothing(easter):
    easter.reaches("Friday 2026-04-10 17:01")

    assert easter.disagreement.reached == 4
    assert easter.disagreement.stage_tier == 0
    assert "moved" not in easter.kinds()


def test_the_first_act_of_a_tier_that_was_told_enters_it_and_the_office_gets_its_copy(easter):
    """R-004-23."""
    easter.reaches("Wednesday 2026-04-08 17:01").forgets()

    easter.does(answer.take, "mina", question="tier:2")

    assert easter.disagreement.stage_tier == 2
    assert easter.disagreement.stage.id == "s2"
    easter.expects_told({"bea"}, "copy:entry:2")


def test_the_clock_alone_never_gives_the_office_a_copy(easter):
    easter.reaches("Monday 2026-04-13 09:00")

    assert [each for each in easter.heard if each.person in ("bea", "ivor")] == []


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        pytest.param(answer.take, {}, id="I have this"),
        pytest.param(say.say, {"text": "I will ring"}, id="words in the thread"),
        pytest.param(climb.not_agreed, {"answers": WHY}, id="not agreed"),
        pytest.param(agree.propose, {"answers": AGREEMENT}, id="a proposal"),
        pytest.param(
            meet.meet, {"answers": {"meet_on": "2026-04-20"}}, id="a day on which they meet"
        ),
    ],
)
def test_any_first_act_of_a_tier_that_was_told_enters_it(easter, rule, given):
    easter.reaches("Tuesday 2026-04-07 17:01")

    easter.does(rule, "tom", **given)

    assert easter.disagreement.stage_tier == 1
    assert easter.last("moved").how == "first_act"


def test_a_later_act_of_the_same_tier_enters_nothing_more(easter):
    easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "tom").does(answer.take, "jo")

    assert easter.kinds().count("moved") == 1


@pytest.mark.parametrize(
    ("stage", "when", "who", "copied"),
    [
        ("s1", "Tuesday 2026-04-07 17:01", "tom", False),
        ("s2", "Wednesday 2026-04-08 17:01", "helen", True),
        ("s3", "Thursday 2026-04-09 17:01", "marcus", True),
        ("s4", "Friday 2026-04-10 17:01", "anne", True),
    ],
)
def test_g004_copies_go_to_the_business_manager_from_stage_2(easter, stage, when, who, copied):
    """What the text says may or must be sent by a press is sent by a press: never by the clock."""
    easter.reaches(when).forgets().does(answer.take, who)

    assert easter.disagreement.stage.id == stage
    office = {each.person for each in easter.heard if each.topic.startswith("copy")}
    assert office == ({"bea"} if copied else set())


def test_stage_2_brings_in_the_designated_professional_of_the_side_that_raised_it(easter):
    """R-004-20."""
    easter.reaches("Wednesday 2026-04-08 17:01").forgets().does(answer.take, "helen")

    easter.expects_told({"dev"}, "adviser:health:designated_professional")
    lead = easter.disagreement.adviser("designated_professional", "health")
    assert Admit(lead, farthest="deputy") in easter.owed


def test_whoever_has_been_brought_in_is_not_brought_in_twice(easter):
    easter.reaches("Tuesday 2026-04-07 17:01")
    easter.does(climb.move_up, "jo", answers=WHY).forgets()

    easter.does(climb.move_up, "jo", answers=WHY)

    assert [each.person for each in easter.heard if each.topic.startswith("adviser")] == []


class TestPacing:
    """A limit that had passed before raising tells nobody; every tier has a full working day."""

    def test_g004_raised_late_the_limits_before_raising_tell_nobody(self, story: Story):
        """Begun on Monday, raised on Thursday: a nudge of the same length counts from raising."""
        story.raised("Monday 2026-09-14 09:00", at="Thursday 2026-09-17 11:00").forgets()

        story.reaches("Friday 2026-09-18 08:59").expects_silence()
        story.reaches("Friday 2026-09-18 17:00").expects_told(PRACTITIONERS, "ask:0")
        story.expects_silence()
        story.reaches("Friday 2026-09-18 17:01").expects_told(LINE_MANAGERS, "reached:1")

    def test_every_tier_has_at_least_one_full_working_day_with_it(self, story: Story):
        story.raised("Monday 2026-09-14 09:00", at="Thursday 2026-09-17 11:00")
        story.reaches("Friday 2026-10-30 17:01")

        told = [entry for entry in story.entries if entry.kind == "reached"]
        assert [f"{each.at:%A %Y-%m-%d}" for each in told] == [
            "Thursday 2026-09-17",
            "Friday 2026-09-18",
            "Monday 2026-09-21",
            "Tuesday 2026-09-22",
            "Wednesday 2026-09-23",
        ]

    def test_a_limit_that_passes_on_the_day_of_raising_leaves_a_full_working_day(self, story):
        story.raised("Monday 2026-09-14 09:00", at="Tuesday 2026-09-15 16:55").forgets()

        story.reaches("Tuesday 2026-09-15 17:01").expects_silence()
        assert story.last("limit_passed").tier == 0
        story.reaches("Wednesday 2026-09-16 17:00").expects_told(PRACTITIONERS, "ask:0")
        story.reaches("Wednesday 2026-09-16 17:01").expects_told(LINE_MANAGERS, "reached:1")

    def test_a_limit_before_raising_is_held_against_nobody(self, story: Story):
        story.raised("Monday 2026-09-14 09:00", at="Thursday 2026-09-17 11:00")

        (priya,) = [each for each in story.heard if each.person == "priya"]
        assert "That had passed before this was raised" in priya.text
        assert "late" not in priya.text.lower()
        assert "overdue" not in priya.text.lower()

    @pytest.mark.failure(11)
    def test_a_limit_once_counted_is_not_counted_again(self, easter: Story):
        """Told long after, by another calendar, the tier is still told at the recorded limit."""
        moved = replace(easter.disagreement.limits[1], tells_at=time("Friday 2026-04-10 17:00"))
        limits = (easter.disagreement.limits[0], moved, *easter.disagreement.limits[2:])
        easter.disagreement = replace(easter.disagreement, limits=limits)

        easter.reaches("Tuesday 2026-04-07 17:01")

        assert easter.disagreement.last_told
        assert easter.disagreement.last_told.until == time("Friday 2026-04-10 17:00")


class TestDowntime:
    """After it everything due is done in order, and recorded as late."""

    @pytest.mark.failure(14)
    def test_after_a_month_each_tier_is_still_told_in_turn_with_its_own_day(self, easter: Story):
        easter.forgets().sleeps_until("Wednesday 2026-05-06 10:00")

        easter.expects_told(LINE_MANAGERS, "reached:1")
        easter.expects_silence()
        assert easter.kinds()[-6:] == ["limit_passed", "reached", *["limit_passed"] * 4]
        easter.reaches("Thursday 2026-05-07 17:01").expects_told(LINE_MANAGERS, "ask:1")
        easter.expects_told(NEXT_LEVEL, "reached:2")

    def test_what_was_done_late_says_so(self, easter: Story):
        easter.sleeps_until("Wednesday 2026-05-06 10:00")

        due = "This was due Tuesday 7 April 2026, 17:00 and was recorded late."
        assert due in easter.reads(easter.last("reached"))
        assert "recorded late" in easter.reads(easter.last("limit_passed"))

    def test_what_was_done_in_time_does_not(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01")

        assert "late" not in easter.reads(easter.last("reached"))

    def test_a_question_overtaken_by_the_night_is_asked_of_nobody(self, easter: Story):
        easter.forgets().sleeps_until("Wednesday 2026-04-08 08:00")

        easter.expects_told(LINE_MANAGERS, "reached:1")
        easter.expects_silence()

    def test_over_a_weekend_nothing_is_told_twice(self, easter: Story):
        easter.reaches("Friday 2026-04-10 16:00").sleeps_until("Monday 2026-04-13 09:30")

        topics = [(each.person, each.topic) for each in easter.heard]
        assert len(topics) == len(set(topics))


def test_time_that_passes_a_second_time_does_nothing(easter):
    easter.sleeps_until("Wednesday 2026-05-06 10:00").forgets()
    before = easter.disagreement

    easter.sleeps_until("Wednesday 2026-05-06 10:00")

    assert easter.disagreement == before


def test_at_the_top_its_people_go_on_being_asked_and_the_business_manager_hears_of_it(easter):
    easter.reaches("Tuesday 2026-04-14 17:00").forgets()

    easter.reaches("Tuesday 2026-04-14 17:01")
    easter.expects_told({"bea"}, "no_exit")
    easter.expects_told(HEADS, "top:4")
    easter.reaches("Wednesday 2026-04-15 09:01").expects_told(HEADS, "remind:1:4")
    easter.reaches("Monday 2026-04-20 09:00").expects_silence()
    easter.reaches("Monday 2026-04-20 09:01").expects_told(HEADS, "remind:2:4")
    easter.reaches("Thursday 2026-04-23 09:01").expects_told(HEADS, "remind:3:4")


def test_reminders_wait_for_working_time_and_tellings_do_not(easter):
    easter.reaches("Tuesday 2026-04-14 17:01")

    nudges = {each.topic.split(":")[0] for each in easter.heard if each.telling.nudge}
    told = {each.topic.split(":")[0] for each in easter.heard if not each.telling.nudge}
    assert nudges == {"ask", "top"}
    assert told == {"raised", "reached", "no_exit"}


def test_who_has_taken_it_is_reminded_and_not_their_whole_tier(easter):
    easter.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "clare").forgets()

    easter.reaches("Thursday 2026-04-09 09:01").expects_told({"clare", "helen", "leila"}, "ask:2")


def test_nothing_the_clock_sends_holds_a_word_of_what_it_is_about(easter):
    easter.reaches("Friday 2026-05-01 17:01")

    category = easter.procedure.category("threshold").label
    for owed in easter.owed:
        if isinstance(owed, Telling):
            words = str(owed.message)
            assert "MARKER" not in words
            assert category not in words
