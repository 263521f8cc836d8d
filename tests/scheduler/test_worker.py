"""A round of work: what is due, then what is owed for it, until nothing is left for now."""

import threading
from collections import Counter

from escalation.acts import answer, harm
from scheduler.delivery import LEASE
from scheduler.sender import TryAgainError
from tests.escalation.story import MAUNDY_THURSDAY, time


def test_a_round_does_what_is_due_and_delivers_what_follows_from_it(office):
    office.raises()

    done = office.works("Tuesday 2026-04-07 17:01")

    assert done > 0
    assert len(office.platform.heard("jo")) == len(office.platform.heard("tom")) == 1
    assert office.works() == 0, "and nothing is left for now"


def test_more_than_one_batch_is_worked_off_in_one_round(office):
    for _ in range(12):
        office.raises()

    office.works()

    assert len(office.platform.heard("sam")) == 12
    assert len(office.platform.roots) == 12


def test_what_can_only_be_done_later_ends_the_round(office):
    office.platform.fails("tell", TryAgainError("ratelimited", 30))
    office.raises()

    office.works()

    assert len(office.platform.told) == 1


def test_the_next_time_is_that_of_whatever_comes_first(office):
    assert office.worker.next_at() is None
    office.raises()
    office.works()
    assert office.worker.next_at() == time("Tuesday 2026-04-07 09:00"), "they are asked"

    office.platform.fails("tell", TryAgainError("ratelimited", 30))
    office.raises()
    office.works()
    assert (office.worker.next_at() - MAUNDY_THURSDAY).total_seconds() == 30


def test_immediate_harm_waits_for_no_round_of_work(office):
    """The round is held up by a platform that does not answer; the press is delivered all the same."""
    reference = office.raises()
    office.works()
    held, let_go = threading.Event(), threading.Event()

    def slow(call):
        if call == "post":
            held.set()
            assert let_go.wait(10)

    office.platform.before = slow
    office.does(reference, answer.take, "priya")
    round_of_work = threading.Thread(target=office.works)
    round_of_work.start()
    try:
        assert held.wait(10)
        office.does(reference, harm.press, "sam")
        office.worker.deliver()
        assert [
            "immediate harm" in office.platform.heard(name)[-1] for name in ("clare", "jo")
        ] == [
            True,
            True,
        ]
    finally:
        let_go.set()
        round_of_work.join(10)


def test_a_round_that_takes_longer_than_a_lease_tells_nobody_twice(office):
    """Slack is slow, and somebody presses Immediate harm while a whole tier is being told."""
    reference = office.raises()
    office.works()

    def slow(call):
        if call in ("tell", "post", "admit"):
            office.now += LEASE * 0.8
            office.worker.deliver()

    office.platform.before = slow
    office.works("Tuesday 2026-04-07 17:01")

    told = Counter((sent.to, sent.key) for sent in office.platform.told)
    posted = Counter((sent.to, sent.key) for sent in office.platform.posted)
    assert {*told.values(), *posted.values()} == {1}
    assert len(office.platform.heard("jo")) == len(office.platform.heard("tom")) == 1
    assert "reached" in office.kinds(reference)


def test_the_press_takes_up_what_is_urgent_and_nothing_else(office):
    """Whoever pressed does not wait while somebody else's channel is being made."""
    first = office.raises()
    office.works()
    office.raises()
    office.does(first, harm.press, "sam")
    office.platform.calls.clear()

    office.worker.deliver()

    assert office.platform.calls == ["tell", "tell"]
    assert ["immediate harm" in sent.text for sent in office.platform.told[-2:]] == [True, True]


def test_delivering_at_once_looks_at_no_moment(office):
    """It answers a press; the clock's own work is the scheduler's."""
    reference = office.raises()
    office.works()
    before = office.kinds(reference)

    office.now = time("Wednesday 2026-04-08 12:00")
    office.worker.deliver()

    assert office.kinds(reference) == before
