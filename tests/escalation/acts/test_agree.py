"""Agreeing: settled when each involved agency has said yes, and never by silence."""

import pytest

from escalation.acts import agree, answer, climb
from escalation.disagreement import Status
from escalation.owing import Close, Record, Telling
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from escalation.words import message
from escalation.words.card import card
from tests.escalation.story import (
    AGREEMENT,
    LINE_MANAGERS,
    NEXT_LEVEL,
    PRACTITIONERS,
    Story,
)

NO = {"reason": "MARKER the date is too far away"}
ANOTHER = {"what_1": "A strategy meeting", "owner_1": "Tom Reed", "due_1": "2026-04-20"}


@pytest.fixture
def proposed(easter: Story) -> Story:
    """Line managers have it, and one of them has put an agreement."""
    easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo").forgets()
    return easter.does(agree.propose, "tom", answers=AGREEMENT)


class TestProposing:
    """What is being agreed is shown in full before anybody says yes."""

    def test_the_thread_shows_each_action_its_owner_and_its_day(self, proposed: Story):
        shown = "Action 1: A joint visit – Priya Desai, by Tuesday 1 December 2026"
        assert shown in proposed.posts()
        assert shown in message.plain(card(proposed.disagreement))

    def test_whoever_may_answer_is_asked(self, proposed: Story):
        proposed.expects_told(LINE_MANAGERS, "proposal:1")

    def test_the_question_holds_none_of_its_words(self, proposed: Story):
        for each in proposed.heard:
            assert "joint visit" not in str(each.telling.message)
            assert "Priya Desai, by" not in str(each.telling.message)

    def test_the_question_says_by_when_whom_to_ring_and_999(self, proposed: Story):
        for each in proposed.heard:
            assert "When: by the end of Wednesday 8 April" in each.text
            assert "To hear more, ring" in each.text
            assert "dial 999" in each.text

    def test_where_somebody_has_it_for_their_side_the_other_side_is_asked_whole(self, easter):
        """Owen took it up at stage 3; the heads have been told since."""
        easter.reaches("Friday 2026-04-10 16:00").does(answer.take, "owen")
        easter.reaches("Friday 2026-04-10 17:01").forgets()

        easter.does(agree.propose, "owen", answers=AGREEMENT)

        easter.expects_told({"owen", "marcus", "ruth", "anne"}, "proposal:1")

    def test_putting_it_is_not_yet_a_yes(self, proposed: Story):
        assert proposed.disagreement.proposal is not None
        assert proposed.disagreement.proposal.yes == {}

    def test_three_actions_at_most_are_read_in_order(self, easter: Story):
        third = {"what_3": "A review", "owner_3": "Jo Lee", "due_3": "2026-06-01"}
        easter.does(agree.propose, "sam", answers={**AGREEMENT, **third})

        assert [action.what for action in easter.last("proposed").actions] == [
            "A joint visit",
            "A review",
        ]

    @pytest.mark.parametrize(
        ("answers", "field"),
        [
            ({}, "what_1"),
            ({**AGREEMENT, "what_1": " "}, "what_1"),
            ({**AGREEMENT, "owner_1": ""}, "owner_1"),
            ({**AGREEMENT, "due_1": ""}, "due_1"),
            ({**AGREEMENT, "due_1": "next week"}, "due_1"),
            ({**AGREEMENT, "due_1": "2026-04-01"}, "due_1"),
            ({**AGREEMENT, "what_2": "A review"}, "owner_2"),
        ],
    )
    def test_what_cannot_be_used_is_refused_by_its_field(self, easter: Story, answers, field):
        assert easter.refuses(Unusable, agree.propose, "sam", answers=answers).field == field

    def test_something_due_today_may_be_agreed(self, easter: Story):
        easter.does(agree.propose, "sam", answers={**AGREEMENT, "due_1": "2026-04-02"})

        assert easter.last("proposed").actions[0].due == easter.now.date()


class TestApproving:
    """Each involved agency, through somebody of the current tier or above."""

    def test_one_yes_settles_nothing(self, proposed: Story):
        proposed.does(agree.approve, "jo", question="proposal:1")

        assert proposed.disagreement.is_open
        assert "Jo Lee (Line manager / team manager) approved" in proposed.posts()

    def test_a_yes_from_each_agency_settles_it_exactly_once(self, proposed: Story):
        proposed.does(agree.approve, "jo", question="proposal:1")
        proposed.does(agree.approve, "tom", question="proposal:1")

        assert proposed.disagreement.status is Status.SETTLED
        assert proposed.kinds().count("settled") == 1
        proposed.refuses(NotNow, agree.approve, "tom", question="proposal:1")

    def test_the_same_agency_twice_is_one_yes(self, proposed: Story):
        proposed.does(agree.approve, "tom", question="proposal:1")

        mine = proposed.refuses(Stale, agree.approve, "tom", question="proposal:1")
        theirs = proposed.refuses(Stale, agree.approve, "kofi", question="proposal:1")
        assert mine.sentence.startswith("You have approved this already")
        assert theirs.sentence.startswith("Tom Reed has approved this already")

    def test_a_yes_from_a_tier_left_behind_settles_nothing(self, proposed: Story):
        """Jo said yes at stage 1; Helen's yes enters stage 2, where Jo's counts no more."""
        proposed.does(agree.approve, "jo", question="proposal:1")
        proposed.reaches("Wednesday 2026-04-08 17:01").forgets()

        proposed.does(agree.approve, "helen", question="proposal:1")

        assert proposed.disagreement.is_open
        assert proposed.disagreement.stage.id == "s2"
        assert proposed.disagreement.proposal
        assert set(proposed.disagreement.proposal.yes) == {"care"}
        assert "The yes of Health Trust was given at a lower tier" in proposed.posts()
        proposed.expects_told({"mina", "clare"}, "again:2:1")

    def test_a_higher_tiers_yes_counts_for_both(self, proposed: Story):
        proposed.reaches("Wednesday 2026-04-08 17:01")
        proposed.does(agree.approve, "helen", question="proposal:1")

        proposed.does(agree.approve, "mina", question="proposal:1")

        assert proposed.disagreement.status is Status.SETTLED
        assert proposed.disagreement.stage.id == "s2"

    def test_a_higher_tier_of_the_same_agency_may_say_yes_again(self, proposed: Story):
        proposed.does(agree.approve, "jo", question="proposal:1")
        proposed.reaches("Wednesday 2026-04-08 17:01").forgets()

        proposed.does(agree.approve, "mina", question="proposal:1")

        assert proposed.disagreement.proposal
        assert proposed.disagreement.proposal.yes["health"].name == "Mina Shah"
        assert not any(each.topic.startswith("again") for each in proposed.heard)

    def test_any_first_act_of_a_higher_tier_asks_anew(self, proposed: Story):
        proposed.does(agree.approve, "tom", question="proposal:1")
        proposed.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "mina")

        proposed.does(agree.approve, "mina", question="proposal:1")

        assert proposed.disagreement.is_open
        proposed.expects_told({"helen", "leila"}, "again:2:1")

    def test_silence_never_is_a_yes(self, proposed: Story):
        proposed.does(agree.approve, "jo", question="proposal:1")

        proposed.reaches("Friday 2026-10-30 17:01")

        assert proposed.disagreement.is_open

    @pytest.mark.parametrize("who", ["sam", "priya", "helen", "pat", "bea"])
    def test_somebody_without_the_right_hears_whose_it_is(self, proposed: Story, who: str):
        refused = proposed.refuses(NotYours, agree.approve, who, question="proposal:1")

        assert "Jo Lee and Tom Reed" in refused.sentence

    def test_an_answer_to_an_older_proposal_hears_what_has_been_put_since(self, proposed: Story):
        proposed.does(agree.propose, "jo", answers=ANOTHER)

        refused = proposed.refuses(Stale, agree.approve, "tom", question="proposal:1")
        assert "Jo Lee put another proposal on Tuesday 7 April 2026, 17:01." in refused.sentence

    def test_a_yes_to_an_older_proposal_is_no_yes_to_a_new_one(self, proposed: Story):
        proposed.does(agree.approve, "jo", question="proposal:1")
        proposed.does(agree.propose, "tom", answers=ANOTHER)

        proposed.does(agree.approve, "tom", question="proposal:2")

        assert proposed.disagreement.is_open


class TestNotApproving:
    """A no needs its reason, which the other side reads."""

    def test_the_proposal_is_answered_and_another_may_be_put(self, proposed: Story):
        proposed.does(agree.not_approve, "jo", question="proposal:1", answers=NO)

        assert proposed.disagreement.proposal is None
        assert "MARKER the date is too far away" in proposed.posts()
        proposed.does(agree.propose, "jo", answers=ANOTHER)
        assert proposed.proposal == "proposal:2"

    def test_a_yes_after_a_no_hears_of_the_no(self, proposed: Story):
        proposed.does(agree.not_approve, "jo", question="proposal:1", answers=NO)

        refused = proposed.refuses(Stale, agree.approve, "tom", question="proposal:1")
        assert "Jo Lee did not approve it on Tuesday 7 April 2026, 17:01." in refused.sentence

    def test_it_needs_its_reason(self, proposed: Story):
        no = {"question": "proposal:1", "answers": {}}

        assert proposed.refuses(Unusable, agree.not_approve, "jo", **no).field == "reason"


class TestDissenting:
    """A front-line worker who does not agree with her manager's yes; at any time while open."""

    def test_dissent_is_kept_and_stops_nothing(self, proposed: Story):
        proposed.does(agree.dissent, "priya", question="proposal:1")
        proposed.does(agree.approve, "jo", question="proposal:1")
        proposed.does(agree.approve, "tom", question="proposal:1")

        assert proposed.disagreement.status is Status.SETTLED
        dissent = proposed.reads(proposed.last("dissented"))
        assert "Priya Desai (Professional) recorded dissent." in dissent
        assert "their own safeguarding lead is open to them" in dissent

    def test_it_may_be_recorded_before_anything_is_proposed(self, easter: Story):
        easter.does(agree.dissent, "priya")

        assert "Priya Desai (Professional) recorded dissent." in easter.posts()

    def test_it_is_not_for_those_who_decide(self, proposed: Story):
        refused = proposed.refuses(NotYours, agree.dissent, "tom")

        assert "Sam Okafor and Priya Desai" in refused.sentence


class TestSettled:
    """Fed back at once; the record goes to each agency; nothing wakes for it."""

    @pytest.fixture
    def settled(self, easter: Story) -> Story:
        easter.reaches("Wednesday 2026-04-08 17:01").forgets()
        return easter.settles("mina", "helen")

    def test_everybody_who_was_told_is_told_once(self, settled: Story):
        settled.expects_told({*PRACTITIONERS, *LINE_MANAGERS, *NEXT_LEVEL, "dev"}, "settled")

    def test_the_record_goes_to_each_agency_and_the_place_is_closed_last(self, settled: Story):
        records = [owed.agency for owed in settled.owed if isinstance(owed, Record)]

        assert records == ["health", "care"]
        there = [owed for owed in settled.owed if not isinstance(owed, Telling)]
        assert there[-1] == Close()

    def test_the_business_manager_gets_the_outcome(self, settled: Story):
        settled.expects_told({"bea"}, "copy:settled:2")

    def test_at_stage_1_the_office_gets_nothing(self, easter: Story):
        easter.settles("sam", "priya")

        assert "bea" not in {each.person for each in easter.heard}

    def test_it_wakes_only_for_what_is_left_to_see_to(self, settled: Story):
        assert [wake.id for wake in settled.disagreement.moments()] == ["closing:1"]

    def test_the_card_can_only_be_reopened_and_says_who_approved(self, settled: Story):
        shown = message.plain(card(settled.disagreement))

        assert [line for line in shown.splitlines() if "[" in line] == ["[Reopen]"]
        assert "Health Trust: approved by Mina Shah (Next management level)" in shown
        assert "Stage 2 – Management finding solutions (settled at Stage 2)" in shown

    def test_no_private_message_holds_what_was_agreed(self, settled: Story):
        for owed in settled.owed:
            if isinstance(owed, Telling):
                assert "joint visit" not in str(owed.message)

    def test_no_act_but_words_and_copies_follows(self, settled: Story):
        settled.refuses(NotNow, climb.move_up, "sam")
        settled.refuses(NotNow, agree.propose, "sam", answers=AGREEMENT)


def test_whoever_put_a_proposal_hears_privately_that_it_was_not_approved(easter):
    easter.does(agree.propose, "sam", answers=AGREEMENT).forgets()
    question = easter.proposal

    easter.does(agree.not_approve, "priya", question=question, answers={"reason": "MARKER"})

    (sam,) = easter.heard
    assert (sam.person, sam.topic) == ("sam", "not_approved:1")
    assert "Priya Desai (Professional) did not approve the agreement that you put." in sam.text
    assert "MARKER" not in sam.text


def test_whoever_does_not_approve_their_own_proposal_is_told_nothing(easter):
    easter.does(agree.propose, "sam", answers=AGREEMENT).forgets()

    easter.does(agree.not_approve, "sam", question=easter.proposal, answers={"reason": "Worse"})

    easter.expects_silence()
