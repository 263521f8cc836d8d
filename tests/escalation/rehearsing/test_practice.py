"""Practice, on its own: the rules are the real ones, its reference is nobody's, and it can be kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from escalation import acts, rights
from escalation.acts import agree, answer, climb
from escalation.owing import Telling
from escalation.permissions import Act
from escalation.refusals import NotNow
from escalation.rehearsing import practice
from escalation.rehearsing.practice import MOST, REFERENCE, Practice
from escalation.words.card import card
from escalation.words.message import Choices
from tests.escalation.story import AGREEMENT, BERKSHIRE, DIRECTORY, Story, time

AT = time("Thursday 2026-04-02 15:00")


def practised(story: Story) -> Practice:
    """The same things, practised in one step."""
    return Practice("an-id", BERKSHIRE.sha256, AT).goes_on("a key", story.entries, story.now)


@pytest.fixture
def begun() -> Practice:
    """Sam practises raising a difference with Priya."""
    return practised(Story(reference=REFERENCE).raised("Thursday 2026-04-02 15:00"))


def test_a_practice_that_was_kept_comes_back_as_it_was(begun):
    story = Story(reference=REFERENCE).raised("Thursday 2026-04-02 15:00")
    story.reaches("Wednesday 2026-04-08 12:00").does(answer.take, "jo")
    story.does(agree.propose, "jo", answers=AGREEMENT)

    for each in (begun, practised(story)):
        assert practice.read(practice.written(each)) == each


@pytest.mark.parametrize("lost", ["id", "entries", "now", "keys"])
def test_what_cannot_be_read_is_no_practice(begun, lost):
    kept = practice.written(begun)

    assert practice.read({}) is None
    assert practice.read({name: said for name, said in kept.items() if name != lost}) is None
    assert practice.read({**kept, lost: "["}) is None or lost == "id"


def test_an_entry_that_this_release_does_not_know_ends_the_practice(begun):
    kept = practice.written(begun)

    assert practice.read({**kept, "entries": '[["unheard_of", 1, "{}"]]'}) is None
    assert practice.read({**kept, "entries": '[["raised", 1, "{}"]]'}) is None
    assert practice.read({**kept, "entries": "[7]"}) is None


def test_it_stands_where_a_real_one_would_stand(begun):
    real = Story(reference=REFERENCE).raised("Thursday 2026-04-02 15:00").disagreement

    assert begun.stands(BERKSHIRE) == real


def test_only_what_the_last_step_would_owe_is_told(begun):
    told = [each.topic for each in begun.owed(BERKSHIRE) if isinstance(each, Telling)]
    assert told == ["raised", "raised"]

    standing = begun.stands(BERKSHIRE)
    then = practice.next_step_of_time(begun, standing)
    days = Story(now=then).calendar
    after = begun.goes_on("next", acts.time_passed(standing, then, days, DIRECTORY), then)

    assert {each.topic for each in after.owed(BERKSHIRE) if isinstance(each, Telling)} == {"ask:0"}
    assert begun.goes_on("nothing", [], AT).owed(BERKSHIRE) == []


def test_time_passes_just_beyond_the_next_moment_and_never_back(begun):
    standing = begun.stands(BERKSHIRE)
    soonest = standing.moments()[0].at

    assert practice.next_step_of_time(begun, standing) == soonest + timedelta(seconds=1)
    late = replace(begun, now=soonest + timedelta(days=1))
    assert practice.next_step_of_time(late, standing) > late.now


def test_once_it_has_ended_no_time_is_left_to_pass():
    story = Story(reference=REFERENCE).raised("Thursday 2026-04-02 15:00").settles("sam", "priya")

    with pytest.raises(NotNow, match="by itself"):
        practice.next_step_of_time(practised(story), story.disagreement)


def test_a_practice_does_not_grow_for_ever(begun):
    full = replace(begun, entries=begun.entries * MOST)

    with pytest.raises(NotNow, match="as long as one can"):
        full.goes_on("one more", list(begun.entries[:1]), AT)


def test_those_whose_turn_it_is_come_first_and_nobody_who_may_not():
    story = Story(reference=REFERENCE).raised("Thursday 2026-04-02 15:00")
    story.reaches("Wednesday 2026-04-08 12:00")

    def may(act: Act) -> list[str]:
        people = practice.taking_part(story.disagreement, DIRECTORY)
        return [
            each.id for each in people if rights.may(each.id, act, story.disagreement, DIRECTORY)
        ]

    assert may(Act.TAKE)[:2] == ["jo", "tom"]
    assert set(may(Act.TAKE)) == {"sam", "priya", "jo", "tom", "kofi"}
    assert may(Act.WITHDRAW) == ["sam"]
    story.does(climb.move_up, "jo", answers={"reason": "Now"})
    assert set(may(Act.APPROVE)) == {"mina", "clare", "helen", "leila"}


def test_every_choice_of_the_card_acts_in_this_practice_and_nowhere_else(begun):
    parts = [practice.pressed_here(part, begun) for part in card(begun.stands(BERKSHIRE)).parts]
    offered = [each for part in parts if isinstance(part, Choices) for each in part.choices]

    assert {each.act for each in offered} == {"practice_act", "practice_harm"}
    named = [practice.about(each.question) for each in offered if each.act == "practice_act"]
    assert {id for id, _, _ in named} == {"an-id"}
    assert ("an-id", "take", "tier:0") in named
    assert {act for _, act, _ in named} >= {"propose", "export"}
    assert not {act for _, act, _ in named} & {"note", "hide", "wrong", "link", "merge"}
