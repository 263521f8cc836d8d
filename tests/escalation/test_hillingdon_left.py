"""Hillingdon's stage 1 has one rung: once it is left, what it asks is still asked (R-003-43)."""

from escalation.acts import climb
from tests.escalation.hillingdon import hillingdon
from tests.escalation.test_hillingdon import WHY, heard, left


def test_left_by_its_one_rung_stage_1_still_asks_that_the_ongoing_concern_is_confirmed():
    story = hillingdon("adult").does(climb.move_up, "sam", answers={"tier": "1", **WHY})

    assert "Confirm the resolution, or the ongoing concern, by e-mail." in heard(story, "sam")
    assert "s1:confirmation.how" in left(story, "sam")
    assert "s1:confirmation.how" not in left(story, "priya")


def test_started_above_stage_1_nothing_of_stage_1_is_asked():
    story = hillingdon("adult", start_tier=2, start_reason="MARKER risk")

    assert "ongoing concern" not in heard(story, "sam")
    assert not any("confirmation" in each for each in left(story, "sam"))


def test_whoever_raised_it_is_not_reminded_of_the_form_that_only_a_manager_can_send():
    story = hillingdon("adult").does(climb.move_up, "sam", answers={"tier": "3", **WHY}).forgets()
    story.reaches("Friday 2026-09-11 17:01")

    assert "Confirm the resolution, or the ongoing concern, by e-mail." in heard(story, "sam")
    assert "Request for Dispute Resolution" not in heard(story, "sam")
    assert "Request for Dispute Resolution" in heard(story, "owen")
    form = "s4:form-request-for-dispute-resolution.how"
    assert form in left(story, "owen")
    assert form not in left(story, "sam")
