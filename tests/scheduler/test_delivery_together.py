"""Many workers on one store: whoever is slow, paused or dead, each thing is done once. FAILURES 3, 25."""

from dataclasses import replace
from datetime import timedelta

import pytest

from escalation.acts import answer
from scheduler.archive import Archive
from scheduler.delivery import LEASE, Delivery
from scheduler.sender import TryAgainError, UncertainError
from scheduler.worker import Worker
from tests.scheduler.office import PEOPLE, calendar_of

TIER_1 = "Tuesday 2026-04-07 17:01"
MOMENT = timedelta(seconds=1)


@pytest.fixture
def other(office):
    """Another worker, on the same store and the same platform."""
    archive = Archive(office.store, office.platform, office.make, platform="slack")
    delivery = Delivery(
        office.store,
        office.platform,
        archive.send,
        calendar_of,
        platform="slack",
        worker="another",
    )
    return Worker(office.store, delivery, lambda: office.now)


def sleeps_before(office, call, other):
    """The worker is paused for longer than its lease before this call, and another goes on."""

    def before(name):
        if name == call:
            office.platform.before = lambda name: None
            office.now += LEASE + MOMENT
            other.work()

    office.platform.before = before


@pytest.mark.parametrize("call", ["make_place", "direct"])
def test_whoever_wakes_up_after_its_lease_sends_nothing_that_another_has_sent(office, other, call):
    """A container that was paused: it looks once more whether it still holds what it is about to send."""
    reference = office.raises()
    sleeps_before(office, call, other)

    office.works()

    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1
    assert len(office.platform.roots) == 1
    assert {state for _, state in office.outcomes(reference)} == {"sent"}


def test_an_answer_of_not_now_that_comes_too_late_takes_nothing_from_another(office, other):
    reference = office.raises()

    def answers_late(name):
        if name == "tell":
            office.platform.before = lambda name: None
            office.now += LEASE + MOMENT
            other.work()
            raise TryAgainError("ratelimited", 1)

    office.platform.before = answers_late
    office.works()
    office.now += LEASE + MOMENT
    office.works()

    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1
    assert {state for _, state in office.outcomes(reference)} == {"sent"}


def test_several_for_one_person_are_told_once_by_whichever_worker(office, other):
    for _ in range(3):
        office.raises()
    office.works()
    sleeps_before(office, "direct", other)

    office.works(TIER_1)

    for name in ("jo", "tom"):
        assert len(office.platform.heard(name)) == 1


def test_what_was_sent_to_somebody_is_looked_up_there_whoever_holds_the_role_by_then(office):
    """By the stored id of where it went: the directory may have changed meanwhile."""
    reference = office.raises()
    office.works()
    office.platform.loses_the_answer("tell")
    office.platform.loses_the_answer("tell")
    office.works(TIER_1)
    people = tuple(replace(one, manager="max") if one.id == "sam" else one for one in PEOPLE.people)
    office.listed(replace(PEOPLE, people=people))

    office.works("Tuesday 2026-04-07 17:05")

    assert len(office.platform.heard("jo")) == 1
    assert office.platform.heard("max") == []
    assert office.store.receipts.of(reference, "reached:1", "jo").channel == "D-jo"


def test_a_receipt_says_where_somebody_was_told(office):
    reference = office.raises()

    office.works()

    receipt = office.store.receipts.of(reference, "raised", "sam")
    [sent] = [sent for sent in office.platform.told if sent.to == "sam"]
    assert (receipt.channel, receipt.message) == ("D-sam", sent.id)


def test_somebody_is_not_let_into_a_place_once_it_has_ended(office):
    """FAILURES 20: what was owed when the tier was told is not owed once it is settled."""
    reference = office.raises()
    office.works()
    office.platform.fails("admit", UncertainError("no_answer"))
    office.works(TIER_1)
    assert "jo" not in office.platform.members[reference.lower()]

    office.settles(reference, "sam", "priya")
    office.now += LEASE + MOMENT
    office.works()

    assert "jo" not in office.platform.members[reference.lower()]
    whys = [row["why"] for row in office.rows(reference) if row["kind"] == "admit"]
    assert "It has been settled." in whys


def test_what_was_given_up_can_be_put_back_and_goes_on_from_there(office):
    """FAILURES 28: the channel was archived; somebody opens it again."""
    reference = office.raises()
    office.works()
    office.platform.closed.add(reference.lower())
    office.does(reference, answer.take, "priya")
    office.works()
    [given_up, *_] = office.store.outbox.given_up()
    assert (given_up.kind, given_up.why) == ("post", "is_archived")

    office.platform.closed.clear()
    office.store.outbox.replay(given_up.id, office.now)
    office.now += MOMENT
    office.works()

    assert len(office.platform.thread(reference.lower())) == 1
    assert given_up not in office.store.outbox.given_up()
