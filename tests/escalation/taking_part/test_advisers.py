"""Advisers: of the partnership, only where it is about what they are for, and whom a stage would have asked."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import answer, climb
from escalation.directory.people import PARTNERSHIP
from escalation.owing import Admit, RoleAt
from escalation.permissions import Relation
from escalation.refusals import NotNow, Stale, Unusable
from escalation.taking_part import advisers
from escalation.words.message import plain
from escalation.words.prompts import prompt
from tests.escalation.scs import PEOPLE, SCS, scs
from tests.escalation.story import Story

SECOND = {"tier": "2", "reason": "MARKER"}
OFFICER = RoleAt("caf_tac_officer", PARTNERSHIP)
OTHERS = [category.id for category in SCS.categories if category.id != "threshold"]


def at_stage_2(category: str = "threshold") -> Story:
    return scs(category).forgets().does(climb.move_up, "sam", answers=SECOND)


def test_g001_threshold_the_officer_is_told_and_let_in_and_may_read_and_write():
    story = at_stage_2()

    (cal,) = [heard for heard in story.heard if heard.person == "cal"]
    assert "The procedure asks for your advice" in cal.text
    assert "Join the discussion, to advise" in cal.text
    assert "MARKER" not in cal.text
    assert Admit(OFFICER, farthest="deputy") in story.owed
    assert rights.relations("cal", story.disagreement, PEOPLE) == {Relation.ADVISER}
    named = "CAF/TAC Implementation Officer (now Early Help lead), for the partnership"
    assert f"Brought in to advise: {named}." in story.posts()


@pytest.mark.parametrize("category", OTHERS)
def test_g001_threshold_for_any_other_category_the_officer_is_never_told(category: str):
    story = at_stage_2(category).does(climb.move_up, "sam", answers={**SECOND, "tier": "4"})

    assert "cal" not in {heard.person for heard in story.heard}
    assert rights.relations("cal", story.disagreement, PEOPLE) == {Relation.STRANGER}


def test_the_designated_professional_of_each_agency_is_brought_in_as_the_text_says():
    assert {"dev", "joan"} <= {heard.person for heard in at_stage_2("other").heard}


def test_whom_the_stage_lets_them_bring_in_is_named_where_they_are_asked_with_a_button():
    story = at_stage_2()

    words = plain(prompt(story.disagreement, 2, "health"))
    assert "If it would help, you may bring in the Team Around the Family" in words
    assert "Bring in to advise" in words
    assert "CAF/TAC" not in words


def test_whom_the_text_asks_them_to_consider_is_named_more_strongly():
    stages = tuple(
        replace(stage, advisers=tuple(replace(each, force="should") for each in stage.advisers))
        for stage in SCS.stages
    )
    story = Story(procedure=replace(SCS, stages=stages), directory=PEOPLE)
    story.raised("Wednesday 2026-09-02 10:00", area="Anytown", category="other")

    words = plain(prompt(story.disagreement, 2, "health"))
    assert "The procedure asks you to consider bringing in your own designated" in words


def test_somebody_of_the_partnership_is_brought_in_by_a_press_and_every_side_hears():
    story = at_stage_2().forgets()
    story.does(answer.bring_lead, "mina", answers={"whom": "team_around_the_family"})

    assert [heard.person for heard in story.heard] == ["taf"]
    assert "brought in the Team Around the Family." in story.posts()
    assert story.disagreement.advisers[PARTNERSHIP] == ("caf_tac_officer", "team_around_the_family")
    story.refuses(Stale, answer.bring_lead, "helen", answers={"whom": "team_around_the_family"})


@pytest.mark.parametrize("whom", ["head_of_safeguarding", "line_manager", "nobody"])
def test_only_whom_the_stage_names_can_be_brought_in(whom: str):
    at_stage_2().refuses(Unusable, answer.bring_lead, "mina", answers={"whom": whom})


def test_whoever_is_for_another_kind_of_difference_cannot_be_brought_in():
    story = at_stage_2("other")

    refused = story.refuses(
        Unusable, answer.bring_lead, "mina", answers={"whom": "caf_tac_officer"}
    )
    assert "another kind of difference" in refused.sentence


def test_where_nobody_holds_it_it_says_so():
    posts = tuple(post for post in PEOPLE.posts if post.person != "taf")
    story = scs(directory=replace(PEOPLE, posts=posts)).does(climb.move_up, "sam", answers=SECOND)

    whom = {"whom": "team_around_the_family"}
    assert (
        "Team Around the Family"
        in story.refuses(NotNow, answer.bring_lead, "mina", answers=whom).sentence
    )


def test_whoever_may_be_asked_in_place_of_a_tier_is_no_adviser_beside_it():
    assert advisers.offered(scs().disagreement, 0) == ()
