"""Climbing by people: moved up with a reason, or because neither side agrees."""

from dataclasses import replace

import pytest

from escalation.acts import agree, answer, climb, say
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from tests.escalation.story import AGREEMENT, BERKSHIRE, HEADS, LINE_MANAGERS, SENIORS, Story

WHY = {"reason": "MARKER the child cannot wait"}


class TestMovingUp:
    """A person moves it: with a reason, and as far as the procedure allows."""

    def test_a_participant_moves_it_up_with_a_reason(self, easter: Story):
        easter.forgets().does(climb.move_up, "sam", answers=WHY)

        assert easter.disagreement.stage_tier == 1
        assert "MARKER the child cannot wait" in easter.posts()
        easter.expects_told(LINE_MANAGERS, "reached:1")

    def test_the_reason_stands_in_the_thread_and_in_no_private_message(self, easter: Story):
        easter.does(climb.move_up, "sam", answers=WHY)

        assert not any("MARKER" in each.text for each in easter.heard)

    def test_a_stage_may_be_passed_over_and_later_limits_still_count_from_the_start(self, easter):
        """R-004-05."""
        limits = easter.disagreement.limits
        easter.forgets().does(climb.move_up, "sam", answers={"tier": "3", **WHY})

        assert easter.last("moved").skipped == (1, 2)
        assert easter.disagreement.limits == limits
        easter.expects_told(SENIORS, "reached:3")
        easter.reaches("Friday 2026-04-10 17:01").expects_told(HEADS, "reached:4")

    def test_whoever_was_passed_over_is_told_so_if_they_press(self, easter: Story):
        easter.does(climb.move_up, "sam", answers={"tier": "3", **WHY})

        refused = easter.refuses(NotYours, answer.take, "jo", question="tier:1")
        assert "passed over" in refused.sentence
        assert "Owen Hart and Marcus Bell" in refused.sentence

    def test_the_limits_of_stages_it_has_left_pass_no_more(self, easter: Story):
        easter.does(climb.move_up, "sam", answers={"tier": "3", **WHY})

        easter.reaches("Friday 2026-05-01 17:01")

        assert easter.disagreement.passed == {3, 4}

    def test_somebody_of_a_higher_tier_that_was_told_moves_it_beyond_themselves(self, easter):
        easter.reaches("Tuesday 2026-04-07 17:01").does(climb.move_up, "tom", answers=WHY)

        assert easter.disagreement.stage_tier == 2

    def test_no_reason_no_move(self, easter: Story):
        refused = easter.refuses(Unusable, climb.move_up, "sam", answers={"reason": " "})

        assert refused.field == "reason"

    @pytest.mark.parametrize("chosen", ["0", "x", "²"])
    def test_it_moves_only_upwards(self, easter: Story, chosen: str):
        refused = easter.refuses(Unusable, climb.move_up, "sam", answers={"tier": chosen, **WHY})

        assert refused.field == "tier"

    def test_where_a_procedure_lets_nothing_be_passed_over_nothing_is(self):
        skipping = replace(BERKSHIRE.skipping, allowed=False)
        story = Story(procedure=replace(BERKSHIRE, skipping=skipping))
        story.raised("Thursday 2026-04-02 15:00")

        refused = story.refuses(Unusable, climb.move_up, "sam", answers={"tier": "2", **WHY})
        assert refused.field == "tier"
        story.does(climb.move_up, "sam", answers=WHY)

    def test_from_the_last_stage_there_is_nowhere_to_go(self, easter: Story):
        easter.does(climb.move_up, "sam", answers={"tier": "4", **WHY})

        refused = easter.refuses(NotNow, climb.move_up, "anne", answers=WHY)
        assert "no further stage" in refused.sentence

    def test_a_proposal_made_below_is_withdrawn_when_it_is_moved_up(self, easter: Story):
        easter.does(agree.propose, "sam", answers=AGREEMENT)
        question = easter.proposal
        easter.does(climb.move_up, "priya", answers=WHY)

        refused = easter.refuses(Stale, agree.approve, "jo", question=question)
        assert "Priya Desai moved it up on Thursday 2 April 2026, 15:00." in refused.sentence

    def test_a_stale_button_says_what_has_happened_since(self, easter: Story):
        easter.does(climb.move_up, "sam", answers=WHY)

        refused = easter.refuses(Stale, climb.move_up, "priya", question="tier:0", answers=WHY)
        assert "Sam Okafor moved it up on Thursday 2 April 2026, 15:00." in refused.sentence
        assert "Nothing has changed" in refused.sentence

    def test_chatter_makes_no_button_stale(self, easter: Story):
        for _ in range(20):
            easter.does(say.say, "priya", text="We are looking into it.")

        easter.does(climb.move_up, "sam", question="tier:0", answers=WHY)


class TestNotAgreed:
    """One side's word waits for the other's; both together move it up."""

    def test_one_side_alone_moves_nothing_and_the_other_is_asked(self, easter: Story):
        easter.forgets().does(climb.not_agreed, "sam", answers=WHY)

        assert easter.disagreement.stage_tier == 0
        easter.expects_told({"priya"}, "not_agreed:1")

    def test_each_side_is_told_who_has_answered_and_who_has_not(self, easter: Story):
        easter.forgets().does(climb.not_agreed, "sam", answers=WHY)

        (priya,) = easter.heard
        assert "Health Trust has recorded that it is not agreed." in priya.text
        assert "Social Care has still to answer." in priya.text
        assert "MARKER" not in priya.text

    def test_both_sides_move_it_to_the_next_tier(self, easter: Story):
        easter.does(climb.not_agreed, "sam", answers=WHY).forgets()

        easter.does(climb.not_agreed, "priya", answers=WHY)

        assert easter.disagreement.stage_tier == 1
        assert easter.last("moved").how == "not_agreed"
        easter.expects_told(LINE_MANAGERS, "reached:1")

    def test_said_twice_by_one_side_it_is_still_one_side(self, easter: Story):
        easter.does(climb.not_agreed, "sam", answers=WHY)

        refused = easter.refuses(Stale, climb.not_agreed, "sam", answers=WHY)
        assert refused.sentence.startswith("You have recorded this already")

    def test_a_yes_after_it_is_the_sides_last_word(self, easter: Story):
        easter.does(climb.not_agreed, "sam", answers=WHY)
        easter.does(agree.propose, "priya", answers=AGREEMENT)
        easter.does(agree.approve, "sam", question=easter.proposal)

        easter.does(climb.not_agreed, "priya", answers=WHY)

        assert easter.disagreement.stage_tier == 0

    def test_after_a_yes_it_takes_the_yes_back(self, easter: Story):
        easter.does(agree.propose, "priya", answers=AGREEMENT)
        easter.does(agree.approve, "sam", question=easter.proposal)
        easter.does(climb.not_agreed, "sam", answers=WHY)

        easter.does(agree.approve, "priya", question=easter.proposal)

        assert easter.disagreement.is_open

    def test_taken_back_and_said_again_the_other_side_is_asked_again(self, easter: Story):
        easter.does(agree.propose, "priya", answers=AGREEMENT)
        easter.does(climb.not_agreed, "sam", answers=WHY)
        easter.does(agree.approve, "sam", question=easter.proposal)
        easter.does(climb.not_agreed, "sam", answers=WHY)

        easter.expects_told({"priya"}, "not_agreed:1")
        easter.expects_told({"priya"}, "not_agreed:2")

    def test_at_the_last_stage_the_business_manager_hears_that_there_is_no_way_on(self, easter):
        easter.does(climb.move_up, "sam", answers={"tier": "4", **WHY})
        easter.does(climb.not_agreed, "ruth", answers=WHY).forgets()

        easter.does(climb.not_agreed, "anne", answers=WHY)

        assert easter.disagreement.stage_tier == 4
        easter.expects_told({"bea"}, "no_exit:2")

    def test_it_needs_its_reason(self, easter: Story):
        refused = easter.refuses(Unusable, climb.not_agreed, "sam", answers={})

        assert refused.field == "reason"
