"""Before the day agreed for an action it may still be done: no side takes it further by itself."""

import pytest

from escalation.acts import check
from escalation.refusals import Unusable
from tests.escalation.lives_checks import ALIKE, WORDS, says, settled
from tests.escalation.story import Story

ONE = {"what_1": "MARKER a visit", "owner_1": "MARKER Priya", "due_1": "2026-04-16"}


@pytest.fixture
def one() -> Story:
    """Settled with one action, understood alike, and its day has come."""
    story = settled(**ONE)
    says(says(story, "sam", **ALIKE), "priya", **ALIKE)
    return story.reaches("Thursday 2026-04-16 09:01")


@pytest.mark.parametrize("on", ["Thursday 2026-04-09 10:00", "Wednesday 2026-04-15 23:59"])
def test_before_its_day_no_side_takes_it_further_by_saying_that_it_is_not_done(on):
    """It may still be done: in one press, nine days early, the managers had been asked."""
    story = settled(**ONE).reaches(on)
    given = {"question": "check", "answers": {"action_1": "not_done", "action_1_words": WORDS}}
    refused = story.refuses(Unusable, check.check_back, "priya", **given)

    assert refused.field == "action_1"
    assert "may still be done: the day agreed for it is Thursday 16 April 2026" in refused.sentence
    assert "/escalate reopen" in refused.sentence


def test_after_another_day_was_agreed_it_is_that_day_before_which_it_may_still_be_done(one):
    says(says(one, "priya", action_1="not_yet", action_1_on="2026-04-22"), "sam", action_1="agreed")
    given = {"question": "check", "answers": {"action_1": "not_done", "action_1_words": WORDS}}
    assert "22 April" in one.refuses(Unusable, check.check_back, "sam", **given).sentence

    says(
        one.reaches("Wednesday 2026-04-22 00:01"), "sam", action_1="not_done", action_1_words=WORDS
    )
    assert one.disagreement.is_open
