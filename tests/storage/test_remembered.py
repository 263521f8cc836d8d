"""What is remembered of disagreements: nothing but what their entries say, and not for ever."""

from dataclasses import replace

from escalation import disagreement
from storage.remembered import Remembered


def entries_of(office, *texts):
    """A disagreement of so many words, as its entries are kept."""
    reference = office.began("MARKER-1")
    office.act(reference, *map(office.said, texts))
    return office.store.folded(reference)


def test_what_has_come_since_is_all_that_is_folded_again(office):
    stands, kept = entries_of(office, "MARKER-2", "MARKER-3")
    remembered = Remembered()
    before = replace(stands, version=2)
    remembered.keep("text", kept[:2], before)

    assert remembered.latest("text", kept) == before
    assert remembered.latest("text", kept[:1]) is None


def test_another_text_of_the_procedure_makes_something_else_of_the_same_entries(office):
    stands, kept = entries_of(office)
    remembered = Remembered()
    remembered.keep("text", kept, stands)

    assert remembered.latest("another", kept) is None


def test_the_oldest_is_forgotten(office):
    stands, kept = entries_of(office, "MARKER-2", "MARKER-3")
    remembered = Remembered(2)
    for n in (1, 2, 3):
        remembered.keep("text", kept[:n], stands)

    assert remembered.latest("text", kept[:1]) is None
    assert remembered.latest("text", kept[:2]) == stands


def test_however_it_is_read_it_is_what_its_entries_say(office):
    """After an act, again, and as it stood before."""
    reference = office.began("MARKER-1")
    office.act(reference, office.said("MARKER-2"))
    read = [office.store.folded(reference, n) for n in (None, 1, 2, None)]

    for stands, kept in read:
        entries = (office.store.read(each) for each in kept)
        assert stands == disagreement.fold(reference, stands.procedure, entries)
    assert [stands.version for stands, _ in read] == [2, 1, 2, 2]
