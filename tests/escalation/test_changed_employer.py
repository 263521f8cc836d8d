"""Whoever works for another agency now keeps no part in a disagreement, and gets none of the other's."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import answer, bring_in, note, stand_in
from escalation.directory import reaching, seeking
from escalation.directory.people import Person, Post
from escalation.entries import own_agency
from escalation.owing import RoleAt, To
from escalation.permissions import Act, Relation
from tests.escalation.story import DIRECTORY, Story

BEGAN = "Thursday 2026-04-02 15:00"
TIER_1 = "Tuesday 2026-04-07 17:01"
STRANGER = {Relation.STRANGER}
OTHERS = ["care", "police"]  # the other party, and an agency that takes no part


def moved(who, agency, *posts):
    """Somebody works for another agency, and holds nothing of what they held."""
    people = tuple(
        replace(each, agency=agency) if each.id == who else each for each in DIRECTORY.people
    )
    kept = (each for each in DIRECTORY.posts if each.person != who)
    return replace(DIRECTORY, people=people, posts=(*kept, *posts))


def asked(story, who, directory):
    return reaching.way(seeking.sought(who, story.disagreement, directory), directory)


@pytest.fixture
def taken(easter: Story) -> Story:
    """Jo has it for the trust."""
    return easter.reaches(TIER_1).does(answer.take, "jo")


@pytest.mark.parametrize("agency", OTHERS)
def test_whoever_raised_it_has_no_part_in_it_any_more(easter, agency):
    easter.does(note.note, "priya", answers={"about": "reasoning", "text": "Care's own"})
    directory = moved("sam", agency)

    assert rights.relations("sam", easter.disagreement, directory) == STRANGER
    assert rights.audiences("sam", easter.disagreement, directory) == set()
    assert not rights.may("sam", Act.WITHDRAW, easter.disagreement, directory)


@pytest.mark.parametrize("agency", OTHERS)
def test_the_turn_of_whoever_raised_it_goes_to_their_manager_and_is_a_hole(easter, agency):
    found = asked(easter, To("sam"), moved("sam", agency))

    assert (found.told.id, found.is_hole) == ("jo", True)


@pytest.mark.parametrize("agency", OTHERS)
def test_whoever_had_it_approves_nothing_and_reads_nothing(taken, agency):
    directory = moved("jo", agency)

    assert rights.relations("jo", taken.disagreement, directory) == STRANGER
    assert rights.audiences("jo", taken.disagreement, directory) == set()


@pytest.mark.parametrize("agency", OTHERS)
def test_the_next_holder_is_asked_in_the_place_of_whoever_had_it_and_it_is_a_hole(taken, agency):
    """Max is another line manager of the trust; that Jo is gone is the Business Manager's to know."""
    directory = moved("jo", agency)
    found = asked(taken, To("jo"), directory)

    assert (found.told.id, found.is_hole) == ("max", True)
    assert rights.may("max", Act.APPROVE, taken.disagreement, directory)


def test_whoever_moved_to_a_third_agency_is_said_to_work_for_another(taken):
    assert str(asked(taken, To("jo"), moved("jo", "police")).steps[0]) == (
        "Jo Lee holds it: works for another agency"
    )


@pytest.mark.parametrize("agency", OTHERS)
def test_whoever_stood_in_does_so_no_more(easter, agency):
    easter.reaches(TIER_1)
    easter._lived(
        stand_in.stands_in(
            easter.disagreement,
            easter.now,
            easter.calendar,
            DIRECTORY,
            who=RoleAt("line_manager", "health", "sam"),
            named="The line manager",
            agency="health",
            person="mina",
            way="a way",
        )
    )
    assert rights.may("mina", Act.READ, easter.disagreement, DIRECTORY)

    directory = moved("mina", agency)

    assert rights.audiences("mina", easter.disagreement, directory) == set()


def test_a_new_post_at_the_other_side_gives_no_part_there_to_whoever_was_of_this_one(taken):
    """Jo has it for the trust, and becomes social care's only line manager."""
    directory = moved("jo", "care", Post("jo", "line_manager", "care"))
    posts = tuple(each for each in directory.posts if (each.person, each.agency) != ("tom", "care"))
    directory = replace(directory, posts=posts)

    assert rights.relations("jo", taken.disagreement, directory) == STRANGER
    assert asked(taken, RoleAt("line_manager", "care", "priya"), directory).told.id != "jo"


def test_whoever_holds_a_post_for_a_side_has_no_part_once_their_own_agency_is_brought_in():
    """Pat works for the police, and is the trust's line manager; then the police are brought in."""
    posts = (
        each for each in DIRECTORY.posts if each.role != "line_manager" or each.agency != "health"
    )
    directory = replace(
        DIRECTORY,
        people=(*DIRECTORY.people, Person("quin", "Quin Doe", "police")),
        posts=(Post("pat", "line_manager", "health"), *posts),
    )
    story = Story(directory=directory).raised(BEGAN).reaches(TIER_1).does(answer.take, "pat")
    assert own_agency("health") in rights.audiences("pat", story.disagreement, directory)

    story.does(bring_in.bring_agency, "priya", answers={"professional": "quin", "reason": "Theirs"})

    assert not rights.may("pat", Act.APPROVE, story.disagreement, directory)
    assert own_agency("health") not in rights.audiences("pat", story.disagreement, directory)
    found = asked(story, To("pat"), directory)
    assert (found.told.id, found.is_hole) == ("mina", True)


def test_whoever_holds_the_post_still_keeps_it_though_another_employs_them(taken):
    directory = moved("jo", "police", Post("jo", "line_manager", "health"))

    assert rights.relations("jo", taken.disagreement, directory) == {Relation.HOLDER}
    assert asked(taken, To("jo"), directory).told.id == "jo"
