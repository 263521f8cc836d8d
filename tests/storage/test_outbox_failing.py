"""What becomes of what is owed when it does not go well: it waits, comes back, is given up, put back."""

from datetime import timedelta

from sqlalchemy import select, update

from escalation.owing import Card, Place
from escalation.words.message import says
from storage.database import reading, writing
from storage.outbox import URGENT_LEASE, Due, GivenUp
from storage.receipts import Placed
from storage.tables import outbox

LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)
PLACED = Placed("slack", "C1", "1.0")


def claim(office, at=None, worker="one", limit=50):
    return office.store.outbox.claim(at or office.THURSDAY, worker, limit, LEASE)


def kinds(due: list[Due]) -> list[str]:
    return [each.kind for each in due]


def place(office) -> None:
    """The place has been made, and everybody told; nothing is waiting."""
    for due in claim(office):
        proof = PLACED if isinstance(due.owed, Place) else None
        office.store.outbox.sent(due.id, proof, office.THURSDAY)


def states(office) -> list[tuple[str, str]]:
    with reading(office.engine) as connection:
        rows = connection.execute(select(outbox.c.kind, outbox.c.state).order_by(outbox.c.id))
        return [(row.kind, row.state) for row in rows]


def test_what_failed_is_tried_again_before_anything_that_comes_after_it(office):
    reference = office.began()
    place(office)
    office.act(reference, office.said("One."), office.said("Two."))
    [first] = claim(office)

    office.store.outbox.again(first, office.THURSDAY + 5 * SECOND, "429")

    assert claim(office) == []
    assert office.store.outbox.next_at() == office.THURSDAY + 5 * SECOND
    [again] = claim(office, office.THURSDAY + 5 * SECOND)
    assert (again.id, again.attempts, again.ambiguous) == (first.id, 2, False)


def test_what_is_given_up_is_seen_and_holds_up_nothing(office):
    reference = office.began()
    place(office)
    office.act(reference, office.said("One."))
    [post] = claim(office)

    office.store.outbox.give_up(post, "is_archived")

    assert office.store.outbox.given_up() == [
        GivenUp(post.id, reference, "post", "is_archived", office.THURSDAY)
    ]
    [card] = claim(office)
    assert card.owed == Card()


def test_put_back_it_is_looked_up_first_and_its_faults_are_forgotten(office):
    """It may have been sent after all before it was given up."""
    reference = office.began()
    place(office)
    office.act(reference, office.said("One."))
    [post] = claim(office)
    office.store.outbox.again(post, office.THURSDAY, "ValueError", unsure=True, fault=True)
    [post] = claim(office, office.THURSDAY + SECOND)
    office.store.outbox.give_up(post, "ValueError")

    office.store.outbox.replay(post.id, office.THURSDAY + SECOND)

    [again] = claim(office, office.THURSDAY + 2 * SECOND)
    assert (again.owed, again.ambiguous, again.faults) == (post.owed, True, 0)
    assert office.store.outbox.given_up() == []


def test_what_has_been_done_is_never_put_back(office):
    office.began()
    _, told = claim(office)
    office.store.outbox.sent(told.id, None, office.THURSDAY)

    office.store.outbox.replay(told.id, office.THURSDAY)

    assert ("telling", "sent") in states(office)


def test_what_was_to_happen_in_a_place_that_could_not_be_made_is_handed_out_to_be_dropped(office):
    reference = office.began()
    made, _ = claim(office)
    office.act(reference, office.said("One."))
    assert not office.store.outbox.is_without_place(reference)

    office.store.outbox.give_up(made, "restricted_action")

    assert office.store.outbox.is_without_place(reference)
    [post] = claim(office)
    assert post.owed.kind == "post"


def test_when_a_place_is_made_after_all_what_was_dropped_for_want_of_it_is_done(office):
    reference = office.began()
    made, _ = claim(office)
    office.act(reference, office.said("One."))
    office.store.outbox.give_up(made, "restricted_action")
    while dropped := claim(office):
        office.store.outbox.has_no_place(dropped[0])
    assert states(office)[2:] == [("post", "no_longer_owed"), ("card", "no_longer_owed")]

    office.store.outbox.replay(made.id, office.THURSDAY)

    [place_] = claim(office, office.THURSDAY + SECOND)
    office.store.outbox.sent(place_.id, PLACED, office.THURSDAY)
    [post] = claim(office, office.THURSDAY + SECOND)
    assert post.owed.message.parts == (says("One."),)


def test_a_record_needs_no_place_and_keeps_its_order(office):
    reference = office.began()
    made, _ = claim(office)
    office.act(reference, office.recorded())
    assert claim(office) == [], "it waits for what was owed before it"

    office.store.outbox.give_up(made, "restricted_action")
    order = []
    while due := claim(office):
        order += kinds(due)
        office.store.outbox.sent(due[0].id, None, office.THURSDAY)

    assert order == ["card", "record", "close"]


def test_an_outage_is_no_fault_and_a_fault_is_counted(office):
    office.began()
    for fault in (False, True, False):
        for due in claim(office):
            office.store.outbox.again(due, office.THURSDAY, "503", fault=fault)

    _, told = claim(office)
    assert (told.attempts, told.faults) == (4, 1)


def test_a_lease_that_ran_out_comes_back_and_says_that_it_may_have_been_sent(office):
    office.began()
    first = claim(office, worker="one")

    assert claim(office, office.THURSDAY + LEASE, worker="two") == []
    again = claim(office, office.THURSDAY + LEASE + SECOND, worker="two")

    assert [each.id for each in again] == [each.id for each in first]
    assert [(each.attempts, each.ambiguous) for each in again] == [(2, True)] * 2
    assert office.store.outbox.next_at() == office.THURSDAY + 2 * LEASE + SECOND


def test_what_was_sent_stays_sent_whatever_a_slower_worker_says(office):
    office.began()
    _, told = claim(office)
    office.store.outbox.sent(told.id, None, office.THURSDAY)

    office.store.outbox.again(told, office.THURSDAY, "timeout")
    office.store.outbox.give_up(told, "timeout")

    assert ("telling", "sent") in states(office)


def test_what_is_urgent_is_not_held_for_as_long_as_the_rest(office):
    reference = office.began()
    office.act(reference, office.harmed())
    office.store.outbox.claim(office.THURSDAY, "dies", 50, timedelta(minutes=2))

    later = office.THURSDAY + URGENT_LEASE + SECOND

    assert [each.owed.topic for each in claim(office, later)] == ["harm"]


def test_a_row_that_cannot_be_read_is_handed_out_with_nothing_in_it_and_stops_no_other(office):
    """Whoever delivers gives it up, and says so."""
    office.began()
    with writing(office.engine) as connection:
        first = outbox.c.kind == "place"
        connection.execute(update(outbox).where(first).values(owed='{"kind":"of a later release"}'))

    unreadable, told = claim(office)
    assert (unreadable.kind, unreadable.owed) == ("place", None)
    assert told.owed is not None
