"""Worcestershire, read as those whom it asks would: 2 days from the report, and the office's meeting."""

from datetime import datetime

import pytest

from escalation import rights
from escalation.acts import climb, convene, duty, opened, reopen, report
from escalation.permissions import Act
from escalation.refusals import NotYours, Unusable
from escalation.words import card
from escalation.words.message import plain
from handlers import closing_form
from tests.escalation.story import Story, time
from tests.escalation.worcestershire import (
    HELD,
    ON,
    WHY,
    at_stage_4,
    called,
    referred,
    worcestershire,
)


def of(story: Story, person: str) -> list[str]:
    """What somebody was told since it was last examined, each on one line."""
    return [" ".join(each.text.split()) for each in story.heard if each.person == person]


def page(story: Story, person: str) -> str:
    """Somebody's closing page, on one line."""
    actor = rights.actor(person, story.disagreement, story.directory)
    form = closing_form.form(actor, story.disagreement, story.directory, story.now)
    return " ".join(" ".join(str(part) for part in form.parts).split())


def ends(story: Story, tier: int) -> datetime | None:
    """The counted end of a tier's window, where there is one."""
    limit = story.disagreement.limit(tier)
    return limit.at if limit else None


def test_g002_two_days_are_counted_from_the_report_to_the_line_manager():
    """g002-two-days, C17: raised on a Friday at 16:30, reported on Monday by the clock's own telling,
    so by the end of Wednesday; and the file says that the telling counts as the report."""
    story = worcestershire()
    assert ends(story, 0) == time("Monday 2026-09-21 17:00")
    assert ends(story, 1) is None

    story.forgets().reaches("Monday 2026-09-21 17:01")

    story.expects_told({"jo", "tom"}, "reached:1")
    assert ends(story, 1) == time("Wednesday 2026-09-23 17:00")
    (taken,) = (q.taken for q in story.procedure.open_questions if q.id == "two-days-from")
    assert "the telling by Escalate counts as the report" in taken


def test_two_days_are_counted_from_the_press_of_a_practitioner_who_reports_sooner():
    story = worcestershire().does(climb.move_up, "sam", answers={"tier": "1", **WHY})

    assert ends(story, 1) == time("Tuesday 2026-09-22 17:00")
    story.forgets().reaches("Tuesday 2026-09-22 17:01")
    story.expects_told({"owen", "marcus"}, "reached:2")


def test_after_stage_2_nothing_is_ever_late_and_the_clock_goes_no_further():
    story = worcestershire().reaches("Monday 2026-10-19 09:00")

    assert "reached:3" not in {each.topic for each in story.heard}
    assert ends(story, 2) is None
    assert not any("late" in each.text.split() for each in story.heard)


# The meeting that the office calls


def test_the_manager_is_asked_for_the_meeting_once_it_is_referred_to_her_and_not_before():
    """R-002-45 to R-002-47: the members are informed, refer it, and she convenes."""
    story = at_stage_4()
    assert of(story, "bea") == []
    refused = story.refuses(NotYours, convene.call_meeting, "bea", question="x", answers=ON)
    assert "Nothing has changed." in refused.sentence

    story.does(report.report, "ruth", question="report:s4")

    (bea,) = of(story, "bea")
    assert "You are asked besides: Call the meeting of Stage 4." in bea
    assert "[Read the record] [Call the meeting] [See to what is left]" in bea
    assert "MARKER" not in bea


def test_nobody_of_the_agencies_is_offered_the_call_or_may_make_it():
    story = worcestershire().does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    story.does(report.report, "ruth", question="report:s4").reaches("Tuesday 2026-09-22 17:00")
    assert "Call the meeting" not in plain(card.card(story.disagreement))
    for who in ("ruth", "anne"):
        first, *again = of(story, who)
        assert again
        assert not any("[Call the meeting]" in each for each in (first, *again))

    refused = story.refuses(NotYours, convene.call_meeting, "ruth", question="x", answers=ON)

    assert refused.sentence == "This is for Bea Lang of the partnership. Nothing has changed."


def test_who_waits_for_the_meeting_reads_that_she_has_been_asked_for_it():
    story = referred().forgets().reaches("Monday 2026-09-21 17:00")

    for who in ("ruth", "anne"):
        (said,) = of(story, who)
        assert "The WSCB Manager (now" in said
        assert "has been asked to call the meeting." in said


def test_while_nobody_calls_it_she_is_asked_again_and_it_stops_once_it_is_called():
    story = referred().forgets().reaches("Friday 2026-09-25 17:00")
    asked = [each for each in of(story, "bea") if "still left to see to" in each]
    assert len(asked) == 2
    assert all("[Call the meeting]" in each for each in asked)

    later = {**ON, "meet_on": "2026-10-12"}
    story.does(convene.call_meeting, "bea", question="convene:s4", answers=later).forgets()
    story.reaches("Friday 2026-10-09 17:00")

    assert not any("Call the meeting" in each for each in of(story, "bea"))
    assert not any(wake.is_closing for wake in story.disagreement.moments())


def test_she_may_call_it_before_she_has_said_why_she_opens_the_record():
    """Need to know: to give a day she needs no word of it; to read it she says why, and that is kept."""
    story = referred()
    assert not rights.may("bea", Act.READ, story.disagreement, story.directory)

    story.does(convene.call_meeting, "bea", question="convene:s4", answers=ON)
    assert not rights.may("bea", Act.READ, story.disagreement, story.directory)

    story.does(opened.open_copy, "bea", answers={"reason": "To convene it"})
    assert rights.may("bea", Act.READ, story.disagreement, story.directory)


def test_the_meeting_stands_on_the_card_and_its_people_are_called_in_her_name():
    story = called()

    assert {each.person for each in story.heard if each.topic == "called:1"} == {
        *("owen", "ruth", "marcus", "anne")
    }
    assert any("called by Bea Lang (WSCB Manager" in each for each in of(story, "anne"))
    shown = plain(card.card(story.disagreement))
    assert "Meeting at Stage 4: called for Thursday 24 September 2026, 10:00" in shown
    assert "[The meeting was held]" in shown
    assert "Move the meeting" not in shown


@pytest.mark.parametrize("chair", ["", "mina"])
def test_it_must_be_chaired_by_somebody_of_no_organisation_involved(chair: str):
    """R-002-47: an independently chaired resolution meeting."""
    answers = {**ON, "chair": chair}

    refused = referred().refuses(
        Unusable, convene.call_meeting, "bea", question="convene:s4", answers=answers
    )

    assert "The meeting is independently chaired." in refused.sentence


def test_the_same_button_moves_it_and_nobody_is_called_twice():
    story = called().forgets()
    other = {**ON, "meet_on": "2026-09-29"}
    story.does(convene.call_meeting, "bea", question="convene:s4", answers=other)

    assert "moved the meeting at Stage 4 from" in " ".join(story.posts().split())
    assert {each.topic for each in story.heard} == {"moved:2"}


def test_on_its_day_she_is_asked_whether_it_was_held_and_may_say_so():
    story = called().forgets().reaches("Friday 2026-09-25 09:01")

    (bea,) = of(story, "bea")
    assert "The meeting at Stage 4 was called for Thursday 24 September 2026, 10:00." in bea
    assert "[The meeting was held] [Move the meeting]" in bea
    assert "Agree a way forward" not in bea

    story.does(convene.meeting_held, "bea", question="held:1", answers=HELD)
    assert story.last("meeting_held").by.agency == "partnership"


def test_her_page_has_the_meeting_to_call_to_move_and_a_further_one():
    story = referred()
    assert "Call the meeting at Stage 4: it has a page of its own." in page(story, "bea")
    assert "Nothing else is left" in page(story, "bea")

    story.does(convene.call_meeting, "bea", question="convene:s4", answers=ON)
    assert "You may give it another day, or record that it was held." in page(story, "bea")

    story.reaches("Thursday 2026-09-24 15:00")
    story.does(convene.meeting_held, "bea", question="held:1", answers=HELD)
    assert "You may call a further one." in page(story, "bea")


def test_settled_before_it_was_called_she_is_asked_why_it_was_not():
    story = referred().settles("ruth", "anne")

    assert story.disagreement.status == "settled"
    assert "Must: Call the meeting of Stage 4." in page(story, "bea")
    answers = {"s4:meeting.how": "declined", "s4:meeting.words": "They agreed by telephone."}
    story.does(duty.closing, "bea", question="closing", answers=answers)
    assert "Nothing more is left" in page(story, "bea")


def test_settled_after_it_was_held_nothing_is_left_for_her():
    story = called().reaches("Thursday 2026-09-24 15:00")
    story.does(
        convene.meeting_held, "bea", question="held:1", answers={**HELD, "outcome": "agreed"}
    )
    story.settles("ruth", "anne")

    assert "Nothing more is left" in page(story, "bea")


def test_reopened_she_is_asked_for_it_again():
    story = referred().settles("ruth", "anne").forgets()
    story.does(reopen.reopen, "sam", answers={"reason": "Nothing was done"})
    story.reaches("Friday 2026-09-25 17:00")

    assert any("[Call the meeting]" in each for each in of(story, "bea"))
