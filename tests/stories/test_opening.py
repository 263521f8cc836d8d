"""Raising, as a person does it twice a year: three pages, corrections, and nothing typed is lost."""

from dataclasses import replace

import pytest

from bot import demo
from storage import directory
from storage.database import writing

FIRST = {
    "Where the child or young person lives": "Reading",
    "The other agency's professional you differ with": "Priya Desai",
    "Have you spoken with them?": "Yes, and we still differ",
    "What reason were you given?": "It was judged to be below the threshold.",
}
SECOND = {
    "What differs": "The referral was closed without an assessment.",
    "What you have seen or know": "Two missed weight checks.",
    "What you ask for": "An assessment this week.",
    "Why this is in the best interest": "Four days will pass with nobody visiting.",
    "The day on which the difference began": "2026-04-02",
    "At about what time": "14:00",
    "Name": "MARKER-NAME",
}


@pytest.fixture
def sam(berkshire):
    """Sam Okafor, who has typed /escalate."""
    person = berkshire.person("Sam")
    person.types("/escalate")
    person.waits_for(lambda: person.modal, called="the first page")
    return person


def first_page(berkshire, sam, **instead):
    return {**FIRST, "What it is about": berkshire.category(sam), **instead}


def test_the_first_words_of_each_page_are_999(berkshire, sam):
    pages = [sam.modal.text]
    pages.append(sam.submits(first_page(berkshire, sam)).text)
    pages.append(sam.submits(SECOND).text)

    for page in pages:
        assert page.startswith("If somebody is at immediate risk of harm, dial 999 now.")


def test_a_wrong_choice_is_corrected_beside_its_field_and_the_rest_stays(berkshire, sam):
    wrong = {"The other agency's professional you differ with": "Jo Lee"}

    page = sam.submits(first_page(berkshire, sam, **wrong))

    assert "between agencies" in page.errors["other"]
    assert page.field("What reason were you given?").value == FIRST["What reason were you given?"]
    after = sam.submits({"The other agency's professional you differ with": "Priya Desai"})
    assert after.field("What differs")


def test_closed_in_the_middle_and_opened_days_later_everything_typed_stands_there(berkshire, sam):
    sam.submits(first_page(berkshire, sam))
    refused = sam.submits({**SECOND, "The day on which the difference began": "2026-04-03"})
    assert "in the future" in refused.errors["began_on"]
    sam.closes(all_of_them=True)

    berkshire.slept_until("Tuesday 2026-04-07 10:00")
    sam.types("/escalate")
    page = sam.waits_for(lambda: sam.modal, called="the first page")
    assert page.field("What reason were you given?").value == FIRST["What reason were you given?"]

    page = sam.submits()
    for label in ("What differs", "What you have seen or know", "What you ask for"):
        assert page.field(label).value == SECOND[label]


def test_what_one_has_begun_nobody_else_sees(berkshire, sam):
    sam.submits(first_page(berkshire, sam))
    sam.closes(all_of_them=True)

    priya = berkshire.person("Priya")
    priya.types("/escalate")
    page = priya.waits_for(lambda: priya.modal, called="the first page")

    assert not page.field("What reason were you given?").value


def test_only_the_confirm_posts_anything(berkshire, sam):
    sam.submits(first_page(berkshire, sam))
    preview = sam.submits(SECOND)
    berkshire.settles()
    assert berkshire.references() == []
    assert berkshire.told("Priya") == berkshire.told("Sam") == []
    words = " ".join(preview.text.split())
    assert "After Tuesday 7 April" in words
    assert "Jo Lee, Tom Reed" in words
    assert demo.DUTY_NUMBER in words

    told = sam.submits()
    berkshire.settles()

    (reference,) = berkshire.references()
    assert f"{reference} has been raised." in told.text
    assert len(berkshire.told("Priya")) == len(berkshire.told("Sam")) == 1


def test_who_it_is_about_is_shown_nowhere_in_chat(berkshire, sam):
    sam.submits(first_page(berkshire, sam))
    sam.submits(SECOND)
    sam.submits()
    berkshire.settles()

    everything = [berkshire.card().text, berkshire.thread()]
    everything += [message.text for name in ("Sam", "Priya") for message in berkshire.told(name)]
    assert "MARKER-NAME" not in " ".join(everything)


def test_somebody_who_is_not_listed_is_told_what_to_do(berkshire):
    """Neither Nora's identity on Slack nor her address is in the directory any more."""
    known = berkshire.app.desk.directory()
    people = tuple(
        replace(one, slack="", email="") if one.id == "nora-finch" else one for one in known.people
    )
    with writing(berkshire.app.engine) as connection:
        now, listed = berkshire.clock.now(), replace(known, people=people)
        directory.replace(connection, listed, who="a test", source="none", at=now)

    berkshire.person("Nora").types("/escalate")

    answer = berkshire.refused("Nora")
    assert "not in the partnership's directory" in answer
    assert "999" in answer
