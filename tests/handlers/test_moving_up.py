"""What the form of Move up now begins with: where nothing is counted, whoever has not been told yet."""

from dataclasses import replace

import pytest

from escalation.acts import climb
from escalation.permissions import Act
from escalation.texts.procedure import Skipping
from handlers import act_forms
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.story import Story

RAISED = "Monday 2026-09-14 09:00"
NO_SKIPPING = replace(BRACKNELL_FOREST, skipping=Skipping(allowed=False, req=("X",)))


def asked(story: Story) -> tuple[str, list[str]]:
    """What it begins with, and what else may be chosen."""
    form = act_forms.form(Act.MOVE_UP, story.disagreement, story.disagreement.question, story.now)
    tier = next(field for field in form.fields if field.id == "tier")
    return tier.initial, [value for value, _ in tier.options]


@pytest.fixture
def chapter() -> Story:
    return Story(procedure=BRACKNELL_FOREST).raised(RAISED, area="Bracknell Forest")


def test_while_the_clock_tells_it_begins_with_the_next_rung(chapter):
    assert asked(chapter) == ("1", ["1", "2", "3", "4"])


def test_where_nothing_is_counted_it_begins_with_whoever_has_not_been_told(chapter):
    chapter.reaches("Wednesday 2026-09-16 17:01")

    assert asked(chapter) == ("3", ["1", "2", "3", "4"])


def test_where_nothing_may_be_skipped_it_reaches_as_far_as_the_next_who_is_told():
    story = Story(procedure=NO_SKIPPING).raised(RAISED, area="Bracknell Forest")
    assert asked(story) == ("1", ["1"])

    story.reaches("Wednesday 2026-09-16 17:01")
    assert asked(story) == ("3", ["1", "2", "3"])

    story.does(climb.move_up, "sam", answers={"tier": "3", "reason": "Nobody has answered"})
    assert asked(story) == ("4", ["4"])


def test_when_the_last_has_been_told_it_begins_with_the_next_rung(chapter):
    chapter.does(climb.move_up, "sam", answers={"tier": "3", "reason": "It cannot wait"})

    assert asked(chapter) == ("4", ["4"])
