"""Whom it is about: asked on the first page only where a procedure in force is for more than one."""

from dataclasses import replace

import pytest

from escalation.texts.procedure import Subject
from tests.handlers.reception import FIRST, SECOND, corrected, shown

CHILD = Subject("child", "child", "child's file")
ADULT = Subject("adult", "adult with care needs", "adult's file")


@pytest.fixture
def both(reception):
    """A partnership whose procedure is for children and adults."""
    procedures = {
        area: replace(each, subjects=(CHILD, ADULT))
        for area, each in reception.desk.procedures.items()
    }
    reception.desk = replace(reception.desk, procedures=procedures)
    return reception


def asked(reception) -> dict[str, str]:
    return {field.id: field.label for field in reception.opens().fields}


def test_where_it_can_be_about_children_alone_nobody_is_asked(reception):
    assert "whom" not in asked(reception)


def test_where_it_can_be_about_both_the_first_page_asks(both):
    assert asked(both)["whom"] == "Who it is about"


def test_it_has_to_be_said_before_any_long_typing(both):
    refused = corrected(both.sends("sam", both.opens(), FIRST))

    assert refused.field == "whom"
    assert refused.sentence == "Say who it is about: child or adult with care needs."


def test_the_second_page_and_the_ledger_have_the_subjects_own_words(both):
    page = shown(both.sends("sam", both.opens(), {**FIRST, "whom": "adult"}))
    hints = [field.hint for field in page.fields]
    assert "Of the adult with care needs." in hints

    preview = shown(both.sends("sam", page, SECOND))
    both.sends("sam", preview, {})

    (reference,) = both.office.store.references()
    assert both.office.last(reference, "raised").subject == "adult"
