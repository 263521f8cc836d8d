"""What became of each stage stands on the record: settled there, reopened and why, moved on and by whom."""

import pytest

from escalation.acts import agree, climb, reopen
from export import stages
from export.citations import unfounded
from export.record import record
from export.shape import Record
from export.sheet import sheet
from tests.export.conftest import Ledger, a_raising, on
from tests.export.test_record_again import WHY, agrees

S1, S2, S3 = (f"Stage {number}" for number in (1, 2, 3))


@pytest.fixture
def settled_twice(new_ledger) -> Ledger:
    """Settled at stage 1, reopened, and settled at stage 2 before its day ended."""
    ledger: Ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    agrees(ledger, 2, 16, 1, "sam", "tom")
    ledger.act(reopen.reopen, "sam", on(20, 10), question="", answers=WHY)
    agrees(ledger, 20, 11, 2, "ruth", "owen")
    return ledger


def found(ledger: Ledger, reader) -> Record:
    document = Record.model_validate(record(ledger.stands, ledger.kept, reader, on(30, 12)))
    assert unfounded(document) is None
    return document


def rows(document: Record) -> dict[str, list[str]]:
    """What the pages say of each stage, by the beginning of its title."""
    shown = sheet(document, "AA BB")["stages"]
    return {each["stage"][:7]: [row["text"] for row in each["became"]] for each in shown}


def facts(document: Record) -> dict[str, str]:
    return {row["label"]: row["value"] for row in sheet(document, "AA BB")["facts"]}


def test_a_stage_that_was_settled_and_reopened_says_both_and_why(settled_twice, health):
    """It had said that it moved on before that day ended."""
    document = found(settled_twice, health)
    first, again = rows(document)[S1]

    assert first == "Settled here on Thursday 2 April 2026, 16:00."
    assert again.startswith("Reopened by Sam Okafor, on Monday 20 April 2026, 10:00; it went on at")
    assert again.endswith("The reason given: The visit was not made.")
    assert document.windows[0].became == "settled"


def test_the_stage_at_which_it_was_settled_in_the_end_says_so_whatever_was_counted(
    settled_twice, health
):
    assert rows(found(settled_twice, health))[S2] == [
        "Settled here on Monday 20 April 2026, 11:00."
    ]


def test_the_first_page_says_that_it_had_been_settled_and_was_reopened(settled_twice, health):
    shown = facts(found(settled_twice, health))

    assert shown["It had been settled"].startswith("Thursday 2 April 2026, 16:00, Stage 1")
    assert shown["It was reopened"].startswith(
        "Monday 20 April 2026, 10:00, by Sam Okafor; it went on at Stage 2"
    )


def test_a_stage_from_which_it_was_moved_up_says_by_whom_and_where_it_stands(new_ledger, health):
    ledger: Ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    answers = {"tier": "2", "reason": "It cannot wait."}
    ledger.act(climb.move_up, "sam", on(2, 16), question="tier:0", answers=answers)
    document = found(ledger, health)

    (moved,) = rows(document)[S1]
    assert moved.startswith("It went on to Stage 2")
    assert moved.endswith("on Thursday 2 April 2026, 16:00, moved by Sam Okafor.")
    assert rows(document)[S2] == [stages.STANDS]
    assert rows(document)[S3] == []
    assert "It was reopened" not in facts(document)


def test_of_one_that_never_left_its_first_stage_there_is_not_a_word_in_the_file(new_ledger, health):
    ledger: Ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    proposal = {"what_1": "A visit", "owner_1": "Tom Reed", "due_1": "2026-06-30"}
    ledger.act(agree.propose, "sam", on(2, 16), question="tier:0", answers=proposal)

    assert "became" not in record(ledger.stands, ledger.kept, health, on(30, 12))
