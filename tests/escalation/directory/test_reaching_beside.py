"""Whoever else holds a role, or the tier that somebody has, comes before any higher tier."""

from dataclasses import replace
from datetime import date

import pytest

from escalation import rights
from escalation.acts import answer, climb
from escalation.directory import reaching, seeking
from escalation.directory.cover import Absence
from escalation.directory.people import Agency, Person, Post
from escalation.directory.seeking import Sought
from escalation.owing import BUSINESS_MANAGER, RoleAt, To
from escalation.permissions import Act, Relation
from tests.escalation.story import BERKSHIRE, DIRECTORY, MAUNDY_THURSDAY, Story, time

BEGAN = "Thursday 2026-04-02 15:00"
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
LEAD = RoleAt("safeguarding_lead", "health", "sam")


def away(*people):
    return tuple(Absence(person, *APRIL) for person in people)


def with_posts(*posts, **changed):
    return replace(DIRECTORY, posts=(*DIRECTORY.posts, *posts), **changed).at(MAUNDY_THURSDAY)


def said(found):
    return [str(step) for step in found.steps]


@pytest.fixture
def second_lead():
    """Max is a safeguarding lead of the trust, too, and Clare is away."""
    return with_posts(Post("max", "safeguarding_lead", "health"), absences=away("clare"))


def test_a_second_business_manager_is_asked_while_the_first_is_away():
    directory = with_posts(
        Post("cara", "business_manager", "partnership"),
        people=(*DIRECTORY.people, Person("cara", "Cara Day", "partnership")),
        absences=away("bea"),
    )

    assert said(reaching.way(Sought(BUSINESS_MANAGER), directory)) == [
        "Bea Lang holds it: is away until Thursday 30 April",
        "Cara Day holds it too",
    ]


def test_a_second_lead_is_asked_before_the_next_tier_and_it_is_no_hole(second_lead):
    story = Story(directory=second_lead).raised(BEGAN)

    found = reaching.way(seeking.sought(LEAD, story.disagreement, second_lead), second_lead)

    assert (found.told.id, found.is_hole) == ("max", False)


def test_the_deputy_of_whoever_else_holds_it_is_asked_after_them(second_lead):
    people = tuple(
        replace(each, deputy="dev") if each.id == "max" else each for each in second_lead.people
    )
    absences = away("clare", "max")
    directory = replace(second_lead, people=people, absences=absences).at(MAUNDY_THURSDAY)

    assert said(reaching.way(Sought(LEAD), directory))[1:] == [
        "Max Gray holds it too: is away until Thursday 30 April",
        "Dev Nair stands in for another who holds it",
    ]


def test_whoever_else_holds_it_reads_nothing_while_they_are_not_asked(second_lead):
    there = replace(second_lead, absences=()).at(MAUNDY_THURSDAY)
    story = Story(directory=there).raised(BEGAN).reaches("Wednesday 2026-04-08 17:01")

    assert not rights.audiences("max", story.disagreement, there)
    assert rights.may("clare", Act.TAKE, story.disagreement, there)
    assert rights.may("max", Act.TAKE, story.disagreement, second_lead)


def test_nobody_who_holds_it_too_is_asked_for_both_sides():
    """Two schools of one trust: whoever holds the post for both stands for the first alone."""
    ids = ("p1", "p2", "trust")
    people = (Person("x", "X", "p1"), Person("y", "Y", "p2"), Person("both", "Both", "trust"))
    heads = (Person("h1", "H One", "p1"), Person("h2", "H Two", "p2"))
    posts = [Post(each, "line_manager", at) for each, at in (("h1", "p1"), ("h2", "p2"))]
    posts += [Post("both", "line_manager", at) for at in ("p1", "p2")]
    directory = with_posts(
        *posts,
        agencies=(*DIRECTORY.agencies, *(Agency(each, each, "school") for each in ids)),
        people=(*DIRECTORY.people, *people, *heads),
        absences=away("h1", "h2"),
    )
    story = Story(directory=directory).raised(BEGAN, by="x", other="y")

    first, second = (
        reaching.way(
            seeking.sought(RoleAt("line_manager", at), story.disagreement, directory), directory
        )
        for at in ("p1", "p2")
    )

    assert first.told.id == "both"
    assert "Both holds it too: is asked for another side" in said(second)


class TestWhoeverHasItIsAway:
    """Owen, a senior manager at tier 3, has it for the trust and goes on leave."""

    @pytest.fixture
    def taken(self):
        story = Story().raised(BEGAN)
        story.does(climb.move_up, "sam", answers={"tier": "3", "reason": "Urgent"})
        return story.does(answer.take, "owen")

    def found(self, story, directory):
        then = directory.at(time("Wednesday 2026-04-08 10:00"))
        return reaching.way(seeking.sought(To("owen"), story.disagreement, then), then), then

    def test_the_next_tier_is_asked_and_never_a_lower_one(self, taken):
        found, then = self.found(taken, replace(DIRECTORY, absences=away("owen")))

        assert found.told.id == "ruth"
        assert rights.relations("ruth", taken.disagreement, then) == {Relation.HOLDER}
        assert rights.actor("ruth", taken.disagreement, then).agency == "health"
        assert not rights.may("jo", Act.READ, taken.disagreement, then)

    def test_another_of_the_same_tier_comes_before_the_next(self, taken):
        directory = with_posts(Post("max", "senior_manager", "health"), absences=away("owen"))

        found, then = self.found(taken, directory)

        assert (found.told.id, found.is_hole) == ("max", False)
        assert rights.may("max", Act.APPROVE, taken.disagreement, then)

    def test_whoever_had_it_and_is_in_the_directory_no_more_leaves_a_hole(self, taken):
        posts = (*(each for each in DIRECTORY.posts if each.person != "owen"),)
        people = tuple(each for each in DIRECTORY.people if each.id != "owen")
        directory = replace(
            DIRECTORY, people=people, posts=(*posts, Post("max", "senior_manager", "health"))
        )

        found, _ = self.found(taken, directory)

        assert (found.told.id, found.is_hole) == ("max", True)


def test_of_a_tier_that_was_passed_over_nobody_was_asked_before():
    """Mina is line manager and next manager, and it starts with the next managers."""
    posts = (each for each in DIRECTORY.posts if (each.role, each.agency) != MANAGERS)
    directory = replace(DIRECTORY, posts=(Post("mina", *MANAGERS), *posts))
    procedure = replace(BERKSHIRE, same_person="next_tier")
    story = Story(procedure=procedure, directory=directory)

    story.raised(BEGAN, start_tier=2, start_reason="Urgent")

    assert "mina" in [each.person for each in story.heard]


MANAGERS = ("line_manager", "health")


@pytest.mark.parametrize(
    ("deputy", "why"),
    [
        ("ann", "Ann Bell deputises: is named in it themselves"),
        ("clare", "Clare Moss deputises: is asked for another side"),
    ],
)
def test_the_reason_why_somebody_never_stands_in_is_the_true_one(deputy, why):
    people = tuple(
        replace(each, deputy=deputy) if each.id == "jo" else each for each in DIRECTORY.people
    )
    directory = replace(DIRECTORY, people=people, absences=away("jo")).at(MAUNDY_THURSDAY)
    story = Story(directory=directory).raised(BEGAN, by="ann", other="priya")
    sought = seeking.sought(RoleAt("line_manager", "health", "sam"), story.disagreement, directory)
    asked = replace(sought, of_another=frozenset({"clare"}))

    assert why in said(reaching.way(asked, directory))
