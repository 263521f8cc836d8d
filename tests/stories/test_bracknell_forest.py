"""A partnership decides that the chapter of 2019 governs in Bracknell Forest: raised, and never late."""

import re

import pytest

from tests.stories.conftest import words

AREA = "Bracknell Forest"
CHAPTER = "bracknell-forest-2019-04"
WITHOUT_DELAY = "The procedure says without delay; it gives no number of days."


@pytest.fixture
def chapter(berkshire):
    """The same installation, once it has been told which governs there."""
    berkshire.stops()
    berkshire.settings = {"procedure_of": {AREA: CHAPTER}}
    berkshire.starts()
    return berkshire


def test_the_childs_area_chooses_the_procedure_and_nobody_is_asked_to(chapter):
    chapter.raises(area=AREA)

    assert "professional disagreement" in chapter.card().text
    assert "Preventing Disputes" in chapter.card().text


def test_elsewhere_the_berkshire_process_governs_as_before(chapter):
    chapter.raises()

    assert "difference of opinion" in chapter.card().text


def test_unless_it_is_told_otherwise_the_berkshire_process_governs_there_too(berkshire):
    berkshire.raises(area=AREA)

    assert "Promoting discussion" in berkshire.card().text


def test_who_is_told_on_which_day_and_then_that_nothing_more_is_counted(chapter):
    preview = words(chapter.previews("Thursday 2026-04-02 15:00", area=AREA).text)

    assert "After Tuesday 7 April" in preview
    assert "After Wednesday 8 April" in preview
    assert "After Thursday 9 April" not in preview
    assert "After that no number of days is counted" in preview


def test_g000_no_numbers_at_stage_2_it_is_asked_again_and_nobody_is_called_late(chapter):
    chapter.raises(area=AREA)
    chapter.reaches("Friday 2026-05-08 17:01")

    told = [words(message.text) for message in chapter.told("Mina")]
    assert len(told) > 5
    for text in told:
        assert WITHOUT_DELAY in text
        assert not re.search(r"\b(late|overdue|passed)\b", text)
    assert [chapter.told(name) for name in ("Owen", "Ruth", "Bea")] == [[], [], []]


def test_asked_whether_to_move_it_up_the_raiser_says_yes_in_one_form(chapter):
    chapter.raises(area=AREA)
    chapter.reaches("Tuesday 2026-04-14 09:30")

    about = "Would you like it to go to the senior manager"
    chapter.presses_in_messages("Sam", "Move up now", about=about, reason="Nobody has answered")

    assert "Stage 3 – Formal Dispute Procedure" in chapter.card().text
    assert len(chapter.told("Owen")) == 1
