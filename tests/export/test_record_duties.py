"""Duties on the record: done and declined, with their words, on the copy of whose they are alone."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from escalation.acts import agree, duty
from export.record import record
from tests.export.conftest import Ledger, a_raising, on

NOW = datetime(2026, 4, 3, 16, 5, tzinfo=UTC)
FILED, WHY = "RiO 4471", "The school holds no file of its own."
ACTION = {"what_1": "A joint visit", "owner_1": "Priya Desai", "due_1": "2026-12-01"}


@pytest.fixture
def seen_to(new_ledger: Any) -> Ledger:
    """Settled; one side files it, the other declines, and there is something to learn."""
    ledger: Ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    ledger.act(agree.propose, "sam", on(2, 15, 10), question="tier:0", answers=ACTION)
    for by in ("sam", "tom"):
        ledger.act(agree.approve, by, on(2, 15, 20), question="proposal:1")
    filed = {"s1:record.how": "done", "s1:record.words": FILED, "acknowledged": "read"}
    ledger.act(duty.closing, "sam", on(2, 15, 30), question="", answers=filed)
    declined = {"s1:record.how": "declined", "s1:record.words": WHY, "gaps": "Who rings whom."}
    ledger.act(duty.closing, "tom", on(2, 15, 40), question="", answers=declined)
    return ledger


@pytest.mark.parametrize(
    ("reader", "reads", "never"), [("health", FILED, WHY), ("csc", WHY, FILED), ("office", "", "")]
)
def test_each_copy_has_its_own_agencys_words_and_the_issues(seen_to, reader, reads, never, request):
    copy = record(seen_to.stands, seen_to.kept, request.getfixturevalue(reader), NOW)

    text = json.dumps(copy, ensure_ascii=False)
    assert reads in text
    assert not never or never not in text
    assert "“Who rings whom.”" in text
    if reader == "office":
        assert FILED not in text
        assert WHY not in text


def test_it_stands_there_with_whose_it_was_and_where_it_is_filed(seen_to, health):
    copy = record(seen_to.stands, seen_to.kept, health, NOW)

    mine = [each for each in copy["entries"] if each.get("kind") == "duty_answered"]
    assert mine[0]["title"] == "What became of what was asked"
    assert mine[0]["lines"][-1] == {"label": "Where it is filed", "text": FILED}
