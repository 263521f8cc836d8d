"""Reopening by its reference: asked only of those who may, and of what has ended."""

from escalation.acts import agree, close, reopen
from handlers.request import Done, Shows
from tests.escalation.story import AGREEMENT
from tests.handlers.reception import corrected, shown, text, told


def test_the_form_asks_why_and_says_where_it_goes_on(reception):
    reference = reception.raises()
    reception.office.does(reference, close.withdraw, "sam")

    form = shown(reception.asks("sam", "reopen", reference=reference))

    assert "what was withdrawn, where it stood" in text(form)
    assert isinstance(reception.sends("sam", form, {"reason": "MARKER again"}), Done)
    assert reception.office.kinds(reference)[-1] == "reopened"


def test_without_a_reason_the_form_stays(reception):
    reference = reception.raises()
    reception.office.does(reference, close.withdraw, "sam")
    form = shown(reception.asks("sam", "reopen", reference=reference, question="reopen"))

    assert corrected(reception.sends("sam", form, {"reason": " "})).field == "reason"


def test_what_is_open_cannot_be_reopened(reception):
    reference = reception.raises()

    assert "is open, at Stage 1" in told(reception.asks("sam", "reopen", reference=reference))


def test_whom_nothing_was_said_of_it_does_not_hear_that_there_is_one(reception):
    reference = reception.raises()
    reception.office.does(reference, close.withdraw, "sam")

    stranger = told(reception.asks("pat", "reopen", reference=reference))

    assert stranger == told(reception.asks("pat", "reopen", reference="ESC-NONE-NONE"))


def test_without_a_reference_it_says_what_to_type(reception):
    assert "/escalate reopen ESC-…" in told(reception.asks("sam", "reopen"))


def test_nobody_gets_a_form_for_the_other_sides_date(reception):
    reference = reception.raises()

    assert "Our date" in told(reception.presses("priya", reference, "correct_date"))
    assert "Correct the date" in told(reception.presses("sam", reference, "own_date"))
    assert isinstance(reception.presses("sam", reference, "correct_date"), Shows)
    assert isinstance(reception.presses("priya", reference, "own_date"), Shows)


def test_what_was_agreed_before_stands_in_the_next_form_and_reading_it_there_is_audited(reception):
    reference, office = reception.raises(), reception.office
    office.does(reference, agree.propose, "sam", answers=AGREEMENT)
    question = office.store.disagreement(reference).proposal.question
    for who in ("sam", "priya"):
        office.does(reference, agree.approve, who, question=question)
    office.does(reference, reopen.reopen, "sam", answers={"reason": "It was not done"})

    assert shown(reception.presses("priya", reference, "view")).fields
    assert office.store.audit.of(reference) == [], "nothing that anybody wrote stands in this one"
    form = shown(reception.presses("priya", reference, "propose"))
    assert AGREEMENT["what_1"] in [field.initial for field in form.fields]
    assert [(each.who, each.what) for each in office.store.audit.of(reference)] == [
        ("priya", "propose")
    ]
