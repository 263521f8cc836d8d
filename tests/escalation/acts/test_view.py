"""Each side says in its own words how it sees the matter."""

import pytest

from escalation.acts import view
from escalation.refusals import NotYours, Unusable
from escalation.words import message
from escalation.words.card import card
from tests.escalation.story import Story

OURS = "We held the referral to the published threshold."


def test_a_view_stands_on_the_card_beside_what_was_raised(easter: Story):
    easter.does(view.view, "priya", answers={"text": OURS})

    assert OURS in message.plain(card(easter.disagreement))
    assert "by Priya Desai" in message.plain(card(easter.disagreement))


def test_a_view_without_words_is_asked_for_again(easter: Story):
    easter.refuses(Unusable, view.view, "priya", answers={"text": "  "})


def test_a_view_is_for_the_two_sides(easter: Story):
    easter.refuses(NotYours, view.view, "pat", answers={"text": OURS})


@pytest.mark.parametrize("name", ["tom", "jo"])
def test_a_view_given_by_a_tier_that_was_told_enters_it(easter: Story, name: str):
    easter.reaches("Tuesday 2026-04-07 17:01").does(view.view, name, answers={"text": OURS})

    assert easter.disagreement.stage_tier == 1
