"""Referred outside: every side hears of it, and nothing here is paused, closed or moved."""

import pytest

from escalation.acts import close, outside
from escalation.disagreement import Status
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.words import message
from escalation.words.card import card, status
from tests.escalation.lives_ways import TO_CAFCASS
from tests.escalation.said_besides import WAYS
from tests.escalation.story import BERKSHIRE, LINE_MANAGERS, PRACTITIONERS, Story

RAISED = "Thursday 2026-04-02 15:00"


@pytest.fixture
def raised() -> Story:
    return Story(procedure=WAYS).raised(RAISED, whom="child").forgets()


def shown(story: Story) -> str:
    return message.plain(card(story.disagreement))


def test_every_side_hears_of_it_and_the_thread_shows_it(raised: Story):
    raised.does(outside.refer_outside, "sam", answers=TO_CAFCASS)

    raised.expects_told(PRACTITIONERS - {"sam"}, "outside:1")
    said = raised.posts()
    assert "Sam Okafor (Professional) recorded that it was referred to Cafcass." in said
    assert "MARKER the plan" in said
    assert "MARKER 12" in said


def test_whom_it_concerns_reads_to_whom_and_when_and_no_word_of_why(raised: Story):
    raised.does(outside.refer_outside, "sam", answers=TO_CAFCASS)

    (heard,) = raised.heard
    assert "was referred to Cafcass on Thursday 2 April 2026" in heard.text
    assert "no limit of the procedure moves" in heard.text
    assert "MARKER" not in heard.text


def test_nothing_moves_and_the_next_tier_is_told_as_ever(raised: Story):
    before = raised.disagreement

    raised.does(outside.refer_outside, "sam", answers=TO_CAFCASS)

    now = raised.disagreement
    assert now.status is Status.OPEN
    assert (now.limits, now.told, now.stage_tier) == (before.limits, before.told, before.stage_tier)
    assert now.moments() == before.moments()
    assert now.last_act == before.last_act
    raised.forgets().reaches("Tuesday 2026-04-07 17:01").expects_told(LINE_MANAGERS, "reached:1")


def test_it_stands_on_the_card_and_in_its_status_beside_any_other(raised: Story):
    raised.does(outside.refer_outside, "sam", answers=TO_CAFCASS)
    raised.does(outside.refer_outside, "priya", answers={**TO_CAFCASS, "outside": "ombudsman"})

    for text in (shown(raised), message.plain(message.Message("", (status(raised.disagreement),)))):
        assert "to Cafcass, Thursday 2 April 2026 (recorded by Sam Okafor); it goes on here" in text
        assert "to The ombudsman" in text
        assert "MARKER the plan" not in text
    assert "outside:2" in {each.topic for each in raised.heard}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"outside": ""}, "outside"),
        ({"outside": "nobody"}, "outside"),
        ({"referred_on": "2026-04-03"}, "referred_on"),
        ({"referred_on": ""}, "referred_on"),
        ({"text": " "}, "text"),
    ],
)
def test_what_is_missing_is_said_at_its_field(raised: Story, changed, field):
    with pytest.raises(Unusable) as refused:
        raised.does(outside.refer_outside, "sam", answers={**TO_CAFCASS, **changed})

    assert refused.value.field == field


def test_only_whoever_is_at_work_on_it_records_it(raised: Story):
    with pytest.raises(NotYours):
        raised.does(outside.refer_outside, "pat", answers=TO_CAFCASS)


def test_once_it_has_ended_it_is_refused(raised: Story):
    raised.does(close.withdraw, "sam", answers={"reason": "MARKER"})

    with pytest.raises(NotNow):
        raised.does(outside.refer_outside, "sam", answers=TO_CAFCASS)


def test_where_the_text_names_nobody_outside_it_is_neither_offered_nor_taken():
    story = Story(procedure=BERKSHIRE).raised(RAISED)

    with pytest.raises(NotNow, match="names nobody outside"):
        outside.may_refer(story.disagreement, story.directory, "sam")
    with pytest.raises(NotNow, match="names nobody outside"):
        story.does(outside.refer_outside, "sam", answers=TO_CAFCASS)
