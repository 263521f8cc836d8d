"""The card: where a disagreement stands, drawn from the fold every time."""

import pytest

from escalation.acts import agree, answer, climb, close, meet, report
from escalation.words import card, further, message
from escalation.words.emergency import EMERGENCY
from escalation.words.message import Choices, Phone, Quote, Says
from tests.escalation.story import AGREEMENT, BERKSHIRE, Story


def shown(story: Story) -> str:
    return message.plain(card.card(story.disagreement))


def pressed(story: Story) -> list[tuple[str, str]]:
    parts = card.card(story.disagreement).parts
    return [
        (choice.act, choice.question)
        for part in parts
        if isinstance(part, Choices)
        for choice in part.choices
    ]


def test_999_and_the_areas_duty_team_come_before_everything(story):
    story.raised("Thursday 2026-04-02 15:00", duty_number="01344 351 999")

    first = card.card(story.disagreement).parts[0]
    assert str(first) == (
        f"{EMERGENCY} Out of hours, ring the emergency duty team of Reading: 01344 351 999."
    )
    assert isinstance(first, Says)
    assert [each for each in first.fragments if isinstance(each, Phone)] == [
        Phone("999"),
        Phone("01344 351 999"),
    ]


def test_one_raised_before_the_number_was_kept_still_begins_with_999(easter):
    assert shown(easter).startswith(EMERGENCY)


def test_it_says_between_whom_about_what_and_since_when(easter):
    words = shown(easter)

    assert "Between: Sam Okafor (Health Trust) and Priya Desai (Social Care)" in words
    assert f"About: {BERKSHIRE.category('threshold').label}" in words
    assert "Began: Thursday 2 April 2026, 15:00" in words
    assert "Raised: Thursday 2 April 2026, 15:00" in words


def test_it_shows_how_the_raiser_sees_it_in_their_own_words(easter):
    quotes = [part for part in card.card(easter.disagreement).parts if isinstance(part, Quote)]

    assert Quote("What differs", "MARKER the threshold is met") in quotes


def test_it_says_what_comes_next_as_a_day(easter):
    next_ = "the line manager / team manager of each agency is told once Tuesday 7 April has ended"
    assert f"If no outcome is recorded: {next_}" in shown(easter)
    assert "Procedure says: within one working day, by the end of Tuesday 7 April" in shown(easter)
    assert "17:00" not in shown(easter)


def test_it_says_whose_answer_is_awaited_and_who_has_it(easter):
    easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo")

    assert "Asked at Health Trust: Jo Lee has this" in shown(easter)
    assert "Asked at Social Care: Line manager / team manager (awaited)" in shown(easter)


def test_the_limit_that_it_shows_is_that_of_those_who_are_awaited(easter):
    assert "by the end of Tuesday 7 April" in shown(easter)

    easter.reaches("Tuesday 2026-04-07 17:01")
    assert "by the end of Wednesday 8 April" in shown(easter)

    easter.does(answer.take, "priya", question="tier:0")
    assert "by the end of Tuesday 7 April" in shown(easter), "it is with the professionals"


def test_it_says_which_side_has_recorded_that_it_is_not_agreed(easter):
    easter.does(climb.not_agreed, "priya")

    assert "Priya Desai (has recorded that it is not agreed)" in shown(easter)
    assert "Sam Okafor (awaited)" in shown(easter)


def test_whoever_has_it_and_has_said_not_agreed_is_shown_as_both(easter):
    easter.does(answer.take, "priya").does(climb.not_agreed, "priya")

    assert (
        "Asked at Social Care: Priya Desai has this; Priya Desai has recorded that it is not agreed"
    ) in shown(easter)


def test_a_limit_that_had_passed_before_raising_is_not_shown_as_one(story):
    story.raised("Monday 2026-09-14 09:00", at="Thursday 2026-09-17 11:00")

    assert "Procedure says" not in shown(story)
    assert "once Friday 18 September has ended" in shown(story)


def test_a_meeting_is_shown(easter):
    easter.does(meet.meet, "sam", answers={"meet_on": "2026-04-20", "meet_at": "10:30"})

    assert "Meeting: Monday 20 April 2026, 10:30" in shown(easter)


def test_a_proposal_is_shown_in_full_with_each_sides_answer(easter):
    easter.does(agree.propose, "sam", answers=AGREEMENT)
    easter.does(agree.approve, "sam", question=easter.proposal)

    words = shown(easter)
    assert "Proposed agreement, put by Sam Okafor:" in words
    assert "Action 1: A joint visit – Priya Desai, by Tuesday 1 December 2026" in words
    assert "Health Trust: approved by Sam Okafor (Professional)" in words
    assert "Social Care: answer awaited" in words


def test_every_button_names_the_question_that_it_answers(easter):
    easter.does(agree.propose, "sam", answers=AGREEMENT)

    assert pressed(easter) == [
        ("approve", "proposal:1"),
        ("not_approve", "proposal:1"),
        ("dissent", "proposal:1"),
        ("take", "tier:0"),
        ("view", "tier:0"),
        ("discuss", "tier:0"),
        ("meet", "tier:0"),
        ("propose", "tier:0"),
        ("not_agreed", "tier:0"),
        ("move_up", "tier:0"),
        ("not_me", "tier:0"),
        ("note", "note"),
        ("export", "export"),
        ("more", "more"),
        ("harm", "harm"),
    ]


def test_at_the_last_stage_there_is_no_button_upwards(easter):
    easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})

    assert "move_up" not in {act for act, _ in pressed(easter)}
    assert "If no outcome is recorded" not in shown(easter)


@pytest.mark.parametrize("ended", ["settled", "withdrawn"])
def test_once_it_has_ended_it_can_only_be_reopened(easter: Story, ended: str):
    if ended == "settled":
        easter.settles("sam", "priya")
    else:
        easter.does(close.withdraw, "sam")

    assert pressed(easter) == [("reopen", "reopen")]
    assert f"child ({ended} at Stage 1)" in shown(easter)
    assert "Ended: Thursday 2 April 2026, 15:00" in shown(easter)


def test_what_was_agreed_is_headed_as_agreed(easter):
    easter.settles("sam", "priya")

    assert "Agreed, put by Sam Okafor:" in shown(easter)


def test_the_status_holds_no_word_that_anybody_typed(easter):
    facts = str(card.status(easter.disagreement))

    assert "MARKER" not in facts
    assert BERKSHIRE.category("threshold").label not in facts
    assert "Where it stands" in facts


def test_the_state_is_a_few_words_without_blame(easter):
    easter.reaches("Friday 2026-05-01 17:01")

    assert card.state(easter.disagreement) == "Stage 1, no outcome recorded yet"


def test_what_a_preview_shows_is_free_of_content(easter):
    assert card.card(easter.disagreement).summary == (
        "ESC-KXQT-RWBM: Stage 1, no outcome recorded yet."
    )


def test_once_both_sides_of_the_last_stage_have_said_it_the_state_says_so(easter):
    easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    easter.does(climb.not_agreed, "ruth")
    assert card.state(easter.disagreement) == "Stage 4, no outcome recorded yet"

    easter.does(climb.not_agreed, "anne")

    assert card.state(easter.disagreement) == "not agreed at Stage 4"
    assert "no outcome recorded yet" not in shown(easter)


def test_the_duty_to_report_has_a_button_at_its_stage_until_it_has_been_done(easter):
    assert "report" not in {act for act, _ in pressed(easter)}
    easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    assert ("report", "report:s4") in pressed(easter)

    easter.does(report.report, "ruth")

    assert "report" not in {act for act, _ in pressed(easter)}
    assert "Reported: by Ruth Adeyemi" in shown(easter)


def test_what_is_rarely_done_stands_behind_one_button(easter):
    assert [(each.act, each.question) for each in further.choices(easter.disagreement)] == [
        ("bring_lead", "tier:0"),
        ("bring_agency", "tier:0"),
        ("call_meeting", "convene:s1"),
        ("withdraw", "tier:0"),
        ("correct_date", "tier:0"),
        ("own_date", "tier:0"),
        ("link", "link"),
        ("merge", "merge"),
        ("hide", "hide"),
        ("wrong", "wrong"),
    ]
