"""What a procedure asks beforehand is read by whoever raises, once the area is known."""

from dataclasses import replace

import pytest

from bot.slack.forms import MOST_BLOCKS, modal
from escalation.texts.procedure import Beforehand, Principle
from handlers import opening_asked, opening_forms
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.scs import SCS
from tests.escalation.story import BERKSHIRE
from tests.handlers.reception import FIRST, Reception, shown

AREA = "Bracknell Forest"


@pytest.fixture
def two(reception: Reception) -> Reception:
    """The chapter governs in Bracknell Forest, and the Berkshire process in the other areas."""
    procedures = {**reception.desk.procedures, AREA: BRACKNELL_FOREST}
    reception.desk = replace(reception.desk, procedures=procedures)
    return reception


def second(reception: Reception, area: str) -> str:
    page = shown(reception.sends("sam", reception.opens(area=area), {**FIRST, "area": area}))
    return "\n".join(str(part) for part in page.parts)


def test_the_chapter_asks_two_things_first(two):
    """R-000-08, R-000-09: with the text's own should."""
    page = second(two, AREA)

    assert "You should: Work with the colleague first, to seek to understand" in page
    assert "You should: If concern for the child's safety and wellbeing still exists" in page


def test_what_everybody_holds_to_stands_there_too(two):
    """R-000-04, R-000-07."""
    page = second(two, AREA)

    assert "At no time must professional disagreement detract" in page
    assert "including schools, have a duty to act proactively and assertively" in page


def test_it_is_that_of_the_area_alone(two):
    page = second(two, "Reading")

    assert "You should: Work with the colleague first" not in page
    assert "All decisions and actions are recorded." in page


def test_a_text_that_asks_nothing_has_no_heading():
    silent = replace(BERKSHIRE, principles=(), beforehand=())

    assert list(opening_asked.parts(silent)) == []


def test_however_much_a_text_asks_the_page_stays_one_that_slack_takes(two):
    much = replace(
        BRACKNELL_FOREST,
        beforehand=(Beforehand("x" * 2000, "must", ("X",)),) * 60,
        principles=(Principle("y" * 2000, ("X",)),) * 60,
    )

    blocks = modal(opening_forms.second(two.desk, much, {"area": AREA}))["blocks"]
    assert len(blocks) <= MOST_BLOCKS


@pytest.mark.parametrize("area", [AREA, "Reading"])
def test_what_the_text_says_of_immediate_harm_is_read_right_after_999(two, area: str):
    """R-000-50, R-000-51, R-004-04, R-004-48: before anything is typed."""
    page = shown(two.sends("sam", two.opens(area=area), {**FIRST, "area": area}))
    first, second = (str(part) for part in page.parts[:2])

    assert first.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert second == f"In immediate harm: {two.desk.procedures[area].harm.words}"


def test_where_the_text_says_nothing_of_it_the_words_say_that_they_are_ours(two):
    form = opening_forms.second(two.desk, SCS, {"area": AREA})

    assert str(form.parts[1]).startswith("In immediate harm: If a child is in immediate danger")
    assert "These words are Escalate's; the procedure gives none." in str(form.parts[1])
