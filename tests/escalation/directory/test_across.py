"""Whoever deals with the other sides is told who stands there, as it is when they are told."""

from dataclasses import replace
from datetime import date

from escalation.acts import answer
from escalation.directory import across
from escalation.directory.cover import Absence
from escalation.words.message import plain
from escalation.words.prompts import prompt
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
