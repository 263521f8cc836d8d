"""Whoever is told what another holds reads first in whose place, and why."""

from dataclasses import replace
from datetime import date

from escalation.acts import answer
from escalation.directory import in_place, reaching
from escalation.directory.cover import Absence
from escalation.directory.reaching import Way
from escalation.directory.seeking import Sought
from escalation.owing import RoleAt
from escalation.words.card import card
from escalation.words.message import Choice, Choices, Heading, Message, plain, says
from tests.escalation.story import DIRECTORY, time

TOLD = Message("S", (says("999"), Heading("ESC-A – you are asked"), says("Please answer.")))
TUESDAY = time("Tuesday 2026-04-07 10:00")


def worded(who, directory, **sought):
    way = reaching.way(Sought(who, **sought), directory.at(TUESDAY))
    return plain(in_place.worded(TOLD, way)).splitlines()


def test_the_holder_reads_the_message_as_it_is():
    assert (
        in_place.worded(TOLD, reaching.way(Sought(RoleAt("line_manager", "care")), DIRECTORY))
        == TOLD
    )
    assert in_place.worded(TOLD, Way(())) == TOLD


def test_a_deputy_reads_in_whose_place_and_why_before_anything_else_is_said():
    away = Absence("tom", date(2026, 4, 1), date(2026, 4, 30))
    lines = worded(RoleAt("line_manager", "care"), replace(DIRECTORY, absences=(away,)))

    assert lines == [
        "999",
        "ESC-A – you are asked",
        "You are told this in the place of Tom Reed, who is away until Thursday 30 April. "
        "Please answer.",
    ]


def test_where_nobody_holds_it_that_is_said():
    lines = worded(
        RoleAt("line_manager", "police"), DIRECTORY, above=(RoleAt("senior_manager", "care"),)
    )

    assert lines[2].startswith("You are told this because nobody is named for it in the directory.")


def test_of_somebody_who_was_cut_neither_the_name_is_said_nor_why():
    sought = Sought(RoleAt("line_manager", "care"), cut=frozenset({"tom"}))
    way = reaching.way(sought, DIRECTORY.at(TUESDAY))

    lines = plain(in_place.worded(TOLD, way)).splitlines()

    assert lines[2] == ("You are told this because whoever held it cannot be asked. Please answer.")
    assert str(way) == "whoever holds it cannot be asked; Kofi Mensah deputises"


def test_a_message_with_nothing_else_said_says_it_at_its_end():
    bare = Message("S", (says("999"), Choices((Choice("take", "I have this", "tier:1"),))))
    away = Absence("tom", date(2026, 4, 1), date(2026, 4, 30))
    directory = replace(DIRECTORY, absences=(away,)).at(TUESDAY)
    way = reaching.way(Sought(RoleAt("line_manager", "care")), directory)

    assert "in the place of Tom Reed" in str(in_place.worded(bare, way).parts[2])


AWAY = Absence("tom", date(2026, 4, 1), date(2026, 4, 30))
AT_CARE = ("care", 1)


def of_the_managers(managers, **directory):
    """Who covers, and whose turn it is, while it is with the line managers."""
    known = replace(DIRECTORY, **directory).at(TUESDAY)
    stands = managers.disagreement
    return in_place.covers(stands, known).get(AT_CARE, ""), in_place.whose_turn(stands, known)


def test_where_the_holder_is_asked_nobody_covers(managers):
    assert of_the_managers(managers) == ("", "Jo Lee and Tom Reed")


def test_whoever_is_asked_instead_stands_with_the_holders_name_and_without_a_reason(managers):
    assert of_the_managers(managers, absences=(AWAY,)) == (
        "Kofi Mensah, for Tom Reed",
        "Jo Lee; Kofi Mensah, for Tom Reed",
    )


def test_a_weekday_on_which_somebody_does_not_work_is_no_cover_on_the_card(managers):
    """It would stand there still on the day after; the list is of this moment."""
    people = tuple(
        replace(each, works="mon; wed-fri") if each.id == "tom" else each
        for each in DIRECTORY.people
    )

    assert of_the_managers(managers, people=people) == ("", "Jo Lee; Kofi Mensah, for Tom Reed")


def test_where_nobody_holds_it_whoever_stands_in_is_named_for_nobody(managers):
    posts = tuple(each for each in DIRECTORY.posts if each.person != "tom")
    people = tuple(
        replace(each, manager="") if each.id in ("priya", "tom") else each
        for each in DIRECTORY.people
    )

    covers, _ = of_the_managers(managers, posts=posts, people=people)
    assert covers == "Helen Frost, standing in"


def test_of_somebody_who_was_cut_the_card_says_no_name(managers):
    managers.disagreement = replace(managers.disagreement, cut=frozenset({"tom"}))

    covers, turns = of_the_managers(managers)
    assert covers == "Kofi Mensah, standing in"
    assert "Tom Reed" not in turns


def test_the_card_says_it_beside_the_role_and_beside_whoever_has_it(managers):
    known = replace(DIRECTORY, absences=(AWAY,)).at(TUESDAY)
    covers = in_place.covers(managers.disagreement, known)
    asked = "Asked at Social Care: Line manager / team manager: Kofi Mensah, for Tom Reed (awaited)"
    assert asked in plain(card(managers.disagreement, covers))

    managers.does(answer.take, "tom")
    covers = in_place.covers(managers.disagreement, known)
    has = "Asked at Social Care: Tom Reed has this; Kofi Mensah, for Tom Reed (awaited)"
    assert has in plain(card(managers.disagreement, covers))


def test_whoever_covers_is_not_taken_for_a_holder_whose_name_theirs_begins_with(managers):
    managers.does(answer.take, "tom")

    def has(cover):
        lines = plain(card(managers.disagreement, {AT_CARE: cover})).splitlines()
        return next(each for each in lines if each.startswith("Asked at Social Care: "))[22:]

    assert has("Tom Reedman, for Tom Reed") == (
        "Tom Reed has this; Tom Reedman, for Tom Reed (awaited)"
    )
    for own in ("Tom Reed", "Tom Reed on 0118 1", "Tom Reed, on duty", "Tom Reed; Kofi Mensah"):
        assert has(own) == f"{own} has this"
