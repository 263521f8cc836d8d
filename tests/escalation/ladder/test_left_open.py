"""Reopened: what was agreed and not every side has said to be done stays known, until something else is agreed."""

from datetime import date

import pytest

from escalation.acts import agree, close, reopen, sight
from escalation.disagreement import Disagreement
from tests.escalation.lives_checks import ALIKE, WORDS, says, settled
from tests.escalation.story import Story


@pytest.fixture
def not_done() -> Story:
    """Of two actions the first is not done on its day: it goes on at the next stage."""
    story = settled()
    says(says(story, "sam", **ALIKE), "priya", **ALIKE).reaches("Thursday 2026-04-16 09:30")
    return says(story, "sam", action_1="not_done", action_1_words=WORDS)


def left(disagreement: Disagreement) -> list[tuple[int, str, date]]:
    assert disagreement.left_open
    return [(number, each.what, each.due) for number, each in disagreement.left_open.actions]


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_other_actions_and_the_day_of_review_are_not_lost(not_done):
    assert left(not_done.disagreement) == [
        (1, "MARKER a joint visit", date(2026, 4, 16)),
        (2, "MARKER a letter to the school", date(2026, 4, 24)),
    ]
    assert not_done.disagreement.left_open.review_on == date(2026, 4, 30)


def test_its_thread_and_its_record_say_what_is_still_open_by_number_and_day(not_done):
    said = plain(not_done.reads(not_done.last("reopened")))

    assert "action 1, by Thursday 16 April 2026 and action 2, by Friday 24 April 2026." in said
    assert "A review was set for Thursday 30 April 2026." in said
    assert "joint visit" not in said
    assert said in plain(not_done.posts())


def test_what_each_side_has_said_to_be_done_is_left_out_and_another_day_stands_in_its_place():
    story = settled()
    says(says(story, "sam", action_1="done", **ALIKE), "priya", action_1="done", **ALIKE)
    says(story, "priya", action_2="not_yet", action_2_on="2026-05-06")
    says(story, "sam", action_2="agreed").reaches("Wednesday 2026-05-06 10:00")
    says(story, "sam", action_2="not_done", action_2_words=WORDS)

    assert left(story.disagreement) == [(2, "MARKER a letter to the school", date(2026, 5, 6))]


def test_so_of_a_text_that_checks_nothing_back():
    story = Story().raised("Thursday 2026-04-02 15:00").settles("sam", "priya")
    story.does(reopen.reopen, "sam", answers={"reason": WORDS})

    assert len(left(story.disagreement)) == len(story.last("proposed").actions)


def test_what_is_agreed_then_stands_alone_and_withdrawing_it_before_loses_nothing(not_done):
    not_done.does(close.withdraw, "sam").does(reopen.reopen, "sam", answers={"reason": WORDS})
    assert len(left(not_done.disagreement)) == 2
    assert "Of what was agreed" not in not_done.reads(not_done.last("reopened"))

    one = {"what_1": "MARKER a call", "owner_1": "MARKER Sam", "due_1": "2026-05-20"}
    not_done.does(agree.propose, "mina", answers=one)
    for person in ("mina", "helen"):
        not_done.does(agree.approve, person, question=not_done.proposal)
    not_done.does(reopen.reopen, "mina", answers={"reason": WORDS})
    assert [what for _, what, _ in left(not_done.disagreement)] == ["MARKER a call"]


def test_taken_out_of_sight_its_words_are_gone_from_there_too(not_done):
    proposed = next(n for n, e in enumerate(not_done.entries, 1) if e.kind == "proposed")
    gone = sight.without_words(not_done.disagreement, (proposed,))

    assert [what for _, what, _ in left(gone)] == ["", ""]
    assert left(sight.without_words(not_done.disagreement, (1,))) == left(not_done.disagreement)
