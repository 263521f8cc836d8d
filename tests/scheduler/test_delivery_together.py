"""Many workers on one store: whoever is slow, paused or dead, each thing is done once. FAILURES 3, 25."""

from dataclasses import replace
from datetime import timedelta

import pytest

from escalation.acts import answer
from escalation.directory.people import Post
from scheduler.archive import Archive
from scheduler.delivery import LEASE, Delivery
from scheduler.holding import MARGIN
from scheduler.sender import TryAgainError, UncertainError
from tests.scheduler.office import PEOPLE, calendar_of

TIER_1 = "Tuesday 2026-04-07 17:01"
TIER_2 = "Wednesday 2026-04-08 17:01"
ROLES = {"next_manager", "safeguarding_lead"}
MOMENT = timedelta(seconds=1)


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


# Two roles of one person


def tier_2_of(office, reference):
    rows = [row for row in office.rows(reference) if row["kind"] == "telling"]
    return [row for row in rows if row["addressee"].partition("@")[0] in ROLES]


def test_that_another_is_about_to_tell_somebody_is_no_word_that_they_were_told(office):
    """She holds two roles of the second stage: what waits to tell her of one has not told her yet."""
    kept = [post for post in PEOPLE.posts if post.person != "clare"]
    posts = (*kept, Post("mina", "safeguarding_lead", "health"))
    office.listed(replace(PEOPLE, posts=posts))
    reference = office.raises()
    office.works(TIER_1)
    tell = office.platform.tell
    refused: list[str] = []

    def not_now(direct, *about):
        if direct == "D-mina" and not refused:
            refused.append(direct)
            raise TryAgainError("ratelimited", 600)
        return tell(direct, *about)

    office.platform.tell = not_now
    office.works(TIER_2)

    waiting = [row for row in tier_2_of(office, reference) if row["state"] == "waiting"]
    assert sorted(row["why"] for row in waiting) == ["another is telling them this", "ratelimited"]
    assert {row["faults"] for row in waiting} == {0}
    for _ in range(2):
        office.now += timedelta(minutes=20)
        office.works()
    assert office.store.receipts.told(reference, "reached:2", "mina")
    assert {row["state"] for row in tier_2_of(office, reference)} == {"sent", "no_longer_owed"}


# What is left of a lease


def short(office, left):
    """A delivery whose clock is asked afresh, when so much is left of its lease."""
    archive = Archive(office.store, office.platform, office.make, platform="slack")
    return Delivery(
        office.store,
        office.platform,
        archive.send,
        calendar_of,
        platform="slack",
        worker="slow",
        now=lambda: office.now + LEASE - left,
    )


def test_what_could_outlast_its_lease_while_it_waits_for_the_platform_is_not_sent(office):
    reference = office.raises()

    short(office, MARGIN - MOMENT).deliver(office.now)

    assert office.platform.roots == {}
    assert office.rows(reference)[0]["run_at"] == office.now + MOMENT
    for _ in range(3):
        short(office, MARGIN).deliver(office.now + MOMENT)
    assert len(office.platform.roots) == 1


def test_a_look_up_that_takes_too_long_is_followed_by_no_post(office):
    reference = office.raises()
    office.works()
    office.platform.fails("post", UncertainError("no_answer"))
    office.does(reference, answer.take, "priya")
    office.works()
    office.now += LEASE + MOMENT
    slow = [timedelta(), LEASE]
    delivery = short(office, timedelta())
    delivery._placing._holding._now = lambda: office.now + slow.pop(0)

    while slow:
        delivery.deliver(office.now)

    assert office.platform.thread(reference.lower()) == []
    office.now += 2 * MOMENT
    office.works()
    assert len(office.platform.thread(reference.lower())) == 1
