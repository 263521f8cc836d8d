"""The record prints the expected date of an unborn child, and that it was referred outside."""

import pytest

from escalation.entries import OFFICE
from export.citations import unfounded
from export.record import Reader, record
from export.shape import EntryShown, Record
from export.sheet import sheet
from tests.escalation.lives_ways import referred_outside
from tests.export.test_hidden import readers, sealed


@pytest.fixture(scope="module")
def story():
    return referred_outside()


def made(story, reader: Reader) -> Record:
    kept = sealed(story, story.entries)
    return Record.model_validate(record(story.disagreement, kept, reader, story.now))


def test_an_agencys_copy_has_the_expected_date_and_no_date_of_birth(story):
    agency, *_, office = readers(story.disagreement)
    copy = made(story, agency)

    assert copy.about
    assert (copy.about.born, copy.about.expected) == ("", "2026-08-01")
    rows = dict(sheet(copy, "a fingerprint")["about"]["rows"])
    assert rows["Expected date of birth"] == "1 August 2026"
    assert "Date of birth" not in rows
    assert unfounded(copy) is None
    assert office.audiences >= {OFFICE}
    assert made(story, office).about is None


def test_its_first_page_says_that_the_area_is_where_the_parent_lives(story):
    copy = made(story, next(iter(readers(story.disagreement))))
    facts = {each["label"]: each["value"] for each in sheet(copy, "a fingerprint")["facts"]}

    assert facts["Where the unborn child’s parent lives"] == story.disagreement.area


def test_it_holds_to_whom_it_was_referred_and_why(story):
    copy = made(story, next(iter(readers(story.disagreement))))
    shown = (each for each in copy.entries if isinstance(each, EntryShown))
    said = next(each for each in shown if each.kind == "referred_outside")

    assert said.body["to"] == "Cafcass"
    assert said.body["words"] == "MARKER the plan"
