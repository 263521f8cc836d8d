"""Whoever was told of a disagreement, or called to its meeting, is not asked about as if a child."""

from datetime import date

from escalation import identifying
from escalation.acts import climb
from handlers import looking_again
from tests.escalation.story import DIRECTORY, Story


def found(story: Story) -> tuple[str, ...]:
    known = looking_again.at_work(story.disagreement, DIRECTORY)
    typed = f"{looking_again.AMONG}Owen, Marcus"
    return identifying.found([typed], known=known, today=date(2026, 4, 2))


def test_the_first_names_of_managers_stand_there_by_right_once_they_were_told():
    story = Story().raised("Thursday 2026-04-02 15:00")
    assert found(story) == ("Owen", "Marcus")

    story.does(climb.move_up, "sam", answers={"tier": "3", "reason": "MARKER"})

    assert found(story) == ()
