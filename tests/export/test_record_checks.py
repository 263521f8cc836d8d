"""What was checked back stands on the record of every side, and the day of its review on the first page."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from escalation.acts import agree, check
from export.citations import unfounded
from export.record import record
from export.shape import Record
from export.sheet import sheet
from tests.escalation.checked_text import CHECKED
from tests.export.conftest import Ledger, a_raising, on

NOW = datetime(2026, 4, 3, 16, 5, tzinfo=UTC)
WORDS = "The school asks for a week more."
ACTION = {
    "what_1": "A joint visit",
    "owner_1": "Priya Desai",
    "due_1": "2026-04-20",
    "review_on": "2026-05-20",
}
ANSWERS = (
    ("sam", {"understood": "understood"}),
    ("tom", {"understood": "understood"}),
    (
        "tom",
        {"action_1": "not_yet", "action_1_on": "2026-04-27", "action_1_words": WORDS},
    ),
    ("sam", {"action_1": "agreed"}),
)


@pytest.fixture
def checked(new_ledger: Any) -> Ledger:
    """Settled; understood alike; and another day agreed for its action."""
    ledger: Ledger = replace(new_ledger(), procedure=CHECKED)
    ledger.opened(a_raising(), "sam", on(2, 15))
    ledger.act(agree.propose, "sam", on(2, 15, 10), question="tier:0", answers=ACTION)
    for by in ("sam", "tom"):
        ledger.act(agree.approve, by, on(2, 15, 20), question="proposal:1")
    for minute, (by, answers) in enumerate(ANSWERS, start=30):
        ledger.act(check.check_back, by, on(2, 15, minute), question="check", answers=answers)
    return ledger


@pytest.mark.parametrize("reader", ["health", "csc"])
def test_every_side_reads_what_each_has_said(checked, reader, request):
    copy = record(checked.stands, checked.kept, request.getfixturevalue(reader), NOW)

    titles = [each.get("title") for each in copy["entries"]]
    assert titles.count("Checked back") == 4
    assert titles[-1] == "Another day agreed"
    assert WORDS in json.dumps(copy, ensure_ascii=False)


def test_the_day_of_its_review_stands_on_the_first_page_with_its_entry(checked, health):
    made = Record.model_validate(record(checked.stands, checked.kept, health, NOW))

    facts = {each["label"]: each for each in sheet(made, "a fingerprint")["facts"]}
    assert facts["It is to be reviewed"]["value"] == "20 May 2026"
    assert unfounded(made) is None
