"""Reopened: who of those from another disagreement may, and what the other side learns by it."""

import pytest

from escalation import entries
from escalation.acts import answer, close, reopen
from escalation.owing import To
from escalation.refusals import NotYours
from tests.escalation.story import Story
from tests.escalation.two import another, merged

BROKEN = {"reason": "MARKER the visit was not made"}


def test_whoever_was_brought_in_by_a_merge_hears_that_it_is_reopened(easter: Story):
    """Ann, of the one that ended, holds no tier of this one."""
    merged(another(by="ann", other="priya"), easter)
    easter.settles("sam", "priya").forgets()

    easter.does(reopen.reopen, "sam", answers=BROKEN)

    assert To("ann") in easter.disagreement.reopenings[-1].told
    (ann,) = (each for each in easter.heard if each.person == "ann")
    assert ann.topic == "reopened:1"
    assert "Sam Okafor (Professional) reopened it." in ann.text
    assert "ring Sam Okafor at Health Trust" in ann.text


@pytest.fixture
def together(easter: Story) -> Story:
    """Ann's, into which Sam's was merged: both raised it for the same agency; Ann withdraws it."""
    going_on = another(by="ann", other="priya")
    merged(easter, going_on)
    return going_on.does(close.withdraw, "ann").forgets()


@pytest.mark.parametrize("who", ["ann", "sam"])
def test_whoever_raised_what_was_merged_into_it_may_reopen_it_too(together: Story, who: str):
    together.does(reopen.reopen, who, answers=BROKEN)

    assert together.disagreement.is_open


def test_of_what_was_merged_and_withdrawn_the_other_side_hears_whose_it_is(together: Story):
    refused = together.refuses(NotYours, reopen.reopen, "priya", answers=BROKEN)

    assert "reopening it is for Ann Bell and Sam Okafor" in refused.sentence


def test_the_other_side_does_not_learn_from_it_whose_advice_was_asked(easter: Story):
    """Clare, of Sam's side, hears of it; the record of both sides names her nowhere."""
    easter.does(answer.bring_lead, "sam").does(close.withdraw, "sam").forgets()

    easter.does(reopen.reopen, "sam", answers=BROKEN)

    assert "clare" in {each.person for each in easter.heard}
    bodies = [entries.body(each) for each in easter.entries if each.audience == entries.SIDES]
    assert not any(b"safeguarding_lead" in each for each in bodies)


def test_whom_the_next_stage_brings_in_to_advise_is_told_of_that_alone(easter: Story):
    """The designated professional had not been told of it before."""
    easter.settles("sam", "priya").forgets()

    easter.does(reopen.reopen, "sam", answers=BROKEN)

    assert [each.topic for each in easter.heard if each.person == "dev"] == [
        "adviser:health:designated_professional"
    ]
