"""A note for one's own agency stands on its own copy, in its order, and nowhere in anybody else's."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from escalation.acts import note, say
from export import formats, record_json
from export.record import record
from export.shape import Record
from export.sheet import sheet
from export.verify import verify
from tests.export.conftest import Ledger, a_raising, on

NOW = datetime(2026, 4, 2, 16, 5, tzinfo=UTC)
WORDS = "Lena Kaur advises a strategy discussion before the weekend."


@pytest.fixture
def with_a_note(new_ledger: Any) -> Ledger:
    """Words, a note of the health trust, and words again."""
    ledger: Ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    ledger.act(say.say, "sam", on(2, 15, 10), text="I have sent the notes of all three visits.")
    answers = {"about": "lead", "text": WORDS, "happened_on": "2026-04-01", "who": "Lena Kaur"}
    ledger.act(note.note, "sam", on(2, 15, 20), answers=answers)
    ledger.act(say.say, "tom", on(2, 15, 30), text="Thank you.")
    return ledger


def test_on_its_own_agencys_copy_it_stands_in_order_with_who_when_and_what(with_a_note, health):
    copy = record(with_a_note.stands, with_a_note.kept, health, NOW)

    *_, before, noted, after = copy["entries"]
    assert [each["kind"] for each in (before, noted, after)] == ["said", "noted", "said"]
    assert noted["title"] == "Note for this agency alone"
    assert noted["lines"] == [
        {
            "label": "",
            "text": "Sam Okafor (Professional) made a note for Thames Valley Community Health "
            "Trust alone: advice from its safeguarding lead.",
        },
        {"label": "When it happened", "text": "Wednesday 1 April 2026"},
        {"label": "Who took part", "text": "Lena Kaur"},
        {"label": "Note", "text": f"“{WORDS}”"},
    ]


@pytest.mark.parametrize("reader", ["csc", "office"])
def test_in_any_other_copy_it_is_two_digests_and_nothing_of_what_it_is(
    with_a_note, reader, request
):
    copy = record(with_a_note.stands, with_a_note.kept, request.getfixturevalue(reader), NOW)

    withheld = copy["entries"][-2]
    assert set(withheld) == {"seq", "head", "digest", "previous", "hash", "withheld"}
    text = json.dumps(copy, ensure_ascii=False)
    for word in (WORDS, "noted", "Lena", "15:20", "made a note"):
        assert word not in text


@pytest.mark.parametrize("reader", ["csc", "office"])
def test_no_page_of_any_other_copy_says_that_it_was_a_note(with_a_note, reader, request, key):
    copy = record(with_a_note.stands, with_a_note.kept, request.getfixturevalue(reader), NOW)
    pages = json.dumps(sheet(Record.model_validate(copy), key.fingerprint), ensure_ascii=False)

    assert "strategy discussion" not in pages
    assert "ote for this agency" not in pages


def test_it_is_no_part_of_a_sides_view_on_the_first_page(with_a_note, health):
    copy = record(with_a_note.stands, with_a_note.kept, health, NOW)

    assert WORDS not in json.dumps(copy["sides"], ensure_ascii=False)


@pytest.mark.parametrize("reader", ["health", "csc"])
def test_every_copy_with_or_without_it_verifies(with_a_note, reader, request, key):
    copy = record(with_a_note.stands, with_a_note.kept, request.getfixturevalue(reader), NOW)
    pdf = formats.FORMATS["pdf"](record_json.signed(copy, key))

    assert verify(pdf, key.fingerprint).good
