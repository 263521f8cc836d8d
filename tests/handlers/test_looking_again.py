"""A possible name is asked about once, beside its field; one more press, and it goes on."""

from handlers.request import Done
from tests.handlers.reception import FIRST, SECOND, corrected, shown, told

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


def test_another_name_is_asked_about_again(reception):
    page = second(reception)
    reception.sends("sam", page, NAMED)

    again = corrected(reception.sends("sam", page, {**NAMED, "evidence": "Her sister, Ada, saw."}))

    assert (again.field, "“Ada”" in again.sentence) == ("evidence", True)


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


def says(reception, reference, text):
    return reception.asks("sam", "say", place=reference.lower(), answers={"text": text})


def kinds(reception, reference):
    return [kept.link.header.kind for kept in reception.office.store.entries(reference)]
