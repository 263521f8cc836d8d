"""What is told together, by two workers: whoever wakes up late, it is told once, and none of it is left."""

from datetime import timedelta

import pytest

from scheduler.delivery import LEASE
from scheduler.sender import TryAgainError

TIER_1 = "Tuesday 2026-04-07 17:01"
MOMENT = timedelta(seconds=1)


@pytest.fixture
def raised(office):
    """Three disagreements, of which two managers may have been told together, or not."""
    references = [office.raises() for _ in range(3)]
    office.works()
    office.platform.loses_the_answer("tell_all")
    office.platform.loses_the_answer("tell_all")
    office.works(TIER_1)
    office.now += LEASE + MOMENT
    return references


def sleeps_before(office, call, other):
    """The worker is paused for longer than its lease before this call, and another goes on."""

    def before(name):
        if name == call:
            office.platform.before = lambda name: None
            office.now += LEASE + MOMENT
            other.work()

    office.platform.before = before


def messages(office):
    return [len(office.platform.heard(name)) for name in ("jo", "tom")]


def states(office, raised):
    return {row["state"] for each in raised for row in office.rows(each) if row["bundle"]}


@pytest.mark.parametrize("swapped", [False, True])
def test_what_may_have_been_told_together_is_not_told_twice_by_two_that_look_it_up(
    office, other, raised, swapped
):
    """One has it and sleeps past its lease; another takes it up; then each of them goes on."""
    one, two = (other, office.worker) if swapped else (office.worker, other)
    office.platform.before = lambda call: None
    sleeps_before(office, "find_told", two)

    one.work()
    two.work()

    assert messages(office) == [1, 1]
    assert states(office, raised) == {"sent"}
    assert all(office.store.receipts.told(each, "reached:1", "jo") for each in raised)


@pytest.mark.parametrize("late_first", [True, False])
def test_both_that_took_it_up_in_turn_find_the_one_message(office, other, raised, late_first):
    outbox = office.store.outbox
    [late] = outbox.claim(office.now, "late", 1, LEASE)
    office.now += LEASE + MOMENT
    [held] = [one for one in outbox.claim(office.now, "b", 9, LEASE) if one.id == late.id]

    for item in (late, held) if late_first else (held, late):
        office.delivery._attempt(item, office.now)
    other.work()
    office.now += LEASE + MOMENT
    other.work()

    assert messages(office) == [1, 1]
    assert states(office, raised) == {"sent"}


def test_the_rest_of_a_bundle_whose_leader_alone_was_kept_is_kept_by_its_proof(office, raised):
    """Written by an earlier release: nothing of it is left for ever, and none of it is told again."""
    [leads] = office.store.outbox.claim(office.now, "late", 1, LEASE)
    [sent] = [sent for sent in office.platform.told if sent.key == leads.bundle]
    receipt = office.delivery._teller.receipt(leads.owed, sent.to, f"D-{sent.to}", sent.id, None)
    office.store.outbox.bundles.sent([(leads, receipt)], office.now)
    office.platform.fails("find_told", TryAgainError("ratelimited", 5))

    for _ in range(3):
        office.now += LEASE + MOMENT
        office.works()

    assert messages(office) == [1, 1]
    assert states(office, raised) == {"sent"}
    assert all(office.store.receipts.told(each, "reached:1", sent.to) for each in raised)


def test_the_rest_of_a_bundle_is_looked_up_by_the_key_of_the_bundle(office, raised):
    """Its leader is done without a receipt: what each was to be told, and where, is known still."""
    [leads] = office.store.outbox.claim(office.now, "late", 1, LEASE)
    office.store.outbox.sent(leads.id, None, office.now)

    for _ in range(3):
        office.now += LEASE + MOMENT
        office.works()

    assert messages(office) == [1, 1]
    assert states(office, raised) == {"sent"}


def test_a_fault_of_the_platform_between_taking_up_and_tying_leaves_each_to_its_own_turn(office):
    references = [office.raises() for _ in range(3)]
    office.works()

    def breaks(notices):
        del office.platform.room_for
        raise ValueError("a bug")

    office.platform.room_for = breaks
    office.works(TIER_1)
    office.now += timedelta(seconds=1)
    office.works()

    told = "\n".join(office.platform.heard("jo") + office.platform.heard("tom"))
    assert all(told.count(f"{each} – you are asked to act") >= 1 for each in references)
    leased = [row for each in references for row in office.rows(each) if row["state"] == "leased"]
    assert len(leased) <= 1
