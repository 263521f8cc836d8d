"""What an audit looks at: page by page, each with all that is kept beside it, and no lock."""

import pytest
from sqlalchemy import event, update

from storage import auditing
from storage.auditing import Auditing
from storage.database import writing
from storage.ledger import Tampered
from storage.tables import bodies, outbox


@pytest.fixture
def looking(office) -> Auditing:
    return Auditing(office.engine, office.store.read)


def everything(*_: object) -> bool:
    return True


def nothing(*_: object) -> bool:
    return False


def begun(office, count: int) -> list[str]:
    return sorted(office.began(key=f"opening:{n}") for n in range(count))


def test_a_page_after_another_every_open_one_comes_once(office, looking, monkeypatch):
    monkeypatch.setattr(auditing, "PAGE", 2)
    references = begun(office, 5)
    ended = references.pop(1)
    office.act(ended, office.ended())

    pages, last = [], ""
    while page := looking.open_after(last):
        pages.append(page)
        last = page[-1]

    assert pages == [references[:2], references[2:]]


def test_what_has_ended_comes_as_long_as_something_is_still_to_come(office, looking):
    still, done = begun(office, 2)
    for reference in (still, done):
        office.act(reference, office.ended())
    with writing(office.engine) as connection:
        sent = update(outbox).where(outbox.c.reference == done)
        connection.execute(sent.values(state="sent", owed=None))

    assert looking.unfinished_after("") == [still]
    assert looking.unfinished_after(still) == []


def test_each_is_seen_in_the_acts_in_which_it_was_written(office, looking):
    reference = office.began(remind_at=office.time("Friday 2026-04-03 09:00"))
    office.act(reference, office.said("one"), office.said("two"), key="act")
    office.act(reference, office.said("three"), key="act#9")

    (seen,) = looking.each([reference], everything)

    assert [list(act.seqs) for act in seen.acts] == [[1], [2, 3], [4]]
    assert seen.stands == office.store.disagreement(reference)
    assert list(seen.moments) == ["remind:1"]
    assert seen.status == "open"


def test_what_an_act_owes_is_exactly_what_was_written(office, looking):
    reference = office.began()
    office.act(reference, office.said("one"), office.said("two"), key="two")
    office.act(reference, office.harmed(), key="harm")
    office.act(reference, office.recorded(), office.said("at last"), key="recorded")

    (seen,) = looking.each([reference], everything)

    owed = {slot: each.kind for act in seen.acts for slot, each in act.owed.items()}
    assert seen.kinds == owed
    assert len(owed) == office.rows()["outbox"]


def test_of_acts_that_are_not_watched_nothing_is_looked_up(office, looking):
    reference = office.began()

    (seen,) = looking.each([reference], nothing)

    assert seen.kinds == {}
    assert [item.kind for item in seen.items] == ["place", "telling"]


def test_a_fault_in_one_is_given_in_its_place(office, looking):
    one, two = begun(office, 2)
    with writing(office.engine) as connection:
        erased = update(bodies).where(bodies.c.reference == one)
        connection.execute(erased.values(salt=None, content=None))

    first, second = looking.each([one, two], everything)

    assert isinstance(first.fault, Tampered)
    assert second.fault is None


def test_a_fault_in_what_one_owes_is_its_own_as_well(office, looking, monkeypatch):
    one, two = begun(office, 2)
    office.act(one, office.said("one"))

    def breaks(entry: object, disagreement: object) -> None:
        raise RuntimeError("a fault in a rule")

    said = office.said("one")
    monkeypatch.setattr(type(said), "owes", breaks)
    first, second = looking.each([one, two], everything)

    assert isinstance(first.fault, RuntimeError)
    assert second.fault is None


def test_a_page_is_read_with_the_same_few_statements_however_long_it_is(office, looking):
    begun(office, 1)
    said: list[str] = []
    event.listen(office.engine, "before_cursor_execute", lambda *each: said.append(each[2]))

    looking.each(looking.open_after(""), everything)  # the procedure is read once
    said.clear()
    looking.each(looking.open_after(""), everything)
    for_one = len(said)
    references = [office.began(key=f"more:{n}") for n in range(9)]
    said.clear()
    seen = looking.each(looking.open_after(""), everything)

    assert len(seen) == len(references) + 1
    assert len(said) == for_one
    assert not [each for each in said if "FOR UPDATE" in each]
