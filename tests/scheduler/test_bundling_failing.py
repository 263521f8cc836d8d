"""What is told together when it does not go well: tried again, looked up, or told one by one."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from scheduler.delivery import LEASE, TRIES
from scheduler.sender import PacedError, RefusedError, TryAgainError, UncertainError
from storage.database import writing
from storage.outbox import GIVEN_UP
from storage.tables import outbox
from tests.escalation.story import time

TIER_1 = "Tuesday 2026-04-07 17:01"
AFTER_A_LEASE = "Tuesday 2026-04-07 17:04"
LATER = "Tuesday 2026-04-07 17:10"
ASKED = " – you are asked to act"


def receipts(office, raised, person, topic="reached:1"):
    return [office.store.receipts.of(reference, topic, person) for reference in raised]


def bundles(office, references):
    return {row["bundle"] for each in references for row in office.rows(each)}


def test_not_now_loses_nothing_and_they_come_together_later(office, raised):
    office.platform.fails("tell_all", TryAgainError("ratelimited", 30))

    office.works(TIER_1)
    assert office.platform.heard("jo") == []
    office.now += timedelta(seconds=30)
    office.works()

    [told] = office.platform.heard("jo")
    assert told.startswith("3 things wait for you.")


def test_a_message_that_may_have_been_sent_is_looked_up_by_its_own_key(office, raised):
    """FAILURES 25: accepted, and the answer lost."""
    office.platform.loses_the_answer("tell_all")
    office.works(TIER_1)
    assert len(office.platform.heard("jo")) == 1
    assert receipts(office, raised, "jo") == [None] * 3
    office.platform.calls.clear()

    office.works(AFTER_A_LEASE)

    assert "find_told" in office.platform.calls
    assert len(office.platform.heard("jo")) == 1
    assert all(receipts(office, raised, "jo"))


def test_what_turns_out_not_to_have_been_sent_is_sent_again_under_the_same_key(office, raised):
    office.platform.fails("tell_all", UncertainError("no_answer"))
    office.works(TIER_1)
    key = bundles(office, raised)

    office.works(AFTER_A_LEASE)

    [sent] = [sent for sent in office.platform.told if sent.to == "jo"]
    assert sent.key in key
    assert sent.text.startswith("3 things wait for you.")
    assert all(receipts(office, raised, "jo"))


def test_while_the_look_up_fails_nothing_is_sent_again(office, raised):
    office.platform.loses_the_answer("tell_all")
    office.works(TIER_1)
    office.platform.fails("find_told", *[TryAgainError("ratelimited", 60)] * 2)

    for at in (AFTER_A_LEASE, "Tuesday 2026-04-07 17:06", LATER):
        office.works(at)

    assert len(office.platform.heard("jo")) == 1
    assert all(receipts(office, raised, "jo"))


def test_what_was_settled_before_it_could_be_looked_up_and_was_not_sent_is_not_sent(office, raised):
    office.platform.fails("tell_all", UncertainError("no_answer"))
    office.works(TIER_1)

    office.settles(raised[1], "sam", "priya")
    office.works(AFTER_A_LEASE)

    told = "\n".join(office.platform.heard("jo"))
    assert [told.count(f"{reference}{ASKED}") for reference in raised] == [1, 0, 1]


def test_where_the_platform_refuses_somebody_whoever_stands_in_hears_each_of_them(office, raised):
    """FAILURES 28: and nobody goes without because they were to be told together."""
    office.platform.refuses.add("tom")

    office.works(TIER_1)

    assert office.platform.heard("tom") == []
    told = "\n".join(office.platform.heard("kofi"))
    assert [told.count(f"{reference}{ASKED}") for reference in raised] == [1, 1, 1]
    assert all(receipts(office, raised, "kofi"))


def test_where_nobody_stands_in_each_has_its_own_alarm(office, raised):
    """FAILURES 16: a loud failure, for each of them."""
    office.platform.refuses |= {"jo", "max", "mina", "clare", "owen", "ruth"}

    office.works(TIER_1)

    assert [office.kinds(reference).count("undelivered") for reference in raised] == [1, 1, 1]
    assert all(("telling", GIVEN_UP) in office.outcomes(reference) for reference in raised)
    assert len([row for ref in raised for row in office.rows(ref) if row["state"] == "leased"]) == 0


def test_what_the_platform_will_not_take_together_it_is_given_one_by_one(office, raised):
    office.platform.fails("tell_all", RefusedError("invalid_blocks"))

    office.works(TIER_1)

    assert len(office.platform.heard("jo")) == 3
    assert len(office.platform.heard("tom")) == 1


def test_a_fault_in_one_of_them_keeps_none_of_the_others_from_being_told(office, raised):
    """FAILURES 15: one bad row stops nothing else."""
    office.platform.fails("tell_all", *[ValueError("a bug")] * 2)
    office.platform.fails("tell", ValueError("a bug"))
    office.works(TIER_1)
    for _ in range(TRIES):
        office.now = max(office.now, office.worker.next_at()) + timedelta(seconds=1)
        office.works()

    told = "\n".join(office.platform.heard("jo"))
    assert [told.count(f"{reference}{ASKED}") for reference in raised] == [1, 1, 1]


def owed_to_jo(office, reference):
    return next(
        row
        for row in office.rows(reference)
        if row["owed"] and '"role":"line_manager","agency":"health"' in row["owed"]
    )


def is_of_no_tier(office, row):
    """It names a tier that its text does not have: no words can be made of it."""
    owed = row["owed"].replace('"tier":1', '"tier":9')
    assert owed != row["owed"]
    with writing(office.engine) as connection:
        connection.execute(update(outbox).where(outbox.c.id == row["id"]).values(owed=owed))


def test_one_whose_words_cannot_be_made_keeps_none_of_the_others_waiting(office, raised):
    """FAILURES 15: it is left out, and counted in its own turn alone."""
    office.platform.room = 1
    office.platform.fails("tell", *[TryAgainError("unreachable", 60)] * 6)
    office.works(TIER_1)
    assert office.platform.heard("jo") == []
    raised.sort(key=lambda each: owed_to_jo(office, each)["id"])  # the first of them leads
    is_of_no_tier(office, owed_to_jo(office, raised[2]))
    office.platform.room = 20

    office.works("Tuesday 2026-04-07 17:03")

    [told] = office.platform.heard("jo")
    assert [told.count(f"{reference}{ASKED}") for reference in raised] == [1, 1, 0]
    faults = [max(row["faults"] for row in office.rows(each)) for each in raised]
    assert faults == [0, 0, 1]


def test_a_worker_that_dies_in_the_middle_leaves_all_of_them_to_the_next(office, raised):
    class DiedError(BaseException):
        pass

    def dies(call):
        if call == "tell_all":
            office.platform.before = lambda call: None
            raise DiedError

    office.platform.before = dies
    with pytest.raises(DiedError):
        office.works(TIER_1)

    office.now += LEASE + timedelta(seconds=1)
    office.works()

    told = [text for name in ("jo", "tom") for text in office.platform.heard(name)]
    assert [text.startswith("3 things wait for you.") for text in told] == [True, True]


# The platform's limits


def test_a_wait_for_the_pace_is_no_attempt_and_no_fault(office, raised):
    """FAILURES 26, 27."""
    office.platform.fails("tell_all", *[PacedError(1)] * 12)
    for _ in range(12):
        office.works(TIER_1 if office.now < time(TIER_1) else "")
        office.now += timedelta(seconds=1)
    waiting = [row for each in raised for row in office.rows(each) if row["state"] == "waiting"]
    assert {(row["attempts"], row["faults"]) for row in waiting} <= {(0, 0), (1, 0)}

    office.platform.works_again()
    office.now += timedelta(minutes=1)
    office.works()

    assert len(office.platform.heard("jo")) == len(office.platform.heard("tom")) == 1
