"""What the record says of a window of which nothing was counted."""

import pytest

from escalation.acts import climb, prefer
from export import windows
from export.became import BECAME
from tests.escalation.other_windows import BRACKNELL_FOREST, ENTRY, with_windows
from tests.escalation.scs import scs
from tests.escalation.story import Story

RAISED = "Monday 2026-09-14 09:00"


@pytest.fixture
def entry() -> Story:
    return with_windows(s2_next_level=ENTRY).raised(RAISED)


def shown(story: Story, tier: int) -> tuple[str, str]:
    window = list(windows.windows(story.disagreement, (), story.now))[tier]
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


def test_a_tier_that_was_passed_over_says_so_though_the_text_gives_no_number():
    story = Story(procedure=BRACKNELL_FOREST).raised(RAISED, area="Bracknell Forest")
    story.does(climb.move_up, "sam", answers={"tier": "3", "reason": "MARKER"})

    assert shown(story, 2) == ("without delay", "passed_over")


def test_whoever_was_chosen_in_preference_stands_beside_the_tiers_own():
    """R-001-16."""
    story = scs().does(prefer.prefer, "sam", answers={"whom": "1:designated_professional"})
    story.does(climb.move_up, "sam", answers={"tier": "1", "reason": "MARKER"})

    tier = list(windows.windows(story.disagreement, (), story.now))[1]["tier"]
    assert tier == (
        "Line manager or equivalent; for Health Trust the designated or named professional for "
        "safeguarding was chosen in their place"
    )
