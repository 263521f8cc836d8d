"""Each agency's copy has its discussions: held when, written down when by whom, approved by whom when."""

import io
import json
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from pypdf import PdfReader

from escalation.acts import discussions, meet
from export import formats, record_json
from export.discussions import printed
from export.record import record
from export.shape import Record
from export.verify import verify
from tests.escalation.talking import TALKING
from tests.export.conftest import Ledger, a_raising, on

NOW = datetime(2026, 4, 8, 16, 5, tzinfo=UTC)
HELD = {"held_on": "2026-04-02", "held_at": "15:05", "who": "Sam and Tom"}
BETWEEN = {**HELD, "between": "all", "text": "We spoke of the three visits."}
OURS = {**HELD, "between": "own", "text": "Nia asks for a joint visit.", "who": "Sam and Nia"}


@pytest.fixture(scope="module")
def talked(new_ledger: Any) -> Ledger:
    """One between the agencies, approved by one of them and corrected by the other; one inside health."""
    ledger: Ledger = partial(new_ledger.func, TALKING, *new_ledger.args[1:])()
    ledger.opened(a_raising(), "sam", on(2, 15))
    ledger.act(meet.discuss, "sam", on(2, 15, 10), question="tier:0", answers=BETWEEN)
    between = str(len(ledger.kept))
    ledger.act(meet.discuss, "sam", on(7, 9), question="tier:0", answers=OURS)
    ledger.act(discussions.approve_discussions, "sam", on(7, 9, 5), question="", answers={})
    wrong = {"except": between, "correction": "We spoke of two visits."}
    ledger.act(discussions.approve_discussions, "tom", on(7, 9, 10), question="", answers=wrong)
    return ledger


def test_its_own_copy_says_of_each_who_approved_it_when(talked: Ledger, health):
    between, ours = record(talked.stands, talked.kept, health, NOW)["discussions"]

    assert (between["held"], between["by"]) == ("2026-04-02T15:05:00+01:00", "Sam Okafor")
    assert between["between"] == ["health", "csc"]
    assert [(one["agency"], one["name"]) for one in between["approved"]] == [
        ("health", "Sam Okafor")
    ]
    assert [(one["agency"], one["name"]) for one in between["corrected"]] == [("csc", "Tom Reed")]
    assert ours["between"] == ["health"]
    assert ours["approved"][0]["at"] == "2026-04-07T09:05:00+01:00"


@pytest.mark.parametrize("reader", ["csc", "office"])
def test_another_copy_has_no_word_of_one_inside_an_agency(talked: Ledger, reader: str, request):
    copy = record(talked.stands, talked.kept, request.getfixturevalue(reader), NOW)

    assert [each["between"] for each in copy["discussions"]] == [["health", "csc"]]
    assert OURS["text"] not in json.dumps(copy)
    assert "inside" not in json.dumps(copy["discussions"])


def test_on_the_pages_they_stand_together_and_the_copy_verifies(talked: Ledger, health, key):
    signed = record_json.signed(record(talked.stands, talked.kept, health, NOW), key)
    pages = formats.FORMATS["pdf"](signed)
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pages)).pages).split()
    )

    assert "Discussions on record" in text
    assert "approved by Sam Okafor (Professional), Tuesday 7 April 2026, 09:05" in text
    assert "corrected, and not approved as it stands, by Tom Reed" in text
    assert verify(pages, key.fingerprint).good


def test_of_what_nobody_approved_it_is_said_that_it_is_not_yet(talked: Ledger, csc, key):
    stands = record(talked.stands, talked.kept, csc, NOW)
    stands["discussions"][0]["corrected"] = []
    said = printed(Record.model_validate(stands), lambda agency: agency)[0]["said"]

    assert said[1] == {"text": "csc: not yet approved", "entry": None}


def test_a_record_without_any_has_not_a_word_of_it(settled, health):
    assert "discussions" not in record(settled.stands, settled.kept, health, NOW)
