"""Immediate harm pressed by the partnership's own people, who have no lead and no line manager."""

from dataclasses import replace

import pytest

from escalation.directory.people import Person
from tests.handlers.reception import told
from tests.scheduler.office import PEOPLE

SUE = Person("sue", "Sue Kerr", "partnership", slack="U0SUE", phone="0118 496 0199")


@pytest.fixture
def reference(reception):
    """Raised by Sam, and all that was owed for it is delivered; Sue has no post in it any more."""
    reception.office.listed(replace(PEOPLE, people=(*PEOPLE.people, SUE)))
    reference = reception.raises()
    reception.office.works()
    return reference


def a_quarter_of_an_hour_passes(reception):
    reception.office.works("Thursday 2026-04-02 15:20")


def test_the_business_manager_reads_who_pressed_and_their_number(reception, reference):
    before = len(reception.office.platform.heard("bea"))

    answer = told(reception.asks("sue", "harm", reference=reference))

    (heard,) = reception.office.platform.heard("bea")[before:]
    assert "immediate harm" in heard
    assert "Sue Kerr" in heard
    assert "Ring them now: 0118 496 0199." in heard
    assert "Bea Lang: delivered, ring 0118 496" in answer
    assert "undelivered" not in reception.office.kinds(reference)


def test_unopened_she_is_told_so_for_it_was_sent(reception, reference):
    reception.asks("sue", "harm", reference=reference)
    a_quarter_of_an_hour_passes(reception)

    assert "nobody has opened" in reception.office.platform.heard("sue")[-1]


def test_alone_at_the_office_the_presser_hears_at_once_that_there_was_nobody(reception, reference):
    """Nothing was sent: nothing is said of it afterwards, to herself either."""
    before = reception.office.platform.heard("bea")

    answer = told(reception.asks("bea", "harm", reference=reference))
    a_quarter_of_an_hour_passes(reception)

    assert "There was nobody to tell" in answer
    assert "Ring 999 yourself" in answer
    assert "ring Clare Moss on 0118 496" in answer
    assert "ring Leila Hassan on 0118 496" in answer
    assert reception.office.platform.heard("bea") == before
    assert "harm_unopened" not in reception.office.kinds(reference)


def test_whoever_stands_in_for_her_is_told_of_her_press(reception, reference):
    people = tuple(
        replace(each, deputy="sue") if each.id == "bea" else each for each in PEOPLE.people
    )
    reception.office.listed(replace(PEOPLE, people=(*people, SUE)))

    answer = told(reception.asks("bea", "harm", reference=reference))

    assert "Sue Kerr: delivered" in answer
    assert "Ring them now" in reception.office.platform.heard("sue")[-1]


def test_at_an_agency_of_which_nobody_is_named_it_is_not_said_to_wait_unopened(
    reception, reference
):
    posts = tuple(each for each in PEOPLE.posts if each.person not in ("clare", "jo", "max"))
    reception.office.listed(replace(PEOPLE, posts=posts))

    reception.asks("sam", "harm", reference=reference)
    a_quarter_of_an_hour_passes(reception)

    assert not [each for each in reception.office.platform.heard("sam") if "has opened" in each]
    assert any(
        "nobody could be told that you pressed Immediate harm" in each
        for each in reception.office.platform.heard("sam")
    )


def test_typed_alone_the_business_manager_is_whom_to_ring(reception, reference):
    assert "Ring Bea Lang on 0118 496" in told(reception.asks("sue", "harm_typed"))


def test_of_a_lead_who_is_not_named_the_business_manager_hears_that_it_was_immediate_harm(
    reception, reference
):
    posts = tuple(each for each in PEOPLE.posts if each.person not in ("clare", "jo", "max"))
    reception.office.listed(replace(PEOPLE, posts=posts))

    reception.asks("sam", "harm", reference=reference)
    reception.office.works("Friday 2026-04-10 12:00")

    heard = [each for each in reception.office.platform.heard("bea") if "immediate-harm" in each]
    assert heard
    assert all("Ring that agency now" in each for each in heard)
    assert not any("The clock goes on" in each for each in heard)
