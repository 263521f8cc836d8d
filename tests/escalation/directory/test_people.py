"""Who is who: agencies, people, the roles they hold and the line above them."""

from dataclasses import replace

import pytest

from escalation.directory.people import Directory, Person, Post, names
from tests.escalation.story import DIRECTORY


def test_a_person_and_an_agency_are_found_by_their_ids():
    assert DIRECTORY.person("sam") == Person("sam", "Sam Okafor", "health", manager="jo")
    agency = DIRECTORY.agency("care")
    assert agency is not None
    assert agency.name == "Social Care"


def test_whoever_is_not_there_is_nobody():
    assert DIRECTORY.person("nobody") is None
    assert DIRECTORY.agency("nowhere") is None
    assert DIRECTORY.on_slack("U1") is None
    assert DIRECTORY.roles_of("nobody") == ()


def test_a_person_is_found_by_their_slack_identity():
    sam = Person("sam", "Sam", "health", slack="U1")
    directory = Directory(people=(sam, Person("jo", "Jo", "health")))

    assert directory.on_slack("U1") == sam
    assert directory.on_slack("") is None


def test_everybody_who_holds_a_role_and_the_roles_somebody_holds():
    assert [person.id for person in DIRECTORY.holders("line_manager", "health")] == ["jo", "max"]
    assert DIRECTORY.roles_of("jo") == ("line_manager",)


def test_the_holder_is_the_nearest_above_in_the_line():
    for who, manager in (("sam", "jo"), ("ann", "max")):
        held = DIRECTORY.holder("line_manager", "health", who)
        assert held is not None
        assert held.id == manager


def test_nearest_counts_every_step_of_the_line():
    held = DIRECTORY.holder("senior_manager", "health", "sam")

    assert held is not None
    assert held.id == "owen"


@pytest.mark.parametrize("under", ["", "clare", "nobody"])
def test_without_a_line_the_first_who_was_named_holds_it(under):
    held = DIRECTORY.holder("line_manager", "health", under)

    assert held is not None
    assert held.id == "jo"


def test_a_role_that_nobody_holds_has_no_holder():
    assert DIRECTORY.holder("line_manager", "police") is None


def test_a_post_whose_person_has_left_is_passed_over():
    posts = (Post("gone", "line_manager", "police"), Post("pat", "line_manager", "police"))
    directory = replace(DIRECTORY, posts=posts)

    assert directory.holders("line_manager", "police") == (directory.person("pat"),)


def test_a_circle_in_the_line_ends_it():
    a, b, c = (
        Person("a", "A", "health", manager="b"),
        Person("b", "B", "health", manager="c"),
        Person("c", "C", "health", manager="a"),
    )
    assert list(Directory(people=(a, b, c)).line_above("a")) == [b, c]
    alone = Directory(people=(Person("a", "A", "health", manager="a"),))
    assert list(alone.line_above("a")) == []


def test_a_manager_who_is_not_in_the_directory_ends_the_line():
    directory = Directory(people=(Person("a", "A", "health", manager="gone"),))

    assert list(directory.line_above("a")) == []


def test_who_stands_in_for_a_person():
    tom, jo = (DIRECTORY.person(id) for id in ("tom", "jo"))
    assert tom is not None
    assert jo is not None

    assert DIRECTORY.deputy_of(tom) == DIRECTORY.person("kofi")
    assert DIRECTORY.deputy_of(jo) is None


@pytest.mark.parametrize(
    ("count", "listed"),
    [
        (0, ""),
        (1, "Sam Okafor"),
        (2, "Sam Okafor and Jo Lee"),
        (3, "Sam Okafor, Jo Lee and Mina Shah"),
    ],
)
def test_people_are_listed_as_people_list_them(count, listed):
    assert names(DIRECTORY.people[:count]) == listed
