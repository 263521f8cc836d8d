"""An unborn child: no date of birth is asked, and the area is where the parent lives."""

from dataclasses import replace

import pytest

from escalation.texts.procedure import Subject
from tests.handlers.reception import FIRST, SECOND, corrected, shown, text

CHILD = Subject("child", "child", "child's file")
UNBORN = Subject("unborn_child", "unborn child", "parent's file", unborn=True)
ABOUT = {**FIRST, "whom": "unborn_child"}


@pytest.fixture
def either(reception):
    """A partnership whose procedure is for children, born and unborn."""
    procedures = {
        area: replace(each, subjects=(CHILD, UNBORN))
        for area, each in reception.desk.procedures.items()
    }
    reception.desk = replace(reception.desk, procedures=procedures)
    return reception


def second(reception, about=ABOUT):
    return shown(reception.sends("sam", reception.opens(), about))


def sealed(reception):
    (reference,) = reception.office.store.references()
    return reception.office.last(reference, "subject_sealed")


def test_of_an_unborn_child_the_expected_date_is_asked_and_no_date_of_birth(either):
    asked = {field.id: field.label for field in second(either).fields}

    assert "subject_born" not in asked
    assert asked["subject_expected"] == "Expected date of birth"
    assert "subject_expected" not in {
        f.id for f in second(either, {**FIRST, "whom": "child"}).fields
    }


def test_it_is_optional_sealed_and_may_be_still_to_come(either):
    page = second(either)
    preview = shown(either.sends("sam", page, {**SECOND, "subject_expected": "31/03/2027"}))
    assert "2027" not in text(preview)
    either.sends("sam", preview, {})

    assert (sealed(either).born, sealed(either).expected) == ("", "2027-03-31")


def test_a_date_of_birth_that_was_typed_before_is_not_kept_of_an_unborn_child(either):
    child = second(either, {**FIRST, "whom": "child"})
    either.sends("sam", child, {**SECOND, "subject_born": "31/03/2016"})

    preview = shown(either.sends("sam", second(either), SECOND))
    either.sends("sam", preview, {})

    assert (sealed(either).born, sealed(either).expected) == ("", "")


def test_what_is_no_date_is_said_at_its_field(either):
    refused = corrected(either.sends("sam", second(either), {**SECOND, "subject_expected": "May"}))

    assert (refused.field, "2027-03-31" in refused.sentence) == ("subject_expected", True)


def test_the_area_is_where_the_parent_lives(either):
    (label,) = (field.label for field in either.opens().fields if field.id == "area")

    assert label == "Where the child lives (of an unborn child, where the parent lives)"


def test_the_words_are_those_of_the_unborn_child(either):
    page = second(either)

    assert "Of the unborn child." in [field.hint for field in page.fields]
    assert "parent's file" in text(page)
