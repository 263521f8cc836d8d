"""The one door: what an act changes, what it changes once, and what a fault leaves behind."""

import itertools
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from escalation import chain
from escalation.directory.people import Agency, Directory, Person
from escalation.disagreement import Disagreement, Status
from escalation.entries import Entry
from escalation.refusals import NotNow, Unknown
from escalation.working_time.calendars import Calendar
from storage import directory
from storage.database import writing
from storage.store import new_reference


def test_what_is_written_is_read_again_and_its_chain_holds(office):
    reference = office.began("The child is at risk.")
    told = office.act(reference, office.said("We disagree."), office.said("Strongly."))

    kept = office.store.entries(reference)

    assert [office.store.read(each) for each in kept[1:]] == [
        office.said("We disagree."),
        office.said("Strongly."),
    ]
    assert chain.broken(each.link for each in kept) is None
    assert [chain.digest(each.salt, each.body) for each in kept] == [k.link.digest for k in kept]
    assert office.store.disagreement(reference) == told
    assert told.version == 3
    assert told.procedure.sha256 == office.berkshire.sha256


def test_every_salt_is_random_so_that_equal_words_have_unlike_digests(office):
    reference = office.began()
    office.act(reference, office.said("No."), office.said("No."))

    _, one, two = office.store.entries(reference)

    assert one.body == two.body
    assert len(one.salt) == len(one.link.header_salt) == 16
    assert one.link.header == two.link.header
    assert len({one.salt, one.link.header_salt, two.salt, two.link.header_salt}) == 4
    assert one.link.head != two.link.head
    assert one.link.digest != two.link.digest


def test_a_disagreement_can_be_had_as_it_stood_after_its_first_entries(office):
    reference = office.began()
    office.act(reference, office.said("One."), office.said("Two."))

    stood, kept = office.store.folded(reference, 2)

    assert stood.version == 2
    assert [each.link.seq for each in kept] == [1, 2]
    assert kept == office.store.entries(reference)[:2]
    assert office.store.folded(reference)[0] == office.store.disagreement(reference)


def test_a_reference_shows_nothing():
    references = {new_reference() for _ in range(200)}

    assert len(references) == 200
    assert all(re.fullmatch("ESC-[A-Z]{4}-[A-Z]{4}", each) for each in references)


def test_an_act_that_comes_twice_changes_nothing_the_second_time(office):
    reference = office.began()
    once = office.act(reference, office.said("We disagree."), key="view-1")
    rows = office.rows()

    twice = office.act(reference, office.said("We disagree."), key="view-1")

    assert twice == once
    assert office.rows() == rows


def test_a_form_that_comes_twice_opens_one_disagreement(office):
    assert office.began(key="view-1") == office.began(key="view-1")
    assert len(office.store.references()) == 1


def test_the_entries_of_one_act_carry_its_key_and_their_number(office):
    reference = office.began(key="view-1")
    office.act(reference, *[office.said("One of three.")] * 3, key="press-2")

    keys = [each.key for each in office.store.entries(reference)]

    assert keys == ["view-1", "press-2", "press-2#2", "press-2#3"]


def test_the_same_key_may_come_for_two_disagreements(office):
    one, two = office.began(key="one"), office.began(key="two")

    for reference in (one, two):
        office.act(reference, office.reminding(), key="remind:1")

    assert office.store.disagreement(one).reminded == 1
    assert office.store.disagreement(two).reminded == 1


def test_a_rule_with_nothing_to_do_writes_nothing(office):
    reference = office.began()
    rows = office.rows()

    office.act(reference, key="limit:1")

    assert office.rows() == rows


@pytest.mark.parametrize("fault", [NotNow("Nobody may do this at present."), RuntimeError("bug")])
def test_a_refusal_or_a_fault_in_a_rule_leaves_nothing_behind(office, fault):
    reference = office.began()
    rows = office.rows()

    def rule(*_: object) -> list[Entry]:
        raise fault

    with pytest.raises(type(fault)):
        office.store.act(reference, rule, key="press", at=office.THURSDAY)
    with pytest.raises(type(fault)):
        office.store.open(
            lambda *_, **__: rule(),
            procedure=office.berkshire,
            key="form",
            at=office.THURSDAY,
        )
    assert office.rows() == rows


def test_a_fault_between_the_ledger_and_the_outbox_leaves_nothing_behind(office):
    """The words were written, what they owe could not be computed: none of it is kept."""
    reference = office.began()
    rows = office.rows()

    with pytest.raises(RuntimeError):
        office.act(reference, office.said("Kept with the rest or not at all."), office.unowable())

    assert office.rows() == rows


def test_an_unknown_disagreement_is_refused_in_a_sentence(office):
    with pytest.raises(Unknown, match="no disagreement with this reference"):
        office.act("ESC-AAAA-AAAA", office.said("Anything."))
    with pytest.raises(Unknown):
        office.store.disagreement("ESC-AAAA-AAAA")


def test_a_rule_meets_the_disagreement_the_time_the_calendar_and_the_directory(office):
    reference = office.began()
    met: list[object] = []

    def rule(
        disagreement: Disagreement, at: datetime, calendar: Calendar, directory: Directory
    ) -> list[Entry]:
        met.extend([disagreement.reference, at, calendar.is_open(at), directory])
        return []

    office.store.act(reference, rule, key="press", at=office.THURSDAY)

    assert met == [reference, office.THURSDAY, True, Directory()]


def test_a_new_directory_is_met_by_the_next_rule(office):
    assert office.store.directory(office.THURSDAY) == Directory()
    newer = Directory((Agency("health", "Health", "trust"),), (Person("sam", "Sam", "health"),))

    with writing(office.engine) as connection:
        directory.replace(connection, newer, who="admin", source="people.yml", at=office.THURSDAY)

    assert office.store.directory(office.THURSDAY) == newer


def end_once(office) -> Callable[..., list[Entry]]:
    def rule(disagreement: Disagreement, *_: object) -> list[Entry]:
        return [office.ended()] if disagreement.status is Status.OPEN else []

    return rule


def test_of_two_acts_at_once_the_second_meets_what_the_first_has_changed(office):
    """Two people press Agree at the same moment: it is settled once, and told once."""
    reference = office.began()
    together = threading.Barrier(2, timeout=10)

    def press(key):
        together.wait()
        return office.another().act(reference, end_once(office), key=key, at=office.THURSDAY)

    with ThreadPoolExecutor(2) as people:
        after = list(people.map(press, ["press-1", "press-2"]))

    assert [each.status for each in after] == [Status.SETTLED] * 2
    kinds = [each.link.header.kind for each in office.store.entries(reference)]
    assert kinds == ["began", "ended"]


def test_the_same_act_delivered_to_two_processes_at_once_is_written_once(office):
    reference = office.began()
    together = threading.Barrier(4, timeout=10)

    def press(_):
        together.wait()
        said = office.said("Once.")
        door = office.another()
        return door.act(reference, lambda *_: [said], key="same", at=office.THURSDAY).version

    with ThreadPoolExecutor(4) as people:
        assert set(people.map(press, range(4))) == {2}


def test_many_people_writing_at_once_keep_one_chain(office):
    reference = office.began()

    def write(number: int) -> None:
        said = office.said(f"Number {number}.")
        office.store.act(reference, lambda *_: [said], key=f"message-{number}", at=office.THURSDAY)

    with ThreadPoolExecutor(8) as people:
        list(people.map(write, range(40)))

    kept = office.store.entries(reference)
    assert chain.broken(each.link for each in kept) is None
    assert {office.store.read(each).text for each in kept[1:]} == {
        f"Number {number}." for number in range(40)
    }


def test_a_reference_that_is_taken_is_thrown_again(office):
    thrown = iter(["ESC-AAAA-AAAA", "ESC-AAAA-AAAA", "ESC-BBBB-BBBB"])
    door = office.another(references=lambda: next(thrown))

    assert office.began(key="one", store=door) == "ESC-AAAA-AAAA"
    assert office.began(key="two", store=door) == "ESC-BBBB-BBBB"


def test_a_reference_that_is_always_taken_is_a_fault_and_opens_nothing(office):
    door = office.another(references=itertools.repeat("ESC-AAAA-AAAA").__next__)
    office.began(key="one", store=door)
    rows = office.rows()

    with pytest.raises(IntegrityError):
        office.began(key="two", store=door)

    assert office.rows() == rows


def test_an_opening_rule_must_open_something(office):
    with pytest.raises(ValueError, match="opened nothing"):
        office.store.open(
            lambda *_, **__: [], procedure=office.berkshire, key="form", at=office.THURSDAY
        )

    assert office.store.references() == []


def test_only_what_people_are_still_at_work_on_is_open(office):
    one, two = office.began(key="one"), office.began(key="two")

    office.act(one, office.ended())

    assert office.store.open_references() == [two]
    assert set(office.store.references()) == {one, two}


def test_the_scheduler_is_nudged_after_the_commit_and_never_for_a_refusal(office):
    seen: list[int] = []
    reference = office.began()
    door = office.another(nudge=lambda: seen.append(len(office.store.entries(reference))))

    door.act(reference, lambda *_: [office.said("Heard.")], key="one", at=office.THURSDAY)
    with pytest.raises(RuntimeError):
        door.act(reference, lambda *_: [office.unowable()], key="two", at=office.THURSDAY)

    assert seen == [2]
