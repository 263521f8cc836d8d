"""A procedure's own words, as they stand inside a sentence."""

from dataclasses import replace

import pytest

from escalation.acts import climb
from escalation.refusals import Unusable
from escalation.texts.procedure import Skipping
from escalation.words import notices
from escalation.words.message import plain
from tests.escalation.story import BERKSHIRE, Story

TERMS = BERKSHIRE.terms
STEPS = replace(BERKSHIRE, terms=replace(TERMS, stage="Step"))


@pytest.mark.parametrize(
    ("word", "a_stage", "one_stage"),
    [
        ("Stage", "stage", "a stage"),
        ("Step", "step", "a step"),
        ("Escalation level", "escalation level", "an escalation level"),
        ("Echelon", "echelon", "an echelon"),
    ],
)
def test_its_word_for_a_stage(word: str, a_stage: str, one_stage: str):
    terms = replace(TERMS, stage=word)

    assert (terms.a_stage, terms.one_stage) == (a_stage, one_stage)


def test_what_people_read_says_step_where_the_text_does():
    story = Story(procedure=STEPS).raised("Thursday 2026-04-02 15:00")

    assert "the procedure's last step" in plain(notices.no_exit(story.disagreement))
    story = Story(procedure=replace(STEPS, skipping=Skipping(allowed=False, req=("R",))))
    story.raised("Thursday 2026-04-02 15:00")
    refused = story.refuses(Unusable, climb.move_up, "sam", answers={"tier": "4", "reason": "Why"})
    assert "does not let a step be passed over" in str(refused)


@pytest.mark.parametrize(
    ("whom", "asked"),
    [
        ("child", "Why this is in the best interest"),
        ("adult", "Why this is in their interest"),
        ("Adult with care and support needs", "Why this is in their interest"),
    ],
)
def test_of_an_adult_nobody_says_what_is_best_for_them(whom: str, asked: str):
    assert replace(TERMS, child=whom).interest == asked
