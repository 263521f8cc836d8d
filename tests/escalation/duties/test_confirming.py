"""Confirming in writing: a text drafted from the record, and then that it was sent, to whom and when."""

from dataclasses import replace
from datetime import date

import pytest

from escalation import rights
from escalation.acts import climb, duty, sight, view
from escalation.duties import confirming, duties, left_to
from escalation.refusals import Unusable
from escalation.words.card import GONE
from tests.escalation.checked_text import checked
from tests.escalation.kept_beside import KEPT
from tests.escalation.lives_checks import says
from tests.escalation.story import DIRECTORY, Story

RAISED = "Thursday 2026-04-02 15:00"
EMAIL, CONFIRM = "s1:email", "s1:confirm"
TO_PRIYA = {"words": "Priya Desai", "on": "2026-04-02"}


@pytest.fixture
def settled() -> Story:
    """Settled between the professionals."""
    return Story(procedure=KEPT).raised(RAISED).settles("sam", "priya")


@pytest.fixture
def moved() -> Story:
    """Moved up: it is open at stage 2, and stage 1 has been left."""
    story = (
        Story(procedure=KEPT).raised(RAISED).does(view.view, "priya", answers={"text": "MARKER no"})
    )
    story.does(climb.move_up, "sam").does(climb.move_up, "jo")
    assert story.disagreement.stage.id == "s2"
    return story


def text(story: Story, duty_id: str = EMAIL) -> str:
    owed = next(each for each in duties.due(story.disagreement) if each.duty.id == duty_id)
    return confirming.draft(owed, story.disagreement, story.now).text


def left(story: Story, by: str) -> list[str]:
    actor = rights.actor(by, story.disagreement, DIRECTORY)
    return [each.duty.id for each in left_to.mine(actor, story.disagreement, DIRECTORY)]


def sends(story: Story, by: str, duty_id: str = EMAIL, how: str = "done", **given: str) -> Story:
    given = TO_PRIYA | given
    said = {f"{duty_id}.{key}": value for key, value in given.items()}
    return story.does(duty.closing, by, answers={f"{duty_id}.how": how, **said})


def test_settled_it_says_what_was_agreed_with_owners_and_days(settled: Story):
    """R-002-30: reference, procedure, date and stage; never the name of whom it is about."""
    drafted = text(settled, CONFIRM)
    assert drafted.startswith("Confirmation: ESC-KXQT-RWBM, Stage 1")
    assert f"Procedure: {KEPT.title}" in drafted
    assert "Date: Thursday 2 April 2026" in drafted
    assert "Health Trust (Sam Okafor) and Social Care (Priya Desai)" in drafted
    assert "It was settled at Stage 1 on Thursday 2 April 2026." in drafted
    assert "1. A joint visit. By whom: Priya Desai. By: Tuesday 1 December 2026." in drafted
    assert "Kit" not in drafted


def test_the_day_on_which_it_is_to_be_reviewed_stands_there_if_there_is_one(settled: Story):
    """R-002-31."""
    assert "reviewed" not in text(settled, CONFIRM)
    agreed = settled.disagreement.proposal
    assert agreed
    reviewed = replace(agreed, review_on=date(2026, 12, 8))
    settled.disagreement = replace(settled.disagreement, proposal=reviewed)
    assert "To be reviewed on Tuesday 8 December 2026." in text(settled, CONFIRM)


def test_not_settled_it_says_what_is_still_open_in_each_sides_own_words(moved: Story):
    """R-003-43: the ongoing concern."""
    drafted = text(moved)
    assert "It was not settled at Stage 1. It is now at Stage 2." in drafted
    assert "What differs (Health Trust): MARKER the threshold is met" in drafted
    assert "The view of Social Care, by Priya Desai: MARKER no" in drafted
    assert "Kit" not in drafted


def test_a_side_that_has_written_nothing_is_said_to_have_written_nothing():
    story = (
        Story(procedure=KEPT).raised(RAISED).does(climb.move_up, "sam").does(climb.move_up, "jo")
    )
    assert "Social Care has written no view of its own yet." in text(story)


def test_settled_later_at_a_higher_stage_it_says_both(moved: Story):
    moved.settles("mina", "helen")
    assert "It was not settled at Stage 1. It was settled at Stage 2 on" in text(moved)


def test_what_is_out_of_sight_stands_in_no_draft(moved: Story):
    given = next(each for each in moved.disagreement.written if each.kind == "view_given")
    answers = {"entry": str(given.entry), "reason": "A name"}
    moved.does(sight.hide, "priya", question=f"entry:{given.entry}", answers=answers)
    drafted = text(moved)
    assert "MARKER no" not in drafted
    assert GONE in drafted


def test_left_unsettled_it_is_asked_of_the_agency_that_raised_it_while_it_is_open(moved: Story):
    assert EMAIL in left(moved, "sam")
    assert EMAIL not in left(moved, "priya")
    assert {each.person for each in moved.heard if "ongoing concern" in each.text} == {"sam"}
    assert not any("MARKER" in each.text for each in moved.heard)

    sends(moved, "sam")
    assert EMAIL not in left(moved, "sam")


def test_that_it_was_sent_is_kept_with_to_whom_and_when(settled: Story):
    sends(settled, "sam")
    assert settled.last("duty_answered").words == "Sent to Priya Desai, on Thursday 2 April 2026."


@pytest.mark.parametrize(
    ("given", "field"),
    [({"words": ""}, "words"), ({"on": ""}, "on"), ({"on": "2026-04-03"}, "on")],
)
def test_sent_to_nobody_or_on_no_day_that_has_come_is_not_kept(settled: Story, given, field):
    said = {f"{EMAIL}.{key}": value for key, value in (TO_PRIYA | given).items()}
    refused = settled.refuses(
        Unusable, duty.closing, "sam", answers={f"{EMAIL}.how": "done", **said}
    )
    assert refused.field == f"{EMAIL}.{field}"


def test_not_sent_it_needs_its_reason(settled: Story):
    sends(settled, "sam", how="declined", words="We spoke, and met the same day.")
    assert settled.last("duty_answered").how == "declined"


def test_too_long_a_text_says_where_it_is_cut_and_where_the_rest_stands(moved: Story):
    long = tuple(replace(each, text="word " * 300) for each in moved.disagreement.view)
    moved.disagreement = replace(moved.disagreement, view=long)
    owed = next(each for each in duties.due(moved.disagreement) if each.duty.id == EMAIL)

    draft = confirming.draft(owed, moved.disagreement, moved.now)

    assert len(draft.text) <= confirming.LONGEST
    assert draft.text.endswith("/escalate export ESC-KXQT-RWBM.]")
    assert "/escalate export ESC-KXQT-RWBM" in draft.cut


def test_settled_anew_where_it_stood_what_was_agreed_is_confirmed_anew():
    story = Story(procedure=checked(KEPT.text)).raised(RAISED).settles("sam", "priya")
    sends(story, "sam")
    assert EMAIL not in left(story, "sam")

    says(story, "priya", understood="not_understood", understood_words="MARKER otherwise")
    assert story.disagreement.stage.id == "s1"
    story.settles("sam", "priya")
    assert EMAIL in left(story, "sam")
