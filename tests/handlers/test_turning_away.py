"""What a procedure is not for: refused on the first page, counted, and nothing of it is kept."""

from dataclasses import replace

import pytest

from bot import signposts
from bot.choices import Choices
from tests.escalation.scs import SCS
from tests.handlers.reception import FIRST, corrected, shown
from tests.stories.test_scs import GIVEN

CHOSEN = {**FIRST, "area": "Anytown", "category": "initial-conference"}


@pytest.fixture
def scs(reception):
    """A partnership with this procedure in force in one area."""
    chosen = Choices(signposts=GIVEN)
    reception.desk = replace(reception.desk, procedures=signposts.filled({"Anytown": SCS}, chosen))
    return reception


def counted(reception):
    return [tuple(each) for each in reception.office.store.turned_away.monthly()]


def test_g001_excluded_it_is_refused_in_the_procedures_words_with_where_to_go(scs):
    refused = corrected(scs.sends("sam", scs.opens(), CHOSEN))

    assert refused.field == "category"
    assert "(The need to convene an Initial Child Protection Conference)" in refused.sentence
    assert GIVEN["initial-conference"] in refused.sentence
    assert "nothing was opened" in refused.sentence
    assert scs.office.store.references() == []


def test_it_is_counted_by_the_month_and_nothing_of_whom(scs):
    for who in ("sam", "priya"):
        scs.sends(who, scs.opens(who), {**CHOSEN, "other": "slack:U0TOM"})

    assert counted(scs) == [("2026-04", SCS.id, "initial-conference", 2)]


def test_one_press_that_is_delivered_twice_is_counted_once(scs):
    page = scs.opens()
    for _ in range(2):
        assert corrected(scs.sends("sam", page, CHOSEN, key="one page")).field == "category"

    assert counted(scs) == [("2026-04", SCS.id, "initial-conference", 1)]


def test_whoever_thinks_that_theirs_is_not_that_goes_on_with_something_else(scs):
    page = scs.opens()
    refused = corrected(scs.sends("sam", page, CHOSEN))
    assert refused.sentence.endswith(
        "If yours is not that, choose “Something else” instead, and go on."
    )

    assert shown(scs.sends("sam", page, {**CHOSEN, "category": "other"})).word == "open_second"


def test_where_nothing_else_is_named_the_way_on_is_to_choose_again(scs):
    named = tuple(each for each in SCS.categories if each.id != "other")
    procedures = {
        area: replace(each, categories=named) for area, each in scs.desk.procedures.items()
    }
    scs.desk = replace(scs.desk, procedures=procedures)

    refused = corrected(scs.sends("sam", scs.opens(), CHOSEN))

    assert refused.sentence.endswith("choose what it is about instead, and go on.")


def test_what_was_typed_stays_the_typists_own(scs):
    scs.sends("sam", scs.opens(), {**CHOSEN, "reason_given": "Below it."})

    again = {field.id: field.initial for field in scs.opens().fields}
    assert again["reason_given"] == "Below it."


def test_practice_counts_nothing(scs):
    page = scs.asks("sam", "practice")
    form = page.form
    corrected(scs.sends("sam", form, CHOSEN))

    assert counted(scs) == []


def test_a_count_that_fails_stands_in_nobodys_way(scs, monkeypatch):
    scs.office.store.turned_away = None

    assert corrected(scs.sends("sam", scs.opens(), CHOSEN)).field == "category"


def test_any_other_refusal_counts_nothing(scs):
    corrected(scs.sends("sam", scs.opens(), {**CHOSEN, "category": "threshold", "other": ""}))

    assert counted(scs) == []
