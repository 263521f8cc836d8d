"""A button names the question it answers, and only an answer makes it stale."""

import pytest

from escalation import questions
from escalation.acts import agree, answer, climb, close, meet, say, view
from escalation.refusals import NotNow, Stale
from tests.escalation.story import AGREEMENT, Story


def test_a_question_that_is_asked_may_be_answered(easter):
    questions.asked(easter.disagreement, "tier:0")


def test_a_higher_tiers_question_may_be_answered_once_it_is_told(easter):
    easter.reaches("Tuesday 2026-04-07 17:01")

    questions.asked(easter.disagreement, "tier:1")


def test_being_told_makes_no_lower_question_stale(easter):
    easter.reaches("Friday 2026-04-10 17:01")

    questions.asked(easter.disagreement, "tier:0")


def test_talk_makes_no_question_stale(easter):
    easter.does(agree.propose, "sam", answers=AGREEMENT)
    easter.does(say.say, "priya", text="Let me see.")
    easter.does(meet.meet, "priya", answers={"meet_on": "2026-04-20"})
    easter.does(answer.take, "priya")
    easter.does(agree.dissent, "sam")
    easter.does(climb.not_agreed, "sam")

    questions.asked(easter.disagreement, "tier:0")
    questions.proposed(easter.disagreement, "proposal:1")


def test_a_move_answers_the_questions_of_every_tier_below(easter):
    easter.does(climb.move_up, "sam", answers={"tier": "3", "reason": "Not safe"})

    for tier in range(3):
        with pytest.raises(Stale, match="Sam Okafor moved it up"):
            questions.asked(easter.disagreement, f"tier:{tier}")
    questions.asked(easter.disagreement, "tier:3")


def test_a_first_act_from_above_says_who_took_it_up(easter):
    easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo")

    with pytest.raises(Stale) as stale:
        questions.asked(easter.disagreement, "tier:0")
    assert stale.value.sentence == (
        "Jo Lee took it up on Tuesday 7 April 2026, 17:01. ESC-KXQT-RWBM is now at Stage 1 – "
        "Promoting discussion to find a resolution for the child. "
        "Nothing has changed; use the buttons on its card."
    )


def test_what_somebody_takes_up_leaves_a_proposal_on_the_table(easter):
    easter.reaches("Tuesday 2026-04-07 17:01")
    easter.does(agree.propose, "priya", answers=AGREEMENT).does(answer.take, "jo")

    questions.proposed(easter.disagreement, "proposal:1")


def test_both_sides_not_agreeing_answers_the_proposal_too(easter):
    easter.does(agree.propose, "priya", answers=AGREEMENT)
    easter.does(climb.not_agreed, "sam").does(climb.not_agreed, "priya")

    with pytest.raises(Stale, match="Priya Desai and the other side do not agree"):
        questions.proposed(easter.disagreement, "proposal:1")


def test_a_proposal_that_never_was_is_no_longer_open(easter):
    with pytest.raises(Stale, match="no longer open"):
        questions.proposed(easter.disagreement, "proposal:9")


@pytest.mark.parametrize("ended", ["settled", "withdrawn"])
def test_once_it_has_ended_every_question_says_how(easter: Story, ended: str):
    if ended == "settled":
        easter.settles("sam", "priya")
    else:
        easter.does(close.withdraw, "sam")

    for ask in (questions.asked, questions.proposed):
        with pytest.raises(NotNow, match=f"was {ended} on Thursday 2 April 2026, 15:00"):
            ask(easter.disagreement, "tier:0")


@pytest.mark.parametrize(
    ("rule", "answers"),
    [
        (agree.propose, AGREEMENT),
        (meet.meet, {"meet_on": "2026-04-20"}),
        (meet.discuss, {"held_on": "2026-04-02", "who": "Both", "text": "We spoke."}),
        (view.view, {"text": "We see it so."}),
        (answer.take, None),
    ],
)
def test_what_answers_no_tiers_question_is_never_stale_for_its_tier(easter, rule, answers):
    """The form was opened before the other side's first act, and sent after it."""
    easter.reaches("Friday 2026-04-10 12:00").does(answer.take, "owen")
    given = {} if answers is None else {"answers": answers}

    easter.does(rule, "marcus", question="tier:0", **given)

    assert easter.entries[-1].by.person == "marcus"


@pytest.mark.parametrize("rule", [climb.not_agreed, climb.move_up])
def test_what_answers_the_tiers_question_is_stale_once_it_has_moved(easter, rule):
    easter.reaches("Friday 2026-04-10 12:00").does(answer.take, "owen")

    easter.refuses(Stale, rule, "marcus", question="tier:0")
