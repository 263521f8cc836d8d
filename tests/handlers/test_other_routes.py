"""What is not one difference: whom of one's own agency to go to with it, and nothing is opened (R-002-49)."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.directory import own_route, readiness
from escalation.directory.cover import Absence
from escalation.directory.people import Directory
from handlers import opening_forms
from tests.escalation.kept_beside import KEPT
from tests.escalation.story import DIRECTORY, MAUNDY_THURSDAY
from tests.handlers.reception import FIRST, corrected, shown
from tests.handlers.test_turning_away import counted

CHOSEN = {**FIRST, "category": "cumulative", "reason_given": "MARKER"}
(ROUTE,) = KEPT.other_routes
ANYWHERE = replace(DIRECTORY, moment=MAUNDY_THURSDAY)


@pytest.fixture
def kept(reception):
    """The text with these headings is in force in Reading."""
    reception.desk = replace(reception.desk, procedures={"Reading": KEPT})
    return reception


def numbered(directory: Directory = ANYWHERE) -> Directory:
    people = (replace(each, phone=f"0118 {each.id}") for each in directory.people)
    return replace(directory, people=tuple(people))


def whom(directory: Directory, person: str = "sam") -> str:
    found = directory.person(person)
    assert found
    return own_route.whom(KEPT, ROUTE, found, directory)


def without(directory: Directory, person: str) -> Directory:
    posts = tuple(each for each in directory.posts if each.person != person)
    return replace(directory, posts=posts)


def away(directory: Directory, person: str) -> Directory:
    absence = Absence(person, date(2026, 4, 1), date(2026, 4, 10))
    return replace(directory, absences=(absence,))


def test_it_stands_below_what_goes_elsewhere_under_a_heading_of_its_own(kept):
    field = next(each for each in kept.opens().fields if each.id == "category")
    assert list(dict.fromkeys(field.headings.values())) == [
        opening_forms.FOR,
        opening_forms.NOT_FOR,
        opening_forms.OWN_AGENCY,
    ]
    assert field.options[-1] == ("cumulative", "General concerns about how another agency works")


def test_it_opens_nothing_and_says_the_routes_words_and_whom_and_how_to_go_on(kept):
    refused = corrected(kept.sends("sam", kept.opens(), CHOSEN))

    assert refused.field == "category"
    assert "Your own lead decides how this is dealt with" in refused.sentence
    assert "Go to the safeguarding lead of" in refused.sentence
    assert "Clare Moss" in refused.sentence
    assert refused.sentence.endswith("choose “Something else” instead, and go on.")
    assert kept.office.store.references() == []


def test_what_was_typed_is_kept_and_whoever_goes_on_goes_on(kept):
    page = kept.opens()
    kept.sends("sam", page, CHOSEN)
    again = next(each for each in kept.opens().fields if each.id == "reason_given")
    assert again.initial == "MARKER"
    assert shown(kept.sends("sam", page, {**CHOSEN, "category": "other"})).word == "open_second"


def test_it_is_counted_as_an_exclusion_is_and_nothing_of_whom(kept):
    kept.sends("sam", kept.opens(), CHOSEN)
    assert counted(kept) == [("2026-04", KEPT.id, "cumulative", 1)]


def test_practice_refuses_it_too_and_counts_nothing(kept):
    page = shown(kept.asks("sam", "practice"))
    refused = corrected(kept.sends("sam", page, {**CHOSEN, "reason_given": "x"}))
    assert "Clare Moss" in refused.sentence
    assert counted(kept) == []


class TestWhom:
    def test_the_holder_with_their_number(self):
        said = whom(numbered())
        assert "Go to the safeguarding lead of Health Trust: Clare Moss, on 0118 clare." in said

    def test_without_a_number_that_is_said(self):
        assert "Clare Moss (no number is known)" in whom(ANYWHERE)

    def test_away_until_when_and_whoever_stands_in(self):
        directory = numbered()
        clare = directory.person("clare")
        assert clare
        people = tuple(
            replace(each, deputy="mina") if each is clare else each for each in directory.people
        )
        said = whom(away(replace(directory, people=people), "clare"))
        assert "Clare Moss, on 0118 clare, who is away until Friday 10 April" in said
        assert "or Mina Shah, on 0118 mina, who stands in." in said

    def test_away_and_nobody_stands_in_their_own_manager_if_it_cannot_wait(self):
        said = whom(away(numbered(), "clare"))
        assert said.endswith(
            "Nobody stands in: if it cannot wait, go to your own line manager, Jo Lee, on 0118 jo."
        )

    def test_where_nobody_holds_it_their_own_manager_and_who_can_have_one_named(self):
        said = whom(without(numbered(), "clare"))
        assert "Nobody is named as the safeguarding lead of Health Trust." in said
        assert "Go to your own line manager, Jo Lee, on 0118 jo, and ask" in said
        assert "the partnership's Business Manager, Bea Lang, on 0118 bea," in said

    def test_whoever_holds_it_themselves_is_told_that_it_is_theirs(self):
        assert whom(numbered(), "clare").startswith("You are named as the safeguarding lead")


def test_the_people_check_says_which_agency_has_nobody_to_go_to():
    found = readiness.holes(without(ANYWHERE, "clare"), [KEPT])
    said = [each.sentence for each in found if "to whom" in each.sentence]
    assert said == [
        "Health Trust: nobody is Safeguarding Lead, to whom “General concerns about how another "
        "agency works” goes.",
        "Thames Valley Police: nobody is Safeguarding Lead, to whom “General concerns about how "
        "another agency works” goes.",
    ]
