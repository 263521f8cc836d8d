"""Immediate harm reaches whoever holds the role, there or not, before it reaches nobody."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.acts import harm
from escalation.directory.cover import Absence, Closure
from escalation.directory.people import Post
from tests.scheduler.office import PEOPLE

EASTER_WEEK = (date(2026, 4, 1), date(2026, 4, 12))
UNOPENED = "Thursday 2026-04-02 15:16"
SECOND_LEAD = (*PEOPLE.posts, Post("mina", "safeguarding_lead", "health"))


def away(*people, **changed):
    absences = tuple(Absence(one, *EASTER_WEEK) for one in people)
    return replace(PEOPLE, absences=absences, **changed)


def closed(contact=""):
    return replace(PEOPLE, closures=(Closure("health", *EASTER_WEEK, contact),))


@pytest.fixture
def pressed(office):
    """Who is told of it, when Sam presses while the directory is like this."""

    def presses(directory):
        reference = office.raises()
        office.works()
        office.listed(directory)
        office.does(reference, harm.press, "sam")
        office.works()
        return {
            person.id
            for person in PEOPLE.people
            if any("immediate harm" in each for each in office.platform.heard(person.id))
        }

    return presses


def test_where_lead_and_managers_are_all_away_they_are_told_all_the_same(office, pressed):
    assert pressed(away("clare", "jo", "max")) == {"clare", "jo"}
    assert office.store.outbox.given_up() == []


def test_whoever_else_holds_it_and_is_there_comes_before_whoever_is_away(pressed):
    assert pressed(away("clare", "jo", posts=SECOND_LEAD)) == {"mina", "max"}


def test_whoever_is_away_is_told_where_those_who_are_there_cannot_be(office, pressed):
    office.platform.refuses |= {"max"}

    assert pressed(away("jo")) == {"clare", "jo"}


def test_of_a_closed_agency_its_own_people_are_told(pressed):
    assert pressed(closed()) == {"clare", "jo"}


def test_the_contact_of_a_closed_agency_is_told_first(pressed):
    assert pressed(closed("owen")) == {"owen"}


def test_the_other_party_is_never_told(office, pressed):
    office.platform.refuses |= {"clare", "jo", "max"}

    told = pressed(away("jo", posts=(*PEOPLE.posts, Post("tom", "line_manager", "health"))))

    assert told == {"bea"}, "only the Business Manager: that nobody there could be told"


def test_a_deputy_who_presses_is_not_told_of_their_own_press(office):
    office.listed(away("tom"))
    reference = office.raises()
    office.works()

    office.does(reference, harm.press, "kofi")
    office.works()

    assert not [each for each in office.platform.heard("kofi") if "pressed Immediate" in each]
    assert [each for each in office.platform.heard("tom") if "pressed Immediate" in each]


@pytest.mark.parametrize("directory", [away("sam"), closed(), closed("owen")])
def test_that_nobody_has_opened_it_is_told_to_whoever_pressed(office, pressed, directory):
    pressed(directory)

    office.works(UNOPENED)

    assert "nobody has opened your immediate-harm message" in office.platform.heard("sam")[-1]
    assert not [each for each in office.platform.heard("owen") if "nobody has opened" in each]


def test_that_somebody_has_seen_it_is_told_to_whoever_pressed(office, pressed):
    pressed(away("sam"))
    (reference,) = office.store.references()

    office.does(reference, harm.opened, "clare", question="harm:1")
    office.works()

    assert "Clare Moss has seen your immediate-harm message" in office.platform.heard("sam")[-1]


def test_pressed_again_it_reaches_whoever_is_there_now(office, pressed):
    assert pressed(PEOPLE) == {"clare", "jo"}
    office.listed(away("clare", "jo", posts=SECOND_LEAD))
    (reference,) = office.store.references()

    office.now = office.now.replace(minute=5)
    office.does(reference, harm.press, "sam")
    office.works()

    for person in ("mina", "max"):
        assert any("immediate harm" in each for each in office.platform.heard(person))


def test_whoever_is_told_while_away_may_say_that_they_have_seen_it(office, pressed):
    assert "max" in pressed(away("clare", "jo"))
    (reference,) = office.store.references()

    office.does(reference, harm.opened, "max", question="harm:1")

    assert office.store.disagreement(reference).harm[0].seen == ("max",)


def test_whoever_raises_it_in_the_holidays_is_told_and_let_in_themselves(office):
    office.listed(closed())
    reference = office.raises()
    office.works()

    assert "you have raised it" in office.platform.heard("sam")[0]
    assert "sam" in office.platform.members[reference.lower()]
