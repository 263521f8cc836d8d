"""When the engine wakes: what is due, what is tried again, and that the index is only an index."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from escalation.disagreement import Wake
from storage.database import writing
from storage.moments import Due, SetAside, pause, replace
from storage.tables import moments

MINUTE = timedelta(minutes=1)
TICK = timedelta(microseconds=1)


def put(office, reference: str, *wakes: Wake, lived: bool = False) -> None:
    looked_at = [Due(reference, wake.id, wake.at) for wake in wakes if lived]
    with writing(office.engine) as connection:
        replace(connection, {reference: wakes}, looked_at)


def test_a_moment_is_due_once_it_has_passed_and_not_at_the_very_instant(office):
    at = office.time("Tuesday 2026-04-07 17:00")
    reference = office.began(remind_at=at)

    assert office.store.moments.due(at, 10) == []
    assert office.store.moments.due(at + TICK, 10) == [Due(reference, "remind:1", at)]
    assert office.store.moments.next_at() == at


def test_what_has_passed_comes_oldest_first_and_only_so_many_at_a_time(office):
    now = office.THURSDAY
    two, one = office.began(key="two"), office.began(key="one")
    put(office, two, Wake("limit:2", now + 2 * MINUTE), Wake("limit:9", now + 9 * MINUTE))
    put(office, one, Wake("limit:1", now + MINUTE), Wake("limit:3", now + 3 * MINUTE))

    due = office.store.moments.due(now + 5 * MINUTE, 10)

    assert [each.wake for each in due] == ["limit:1", "limit:2", "limit:3"]
    assert office.store.moments.due(now + 5 * MINUTE, 2) == due[:2]


def test_an_act_that_moves_a_moment_moves_its_row(office):
    now = office.THURSDAY
    reference = office.began(remind_at=now + MINUTE)
    office.act(reference, office.reminding(now + 5 * MINUTE))

    assert office.store.moments.due(now + 4 * MINUTE, 10) == []
    assert office.store.moments.next_at() == now + 5 * MINUTE

    office.act(reference, office.reminding(None), key="last")
    assert office.store.moments.next_at() is None


def test_a_moment_from_which_nothing_followed_does_not_come_again(office):
    now = office.THURSDAY
    reference = office.began(remind_at=now)
    put(office, reference, Wake("remind:1", now), lived=True)

    assert office.store.moments.due(now + MINUTE, 10) == []
    office.act(reference, office.said("Chatter changes nothing."))
    assert office.store.moments.due(now + MINUTE, 10) == []


def test_a_moment_that_was_done_comes_again_when_its_time_changes(office):
    now = office.THURSDAY
    reference = office.began()
    put(office, reference, Wake("ask:1", now))
    put(office, reference, Wake("ask:1", now), lived=True)

    put(office, reference, Wake("ask:1", now + MINUTE))

    assert office.store.moments.due(now + 2 * MINUTE, 10) == [Due(reference, "ask:1", now + MINUTE)]


def test_immediate_harm_comes_before_everything_older(office):
    now = office.THURSDAY
    one, two = office.began(key="one", remind_at=now), office.began(key="two")
    put(office, two, Wake("harm:1", now + MINUTE))

    due = office.store.moments.due(now + 2 * MINUTE, 1)

    assert due == [Due(two, "harm:1", now + MINUTE)]
    assert one != two


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (8, 60)]
)
def test_a_moment_that_failed_waits_longer_each_time(attempts, minutes):
    assert pause(attempts) == minutes * MINUTE


def test_a_moment_that_failed_is_tried_again_later_and_keeps_its_own_time(office):
    now = office.THURSDAY
    reference = office.began(remind_at=now - MINUTE)

    assert not office.store.moments.retry(reference, "remind:1", now, "ValueError")

    assert office.store.moments.due(now + MINUTE - TICK, 10) == []
    assert office.store.moments.due(now + MINUTE, 10) == [
        Due(reference, "remind:1", now - MINUTE, attempts=1)
    ]
    assert office.store.moments.next_at() == now + MINUTE


def test_a_moment_that_keeps_failing_is_set_aside_and_the_others_go_on(office):
    now, later = office.THURSDAY, office.THURSDAY + timedelta(days=1)
    bad, good = office.began(key="bad", remind_at=now), office.began(key="good", remind_at=now)

    tried = [office.store.moments.retry(bad, "remind:1", now, "ValueError") for _ in range(8)]

    assert tried == [False] * 7 + [True]
    assert [each.reference for each in office.store.moments.due(later, 10)] == [good]
    assert office.store.moments.set_aside() == [SetAside(bad, "remind:1", now, "ValueError")]

    office.store.moments.replay(bad, "remind:1", later)
    assert {each.reference for each in office.store.moments.due(later, 10)} == {good, bad}
    assert office.store.moments.set_aside() == []


def test_the_index_is_exactly_what_the_ledger_gives_after_every_act(office):
    now = office.THURSDAY
    one, two = office.began(key="one", remind_at=now), office.began(key="two")
    office.act(one, office.reminding(now + MINUTE))
    office.act(two, office.reminding(now + MINUTE), office.reminding(now + 3 * MINUTE))
    office.act(one, office.ended(), key="end")

    assert office.store.misplaced_moments() == []


@pytest.mark.parametrize(
    "spoilt",
    [
        moments.delete(),
        update(moments).values(wake="remind:9"),
        update(moments).values(at=datetime(2026, 4, 2, 15, 7, tzinfo=UTC)),
    ],
    ids=["lost", "renamed", "moved"],
)
def test_an_index_that_says_anything_else_is_found_out_and_mended_by_the_next_act(office, spoilt):
    reference = office.began(remind_at=office.THURSDAY + MINUTE)
    with writing(office.engine) as connection:
        connection.execute(spoilt)

    assert office.store.misplaced_moments() == [reference]
    office.act(reference, office.said("Anything."))
    assert office.store.misplaced_moments() == []


def test_those_with_a_moment_of_one_kind_are_found_the_soonest_first(office):
    now = office.THURSDAY
    two, one = office.began(key="two"), office.began(key="one")
    put(office, two, Wake("closing:2", now + 2 * MINUTE), Wake("limit:9", now))
    put(office, one, Wake("closing:1", now + MINUTE))

    assert office.store.moments.of_kind("closing:") == [one, two]
    assert office.store.moments.of_kind("limit:") == [two]
