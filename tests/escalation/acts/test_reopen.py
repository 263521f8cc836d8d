"""What was settled by mistake, or is not kept to, goes on at the next stage; what was withdrawn, where it stood."""

import pytest

from escalation.acts import agree, answer, climb, close, dates, reopen, say
from escalation.disagreement import Status
from escalation.owing import Card, Close, Place, Record, RoleAt, To
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from escalation.words import message
from escalation.words.card import card
from tests.escalation.story import (
    LINE_MANAGERS,
    NEXT_LEVEL,
    PRACTITIONERS,
    SENIORS,
    Story,
)

BROKEN = {"reason": "MARKER the visit was not made"}


def shown(story: Story) -> str:
    return message.plain(card(story.disagreement))


def moments(story: Story) -> dict[str, str]:
    return {wake.id: f"{wake.at:%a %d %H:%M}" for wake in story.disagreement.moments()}


@pytest.fixture
def settled(easter: Story) -> Story:
    """Settled by the professionals on the day it was raised; five weeks go by."""
    easter.settles("sam", "priya")
    return easter.reaches("Monday 2026-05-11 10:00").forgets()


@pytest.fixture
def reopened(settled: Story) -> Story:
    return settled.does(reopen.reopen, "sam", answers=BROKEN)


class TestSettledAndReopened:
    """At the next stage's first tier: one reference, and its whole history."""

    def test_it_is_open_at_the_next_stage(self, reopened: Story):
        assert reopened.disagreement.status is Status.OPEN
        assert reopened.disagreement.ended is None
        assert reopened.disagreement.stage.id == "s2"
        assert reopened.kinds()[-3:] == ["reopened", "moved", "reached"]
        assert reopened.kinds()[0] == "raised"

    def test_its_people_are_told_once_and_so_is_each_named_professional(self, reopened: Story):
        reopened.expects_told(NEXT_LEVEL, "reached:2")
        reopened.expects_told(PRACTITIONERS, "reopened:1")
        assert not any(each.person == "jo" for each in reopened.heard)

    def test_everybody_who_had_been_told_hears_of_it(self, easter: Story):
        easter.does(answer.bring_lead, "sam").reaches("Tuesday 2026-04-07 17:01")
        easter.settles("jo", "tom").forgets()

        easter.does(reopen.reopen, "tom", answers=BROKEN)

        easter.expects_told({*PRACTITIONERS, *LINE_MANAGERS}, "reopened:1")

    def test_the_reason_is_in_the_thread_and_in_no_private_message(self, reopened: Story):
        assert "MARKER the visit was not made" in reopened.posts()
        assert not any("MARKER" in each.text for each in reopened.heard)

    def test_a_new_place_is_made_with_everybody_in_it(self, reopened: Story):
        place = next(owed for owed in reopened.owed if isinstance(owed, Place))

        assert place.number == 1
        assert {To("sam"), To("priya"), RoleAt("next_manager", "care", "priya")} <= set(place.admit)
        assert not any(isinstance(owed, Card | Close | Record) for owed in reopened.owed)

    def test_the_card_says_so(self, reopened: Story):
        assert (
            "Reopened: by Sam Okafor (Professional), Monday 11 May 2026, 10:00; it had been "
            "settled on Thursday 2 April 2026, 15:00."
        ) in shown(reopened)
        assert "[I have this]" in shown(reopened)

    def test_what_was_agreed_is_asked_no_more(self, reopened: Story):
        refused = reopened.refuses(Stale, agree.approve, "mina", question="proposal:1")

        assert "Sam Okafor reopened it on Monday 11 May 2026" in refused.sentence

    def test_it_can_be_settled_again_and_everybody_is_told_again(self, reopened: Story):
        reopened.settles("mina", "helen")

        reopened.expects_told({*PRACTITIONERS, *NEXT_LEVEL, "dev"}, "settled:1")
        assert reopened.disagreement.status is Status.SETTLED

    def test_and_reopened_again(self, reopened: Story):
        reopened.settles("mina", "helen").forgets()

        reopened.does(reopen.reopen, "helen", answers=BROKEN)

        assert reopened.disagreement.stage.id == "s3"
        assert next(owed for owed in reopened.owed if isinstance(owed, Place)).number == 2
        assert "reopened:2" in {each.topic for each in reopened.heard}

    def test_the_stages_copies_are_given_as_in_any_move(self, reopened: Story):
        assert reopened.disagreement.advisers == {"health": ("designated_professional",)}

    def test_words_are_no_longer_written_after_settlement(self, reopened: Story):
        reopened.does(say.say, "sam", text="It was not made.")

        assert not reopened.last("said").after_settlement


class TestTheClock:
    """What passed before it was reopened is late for nobody; each tier has its time from then on."""

    def test_a_nudge_of_the_same_length_from_reopening_tells_the_next(self, reopened: Story):
        """Its window is three working days."""
        reopened.forgets().reaches("Thursday 2026-05-14 17:00")
        assert {each.topic for each in reopened.heard} == {"ask:2"}

        reopened.forgets().reaches("Thursday 2026-05-14 17:01").expects_told(SENIORS, "reached:3")

    def test_no_limit_is_called_late(self, reopened: Story):
        reopened.reaches("Friday 2026-05-29 17:01")

        assert "limit_passed" not in reopened.kinds()
        told = next(each for each in reopened.heard if each.topic == "reached:2")
        assert "That had passed before this was reopened" in told.text

    def test_a_limit_that_is_still_to_come_stands_as_it_was(self, easter: Story):
        easter.settles("sam", "priya").forgets()
        before = easter.disagreement.limits

        easter.does(reopen.reopen, "priya", answers=BROKEN)

        assert easter.disagreement.limits == before

    def test_those_told_above_are_asked_and_not_told_again(self, easter: Story):
        """The next level and the seniors were told while it stood at stage 1, which settled it."""
        easter.reaches("Thursday 2026-04-09 17:01").settles("sam", "priya")
        easter.reaches("Monday 2026-05-11 10:00").forgets()

        easter.does(reopen.reopen, "sam", answers=BROKEN)

        assert easter.disagreement.stage.id == "s2"
        easter.expects_told({*PRACTITIONERS, *LINE_MANAGERS, *NEXT_LEVEL, *SENIORS}, "reopened:1")
        assert "reached" not in easter.kinds()[easter.kinds().index("reopened") :]
        assert moments(easter)["tell:1:4"] == "Fri 15 17:00"

    def test_it_is_never_left_alone_at_the_last_stage(self, easter: Story):
        at_last = _at_last_stage(easter)

        at_last.does(reopen.reopen, "sam", answers=BROKEN)

        assert at_last.disagreement.stage.id == "s4"
        assert "moved" not in at_last.kinds()[at_last.kinds().index("reopened") :]
        at_last.expects_told({"ruth", "anne", "sam", "priya"}, "reopened:1")
        assert set(moments(at_last)) == {"ask:1:4", "top:1:4"}

    def test_the_business_manager_hears_again_that_nobody_is_further(self, easter: Story):
        at_last = _at_last_stage(easter).does(reopen.reopen, "sam", answers=BROKEN)

        at_last.reaches("Friday 2026-05-29 17:01")

        topics = [each.topic for each in at_last.heard if each.person == "bea"]
        assert topics == ["no_exit:top:1:4"]

    def test_a_date_corrected_since_leaves_a_full_working_day_from_reopening(self, story: Story):
        """Reopened on Thursday: corrected then, the next tier is still told when Friday has ended."""
        story.raised("Tuesday 2026-04-07 10:00", "Wednesday 2026-04-08 09:00")
        story.does(close.withdraw, "sam").reaches("Thursday 2026-04-09 10:00")
        story.does(reopen.reopen, "sam", answers=BROKEN)
        assert moments(story)["tell:1:1"] == "Fri 10 17:00"

        corrected = {"began_on": "2026-04-08", "began_at": "08:00", **BROKEN}
        story.does(dates.correct_date, "sam", answers=corrected)

        assert moments(story)["tell:2:1"] == "Fri 10 17:00"

    def test_a_date_corrected_since_keeps_the_time_that_reopening_gave(self, reopened: Story):
        reopened.does(
            dates.correct_date,
            "sam",
            answers={"began_on": "2026-04-01", "began_at": "09:00", **BROKEN},
        )

        assert moments(reopened)["tell:2:3"] == "Thu 14 17:00"


class TestWhoReopensIt:
    """Anybody at work on it, of either agency; what was withdrawn, its raiser."""

    @pytest.mark.parametrize("who", ["sam", "priya"])
    def test_either_side(self, settled: Story, who: str):
        settled.does(reopen.reopen, who, answers=BROKEN)

        assert settled.last("reopened").by.person == who
        assert settled.disagreement.is_open

    @pytest.mark.parametrize("who", ["pat", "bea", "ruth", "jo"])
    def test_nobody_who_had_no_part_in_it(self, settled: Story, who: str):
        refused = settled.refuses(NotYours, reopen.reopen, who, answers=BROKEN)

        assert refused.sentence == (
            "This is for the people this disagreement names. Nothing has changed."
        )

    def test_it_needs_its_reason(self, settled: Story):
        assert settled.refuses(Unusable, reopen.reopen, "sam", answers={}).field == "reason"

    def test_what_is_open_cannot_be_reopened(self, easter: Story):
        refused = easter.refuses(NotNow, reopen.reopen, "sam", answers=BROKEN)

        assert "is open, at Stage 1" in refused.sentence

    def test_two_people_reopen_it_once(self, reopened: Story):
        reopened.refuses(NotNow, reopen.reopen, "priya", answers=BROKEN)


class TestWithdrawnAndReopened:
    """By its raiser, where it stood: nobody had failed to agree there."""

    @pytest.fixture
    def withdrawn(self, easter: Story) -> Story:
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo")
        easter.does(close.withdraw, "sam")
        return easter.reaches("Monday 2026-05-11 10:00").forgets()

    def test_it_goes_on_where_it_stood(self, withdrawn: Story):
        withdrawn.does(reopen.reopen, "sam", answers=BROKEN)

        assert withdrawn.disagreement.stage_tier == 1
        assert withdrawn.kinds()[-1] == "reopened"
        assert withdrawn.disagreement.holders == {}
        withdrawn.expects_told({*PRACTITIONERS, *LINE_MANAGERS}, "reopened:1")

    def test_its_tier_is_asked_and_the_clock_goes_on_from_then(self, withdrawn: Story):
        withdrawn.does(reopen.reopen, "sam", answers=BROKEN)

        asked = next(each for each in withdrawn.heard if each.person == "tom")
        assert "it has been reopened; you are asked to act" in asked.text
        withdrawn.forgets().reaches("Wednesday 2026-05-13 17:01")
        withdrawn.expects_told(NEXT_LEVEL, "reached:2")

    def test_nobody_but_the_raiser_reopens_it(self, withdrawn: Story):
        refused = withdrawn.refuses(NotYours, reopen.reopen, "priya", answers=BROKEN)

        assert "reopening it is for Sam Okafor" in refused.sentence

    def test_it_can_be_withdrawn_again(self, withdrawn: Story):
        withdrawn.does(reopen.reopen, "sam", answers=BROKEN).forgets()

        withdrawn.does(close.withdraw, "sam")

        withdrawn.expects_told({*PRACTITIONERS, *LINE_MANAGERS}, "withdrawn:1")


def _at_last_stage(easter: Story) -> Story:
    easter.does(climb.move_up, "sam", answers={"reason": "MARKER urgent", "tier": "4"})
    easter.settles("ruth", "anne")
    return easter.reaches("Monday 2026-05-11 10:00").forgets()


def test_whose_turn_it_is_again_is_asked_and_not_only_told(easter: Story):
    """The line managers had been told when it was withdrawn: the card awaits them."""
    easter.reaches("Tuesday 2026-04-07 17:01").does(close.withdraw, "sam", answers=BROKEN)
    easter.forgets().does(reopen.reopen, "sam", answers=BROKEN)

    asked = {each.person for each in easter.heard if "you are asked to act" in each.text}
    assert asked == set(LINE_MANAGERS)
    (told,) = [each.text for each in easter.heard if each.person == "sam"]
    assert "with the line manager" in told.lower()
