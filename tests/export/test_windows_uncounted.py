"""What the record says of a window of which nothing was counted."""

import pytest

from export import summary
from export.became import BECAME
from tests.escalation.other_windows import BRACKNELL_FOREST, ENTRY, with_windows
from tests.escalation.story import Story

RAISED = "Monday 2026-09-14 09:00"


@pytest.fixture
def entry() -> Story:
    return with_windows(s2_next_level=ENTRY).raised(RAISED)


def shown(story: Story, tier: int) -> tuple[str, str]:
    window = list(summary.windows(story.disagreement, (), story.now))[tier]
    return window["words"], window["became"]


def test_one_that_waits_says_that_what_it_is_counted_from_has_not_happened(entry):
    words, became = shown(entry, 2)

    assert words == "within two working days of entering the stage"
    assert became == "not_begun"
    assert (
        BECAME["not_begun"] == "What it is counted from has not happened, so nothing was counted."
    )


def test_without_a_number_the_texts_own_words_stand_there():
    story = Story(procedure=BRACKNELL_FOREST).raised(RAISED, area="Bracknell Forest")

    assert shown(story, 2) == ("without delay", "uncounted")
    assert shown(story, 3) == ("", "uncounted")
