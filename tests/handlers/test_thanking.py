"""Good practice is passed on: to them, their line manager and whom the text names, and to nobody else."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from escalation.directory.people import Directory
from storage.database import reading
from storage.tables import audit
from storage.upkeep_tables import errands
from tests.escalation.said_besides import WAYS
from tests.handlers.reception import corrected, shown, told
from tests.scheduler.office import PEOPLE

WORDS = "She rang back within the hour."
SAID = {"area": "Reading", "whom": "slack:U0PRIYA", "what": WORDS}


@pytest.fixture
def recognising(reception):
    """A partnership whose procedure has good practice passed on."""
    found = dict.fromkeys(reception.desk.procedures, WAYS)
    reception.desk = replace(reception.desk, procedures=found)
    return reception


def page(reception, who="sam"):
    return shown(reception.asks(who, "thanks"))


def owed(reception) -> dict[str, str]:
    with reading(reception.office.engine) as connection:
        found = connection.execute(select(errands)).all()
    return {row.kind.removeprefix("thanks:"): row.message for row in found}


def noted(reception) -> list[tuple[str, str, str]]:
    with reading(reception.office.engine) as connection:
        found = connection.execute(select(audit).where(audit.c.what == "thanks")).all()
    return [(row.who, row.reference, row.detail) for row in found]


def test_it_is_owed_to_each_of_them_and_audited_without_a_word_of_it(recognising):
    answer = told(recognising.sends("sam", page(recognising), SAID))

    assert set(owed(recognising)) == {"priya", "tom", "bea", "ivor"}
    assert all(WORDS in message for message in owed(recognising).values())
    assert "It is passed on to Priya Desai (themselves), Tom Reed (their line manager)" in answer
    assert noted(recognising) == [("sam", "", "priya, Reading")]
    assert recognising.office.store.references() == []


def test_pressed_twice_it_is_passed_on_once(recognising):
    form = page(recognising)
    for _ in range(2):
        recognising.sends("sam", form, SAID, key="the same")

    assert len(owed(recognising)) == 4
    assert len(noted(recognising)) == 1


def test_what_one_did_well_takes_the_place_of_nothing_else_that_is_owed_them(recognising):
    for number in range(2):
        recognising.sends("sam", page(recognising), {**SAID, "what": f"{WORDS} {number}"})

    with reading(recognising.office.engine) as connection:
        states = [row.state for row in connection.execute(select(errands))]
    assert states == ["waiting"] * 8


@pytest.mark.parametrize(
    ("whom", "sentence"),
    [
        ("slack:U0SAM", "That is you"),
        ("slack:U0JO", "of your own agency"),
        ("slack:U0BEA", "a professional of an agency"),
        ("slack:U0NOBODY", "not in the partnership's directory"),
    ],
)
def test_it_is_for_a_professional_of_another_agency(recognising, whom, sentence):
    refused = corrected(recognising.sends("sam", page(recognising), {**SAID, "whom": whom}))

    assert refused.field == "whom"
    assert sentence in refused.sentence
    assert owed(recognising) == {}


def test_of_whoever_has_no_account_it_is_said_that_they_hear_nothing(recognising):
    people = tuple(replace(p, slack="") if p.id == "tom" else p for p in PEOPLE.people)
    recognising.office.listed(replace(PEOPLE, people=people))

    answer = told(recognising.sends("sam", page(recognising), SAID))

    assert "Nobody can be told here as their line manager (Tom Reed)" in answer
    assert set(owed(recognising)) == {"priya", "bea", "ivor"}


def test_what_may_say_who_a_child_is_is_asked_about_once(recognising):
    form, named = page(recognising), {**SAID, "what": "She visited Oliver Twistleton at home."}

    assert "Oliver" in corrected(recognising.sends("sam", form, named)).sentence
    assert owed(recognising) == {}
    recognising.sends("sam", form, named)
    assert len(owed(recognising)) == 4


def test_where_no_procedure_has_it_nothing_is_asked(reception):
    assert "No procedure in force here" in told(reception.asks("sam", "thanks"))


def test_an_area_whose_procedure_has_none_is_refused(recognising):
    found = {**recognising.desk.procedures, "Slough": replace(WAYS, recognition=None)}
    recognising.desk = replace(recognising.desk, procedures=found)

    refused = corrected(recognising.sends("sam", page(recognising), {**SAID, "area": "Slough"}))

    assert (refused.field, "in force in Slough" in refused.sentence) == ("area", True)


def test_a_text_without_holders_of_the_roles_is_said_so(recognising):
    posts = tuple(post for post in PEOPLE.posts if post.role != "independent_scrutineer")
    recognising.office.listed(replace(PEOPLE, posts=posts))

    answer = told(recognising.sends("sam", page(recognising), SAID))

    assert "Nobody can be told here as the Independent Scrutineer" in answer


def test_the_directory_is_what_it_was(recognising):
    before: Directory = recognising.office.store.directory(recognising.desk.now())
    recognising.sends("sam", page(recognising), SAID)

    assert recognising.office.store.directory(recognising.desk.now()) == before
