"""Whoever deals with the other sides is told who stands there, as it is when they are told."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.acts import answer, climb, wrong
from escalation.directory import across
from escalation.directory.cover import Absence
from escalation.owing import Telling
from escalation.words.message import plain, read, written
from escalation.words.prompts import prompt
from escalation.words.reminders import until_they_meet
from tests.escalation.other_texts import LONGER, WITH_ANOTHER, WITHOUT_MANAGERS, moves
from tests.escalation.story import DIRECTORY, Story

NUMBERED = replace(
    DIRECTORY, people=tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people)
)


def ring(story: Story, directory=NUMBERED, tier=1, agency="health") -> str:
    """The line with whom to ring, as somebody of an agency reads it now."""
    message = prompt(story.disagreement, tier, agency)
    named = across.named(message, story.disagreement, directory.at(story.now))
    assert across.named(named, story.disagreement, directory) == named, "said once"
    return plain(named).splitlines()[-1]


def test_the_other_sides_holder_of_the_same_tier_with_their_number(easter: Story):
    line = ring(easter.reaches("Tuesday 2026-04-07 17:01"))

    assert line.startswith("For the other side, ring Tom Reed (line manager / team manager at ")
    assert "on 0118 tom. To hear more, ring Sam Okafor" in line


def test_where_a_tier_has_two_roles_both_are_named(easter: Story):
    line = ring(easter.reaches("Wednesday 2026-04-08 17:01"), tier=2)

    assert "Helen Frost (next management level at " in line
    assert " or Leila Hassan (safeguarding lead at " in line


def test_whoever_has_it_there_alone(easter: Story):
    easter.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "helen")

    line = ring(easter, tier=2)
    assert "For the other side, ring Helen Frost (" in line
    assert "Leila Hassan" not in line


def test_whoever_stands_in_is_named_and_never_why(easter: Story):
    away = Absence("tom", date(2026, 4, 1), date(2026, 4, 30))
    easter.reaches("Tuesday 2026-04-07 17:01")

    line = ring(easter, replace(NUMBERED, absences=(away,)))
    assert "ring Kofi Mensah, for Tom Reed (line manager / team manager at " in line
    assert "on 0118 kofi." in line
    assert "away" not in line


def test_where_nobody_is_known_there_its_professional(easter: Story):
    easter.reaches("Tuesday 2026-04-07 17:01")
    posts = tuple(each for each in NUMBERED.posts if each.agency != "care")

    line = ring(easter, replace(NUMBERED, posts=posts))
    assert "For the other side, ring Priya Desai at " in line


def test_the_professionals_themselves_ring_each_other_as_it_is(easter: Story):
    assert "For the other side" not in ring(easter, tier=0)


def test_while_it_waits_for_a_meeting_they_are_named_as_in_every_reminder(managers: Story):
    turn = next(each for each in managers.disagreement.turns() if each.agency == "health")
    message = until_they_meet(managers.disagreement, turn)

    line = plain(across.named(message, managers.disagreement, NUMBERED)).splitlines()[-1]
    assert line.startswith("For the other side, ring Tom Reed (")


def test_of_somebody_who_was_cut_nothing_is_said_once_the_other_side_is_their_agency(managers):
    managers.does(wrong.wrong, "priya", answers={"who": "tom", "reason": "Not theirs"})
    people = tuple(
        replace(each, agency="health") if each.id == "tom" else each for each in NUMBERED.people
    )

    line = ring(managers, replace(NUMBERED, people=people))
    assert "ring Helen Frost, standing in (" in line
    assert "Tom Reed" not in line


# Written by one text, and sent when it goes by another


def waiting(story: Story, person: str, topic: str) -> Telling:
    """What somebody is owed, and has not been sent yet."""
    owed = (each.telling for each in story.heard if (each.person, each.topic) == (person, topic))
    return next(owed)


def sent(telling: Telling, story: Story) -> str:
    """It as it is sent now, out of the outbox."""
    return plain(across.named(read(written(telling.message)), story.disagreement, NUMBERED))


def test_where_the_text_has_fewer_tiers_since_it_is_sent_all_the_same(easter: Story):
    easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    told = waiting(easter, "ruth", "reached:4")
    assert "For the other side, ring Anne Whitfield (" in sent(told, easter)

    moves(easter, WITHOUT_MANAGERS)

    assert "To hear more, ring Sam Okafor" in sent(told, easter)
    assert "For the other side" not in sent(told, easter)


@pytest.mark.parametrize("to", [WITHOUT_MANAGERS, WITH_ANOTHER, LONGER])
def test_nobody_is_named_by_the_number_that_their_tier_has_in_another_text(easter: Story, to):
    told = waiting(easter.reaches("Tuesday 2026-04-07 17:01"), "jo", "reached:1")
    assert "For the other side, ring Tom Reed (" in sent(told, easter)

    moves(easter, to)

    assert "For the other side" not in sent(told, easter)


def test_what_is_written_by_the_new_text_names_them(easter: Story):
    moves(easter, LONGER)

    assert ring(easter).startswith("For the other side, ring Tom Reed (")


def test_what_was_owed_before_the_count_was_kept_is_read_as_of_the_first_text(managers: Story):
    text = written(prompt(managers.disagreement, 1, "health"))
    assert ',"changes":0' in text
    message = read(text.replace(',"changes":0', ""))

    line = plain(across.named(message, managers.disagreement, NUMBERED)).splitlines()[-1]
    assert line.startswith("For the other side, ring Tom Reed (")
