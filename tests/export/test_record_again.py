"""A record whose start was put right, or whose ending did not last: what holds now, and what was."""

import pytest

from escalation.acts import agree, close, dates, reopen
from export.citations import unfounded
from export.record import record
from export.shape import Record
from export.sheet import sheet
from tests.export.conftest import Ledger, a_raising, on

PROPOSAL = {"what_1": "A visit today", "owner_1": "Tom Reed", "due_1": "2026-06-30"}
WHY = {"reason": "The visit was not made."}


def agrees(ledger: Ledger, day: int, hour: int, number: int, *names: str) -> None:
    at = on(day, hour)
    ledger.act(agree.propose, names[0], at, question=ledger.stands.question, answers=PROPOSAL)
    for name in names:
        ledger.act(agree.approve, name, at, question=f"proposal:{number}")


def copy(ledger: Ledger, reader, day: int = 30):
    return record(ledger.stands, ledger.kept, reader, on(day, 12))


def facts(document) -> dict[str, str]:
    rows = sheet(Record.model_validate(document), "AA BB")["facts"]
    return {row["label"]: row["value"] for row in rows}


@pytest.fixture
def corrected(new_ledger) -> Ledger:
    """Raised on the Thursday before Easter; it had begun on the Tuesday, and as the other side sees it on Monday."""
    ledger: Ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    ledger.time(on(7, 17, 1))
    mine = {"began_on": "2026-04-01", "began_at": "11:00", "reason": "A slip of the pen."}
    ledger.act(dates.correct_date, "sam", on(8, 10), question="tier:0", answers=mine)
    theirs = {"began_on": "2026-03-30", "began_at": "09:00", "why": "When the referral came in."}
    ledger.act(dates.own_date, "tom", on(8, 11), question="tier:0", answers=theirs)
    return ledger


@pytest.fixture
def reopened(new_ledger) -> Ledger:
    """Settled on the day it was raised, and reopened a fortnight later."""
    ledger: Ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    agrees(ledger, 2, 16, 1, "sam", "tom")
    ledger.act(reopen.reopen, "sam", on(20, 10), question="", answers=WHY)
    return ledger


class TestACorrectedDate:
    """Both dates stand on the first page, each with its entry; the windows are those counted now."""

    def test_the_first_page_has_the_date_that_holds_the_one_first_given_and_the_other_sides(
        self, corrected, health
    ):
        shown = facts(copy(corrected, health))

        assert shown["It began"] == "Wednesday 1 April 2026, 11:00"
        assert shown["It began, as first given"] == "Thursday 2 April 2026, 15:00"
        assert shown["As Reading Children’s Social Care sees it"] == "Monday 30 March 2026, 09:00"

    def test_every_sentence_is_founded(self, corrected, health, csc):
        for reader in (health, csc):
            assert unfounded(Record.model_validate(copy(corrected, reader))) is None

    def test_the_windows_are_as_they_are_counted_now(self, corrected, health):
        windows = copy(corrected, health, day=8)["windows"]

        assert [window["limit"][:10] for window in windows] == [
            *("2026-04-02", "2026-04-07", "2026-04-08", "2026-04-09", "2026-04-13"),
        ]
        assert [window["became"] for window in windows[:2]] == [
            "before_correction",
            "before_correction",
        ]
        assert windows[0]["passed_entry"] is None

    def test_the_old_limits_stay_as_what_they_were(self, corrected, health):
        entries = copy(corrected, health)["entries"]
        counted = [each for each in entries if each["kind"] == "limit_set"]

        assert len(counted) == 10
        assert "by the end of Tuesday 7 April." in counted[0]["lines"][0]["text"]
        assert "had passed" not in counted[0]["lines"][0]["text"]
        assert "It had passed before its date was corrected." in counted[5]["lines"][0]["text"]

    def test_why_the_other_sides_date_differs_is_among_its_own_words(self, corrected, csc):
        sides = {side["agency"]: side for side in copy(corrected, csc)["sides"]}

        assert "When the referral came in." in [each["text"] for each in sides["csc"]["view"]]

    def test_where_no_date_was_corrected_there_is_not_a_word_of_it(self, raised, health):
        state = copy(raised, health)["state"]

        assert not {"began_entry", "first_began_at", "own_dates"} & set(state)


class TestReopened:
    """It is open again; what was agreed then is an entry, and no longer what is agreed."""

    def test_it_is_open_and_nothing_says_when_it_ended(self, reopened, health):
        document = copy(reopened, health)

        assert (document["state"]["status"], document["state"]["ended_at"]) == ("open", None)
        assert document["state"]["ended_entry"] is None
        assert document["agreed"] == document["approvals"] == []
        assert unfounded(Record.model_validate(document)) is None

    def test_a_window_that_passed_before_is_late_for_nobody(self, reopened, health):
        became = [window["became"] for window in copy(reopened, health)["windows"]]

        assert became == ["settled", "passed_over", *["before_reopening"] * 3]

    def test_settled_again_it_shows_the_last_settlement(self, reopened, health):
        agrees(reopened, 21, 10, 2, "ruth", "owen")

        document = copy(reopened, health)

        seqs = [each["seq"] for each in document["entries"] if each.get("kind") == "settled"]
        assert document["state"]["ended_entry"] == seqs[-1]
        assert seqs[-1] in document["agreed"][0]["entries"]
        assert seqs[0] not in document["agreed"][0]["entries"]
        assert unfounded(Record.model_validate(document)) is None

    def test_withdrawn_in_the_end_it_says_when(self, reopened, health):
        reopened.act(close.withdraw, "sam", on(22, 9), question="", answers=WHY)

        document = copy(reopened, health)

        assert document["state"]["status"] == "withdrawn"
        assert document["state"]["ended_entry"] == document["entries"][-2]["seq"]
        assert unfounded(Record.model_validate(document)) is None
