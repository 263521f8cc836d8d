"""Where a text gives no number: whoever raised it is asked once it has been quiet, not while people act."""

import pytest

from tests.stories.conftest import words

AREA, CHAPTER = "Bracknell Forest", "bracknell-forest-2019-04"
WHETHER = "Would you like it to go to the senior manager"


@pytest.fixture
def chapter(berkshire):
    """Raised where the chapter of 2019 governs: from stage 2 on it gives no number of days."""
    berkshire.stops()
    berkshire.settings = {"procedure_of": {AREA: CHAPTER}}
    berkshire.starts()
    berkshire.raises(area=AREA)
    berkshire.reaches("Thursday 2026-04-09 10:00")
    return berkshire


def test_a_word_in_the_thread_begins_the_three_quiet_days_anew(chapter):
    """Told when Wednesday had ended, the third day would be Monday; Helen writes on Friday."""
    chapter.reaches("Friday 2026-04-10 11:00")
    helen = chapter.person("Helen")
    helen.posts("I am looking into it.", in_thread_of=chapter.card("Helen"))

    chapter.reaches("Wednesday 2026-04-15 16:59")
    assert chapter.heard("Sam", WHETHER) == 0
    chapter.reaches("Thursday 2026-04-16 10:00")
    assert chapter.heard("Sam", WHETHER) == 1


def test_nobody_is_asked_whether_to_move_it_up_before_the_day_on_which_they_meet(chapter):
    chapter.presses("Helen", "We meet on…", meet_on="2026-04-24", meet_at="14:00")

    chapter.reaches("Wednesday 2026-04-29 16:59")
    assert chapter.heard("Sam", WHETHER) == 0
    chapter.reaches("Thursday 2026-04-30 10:00")
    assert chapter.heard("Sam", WHETHER) == 1


def test_where_nobody_does_anything_the_third_day_ends_as_before(chapter):
    chapter.reaches("Tuesday 2026-04-14 10:00")

    assert chapter.heard("Sam", WHETHER) == 1
    assert "by the end of" not in words(chapter.told("Sam")[-1].text)
