"""Several tellings in one envelope: tied before it is sent, and one fate for all of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.database import reading, writing
from storage.receipts import Receipt
from storage.tables import outbox

LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)


def claim(office, at=None, worker="one", limit=1):
    return office.store.outbox.claim(at or office.THURSDAY, worker, limit, LEASE)


def gather(office, item, *to, worker="one", most=9):
    bundles = office.store.outbox.bundles
    return bundles.gather(item, list(to or ("tom",)), office.THURSDAY, worker, most)


def rows(office):
    with reading(office.engine) as connection:
        return connection.execute(select(outbox).order_by(outbox.c.id)).all()


def states(office):
    return [row.state for row in rows(office)]


@pytest.fixture
def three(office):
    """Three tellings wait for Tom, each of another disagreement, and nothing else."""
    for number in range(3):
        office.began(key=f"form-{number}")
    with writing(office.engine) as connection:
        connection.execute(outbox.delete().where(outbox.c.kind == "place"))
    return office


@pytest.fixture
def tied(three):
    """The three of them tied, and held; the one that leads them."""
    [item] = claim(three)
    return three.store.outbox.bundles.tie([item, *gather(three, item)])


def proofs(items):
    return [(each, Receipt("slack", "D1", "2.0", "tom", "asked")) for each in items]


def test_what_waits_for_the_same_person_is_taken_up_with_it_and_held_as_long(three):
    [item] = claim(three)

    others = gather(three, item)

    assert len(others) == 2
    assert {row.lease_until for row in rows(three)} == {item.held_until}
    assert claim(three, worker="two") == []
    assert all(three.store.outbox.holds(each) for each in (item, *others))


def test_nothing_is_taken_up_with_it_that_waits_for_somebody_else_or_for_later(three):
    [item] = claim(three)
    [later] = claim(three)
    three.store.outbox.again(later, three.THURSDAY + SECOND, "429")

    assert gather(three, item, "jo", "line_manager@care/priya") == []
    assert len(gather(three, item)) == 1


def test_what_is_urgent_is_never_taken_up_with_anything(office):
    reference = office.began()
    office.act(reference, office.harmed())
    harm, place, asked, ordinary = claim(office, limit=9)
    for each in (harm, place, ordinary):
        office.store.outbox.again(each, office.THURSDAY, "429")

    assert [each.id for each in gather(office, asked, "tom", "jo")] == [ordinary.id]


def test_what_does_not_go_with_it_waits_for_its_own_turn_as_if_never_taken_up(three):
    [item] = claim(three)
    others = gather(three, item)

    three.store.outbox.bundles.leave(others, three.THURSDAY)

    again = claim(three, limit=9)
    assert [each.id for each in again] == [each.id for each in others]
    assert [(each.attempts, each.ambiguous) for each in again] == [(1, False)] * 2


def test_two_workers_never_take_up_the_same(three):
    [first], [second] = claim(three, worker="one"), claim(three, worker="two")

    with ThreadPoolExecutor(2) as workers:
        asked = [
            workers.submit(gather, three, item, worker=name)
            for item, name in ((first, "one"), (second, "two"))
        ]

    assert sorted(len(each.result()) for each in asked) == [0, 1]


def test_what_is_tied_has_one_key_and_comes_back_together(tied, three):
    """Its worker has died: whoever comes next has all of it, and looks it up by that key."""
    assert tied.bundle == f"bundle:{tied.key}"
    assert {row.bundle for row in rows(three)} == {tied.bundle}
    later = three.THURSDAY + LEASE + SECOND

    [again] = claim(three, later, worker="two", limit=9)

    assert (again.id, again.ambiguous, again.bundle) == (tied.id, True, tied.bundle)
    everything = three.store.outbox.bundles.tied(again)
    assert [each.id for each in everything] == [row.id for row in rows(three)]
    assert [each.attempts for each in everything] == [2, 2, 2]
    assert {row.lease_until for row in rows(three)} == {again.held_until}
    assert claim(three, later, worker="three") == []


def test_of_a_bundle_only_the_whole_is_ever_taken_up(tied, three):
    """Two workers that each took up a part of it might both send that part."""
    later = three.THURSDAY + LEASE + SECOND

    with ThreadPoolExecutor(4) as workers:
        got = list(workers.map(lambda name: claim(three, later, worker=name, limit=9), "abcdef"))

    assert [len(each) for each in got if each] == [1]


def test_told_together_each_has_its_own_receipt_and_its_words_go(tied, three):
    items = three.store.outbox.bundles.tied(tied)

    three.store.outbox.bundles.sent(proofs(items), three.THURSDAY)

    assert states(three) == ["sent"] * 3
    assert [row.owed for row in rows(three)] == [None] * 3
    receipts = three.store.receipts
    assert all(receipts.of(row.reference, "asked", "tom").message == "2.0" for row in rows(three))
    assert claim(three, three.THURSDAY + LEASE + SECOND) == []


def test_what_was_not_accepted_comes_apart_and_waits(tied, three):
    three.store.outbox.again(tied, three.THURSDAY + SECOND, "429")

    assert states(three) == ["waiting"] * 3
    assert {row.bundle for row in rows(three)} == {""}
    assert len(claim(three, three.THURSDAY + SECOND, limit=9)) == 3


def test_what_may_have_been_accepted_stays_tied(tied, three):
    three.store.outbox.again(tied, three.THURSDAY + SECOND, "500", unsure=True)

    [again] = claim(three, three.THURSDAY + 2 * SECOND, limit=9)
    assert (again.bundle, again.ambiguous) == (tied.bundle, True)


def test_taken_apart_each_is_still_held_and_has_its_own_fate(tied, three):
    one, two, three_ = three.store.outbox.bundles.untie(three.store.outbox.bundles.tied(tied))

    three.store.outbox.give_up(one, "user_not_found")
    three.store.outbox.sent(two.id, None, three.THURSDAY)

    assert states(three) == ["given_up", "sent", "leased"]
    assert three.store.outbox.holds(three_)


def test_whoever_comes_back_to_a_bundle_that_another_has_changes_nothing(tied, three):
    claim(three, three.THURSDAY + LEASE + SECOND, worker="two")
    before = rows(three)
    bundles = three.store.outbox.bundles

    three.store.outbox.again(tied, three.THURSDAY, "429")
    bundles.leave([tied], three.THURSDAY)

    assert bundles.untie([tied])[0].bundle == ""
    assert rows(three) == before
    assert not any(three.store.outbox.holds(each) for each in bundles.tied(tied))


def test_what_is_not_held_any_more_is_not_tied(three):
    [item] = claim(three)
    others = gather(three, item)
    claim(three, three.THURSDAY + LEASE + SECOND, worker="two", limit=9)

    tied = three.store.outbox.bundles.tie([item, *others])

    assert {row.bundle for row in rows(three)} == {""}
    assert not three.store.outbox.holds(tied)


def the_rest(tied, three):
    """The leader's own receipt is kept by a worker that knows of no other: it alone is done."""
    three.store.outbox.bundles.sent(proofs([tied]), three.THURSDAY)


def test_whoever_finds_it_told_knows_all_of_it_though_another_has_it_by_now(tied, three):
    claim(three, three.THURSDAY + LEASE + SECOND, worker="two")

    everything = three.store.outbox.bundles.tied(tied)

    assert [each.id for each in everything] == [row.id for row in rows(three)]


def test_a_bundle_is_not_held_any_more_once_the_one_that_leads_it_is_done(tied, three):
    the_rest(tied, three)

    assert not three.store.outbox.holds(tied)


def test_where_whatever_led_it_is_done_the_first_of_the_rest_leads_it(tied, three):
    the_rest(tied, three)
    later = three.THURSDAY + LEASE + SECOND

    [first] = claim(three, later, worker="two", limit=9)

    left = [row.id for row in rows(three) if row.id != tied.id]
    assert (first.id, first.bundle, first.ambiguous) == (left[0], tied.bundle, True)
    assert [each.id for each in three.store.outbox.bundles.tied(first)] == left
    assert {row.lease_until for row in rows(three) if row.id in left} == {first.held_until}


def test_of_the_rest_of_a_bundle_only_the_whole_is_ever_taken_up(tied, three):
    the_rest(tied, three)
    later = three.THURSDAY + LEASE + SECOND

    with ThreadPoolExecutor(4) as workers:
        got = list(workers.map(lambda name: claim(three, later, worker=name, limit=9), "abcdef"))

    assert [len(each) for each in got if each] == [1]


def test_the_receipt_of_the_one_that_led_it_is_proof_for_all_of_it(tied, three):
    bundles = three.store.outbox.bundles
    assert bundles.proof(tied) is None
    the_rest(tied, three)

    [first] = claim(three, three.THURSDAY + LEASE + SECOND, worker="two")

    assert bundles.proof(tied) == bundles.proof(first) == proofs([tied])[0][1]
