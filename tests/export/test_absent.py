"""What has been taken out of sight, in a copy: its seal alone, and who did it and why."""

from typing import Any

import pytest

from escalation.acts import sight
from export import formats, record_json, verify
from export.record import record
from export.shape import Record
from export.sheet import sheet
from tests.export.conftest import ANSWER, EVIDENCE, Ledger, on

WHY = "It is of another child."


def again(ledger: Ledger) -> Ledger:
    """The same disagreement, to go on with alone."""
    other = Ledger(ledger.procedure, ledger.calendar, ledger.directory, list(ledger.kept))
    other.stands = ledger.stands
    return other


@pytest.fixture
def hidden(settled) -> Ledger:
    """What Tom wrote, and what was raised, are out of sight."""
    ledger = again(settled)
    for entry in ledger.stands.written:
        if entry.kind in ("said", "raised"):
            answers = {"entry": str(entry.entry), "reason": WHY}
            ledger.act(sight.hide, "tom", on(10, 17), question="", answers=answers)
    return ledger


@pytest.fixture
def made(hidden, health) -> dict[str, Any]:
    """The health trust's copy, afterwards."""
    return record(hidden.stands, hidden.kept, health, on(10, 18))


def test_no_word_of_it_is_in_the_record(made):
    assert ANSWER not in str(made)
    assert EVIDENCE not in str(made)
    assert made["entries"][0]["withheld"]
    assert set(made["entries"][0]) == {"seq", "head", "digest", "previous", "hash", "withheld"}


def test_the_pages_say_in_its_place_who_did_it_when_and_why(made):
    shown = sheet(Record.model_validate(made), "a fingerprint")

    first = shown["entries"][0]["entry"]
    assert first["why"] == (
        "Taken out of sight by Tom Reed (Professional), on Friday 10 April 2026, 17:00"
    )
    assert first["reason"][0]["text"] == f"Reason: {WHY}"
    assert "3 of them are out of everybody's sight" in shown["proof"]["entries"]


def test_the_copy_verifies_with_its_pages(made, key):
    verdict = verify.verify(formats.FORMATS["pdf"](record_json.signed(made, key)))

    assert verdict.good, verdict


def test_only_where_the_first_entry_is_not_there_may_nothing_be_cited_for_it(
    made, key, settled, health
):
    whole = record(settled.stands, settled.kept, health, on(10, 18))
    whole["state"]["raised_entry"] = None

    verdict = verify.verify(record_json.written(record_json.signed(whole, key)))

    assert not verdict.good


def test_of_what_was_agreed_nothing_is_left_in_any_entry(settled, health):
    ledger = again(settled)
    proposed = next(each for each in ledger.stands.written if each.kind == "proposed")
    answers = {"entry": str(proposed.entry), "reason": WHY}
    ledger.act(sight.hide, "tom", on(10, 17), question="", answers=answers)

    made = record(ledger.stands, ledger.kept, health, on(10, 18))

    assert "Weigh the baby" not in str(made)
    assert made["agreed"] == []
    shown = sheet(Record.model_validate(made), "a fingerprint")
    assert "taken out of sight" in shown["nothing_agreed"]


def test_a_copy_of_the_first_entries_holds_nothing_taken_out_of_sight_since(
    settled, hidden, health
):
    made = record(settled.stands, settled.kept, health, on(10, 18), hidden.stands.hidden)

    assert EVIDENCE not in str(made)
    assert len(made["entries"]) == len(settled.kept)
