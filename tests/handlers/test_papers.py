"""A form at the desk: drafted, read over, kept before it is handed over, and drafted anew where hidden."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from escalation.acts import climb, sight
from handlers.request import Hands
from tests.escalation.with_a_form import FORMED, OF_THE_PERSON, QUESTION
from tests.handlers.reception import Reception, shown, text, told
from tests.scheduler.office import Office

DRAFTED = "MARKER the referral was closed"


@pytest.fixture
def reference(reception: Reception) -> str:
    """Raised with a name under seal, and moved up to the stage whose form it is."""
    procedures = dict.fromkeys(FORMED.areas, FORMED)
    reception.desk = replace(reception.desk, procedures=procedures)
    reference = reception.raises()
    for tier in ("2", "3", "4"):
        answers = {"tier": tier, "reason": "MARKER we differ"}
        reception.office.does(reference, climb.move_up, "sam", answers=answers)
    return reference


def makes(reception: Reception, reference: str, who: str = "owen", **changed: str) -> Hands:
    page = shown(reception.presses(who, reference, "form", QUESTION))
    answers = {field.id: field.initial for field in page.fields} | changed
    reply = reception.sends(who, page, answers)
    assert isinstance(reply, Hands), reply
    return reply


def seen(office: Office, reference: str) -> list[tuple[str, str]]:
    return [(each.who, each.what) for each in office.store.audit.of(reference)]


def test_the_page_is_drafted_asks_for_nothing_about_the_person_and_says_why(reception, reference):
    page = shown(reception.presses("owen", reference, "form", QUESTION))

    assert {field.label for field in page.fields} & {*OF_THE_PERSON} == set()
    assert DRAFTED in next(field.initial for field in page.fields if field.id == "summary")
    assert "MARKERED Subject" not in str(page)
    said = " ".join(text(page).split())
    assert said.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert "Not asked here: Subject, Dob, Address" in said
    assert "typed into no chat" in said
    assert ("owen", "form") in seen(reception.office, reference)


def test_it_is_handed_over_as_two_files_named_by_the_reference_once_it_is_kept_and_audited(
    reception, reference
):
    reply = makes(reception, reference)

    names = [reply.name, *(name for name, _ in reply.also)]
    assert names == [f"{reference}-form.docx", f"{reference}-form.pdf"]
    entry = reception.office.last(reference, "form_prepared")
    assert [each.format for each in entry.files] == ["docx", "pdf"]
    assert ("owen", "form made") in seen(reception.office, reference)
    assert "MARKER" not in str(reply.message)


def test_whoever_opens_it_next_finds_what_was_read_over_until_that_is_out_of_sight(
    reception, reference
):
    makes(reception, reference, summary="Said otherwise.")
    page = shown(reception.presses("sam", reference, "form", QUESTION))
    assert page.fields[3].initial == "Said otherwise."

    stands = reception.office.store.disagreement(reference)
    (kept,) = [each for each in stands.written if each.kind == "form_prepared"]
    hidden = {"entry": str(kept.entry), "reason": "A name"}
    reception.office.does(reference, sight.hide, "owen", answers=hidden)
    page = shown(reception.presses("sam", reference, "form", QUESTION))
    assert DRAFTED in page.fields[3].initial


def test_the_word_alone_finds_it_and_without_a_reference_it_is_asked_which(reception, reference):
    assert shown(reception.asks("owen", "form", reference=reference)).fields
    assert "Say which: /escalate form ESC-…" in told(reception.asks("owen", "form"))


@pytest.mark.parametrize("act", ["form", "form_sent"])
def test_the_other_agency_and_the_office_are_refused(reception, reference, act):
    assert "which raised it" in told(reception.presses("priya", reference, act, QUESTION))
    assert "This is for" in told(reception.presses("bea", reference, act, QUESTION))


def test_what_is_typed_and_refused_is_kept_for_the_next_time(reception, reference):
    page = shown(reception.presses("owen", reference, "form", QUESTION))
    answers = {field.id: field.initial for field in page.fields}
    reception.sends("owen", page, {**answers, "reason": "She lives at 7 Marker Road, RG1 1AA."})

    again = shown(reception.presses("owen", reference, "form", QUESTION))
    assert "form_prepared" not in reception.office.kinds(reference)
    assert "RG1 1AA" in next(field.initial for field in again.fields if field.id == "reason")


def test_words_taken_out_of_sight_are_in_no_form_that_is_prepared_from_then_on(
    reception, reference
):
    makes(reception, reference)
    stands = reception.office.store.disagreement(reference)
    moved = [each for each in stands.written if each.kind == "moved"][-1]
    hidden = {"entry": str(moved.entry), "reason": "A name"}
    page = shown(reception.presses("sam", reference, "form", QUESTION))
    assert str(page).count("MARKER we differ") > 0
    before = str(page).count("MARKER we differ")
    reception.office.does(reference, sight.hide, "owen", answers=hidden)

    page = shown(reception.presses("sam", reference, "form", QUESTION))
    assert str(page).count("MARKER we differ") < before


def test_a_page_that_says_what_has_been_taken_out_of_sight_since_makes_no_form(
    reception, reference
):
    page = shown(reception.presses("owen", reference, "form", QUESTION))
    answers = {field.id: field.initial for field in page.fields}
    assert "MARKER we differ" in str(answers)
    stands = reception.office.store.disagreement(reference)
    for moved in [each for each in stands.written if each.kind == "moved"]:
        hidden = {"entry": str(moved.entry), "reason": "A name"}
        reception.office.does(reference, sight.hide, "sam", answers=hidden)

    anew = shown(reception.sends("owen", page, answers))
    assert "form_prepared" not in reception.office.kinds(reference)
    assert "taken out of sight since this page was opened" in text(anew)
    assert "MARKER we differ" not in str(anew)
    again = {field.id: field.initial for field in anew.fields}
    assert isinstance(reception.sends("owen", anew, again), Hands)
    assert "MARKER we differ" not in str(reception.office.last(reference, "form_prepared"))


def test_sent_twice_the_files_are_those_of_which_the_record_has_the_digests(reception, reference):
    page = shown(reception.presses("owen", reference, "form", QUESTION))
    answers = {field.id: field.initial for field in page.fields}
    first = reception.sends("owen", page, answers, key="once")
    later = reception.desk.now() + timedelta(minutes=2)
    reception.desk = replace(reception.desk, now=lambda: later)
    second = reception.sends("owen", page, answers, key="once")

    (kept,) = [
        each
        for each in reception.office.store.disagreement(reference).written
        if each.kind == "form_prepared"
    ]
    assert kept
    digests = {each.sha256 for each in reception.office.last(reference, "form_prepared").files}
    for reply in (first, second):
        files = (reply.content, *(content for _, content in reply.also))
        assert {hashlib.sha256(each).hexdigest() for each in files} == digests


def test_sent_twice_with_anothers_in_between_the_files_are_still_those_of_its_own_entry(
    reception, reference
):
    page = shown(reception.presses("owen", reference, "form", QUESTION))
    answers = {field.id: field.initial for field in page.fields}
    first = reception.sends("owen", page, answers, key="once")
    makes(reception, reference, "sam")
    later = reception.desk.now() + timedelta(minutes=2)
    reception.desk = replace(reception.desk, now=lambda: later)
    second = reception.sends("owen", page, answers, key="once")

    assert reception.office.kinds(reference).count("form_prepared") == 2
    assert (second.content, second.also) == (first.content, first.also)
