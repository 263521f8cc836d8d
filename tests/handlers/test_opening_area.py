"""The child's area chooses the procedure: only what that one is for is offered, in its own words."""

from dataclasses import replace

import pytest

from bot import signposts
from bot.choices import Choices
from handlers import opening_forms
from tests.escalation.scs import SCS
from tests.handlers.reception import FIRST, SECOND, Reception, corrected, shown, text
from tests.stories.test_scs import GIVEN

TOWN = "My Town"
CONFERENCE = "initial-conference"


@pytest.fixture
def two(reception: Reception) -> Reception:
    """The Berkshire process in its areas, and another procedure, with exclusions, in My Town."""
    other = signposts.filled({TOWN: replace(SCS, areas=(TOWN,))}, Choices(signposts=GIVEN))
    procedures = {**reception.desk.procedures, **other}
    reception.desk = replace(
        reception.desk,
        procedures=procedures,
        duty_numbers={**reception.desk.duty_numbers, TOWN: "01632 960 999"},
    )
    return reception


@pytest.fixture
def town(two: Reception) -> Reception:
    """My Town is the only area."""
    two.desk = replace(two.desk, procedures={TOWN: two.desk.procedures[TOWN]})
    return two


def fields(form):
    return {field.id: field for field in form.fields}


def test_where_several_procedures_are_in_force_the_area_is_asked_before_anything_else(two):
    page = shown(two.asks("sam", "open"))

    assert [field.id for field in page.fields] == ["area"]
    assert dict(page.fields[0].options).keys() == two.desk.procedures.keys()
    assert text(page).startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert "procedure" not in {field.label.casefold() for field in page.fields}


@pytest.mark.parametrize("area", [TOWN, "Reading"])
def test_then_only_that_procedures_own_categories_and_words_are_there(two, area):
    page, procedure = two.opens(area=area), two.desk.procedures[area]

    offered = [*procedure.categories, *procedure.exclusions]
    assert [label for _, label in fields(page)["category"].options] == [e.label for e in offered]
    assert fields(page)["other"].label == f"The {procedure.terms.responder} you differ with"
    assert "area" not in fields(page)
    assert f"{area}. Its procedure: {procedure.title}" in text(page)
    assert "type /escalate again" in text(page)


def test_of_the_numbers_to_ring_the_areas_own_stands_there(two):
    assert "My Town: 01632 960 999" in text(two.opens(area=TOWN))
    assert "My Town" not in text(two.opens())


def test_what_goes_elsewhere_stands_apart_and_something_else_is_last_of_what_does_not(two):
    asked = fields(two.opens(area=TOWN))["category"]
    under = [(asked.headings[value], label) for value, label in asked.options]

    inside = [label for heading, label in under if heading == opening_forms.FOR]
    outside = [label for heading, label in under if heading == opening_forms.NOT_FOR]
    assert inside[-1] == "Something else"
    assert outside == [each.label for each in SCS.exclusions]
    assert [label for _, label in under] == inside + outside


def test_something_else_is_last_wherever_the_text_has_it(town):
    *named, anything = SCS.categories
    turned = replace(town.desk.procedures[TOWN], categories=(anything, *named))
    town.desk = replace(town.desk, procedures={TOWN: turned})

    inside = fields(town.opens())["category"].options[: len(SCS.categories)]

    assert inside[-1] == (anything.id, "Something else")


def test_a_procedure_that_excludes_nothing_has_no_headings(two):
    assert not fields(two.opens())["category"].headings


def test_an_area_where_none_is_in_force_is_refused_beside_its_field(two):
    page = shown(two.asks("sam", "open"))

    assert corrected(two.sends("sam", page, {"area": "Oxford"})).field == "area"


def test_the_only_area_is_not_asked_but_said(town):
    page = town.opens()

    assert page.word == "open_first"
    assert "area" not in fields(page)
    assert "Where the child lives: My Town." in text(page)
    assert "No other area is served here." in text(page)


def test_several_areas_of_one_procedure_are_asked_on_the_first_page_as_it_makes_no_difference(
    reception,
):
    page = shown(reception.asks("sam", "open"))

    assert [page.word, page.fields[0].id] == ["open_first", "area"]


@pytest.mark.parametrize("area", [TOWN, "Reading"])
def test_what_is_raised_is_under_the_procedure_of_the_area(two, area):
    answers = {key: value for key, value in FIRST.items() if key != "area"}
    second = shown(two.sends("sam", two.opens(area=area), answers))
    two.sends("sam", shown(two.sends("sam", second, SECOND)), {})

    (reference,) = two.office.store.references()
    raised = two.office.last(reference, "raised")
    assert (raised.area, raised.procedure) == (area, two.desk.procedures[area].id)


def test_a_page_is_of_its_own_area_whatever_was_chosen_in_another_window_since(two):
    page = two.opens(area=TOWN)
    two.opens(area="Reading")

    answers = {key: value for key, value in FIRST.items() if key != "area"}
    refused = corrected(two.sends("sam", page, {**answers, "category": CONFERENCE}))

    assert GIVEN[CONFERENCE] in refused.sentence


def test_the_second_page_too_is_of_its_own_area_whatever_another_window_has_chosen_since(two):
    about = two.desk.procedures[TOWN].categories[0].id
    answers = {key: value for key, value in FIRST.items() if key != "area"} | {"category": about}
    second = shown(two.sends("sam", two.opens(area=TOWN), answers))
    two.opens(area="Reading")

    two.sends("sam", shown(two.sends("sam", second, SECOND)), {})

    (reference,) = two.office.store.references()
    raised = two.office.last(reference, "raised")
    assert (raised.area, raised.procedure) == (TOWN, two.desk.procedures[TOWN].id)


def test_where_the_first_page_asks_for_the_area_the_second_keeps_it(reception):
    second = shown(reception.sends("sam", reception.opens(), FIRST))
    other = shown(reception.asks("sam", "open"))
    reception.sends("sam", other, {**FIRST, "area": "Slough"})

    page = shown(reception.sends("sam", second, SECOND))

    assert second.carries["area"] == "Reading"
    reception.sends("sam", page, {})
    (reference,) = reception.office.store.references()
    assert reception.office.last(reference, "raised").area == "Reading"


def test_in_practice_too(two):
    page = shown(two.asks("sam", "practice"))
    first = shown(two.sends("sam", page, {"area": TOWN}))
    stands = {field.id: field.initial for field in first.fields}
    second = shown(two.sends("sam", first, stands))
    two.sends("sam", shown(two.asks("sam", "practice")), {"area": "Reading"})

    assert second.carries["area"] == TOWN
    stands = {field.id: field.initial for field in second.fields}
    text_of = text(shown(two.sends("sam", second, stands)))
    assert two.desk.duty_numbers[TOWN] in text_of


def test_the_area_and_what_was_typed_stand_there_again(two):
    answers = {key: value for key, value in FIRST.items() if key != "area"}
    corrected(two.sends("sam", two.opens(area=TOWN), {**answers, "category": CONFERENCE}))

    page = shown(two.asks("sam", "open"))
    assert page.fields[0].initial == TOWN
    again = fields(shown(two.sends("sam", page, {"area": TOWN})))
    assert again["reason_given"].initial == FIRST["reason_given"]


def test_practice_asks_the_area_first_too_and_every_page_is_filled_in(two):
    page = shown(two.asks("sam", "practice"))
    assert page.word == "practice_where"
    assert page.fields[0].initial == next(iter(two.desk.procedures))

    for area in two.desk.procedures:
        first = shown(two.sends("sam", page, {"area": area}))
        stands = {field.id: field.initial for field in first.fields}
        assert shown(two.sends("sam", first, stands)).word == "practice_second"
