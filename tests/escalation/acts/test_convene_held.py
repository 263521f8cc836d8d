"""That the meeting a procedure asks for was held: a fact of its own, which alone meets the window."""

import pytest

from escalation.acts import agree, climb, close, convene, meet, reopen
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from escalation.words import message, reminders
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4, pressed, shown
from tests.escalation.story import HEADS, Story, time


@pytest.fixture
def stage_4() -> Story:
    """Moved to Stage 4 on the day it was raised, the Thursday before Good Friday."""
    return at_stage_4(Story(directory=PEOPLE))


class TestHolding:
    """Calling is not holding (C6): only that it was held meets the window (R-004-38, R-004-45)."""

    @pytest.fixture
    def called(self, stage_4: Story) -> Story:
        stage_4.does(convene.call_meeting, "ruth", answers={**ON, "chair": "pat"})
        return stage_4.reaches("Friday 2026-04-10 15:00").forgets()

    def test_called_and_not_held_the_limit_passes(self, called: Story):
        called.reaches("Tuesday 2026-04-14 17:01")

        assert called.last("limit_passed").tier == 4

    @pytest.mark.parametrize("who", ["pat", "ruth", "anne", "max", "kofi"])
    def test_held_it_is_met_and_nobody_hears_an_alarm(self, called: Story, who: str):
        called.does(convene.meeting_held, who, answers={**HELD, "outcome": "agreed"}).forgets()

        called.reaches("Friday 2026-04-17 17:00")
        assert 4 not in called.disagreement.passed
        assert "bea" not in {each.person for each in called.heard if "no_exit" in each.topic}
        held = called.disagreement.convened["s4"]
        assert held.held == time("Friday 2026-04-10 10:00")
        assert called.last("meeting_held").at == time("Friday 2026-04-10 15:00")
        assert "held on Friday 10 April 2026, 10:00" in shown(called)

    def test_whose_turn_it_is_goes_on_being_asked_and_not_whether_it_was_held(self, called: Story):
        called.does(convene.meeting_held, "ruth", answers=HELD).forgets()

        called.reaches("Monday 2026-04-13 09:01")
        (ruth,) = [each for each in called.heard if each.person == "ruth"]
        assert "Has the meeting been held" not in ruth.text
        assert "the meeting was held on Friday 10 April" in ruth.text
        assert called.disagreement.turns()

    def test_held_on_its_first_day_they_are_asked_on_the_next_and_then_on_every_third(self):
        story = Story(directory=PEOPLE).raised("Thursday 2026-04-02 09:00")
        story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
        story.does(
            convene.call_meeting, "ruth", answers={"meet_on": "2026-04-02", "meet_at": "10:00"}
        )
        story.reaches("Thursday 2026-04-02 12:00")
        story.does(
            convene.meeting_held, "ruth", answers={**HELD, "held_on": "2026-04-02"}
        ).forgets()

        for day in ("Tuesday 2026-04-07", "Friday 2026-04-10", "Wednesday 2026-04-15"):
            story.reaches(f"{day} 09:00").expects_silence()
            story.reaches(f"{day} 09:01")
            assert {each.person for each in story.heard} >= HEADS
            assert all(each.topic[:6] == "remind" for each in story.heard if each.person == "anne")
            story.forgets()

    def test_without_a_decision_at_the_last_stage_the_business_manager_knows(self, called: Story):
        called.does(convene.meeting_held, "ruth", answers=HELD)

        (bea,) = [each for each in called.heard if each.person == "bea"]
        assert bea.topic == "no_exit:held:1"
        assert "The meeting at Stage 4 was held on Friday 10 April 2026." in bea.text
        assert "Please ask them what comes next" in bea.text
        assert called.disagreement.is_open

    @pytest.mark.parametrize("who", ["sam", "priya"])
    def test_it_is_for_those_who_were_called_to_it(self, called: Story, who: str):
        refused = called.refuses(NotYours, convene.meeting_held, who, answers=HELD)

        assert "Ruth Adeyemi, who called it, for Pat Quinn, who chairs it, or" in refused.sentence

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"held_on": ""}, "held_on"),
            ({"held_on": "2026-04-13"}, "held_on"),
            ({"held_on": "2019-01-01"}, "held_on"),
            ({"who": " "}, "who"),
            ({"outcome": ""}, "outcome"),
            ({"outcome": "agreed", "decision": ""}, "decision"),
        ],
    )
    def test_what_cannot_be_used_is_refused_by_its_field(self, called: Story, wrong, field):
        refused = called.refuses(Unusable, convene.meeting_held, "ruth", answers={**HELD, **wrong})

        assert refused.field == field

    def test_a_day_before_the_difference_began_is_said_with_what_to_do(self, called: Story):
        answers = {**HELD, "held_on": "2026-04-01"}
        began = called.refuses(Unusable, convene.meeting_held, "ruth", answers=answers)
        assert began.sentence == (
            "This is before the difference began, on Thursday 2 April 2026, 15:00. Please correct "
            "the day and the time."
        )

    def test_held_before_the_day_on_which_it_was_called_it_is_another_meeting(self, stage_4: Story):
        stage_4.reaches("Wednesday 2026-04-08 10:00")
        stage_4.does(convene.call_meeting, "ruth", answers=ON).reaches("Friday 2026-04-10 15:00")

        answers = {**HELD, "held_on": "2026-04-07"}
        refused = stage_4.refuses(Unusable, convene.meeting_held, "ruth", answers=answers)

        assert refused.field == "held_on"
        assert "before the meeting was called, on Wednesday 8 April 2026, 10:00" in refused.sentence
        assert "Record a discussion" in refused.sentence
        assert stage_4.disagreement.convened["s4"].held is None

    def test_called_and_written_down_on_the_same_day_it_may_have_been_held_that_morning(
        self, stage_4: Story
    ):
        stage_4.reaches("Wednesday 2026-04-08 14:00")
        stage_4.does(
            convene.call_meeting, "ruth", answers={"meet_on": "2026-04-08", "meet_at": "17:00"}
        )
        stage_4.does(convene.meeting_held, "ruth", answers={**HELD, "held_on": "2026-04-08"})

        assert stage_4.disagreement.convened["s4"].held == time("Wednesday 2026-04-08 10:00")

    def test_moved_it_may_have_been_held_since_it_was_first_called(self, stage_4: Story):
        stage_4.does(
            convene.call_meeting, "ruth", answers={"meet_on": "2026-04-07", "meet_at": "10:00"}
        )
        stage_4.reaches("Wednesday 2026-04-08 09:00")
        stage_4.does(convene.call_meeting, "ruth", answers=ON)
        stage_4.does(convene.meeting_held, "ruth", answers={**HELD, "held_on": "2026-04-07"})

        assert stage_4.disagreement.convened["s4"].held == time("Tuesday 2026-04-07 10:00")

    def test_of_another_year_its_year_is_shown(self):
        story = Story(directory=PEOPLE).raised("Tuesday 2026-12-29 09:00")
        story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
        story.does(convene.call_meeting, "ruth", answers={"meet_on": "2026-12-30"})
        story.reaches("Wednesday 2026-12-30 15:00")
        story.does(convene.meeting_held, "ruth", answers={**HELD, "held_on": "2026-12-30"})

        turn = story.disagreement.turns()[0]
        said = message.plain(reminders.reminder(story.disagreement, turn))
        assert "the meeting was held on Wednesday 30 December 2026" in said

    def test_it_is_recorded_once(self, called: Story):
        called.does(convene.meeting_held, "max", answers=HELD, question="held:1")
        refused = called.refuses(
            Stale, convene.meeting_held, "ruth", answers=HELD, question="held:1"
        )

        assert refused.sentence.startswith("Max Gray has recorded that this meeting was held.")

    def test_a_meeting_that_nobody_called_cannot_have_been_held(self, stage_4: Story):
        stage_4.refuses(NotNow, convene.meeting_held, "ruth", answers=HELD)

    def test_a_button_of_the_day_before_it_was_moved_is_about_the_same_meeting(self, called: Story):
        called.does(convene.call_meeting, "ruth", answers={"meet_on": "2026-04-13"})
        called.does(convene.meeting_held, "ruth", answers=HELD, question="held:1")

        assert called.last("meeting_held").number == 2

    def test_a_further_one_keeps_the_first_and_the_window_stays_met(self, called: Story):
        called.does(convene.meeting_held, "ruth", answers=HELD)
        called.does(convene.call_meeting, "ruth", answers={"meet_on": "2026-04-13"})

        first, second = called.disagreement.convened["s4"].each
        assert first.held
        assert second.held is None
        called.reaches("Wednesday 2026-04-15 17:00")
        assert 4 not in called.disagreement.passed

    def test_it_is_written_down_also_once_it_has_been_settled(self, called: Story):
        called.settles("ruth", "anne").forgets()
        called.does(convene.meeting_held, "ruth", answers={**HELD, "outcome": "agreed"})

        assert called.posts() == ""
        assert called.disagreement.convened["s4"].held

    def test_its_members_are_there_again_once_it_is_reopened(self, called: Story):
        called.settles("ruth", "anne").forgets()
        called.does(reopen.reopen, "sam", answers={"reason": "Not kept to"})

        assert {"max", "kofi", "pat"} <= {each.person for each in called.heard}

    def test_what_is_pressed_follows_from_where_it_stands(self, stage_4: Story):
        acts = {"call_meeting", "meeting_held", "chair_report"}
        assert pressed(stage_4) & acts == {"call_meeting"}
        stage_4.does(convene.call_meeting, "ruth", answers=ON)
        assert pressed(stage_4) & acts == {"call_meeting", "meeting_held"}
        stage_4.reaches("Friday 2026-04-10 15:00")
        stage_4.does(convene.meeting_held, "ruth", answers=HELD)
        assert pressed(stage_4) & acts == {"chair_report"}


class TestOnceItHasEnded:
    """Only what may still be done is offered."""

    @pytest.fixture
    def called(self, stage_4: Story) -> Story:
        return stage_4.does(convene.call_meeting, "ruth", answers=ON)

    def test_a_settled_one_that_never_met_asks_for_no_meeting(self, stage_4: Story):
        stage_4.settles("ruth", "anne")

        assert "call_meeting" not in pressed(stage_4)

    def test_a_withdrawn_one_moves_none(self, called: Story):
        called.does(close.withdraw, "sam", answers={"reason": "MARKER", "how": ""})

        assert "call_meeting" not in pressed(called)
        assert "meeting_held" in pressed(called)


def test_we_meet_on_is_still_there_for_any_other_day(stage_4: Story):
    stage_4.does(convene.call_meeting, "ruth", answers=ON)
    stage_4.does(meet.meet, "anne", answers={"meet_on": "2026-04-09"})

    assert stage_4.disagreement.convened["s4"].number == 1
    assert stage_4.disagreement.meetings == 2


def test_moved_on_its_meeting_is_left_behind_and_nobody_waits_for_it(easter: Story):
    easter.does(convene.call_meeting, "sam", answers={"meet_on": "2026-08-28"})
    easter.does(climb.move_up, "sam", answers={"tier": "2", "reason": "Not safe"})

    assert easter.disagreement.meeting is None
    assert not any(wake.id.startswith("meeting") for wake in easter.disagreement.moments())


def test_an_agreement_is_put_as_ever(stage_4: Story):
    """That it was held settles nothing by itself."""
    stage_4.does(convene.call_meeting, "ruth", answers=ON).reaches("Friday 2026-04-10 15:00")
    stage_4.does(convene.meeting_held, "ruth", answers={**HELD, "outcome": "agreed"})
    assert stage_4.disagreement.is_open

    stage_4.does(
        agree.propose, "ruth", answers={"what_1": "x", "owner_1": "y", "due_1": "2026-12-01"}
    )
    assert stage_4.disagreement.proposal
