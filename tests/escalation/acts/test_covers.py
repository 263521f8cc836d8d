"""Cover: while it is still that turn, and of somebody who is known."""

import pytest

from escalation.acts import agree, covers
from escalation.owing import Admit, Card, RoleAt, Telling
from escalation.particulars import Turn
from tests.escalation.story import AGREEMENT, Story

TURN = Turn("care", 1, RoleAt("line_manager", "care", "priya"))
WAY = "Tom Reed holds it: is away until Sunday 12 April; Kofi Mensah deputises"


@pytest.fixture
def story():
    """The line managers have been told."""
    return Story().raised("Thursday 2026-04-02 15:00").reaches("Tuesday 2026-04-07 17:01")


def covered(story, turn=TURN, person="kofi"):
    def rule(*stands, by):
        return covers.covers(*stands, turn=turn, person=person, way=WAY)

    before = len(story.entries)
    story.does(rule, "clock")
    return story.entries[before:]


def test_whoever_is_asked_now_is_let_in_and_told_once_of_their_tier(story):
    (entry,) = covered(story)

    card, admit, telling = entry.owes(story.disagreement)
    assert card == Card(), "who is asked for whom stands on it"
    assert admit == Admit(TURN.who, farthest="holder")
    assert isinstance(telling, Telling)
    assert (telling.topic, telling.to, telling.nudge) == ("reached:1", TURN.who, True)
    assert "you are asked to act" in telling.message.summary


def test_nothing_moves(story):
    before = story.disagreement

    covered(story)

    assert story.disagreement.turns() == before.turns()
    assert story.disagreement.moments() == before.moments()
    assert story.disagreement.limits == before.limits


@pytest.mark.parametrize(
    ("turn", "person"),
    [(Turn("care", 0, TURN.who), "kofi"), (Turn("police", 1, TURN.who), "kofi"), (TURN, "nobody")],
)
def test_another_turn_or_nobody_we_know_changes_nothing(story, turn, person):
    assert covered(story, turn, person) == []


def test_once_it_has_ended_nobody_is_asked(story):
    story.does(agree.propose, "jo", answers=AGREEMENT)
    for who in ("jo", "tom"):
        story.does(agree.approve, who, question=story.disagreement.proposal.question)

    assert covered(story) == []
