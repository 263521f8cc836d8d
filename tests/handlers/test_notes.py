"""Writing and reading one's own agency's notes: in private, audited, and for nobody else."""

import pytest

from escalation.acts import answer, climb
from escalation.words.message import Facts, Heading, Quote
from handlers.request import Done, Shows, Tells
from tests.handlers.reception import Reception, corrected, shown, text, told

WORDS = "MARKER my manager agrees that the threshold is met."


@pytest.fixture
def reference(reception: Reception) -> str:
    """Raised by Sam against Priya."""
    return reception.raises()


def writes(reception: Reception, who: str, reference: str, **answers: str) -> str:
    """Somebody types /escalate note, fills in the form, and is answered."""
    form = shown(reception.asks(who, "note", reference=reference))
    given = {"about": "manager", "text": WORDS, **answers}
    return told(reception.sends(who, form, given))


def reads(reception: Reception, who: str, reference: str) -> str:
    return told(reception.asks(who, "notes", reference=reference))


def test_the_form_says_who_will_read_it_and_begins_with_999(reception, reference):
    form = shown(reception.asks("sam", "note", reference=reference))

    assert text(form).startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert "For your own agency alone." in text(form)
    required = {field.id for field in form.fields if field.required}
    assert required == {"about", "text"}


def test_the_button_opens_the_same_form(reception, reference):
    pressed = shown(reception.presses("sam", reference, "note", "note"))

    assert pressed.fields == shown(reception.asks("sam", "note", reference=reference)).fields


def test_whoever_wrote_it_is_told_privately_that_it_is_kept_and_by_whom_it_is_read(
    reception, reference
):
    answer = writes(reception, "sam", reference)

    assert "your note is kept" in answer
    assert "It stands on the copy of Health Trust, under your name." in answer
    assert "MARKER" not in answer
    assert reception.office.kinds(reference)[-1] == "noted"


def test_sent_twice_it_is_kept_once(reception, reference):
    form = shown(reception.asks("sam", "note", reference=reference))
    answers = {"about": "lead", "text": WORDS}

    first, again = (reception.sends("sam", form, answers, key="one form") for _ in range(2))

    assert first == again
    assert reception.office.kinds(reference).count("noted") == 1


def test_a_note_without_words_keeps_what_else_was_typed(reception, reference):
    form = shown(reception.asks("sam", "note", reference=reference))

    wrong = corrected(reception.sends("sam", form, {"about": "lead", "text": ""}))

    assert (wrong.field, wrong.sentence) == ("text", "Write what your own agency should keep.")


def test_those_inside_for_the_same_agency_read_it_and_the_other_side_does_not(reception, reference):
    writes(reception, "sam", reference)
    reception.office.works("Tuesday 2026-04-07 17:01")

    for who in ("sam", "jo"):
        assert WORDS in reads(reception, who, reference)
        assert "notes of Health Trust" in reads(reception, who, reference)
    for who in ("priya", "tom"):
        assert "MARKER" not in reads(reception, who, reference)
        assert "Nobody of Social Care has made a note here." in reads(reception, who, reference)


def test_the_latest_stands_first_each_with_its_time(reception, reference):
    writes(reception, "sam", reference, text="MARKER first")
    reception.office.now = reception.office.now.replace(hour=17)
    writes(reception, "sam", reference, text="MARKER second")

    answer = reception.asks("sam", "notes", reference=reference)
    assert isinstance(answer, Tells)
    words = told(answer)

    assert words.index("MARKER second") < words.index("MARKER first")
    assert "Thursday 2 April 2026, 17:00:" in words
    assert "MARKER" not in answer.message.summary
    kinds = [type(part) for part in answer.message.parts]
    assert (kinds.count(Heading), kinds.count(Quote), kinds.count(Facts)) == (1, 2, 0)


def test_each_reading_is_audited_and_opening_the_form_is_no_reading(reception, reference):
    writes(reception, "sam", reference)
    reads(reception, "sam", reference)
    reads(reception, "priya", reference)

    seen = reception.office.store.audit.of(reference)
    assert [(each.who, each.what) for each in seen] == [("sam", "notes"), ("priya", "notes")]


def test_the_lead_who_was_brought_in_writes_and_reads(reception, reference):
    writes(reception, "sam", reference)
    reception.office.does(reference, answer.bring_lead, "sam")

    assert WORDS in reads(reception, "clare", reference)
    assert "Health Trust" in writes(reception, "clare", reference, text="MARKER advice")
    assert "MARKER advice" in reads(reception, "sam", reference)


@pytest.mark.parametrize("word", ["note", "notes"])
def test_the_business_manager_never_not_even_with_her_copy(reception, reference, word):
    writes(reception, "sam", reference)
    reception.office.does(reference, climb.move_up, "sam")
    reception.office.does(reference, climb.move_up, "sam")
    assert "business_manager" in reception.office.store.disagreement(reference).copied

    refused = told(reception.asks("bea", word, reference=reference))

    assert refused == "This is for the people this disagreement names. Nothing has changed."


@pytest.mark.parametrize("word", ["note", "notes"])
@pytest.mark.parametrize("who", ["jo", "pat", "bea", "ann"])
def test_whom_it_does_not_name_learns_not_even_that_there_is_one(reception, reference, who, word):
    real = told(reception.asks(who, word, reference=reference))
    invented = told(reception.asks(who, word, reference="ESC-AAAA-BBBB"))

    assert real == invented
    assert reception.office.store.audit.of(reference) == []


@pytest.mark.parametrize("word", ["note", "notes"])
def test_without_a_reference_it_asks_for_one(reception, reference, word):
    assert f"Say which: /escalate {word} ESC-…" in told(reception.asks("sam", word))


def test_once_it_has_ended_notes_are_read_still_and_none_are_taken(reception, reference):
    begun = shown(reception.asks("sam", "note", reference=reference))
    writes(reception, "sam", reference)
    reception.office.settles(reference, "sam", "priya")

    assert WORDS in reads(reception, "sam", reference)
    assert "in your own file" in told(reception.asks("sam", "note", reference=reference))
    late = corrected(reception.sends("sam", begun, {"about": "lead", "text": WORDS}))
    assert (late.field, "in your own file" in late.sentence) == ("", True)
    assert reception.office.kinds(reference).count("noted") == 1


def test_nothing_is_sent_for_it_and_the_card_is_not_drawn_again(reception, reference):
    """A card drawn again at that minute would tell the other side that something was written."""
    reception.office.works()
    before = reception.office.outcomes(reference)

    writes(reception, "sam", reference)

    assert reception.office.outcomes(reference) == before
    taken = reception.presses("sam", reference, "take")
    assert isinstance(taken, Done)
    assert reception.office.outcomes(reference) != before


def test_the_form_is_one_that_shows(reception, reference):
    assert isinstance(reception.asks("sam", "note", reference=reference), Shows)


def test_what_was_typed_after_the_reference_stands_in_the_form(reception, reference):
    form = shown(reception.asks("sam", "note", reference=reference, answers={"text": WORDS}))

    assert {each.id: each.initial for each in form.fields}["text"] == WORDS
