"""Who is your manager for this: named, confirmed by that manager's own click, and asked once."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import climb, line_manager
from escalation.people import Person
from escalation.permissions import Act
from escalation.refusals import NotYours, Stale, Unusable
from tests.escalation.story import DIRECTORY, Story

NEW = Person("new@police.example", "New Sergeant", "police", "new@police.example", named_by="pat")
PEOPLE = replace(DIRECTORY, people=(*DIRECTORY.people, NEW))


@pytest.fixture
def with_police():
    """Pat of the police has nobody above in the directory."""
    return Story(directory=PEOPLE).raised("Thursday 2026-04-02 15:00", other="pat").forgets()


def test_whoever_is_named_is_asked_and_told_nothing_else(with_police):
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id)

    (asked,) = with_police.heard
    assert asked.person == NEW.id
    assert "Pat Quinn of Thames Valley Police has named you as their line manager" in asked.text
    assert "[Yes, that is me] [No, not me]" in asked.text
    assert "MARKER" not in asked.text
    for act in (Act.READ, Act.SAY, Act.STATUS):
        assert not rights.may(NEW.id, act, with_police.disagreement, PEOPLE)


def test_one_click_makes_them_the_holder_of_their_tier(with_police):
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id)
    with_police.does(line_manager.manager_yes, NEW.id).forgets()
    with_police.reaches("Tuesday 2026-04-07 17:01")

    assert NEW.id in {each.person for each in with_police.heard if each.topic == "reached:1"}
    assert with_police.last("manager_confirmed").by.role == "Line manager / team manager"


def test_where_their_tier_has_been_told_already_they_are_told_at_once(with_police):
    with_police.reaches("Tuesday 2026-04-07 17:01")
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id).forgets()
    with_police.does(line_manager.manager_yes, NEW.id)

    with_police.expects_told({NEW.id}, "reached:1")
    assert rights.may(NEW.id, Act.APPROVE, with_police.disagreement, PEOPLE)


def test_whoever_says_no_is_asked_no_more_and_the_professional_is_asked_again(with_police):
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id).forgets()
    with_police.does(line_manager.manager_no, NEW.id)

    (asked,) = with_police.heard
    assert asked.person == "pat"
    assert "New Sergeant has said that they are not your manager for this" in asked.text
    assert "[Name my manager]" in asked.text
    with_police.refuses(NotYours, line_manager.manager_yes, NEW.id)


def test_it_is_of_their_own_agency_alone(with_police):
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id)
    with_police.does(line_manager.manager_yes, NEW.id)

    for kind in ("manager_named", "manager_confirmed"):
        assert with_police.last(kind).audience == "agency:police"


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("jo", "of your own agency"), ("nobody", "of your own agency"), ("pat", "not yourself")],
)
def test_who_cannot_be_it_is_said(with_police, who, sentence):
    refused = with_police.refuses(Unusable, line_manager.name_manager, "pat", manager=who)

    assert sentence in refused.sentence


def test_the_same_is_not_asked_twice(with_police):
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id)

    assert (
        "asked already"
        in with_police.refuses(Stale, line_manager.name_manager, "pat", manager=NEW.id).sentence
    )


@pytest.mark.parametrize("by", ["jo", "owen", "bea", NEW.id])
def test_only_a_named_professional_names_their_manager(with_police, by):
    with_police.refuses(NotYours, line_manager.name_manager, by, manager=NEW.id)


def test_what_is_asked_stays_asked_though_it_moves_up(with_police):
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id)
    with_police.does(climb.move_up, "sam", answers={"tier": "2", "reason": "Not safe"}).forgets()
    with_police.does(line_manager.manager_yes, NEW.id)

    with_police.expects_told({NEW.id}, "reached:1")
