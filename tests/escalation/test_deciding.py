"""One side alone decides: the others propose and say what they see, and block nothing."""

import pytest

from escalation.acts import agree, climb, say
from escalation.disagreement import Status
from escalation.refusals import NotYours
from escalation.words.card import card
from escalation.words.message import plain
from tests.escalation.other_ways import alone, raised
from tests.escalation.story import AGREEMENT, LINE_MANAGERS, Story


@pytest.fixture
def story() -> Story:
    return raised(alone())


def test_its_own_yes_settles_it(story: Story):
    story.does(agree.propose, "priya", answers=AGREEMENT)
    story.does(agree.approve, "sam", question=story.proposal)

    assert story.disagreement.status is Status.SETTLED
    told = next(each.text for each in story.heard if each.topic == "settled")
    assert "Health Trust, which alone decides, has approved." in told


def test_the_others_are_asked_for_no_yes_and_can_block_nothing(story: Story):
    story.forgets().does(agree.propose, "sam", answers=AGREEMENT)

    story.expects_told({"sam"}, "proposal:1")
    for rule in (agree.approve, agree.not_approve):
        refused = story.refuses(NotYours, rule, "priya", question=story.proposal)
        assert "Health Trust, which raised it, alone decides" in str(refused)
        assert "silence is never taken as agreement" in str(refused)
    story.refuses(NotYours, climb.not_agreed, "priya")
    story.does(say.say, "priya", text="MARKER we see it otherwise")


def test_its_own_no_moves_it_up(story: Story):
    story.forgets().does(climb.not_agreed, "sam")

    assert story.disagreement.stage_tier == 1
    story.expects_told(LINE_MANAGERS, "reached:1")
    assert "Sam Okafor (Practitioner) does not agree, so it moved up." in story.posts() or (
        "does not agree, so it moved up" in story.posts()
    )


def test_each_side_reads_whose_it_is_to_decide(story: Story):
    (sam,) = [each.text for each in story.heard if each.person == "sam"]
    (priya,) = [each.text for each in story.heard if each.person == "priya"]

    assert "Your agency raised it, and by this procedure alone decides." in sam
    assert "Your approval is not asked; your silence is never taken as agreement." in priya
    assert "Not agreed" in sam
    assert "Not agreed" not in priya
    assert "Health Trust alone, which raised it" in plain(card(story.disagreement))


def test_silence_settles_nothing(story: Story):
    story.does(agree.propose, "sam", answers=AGREEMENT).reaches("Friday 2026-10-02 12:00")

    assert story.disagreement.is_open


def test_at_the_last_stage_its_own_no_is_enough_for_the_office(story: Story):
    story.reaches("Friday 2026-09-11 12:00").forgets().does(climb.not_agreed, "ruth")

    assert story.disagreement.is_not_agreed
    told = "\n".join(each.text for each in story.heard if each.person == "bea")
    assert "Health Trust, which alone decides, has recorded that it is not agreed." in told
