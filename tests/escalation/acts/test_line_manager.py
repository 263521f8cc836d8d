"""Who is your manager for this: named, confirmed by that manager's own click, and asked once."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import climb, line_manager
from escalation.directory.people import Person, Post
from escalation.owing import Admit, To
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story

NEW = Person("new@police.example", "New Sergeant", "police", "new@police.example", named_by="pat")
OTHER = Person("other@police.example", "Other Sergeant", "police", named_by="pat")
PEOPLE = replace(DIRECTORY, people=(*DIRECTORY.people, NEW, OTHER))
LINE_OF_HEALTH = ("line_manager", "health")


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
    """Their tier was passed over: nothing is asked of them, and nothing shown."""
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id)
    with_police.does(climb.move_up, "sam", answers={"tier": "2", "reason": "Not safe"}).forgets()
    with_police.does(line_manager.manager_yes, NEW.id)

    (heard,) = with_police.heard
    assert (heard.person, heard.topic) == (NEW.id, "moved_past:1")
    assert "It is now at Stage 2" in heard.text
    assert "you are asked" not in heard.text
    assert not any(isinstance(owed, Admit) for owed in with_police.owed)


def test_whoever_confirms_after_their_tier_was_left_is_let_in_and_asked_nothing(with_police):
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id)
    with_police.reaches("Tuesday 2026-04-07 17:01")
    with_police.does(climb.move_up, "sam", answers={"tier": "2", "reason": "Not safe"}).forgets()
    with_police.does(line_manager.manager_yes, NEW.id)

    with_police.expects_told({NEW.id}, "moved_past:1")
    assert Admit(To(NEW.id)) in with_police.owed
    assert rights.may(NEW.id, Act.READ, with_police.disagreement, PEOPLE)


@pytest.mark.parametrize("yes", [True, False])
def test_a_manager_who_holds_a_post_elsewhere_too_answers_for_whom_they_manage(yes):
    """They are a safeguarding lead of the health trust, and a sergeant of the police."""
    posts = (*PEOPLE.posts, Post(NEW.id, "safeguarding_lead", "health"))
    story = Story(directory=replace(PEOPLE, posts=posts))
    story.raised("Thursday 2026-04-02 15:00", other="pat")
    story.does(line_manager.name_manager, "pat", manager=NEW.id)

    story.does(line_manager.manager_yes if yes else line_manager.manager_no, NEW.id)

    answered = story.entries[-1]
    assert answered.kind == ("manager_confirmed" if yes else "manager_declined")
    assert answered.audience == "agency:police"
    assert "Safeguarding lead" not in answered.by.titled
    assert story.disagreement.managers_named == {}
    assert set(story.disagreement.named.values()) == ({NEW.id} if yes else set())


def test_a_professional_who_holds_a_post_elsewhere_too_names_one_of_their_own_agency():
    posts = (*PEOPLE.posts, Post("pat", "next_manager", "health"))
    people = tuple(
        replace(each, manager="pat") if each.id == "sam" else each for each in PEOPLE.people
    )
    story = Story(directory=replace(PEOPLE, people=people, posts=posts))
    story.raised("Thursday 2026-04-02 15:00", other="pat")
    story.reaches("Wednesday 2026-04-08 17:01")

    story.does(line_manager.name_manager, "pat", manager=NEW.id)

    named = story.last("manager_named")
    assert named.audience == "agency:police"
    assert named.by.role == "Professional"


def test_where_somebody_has_confirmed_nobody_else_is_named(with_police):
    with_police.does(line_manager.name_manager, "pat", manager=NEW.id)
    with_police.does(line_manager.manager_yes, NEW.id)

    refused = with_police.refuses(Stale, line_manager.name_manager, "pat", manager=OTHER.id)
    assert "New Sergeant stands as your manager for this already" in refused.sentence


def test_where_the_directory_knows_the_manager_nobody_is_named(with_police):
    refused = with_police.refuses(NotNow, line_manager.name_manager, "sam", manager="max")

    assert "Your manager for this is known: Jo Lee" in refused.sentence


def test_where_the_directory_knows_nobody_any_more_somebody_is_named():
    gone = tuple(each for each in PEOPLE.posts if (each.role, each.agency) != LINE_OF_HEALTH)
    story = Story(directory=PEOPLE).raised("Thursday 2026-04-02 15:00", other="pat").forgets()
    story.directory = replace(PEOPLE, posts=gone)

    story.does(line_manager.name_manager, "sam", manager="jo").expects_told(
        {"jo"}, f"manager:{len(story.entries)}"
    )


def test_whose_access_has_ended_is_not_named(with_police):
    out = replace(with_police.disagreement, cut=frozenset({NEW.id}))
    with_police.disagreement = out

    refused = with_police.refuses(Unusable, line_manager.name_manager, "pat", manager=NEW.id)
    assert refused.field == "manager"
    assert "their access has ended" in refused.sentence


def test_by_a_text_that_has_no_tier_of_managers_nobody_is_asked_for_one():
    """Flat organisations: whoever differs is all that such a text names."""
    alone = replace(BERKSHIRE, stages=_of_the_professionals_alone())
    story = Story(alone, PEOPLE).raised("Thursday 2026-04-02 15:00", other="pat")

    (asked,) = (each.text for each in story.heard if each.person == "pat")
    assert "[Name my manager]" not in asked
    refused = story.refuses(NotNow, line_manager.name_manager, "pat", manager=NEW.id)
    assert refused.sentence == (
        "No stage of this is for managers, so none is named. Nothing has changed."
    )


def _of_the_professionals_alone():
    """The first stage, of which the managers' tier is left out."""
    first = BERKSHIRE.stages[0]
    return (replace(first, tiers=first.tiers[:1]),)
