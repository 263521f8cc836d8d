"""Whoever was told of a disagreement, or called to its meeting, is not asked about as if a child."""

import pytest

from escalation.acts import climb
from handlers import looking_again
from tests.escalation.story import DIRECTORY, Story


@pytest.mark.parametrize("name", ["Owen Hart", "Marcus Bell"])
def test_the_managers_who_were_told_stand_there_by_right(name: str):
    story = Story().raised("Thursday 2026-04-02 15:00")
    assert name not in set(looking_again.at_work(story.disagreement, DIRECTORY))

    story.does(climb.move_up, "sam", answers={"tier": "3", "reason": "MARKER"})

    assert name in set(looking_again.at_work(story.disagreement, DIRECTORY))
