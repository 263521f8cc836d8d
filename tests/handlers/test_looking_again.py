"""A possible name is asked about once, beside its field; one more press, and it goes on."""

from dataclasses import replace

import pytest

from handlers.request import Done
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.story import BERKSHIRE
from tests.handlers.reception import FIRST, SECOND, corrected, shown, told

CHAPTER = replace(BRACKNELL_FOREST, areas=BERKSHIRE.areas)
NAMED = {**SECOND, "differs": "Grace said that it hurts."}


def second(reception):
    return shown(reception.sends("sam", reception.opens(), FIRST))


def test_a_possible_name_is_said_beside_its_field_and_the_next_press_goes_on(reception):
    page = second(reception)

    asked = corrected(reception.sends("sam", page, NAMED))
    assert (asked.field, "“Grace”" in asked.sentence) == ("differs", True)
    assert (
        reception.office.store.drafts.of("sam", "open", reception.office.now)["differs"]
        == (NAMED["differs"])
    )
    assert shown(reception.sends("sam", page, NAMED)).title == "Before you confirm"


@pytest.mark.parametrize(
    ("text", "whom"), [(BERKSHIRE, "child or young person"), (CHAPTER, "child")]
)
def test_whom_it_may_be_about_is_said_in_the_procedures_own_words(reception, text, whom):
    reception.desk = replace(
        reception.desk, procedures=dict.fromkeys(reception.desk.procedures, text)
    )

    asked = corrected(reception.sends("sam", second(reception), NAMED))
    assert f"This may say who the {whom} is: “Grace”." in asked.sentence

    reference = reception.raises()
    form = shown(reception.asks("priya", "view", reference=reference, question="view"))
    asked = corrected(reception.sends("priya", form, {"text": "Grace said that it was a fall."}))
    assert f"This may say who the {whom} is: “Grace”." in asked.sentence


def test_another_name_is_asked_about_again(reception):
    page = second(reception)
    reception.sends("sam", page, NAMED)

    again = corrected(reception.sends("sam", page, {**NAMED, "evidence": "Her sister, Ada, saw."}))

    assert (again.field, "“Ada”" in again.sentence) == ("evidence", True)


def test_what_stands_in_each_field_is_said_at_once_with_its_heading(reception):
    typed = {**SECOND, "differs": "We saw Grace.", "wanted": "Please see Grace at RG1 1AA."}
    page = second(reception)

    asked = corrected(reception.sends("sam", page, typed))

    labels = {each.id: each.label for each in page.fields}
    assert asked.field == "differs"
    assert f"“Grace” under “{labels['differs']}”" in asked.sentence
    assert f"“Grace” and “RG1 1AA” under “{labels['wanted']}”" in asked.sentence
    assert shown(reception.sends("sam", page, typed)).title == "Before you confirm"


def test_what_is_being_sealed_is_found_in_what_is_not(reception):
    typed = {**SECOND, "subject_name": "Will Hill", "wanted": "An assessment of will hill."}

    assert corrected(reception.sends("sam", second(reception), typed)).field == "wanted"


def test_an_act_on_the_card_asks_as_well_and_then_is_done(reception):
    reception.raises()
    (reference,) = reception.office.store.references()
    form = shown(reception.asks("priya", "view", reference=reference, question="view"))

    answers = {"text": "Grace said that it was a fall."}
    assert corrected(reception.sends("priya", form, answers)).field == "text"
    assert "view_given" not in kinds(reception, reference)
    reception.sends("priya", form, answers)
    assert "view_given" in kinds(reception, reference)


def test_who_wrote_it_in_the_thread_is_told_once_how_it_is_taken_out(reception):
    reception.raises()
    reception.office.works()
    (reference,) = reception.office.store.references()

    answers = [says(reception, reference, f"Grace was seen{dots}") for dots in (".", "..")]

    assert "“Grace”" in told(answers[0])
    assert "Take out of sight" in told(answers[0])
    assert isinstance(answers[1], Done), "of the same word they are told once"
    assert isinstance(says(reception, reference, "Priya said no."), Done)


def test_a_reason_is_looked_at_before_the_people_of_two_read_it(reception):
    this = reception.raises()
    other = reception.raises("priya", began_at="15:00", other="slack:U0ANN")
    form = shown(reception.asks("priya", "merge", reference=this, question="merge"))
    answers = {"other": other, "reason": "Both are about Grace."}

    asked = corrected(reception.sends("priya", form, answers))

    assert (asked.field, "“Grace”" in asked.sentence) == ("reason", True)
    assert reception.office.store.disagreement(this).is_open
    told(reception.sends("priya", form, answers))
    assert reception.office.store.disagreement(this).merged_into == other


def test_a_link_may_be_removed_for_a_reason_that_names_nobody(reception):
    this, other = reception.raises(), reception.raises(other="slack:U0PAT", began_at="13:00")
    link = shown(reception.asks("sam", "link", reference=this, question="link"))
    reception.sends("sam", link, {"other": other, "how": "child"})
    unlink = shown(reception.asks("sam", "unlink", reference=this, question="unlink"))

    asked = corrected(
        reception.sends("sam", unlink, {"other": other, "reason": "It is not Grace."})
    )

    assert (asked.field, "“Grace”" in asked.sentence) == ("reason", True)
    assert reception.office.store.disagreement(this).links == {other: "child"}


@pytest.mark.parametrize("word", ["hide", "wrong"])
def test_why_something_should_not_be_there_does_not_repeat_it(reception, word):
    reference = reception.raises()
    reception.office.works("Tuesday 2026-04-07 17:01")
    form = shown(reception.asks("priya", word, reference=reference))
    field = form.fields[0]
    answers = {field.id: field.options[0][0], "reason": "It says that Grace was hurt."}
    before = kinds(reception, reference)

    asked = corrected(reception.sends("priya", form, answers))

    assert (asked.field, "“Grace”" in asked.sentence) == ("reason", True)
    assert kinds(reception, reference) == before
    told(reception.sends("priya", form, answers))
    assert kinds(reception, reference) != before


def says(reception, reference, text):
    return reception.asks("sam", "say", place=reference.lower(), answers={"text": text})


def kinds(reception, reference):
    return [kept.link.header.kind for kept in reception.office.store.entries(reference)]
