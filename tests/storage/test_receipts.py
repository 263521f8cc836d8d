"""Proof of sending: one place, and each person told each thing once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage.receipts import Placed, Receipt

LEASE = timedelta(seconds=30)


def claim(office):
    return office.store.outbox.claim(office.THURSDAY, "one", 10, LEASE)


def test_the_place_is_where_it_was_first_made(office):
    reference = office.began()
    made, _ = claim(office)
    office.store.outbox.sent(made.id, Placed("slack", "C1", "1.0"), office.THURSDAY)
    office.store.outbox.sent(made.id, Placed("slack", "C2", "2.0"), office.THURSDAY)

    receipts = office.store.receipts
    assert receipts.place(reference, "slack") == Placed("slack", "C1", "1.0")
    assert receipts.place(reference, "teams") is None
    assert receipts.at("slack", "C1") == reference
    assert receipts.at("slack", "C2") is None


def test_what_is_reopened_has_a_place_of_its_own_and_the_one_before_stays_known(office):
    reference = office.began()
    made, _ = claim(office)
    for place in (Placed("slack", "C1", "1.0"), Placed("slack", "C2", "2.0", number=1)):
        office.store.outbox.placed(made, place, office.THURSDAY)

    receipts = office.store.receipts
    assert receipts.place(reference, "slack") == Placed("slack", "C2", "2.0", number=1)
    assert receipts.place(reference, "slack", 0) == Placed("slack", "C1", "1.0")
    assert receipts.place(reference, "slack", 2) is None
    assert [receipts.at("slack", each) for each in ("C1", "C2")] == [reference, reference]


def test_two_places_in_one_channel_are_of_the_same_disagreement(office):
    """The channel could not be archived, and serves again."""
    reference = office.began()
    made, _ = claim(office)
    for place in (Placed("slack", "C1", "1.0"), Placed("slack", "C1", "2.0", number=1)):
        office.store.outbox.placed(made, place, office.THURSDAY)

    assert office.store.receipts.at("slack", "C1") == reference
    assert office.store.receipts.at("slack", "C1", "1.0") == reference


def test_in_a_shared_channel_the_thread_says_which_disagreement_it_is(office):
    one, two = office.began(key="one"), office.began(key="two")
    for due in claim(office):
        root = {one: "1.0", two: "2.0"}[due.reference]
        if due.owed.kind == "place":
            placed = Placed("slack", "C1", root)
            office.store.outbox.sent(due.id, placed, office.THURSDAY)

    assert office.store.receipts.at("slack", "C1", "1.0") == one
    assert office.store.receipts.at("slack", "C1", "2.0") == two
    assert office.store.receipts.at("slack", "C1") is None


def test_of_two_items_for_one_person_on_one_topic_only_one_is_sent(office):
    """Two roles are held by one person, and two workers get to her at the same time."""
    reference = office.began()
    reserve = office.store.receipts.reserve

    with ThreadPoolExecutor(4) as workers:
        keys = [f"{reference}:1:{n}" for n in range(4)]
        answers = list(workers.map(lambda key: reserve(reference, "asked", "tom", key), keys))

    assert sorted(answers) == [False, False, False, True]
    winner = keys[answers.index(True)]
    assert reserve(reference, "asked", "tom", winner)
    assert reserve(reference, "asked", "jo", keys[0])
    assert not office.store.receipts.told(reference, "asked", "tom")


def test_what_was_reserved_and_could_not_be_sent_may_be_told_by_another(office):
    reference = office.began()
    _, told = claim(office)
    reserve = office.store.receipts.reserve
    assert reserve(reference, "asked", "tom", told.key)

    office.store.outbox.give_up(told, "user_not_found")

    assert reserve(reference, "asked", "tom", "another")


def test_who_was_told_stays_told_by_whoever_told_first(office):
    reference = office.began()
    receipts, now = office.store.receipts, office.THURSDAY
    first = Receipt("slack", "D1", "1.0", "tom", "asked")

    receipts.keep(reference, "one", first, now)
    receipts.keep(reference, "two", Receipt("slack", "D1", "9.0", "tom", "asked"), now)

    assert receipts.of(reference, "asked", "tom") == first
    assert not receipts.reserve(reference, "asked", "tom", "two")
    assert receipts.all_of(reference) == [first]


def test_a_deputy_who_was_told_instead_frees_the_one_who_was_not(office):
    reference = office.began()
    _, told = claim(office)
    office.store.receipts.reserve(reference, "asked", "tom", told.key)

    instead = Receipt("slack", "D2", "1.0", "jo", "asked")
    office.store.outbox.sent(told.id, instead, office.THURSDAY)

    assert office.store.receipts.told(reference, "asked", "jo")
    assert office.store.receipts.reserve(reference, "asked", "tom", "another")


def test_what_has_been_sent_is_not_reserved_again_by_whoever_sent_it(office):
    reference = office.began()
    receipts = office.store.receipts
    assert receipts.reserve(reference, "asked", "tom", "one")
    receipts.keep(reference, "one", Receipt("slack", "D1", "1.0", "tom", "asked"), office.THURSDAY)

    assert not receipts.reserve(reference, "asked", "tom", "one")


def test_whom_the_platform_refused_another_may_tell(office):
    reference = office.began()
    receipts = office.store.receipts
    assert receipts.reserve(reference, "asked", "tom", "one")
    assert receipts.reserve(reference, "asked", "jo", "one")

    receipts.let_go(reference, "asked", "tom", "one")

    assert receipts.reserve(reference, "asked", "tom", "another")
    assert not receipts.reserve(reference, "asked", "jo", "another")
