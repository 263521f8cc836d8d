"""Whoever is not in the directory is known by a work e-mail on a known agency's domain."""

from dataclasses import replace

import pytest

from escalation.directory import newcomers
from escalation.directory.people import Person, Post
from escalation.refusals import Unusable
from tests.escalation.story import DIRECTORY

AGENCIES = tuple(
    replace(each, domains=(f"{each.id}.example", f"old.{each.id}.example"))
    for each in DIRECTORY.agencies
)
PEOPLE = replace(
    DIRECTORY,
    agencies=AGENCIES,
    people=tuple(
        replace(each, email=f"{each.id}@{each.agency}.example") for each in DIRECTORY.people
    ),
)


def named(email):
    return newcomers.named(email, "sam", PEOPLE, "other_email")


def test_whoever_is_known_by_it_is_that_person_however_it_is_written():
    assert named(" Priya@CARE.example ") == PEOPLE.person("priya")


def test_a_newcomer_belongs_to_the_agency_of_the_domain_and_keeps_who_named_them():
    person = named("Asha.o-neil@Old.Police.example")

    assert (person.name, person.agency) == ("Asha O Neil", "police")
    assert (person.id, person.named_by) == ("asha.o-neil@old.police.example", "sam")


@pytest.mark.parametrize("email", ["", "asha", "asha@", "a b@care.example", "asha@care"])
def test_what_is_no_address_is_said_at_its_field(email):
    with pytest.raises(Unusable, match="not an e-mail address") as refused:
        named(email)

    assert refused.value.field == "other_email"


@pytest.mark.parametrize("email", ["asha@gmail.example", "bob@partnership.example"])
def test_a_domain_of_no_agency_reaches_nobody(email):
    with pytest.raises(Unusable, match="No agency of this partnership uses that domain"):
        named(email)


def test_whoever_is_in_the_directory_is_not_entered_again():
    asha = named("asha@care.example")
    once = newcomers.added(PEOPLE, asha)

    assert once.people[-1] == asha
    assert newcomers.added(once, replace(asha, name="Another")) is once


def test_a_confirmed_manager_is_remembered_with_the_role_they_hold():
    after = newcomers.managed(PEOPLE, "pat", "ivor", ("line_manager",))

    pat = after.person("pat")
    assert pat
    assert pat.manager == "ivor"
    assert after.posts[-1] == Post("ivor", "line_manager", "police")
    again = newcomers.managed(after, "pat", "ivor", ("line_manager",))
    assert again.posts == after.posts, "done again, it changes nothing"


def test_a_manager_who_is_known_stays_and_nobody_else_gets_their_role():
    known = newcomers.managed(PEOPLE, "pat", "ivor", ("line_manager",))

    assert newcomers.managed(known, "pat", "jo", ("line_manager",)) is known


def test_a_role_held_elsewhere_is_not_held_where_it_was_confirmed():
    after = newcomers.managed(PEOPLE, "pat", "jo", ("line_manager",))

    assert after.holder("line_manager", "police", "pat") == PEOPLE.person("jo")


def test_whoever_was_asked_where_no_line_leads_stays_whoever_it_was():
    """A line leads to the newly confirmed; for the rest of the agency the first named holds it."""
    colleague = Person("new", "New Constable", "police")
    agency = replace(PEOPLE, people=(*PEOPLE.people, colleague))
    first = newcomers.managed(agency, "pat", "ivor", ("line_manager",))

    second = newcomers.managed(first, "new", "bea", ("line_manager",))

    assert second.holder("line_manager", "police", "new") == PEOPLE.person("bea")
    assert second.holder("line_manager", "police", "pat") == PEOPLE.person("ivor")
    assert second.holder("line_manager", "police") == PEOPLE.person("ivor")


def test_of_people_who_are_gone_nothing_is_remembered():
    assert newcomers.managed(PEOPLE, "nobody", "ivor", ("line_manager",)) is PEOPLE
