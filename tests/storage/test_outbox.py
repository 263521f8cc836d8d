"""What is owed: in which order it is handed out, to whom, and what becomes of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from escalation.owing import Card, Close, Place, Post, Record
from escalation.words.message import Message, says
from storage.database import reading
from storage.debts import in_order
from storage.outbox import Due
from storage.receipts import Placed, Receipt
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


def test_what_an_opening_owes_is_its_place_and_its_tellings_and_no_card_apart(office):
    reference = office.began("begins")

    due = claim(office)

    assert kinds(due) == ["place", "telling"]
    assert [each.key for each in due] == [f"{reference}:1:0", f"{reference}:1:1"]
    assert due[1].owed.message.parts == (says(f"{reference} begins"),)
    assert [(each.attempts, each.ambiguous) for each in due] == [(1, False)] * 2


def test_every_later_act_owes_the_card_drawn_again_once_and_after_its_words(office):
    reference = office.began()
    place(office)

    office.act(reference, office.said("One."), office.said("Two."))

    assert states(office)[2:] == [("post", "waiting"), ("post", "waiting"), ("card", "waiting")]


def test_words_wait_until_the_place_has_been_made_and_tellings_do_not(office):
    reference = office.began()
    office.act(reference, office.said("Said before the channel was there."))

    assert kinds(claim(office)) == ["place", "telling"]
    assert claim(office) == []


def test_what_happens_in_the_place_happens_in_order_one_by_one(office):
    reference = office.began()
    place(office)
    office.act(reference, office.said("One."), office.said("Two."))

    order = []
    while due := claim(office):
        assert len(due) == 1
        order.append(due[0].owed)
        office.store.outbox.sent(due[0].id, None, office.THURSDAY)

    assert [each.kind for each in order] == ["post", "post", "card"]
    assert order[0].message.parts == (says("One."),)


def test_one_disagreement_does_not_wait_for_another(office):
    one, two = office.began(key="one"), office.began(key="two")

    assert {(each.reference, each.owed.kind) for each in claim(office)} == {
        (one, "place"),
        (one, "telling"),
        (two, "place"),
        (two, "telling"),
    }


def test_what_is_no_longer_owed_is_not_handed_out_and_says_why(office):
    office.began()
    due = claim(office)
    office.store.outbox.no_longer_owed(due[1], "It has been settled.")

    assert states(office) == [("place", "leased"), ("telling", "no_longer_owed")]


def test_two_workers_never_hold_the_same_thing(office):
    for number in range(10):
        office.began(key=f"form-{number}")

    with ThreadPoolExecutor(4) as workers:
        held = list(workers.map(lambda name: claim(office, worker=name, limit=4), "abcdefgh"))

    ids = [due.id for each in held for due in each]
    assert len(ids) == len(set(ids)) == 20


def test_the_urgent_goes_before_everything_else(office):
    reference = office.began()
    office.act(reference, office.harmed())

    assert claim(office, limit=1)[0].owed.topic == "harm"


def test_of_the_urgent_alone_nothing_else_is_taken_up(office):
    reference = office.began()
    office.act(reference, office.harmed())

    urgent = office.store.outbox.claim(office.THURSDAY, "one", 50, LEASE, urgent=True)

    assert [each.owed.topic for each in urgent] == ["harm"]


def test_of_cards_that_wait_one_is_drawn_after_everything_said_before_it(office):
    reference = office.began()
    place(office)
    office.act(reference, office.said("One."), key="1")
    office.act(reference, office.said("Two."), key="2")
    office.act(reference, office.reminding(), key="3")

    assert [state for kind, state in states(office) if kind == "card"] == [
        "no_longer_owed",
        "no_longer_owed",
        "waiting",
    ]
    assert states(office)[-1] == ("card", "waiting")


def test_what_happens_once_it_has_ended_is_on_the_card_before_the_place_is_closed(office):
    """Else the card in the closed place would show for ever what was before the end."""
    reference = office.began()
    office.act(reference, office.ended(), key="ended")
    office.act(reference, office.said("Goodbye."), key="after")

    undone = [kind for kind, state in states(office) if state == "waiting"]
    assert undone[-2:] == ["card", "close"]
    assert undone.count("card") == undone.count("close") == 1


def test_a_card_that_is_being_drawn_does_not_stand_for_what_happens_meanwhile(office):
    reference = office.began()
    place(office)
    office.act(reference, office.reminding(), key="1")
    [card] = claim(office)

    office.act(reference, office.reminding(), key="2")

    assert states(office)[-2:] == [("card", "leased"), ("card", "waiting")]
    office.store.outbox.sent(card.id, None, office.THURSDAY)
    assert kinds(claim(office)) == ["card"]


def test_the_place_is_closed_after_the_last_card(office):
    reference = office.began()
    place(office)
    office.act(reference, office.ended())

    assert states(office)[2:] == [
        ("telling", "waiting"),
        ("card", "waiting"),
        ("close", "waiting"),
    ]


def test_one_act_owes_one_card_however_many_entries_ask_for_it():
    post, record = Post(Message("", ())), Record("health")

    assert in_order([(1, Card()), (1, Close()), (1, post), (2, Card()), (2, record)]) == [
        (1, post),
        (2, Card()),
        (2, record),
        (1, Close()),
    ]


def test_a_telling_leaves_its_receipt_and_its_words_go(office):
    reference = office.began("Marigold-7731")
    _, told = claim(office)

    office.store.outbox.sent(
        told.id, Receipt("slack", "D1", "2.0", "tom", "asked"), office.THURSDAY
    )

    assert office.store.receipts.told(reference, "asked", "tom")
    with reading(office.engine) as connection:
        row = connection.execute(select(outbox).where(outbox.c.id == told.id)).one()
    assert (row.state, row.owed, row.sent_at) == ("sent", None, office.THURSDAY)


def test_what_is_owed_stands_in_the_same_commit_as_what_owes_it(office):
    reference = office.began()

    with pytest.raises(RuntimeError):
        office.act(reference, office.said("Never."), office.unowable())

    assert states(office) == [("place", "waiting"), ("telling", "waiting")]
