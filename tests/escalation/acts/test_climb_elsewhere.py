"""Climbing as other texts have it: moved by the clock, only reminded, or without a number."""

from dataclasses import replace

from escalation.acts import climb
from tests.escalation.story import BERKSHIRE, NEXT_LEVEL, PRACTITIONERS, Story


class TestOtherProcedures:
    """What another text may say in place of Berkshire's."""

    def test_a_procedure_that_moves_up_by_itself_is_moved_by_the_clock(self):
        story = Story(procedure=replace(BERKSHIRE, on_limit_passed="move_up"))
        story.raised("Thursday 2026-04-02 15:00").reaches("Wednesday 2026-04-08 17:01")

        assert story.disagreement.stage_tier == 2
        assert story.last("moved").how == "procedure"
        story.expects_told({"bea"}, "copy:entry:2")

    def test_a_procedure_that_only_reminds_tells_no_other_tier(self):
        story = Story(procedure=replace(BERKSHIRE, on_limit_passed="prompt_holder"))
        story.raised("Thursday 2026-04-02 15:00").reaches("Friday 2026-04-24 17:01")

        assert story.disagreement.reached == 0
        reminded = [each for each in story.heard if each.topic.startswith("remind")]
        assert {each.person for each in reminded} == PRACTITIONERS

    def test_without_a_number_nothing_is_late_and_the_raising_side_is_asked(self, numberless):
        """The next working day, then every third; after three quiet days: shall it move up?"""
        numberless.raised("Thursday 2026-04-02 15:00").reaches("Wednesday 2026-04-08 17:01")
        numberless.forgets()

        numberless.reaches("Thursday 2026-04-09 09:01").expects_told(NEXT_LEVEL, "ask:2")
        numberless.reaches("Monday 2026-04-13 17:01").expects_told({"sam"}, "quiet:2")
        numberless.reaches("Tuesday 2026-04-14 09:01").expects_told(NEXT_LEVEL, "remind:1:2")
        numberless.reaches("Friday 2026-04-17 09:01").expects_told(NEXT_LEVEL, "remind:2:2")
        assert numberless.disagreement.reached == 2

    def test_while_nothing_is_recorded_the_raising_side_is_asked_every_ten_working_days(
        self, numberless: Story
    ):
        """Silence is never left between the same two sides."""
        numberless.raised("Thursday 2026-04-02 15:00").reaches("Friday 2026-05-29 17:01")

        asked = [each for each in numberless.heard if each.topic.startswith("quiet")]
        days = [f"{each.at:%a %d %b}" for each in asked]
        assert days == ["Mon 13 Apr", "Mon 27 Apr", "Tue 12 May", "Wed 27 May"]
        assert len({each.topic for each in asked}) == len(asked)

    def test_without_a_number_no_message_speaks_of_lateness(self, numberless: Story):
        numberless.raised("Thursday 2026-04-02 15:00").reaches("Wednesday 2026-04-08 17:01")
        numberless.forgets().reaches("Friday 2026-05-08 17:01")

        for each in numberless.heard:
            assert "The procedure gives no number of days for this." in each.text
            assert not any(word in each.text.lower() for word in ("late", "overdue", "limit"))

    def test_without_a_number_at_the_last_tier_it_says_that_nobody_is_further(self, numberless):
        """Whoever raised it is asked all the same, and is offered no tier that there is not."""
        numberless.raised("Thursday 2026-04-02 15:00")
        numberless.does(climb.move_up, "sam", answers={"tier": "4", "reason": "At once"}).forgets()

        numberless.reaches("Monday 2026-04-13 17:01")

        (asked,) = [each for each in numberless.heard if each.topic.startswith("quiet")]
        assert asked.person == "sam"
        assert "The procedure names nobody further" in asked.text
        assert "Move up now" not in asked.text
