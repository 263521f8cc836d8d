"""Checking back, where something has become of it meanwhile: another day, or whoever said yes has gone."""

from dataclasses import replace

import pytest

from escalation.acts import check, climb
from escalation.refusals import Unusable
from tests.escalation.checked_text import CHECKED
from tests.escalation.lives_checks import ALIKE, WORDS, agrees, says, settled
from tests.escalation.story import Story


def test_a_day_put_since_the_page_was_opened_is_agreed_to_by_nobody_who_has_not_read_it():
    story = settled()
    says(story, "priya", action_1="not_yet", action_1_on="2026-04-22")
    question = check.question_of(story.disagreement)
    says(story, "sam", action_1="kept")
    says(story, "priya", action_1="not_yet", action_1_on="2026-12-22")

    answers = {"action_1": "agreed"}
    refused = story.refuses(Unusable, check.check_back, "sam", question=question, answers=answers)
    assert "Another day has been put since" in refused.sentence
    now = check.question_of(story.disagreement)
    story.does(check.check_back, "sam", question=now, answers=answers)
    assert "new_day_agreed" in story.kinds()


@pytest.mark.parametrize("moves", [False, True], ids=["leaves", "moves to the other side"])
def test_where_whoever_said_yes_is_of_the_agency_no_more_whoever_is_above_is_asked(moves):
    story = Story(CHECKED).raised("Thursday 2026-04-02 15:00")
    story.does(climb.move_up, "sam", answers={"tier": "1", "reason": WORDS})
    agrees(story, "jo", "tom").forgets()
    known = story.directory
    people = [each for each in known.people if each.id != "tom"]
    tom = next(each for each in known.people if each.id == "tom")
    posts = tuple(each for each in known.posts if each.person != "tom")
    there = (*people, replace(tom, agency="health")) if moves else tuple(people)
    story.directory = replace(known, people=there, posts=posts)

    story.reaches("Tuesday 2026-04-07 12:00")
    assert {e.person for e in story.heard if e.topic.startswith("check:")} == {"jo", "helen"}
    says(story, "helen", **ALIKE)
    assert story.last("check_answered").by.agency == "care"
