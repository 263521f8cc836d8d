"""What is asked of a tier now: what was done is not asked again, and it is true for each side."""

import pytest

from escalation.acts import convene, report
from escalation.words import message, reminders
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.story import BERKSHIRE, HEADS, Story

AGENCY = {"ruth": "health", "anne": "care"}


@pytest.fixture
def stage_4() -> Story:
    """Moved to Stage 4 on the day it was raised, the Thursday before Good Friday."""
    return at_stage_4(Story(directory=PEOPLE))


@pytest.fixture
def called(stage_4: Story) -> Story:
    """Its meeting was called, with somebody of the police as its chair, and its day has come."""
    stage_4.does(convene.call_meeting, "ruth", answers={**ON, "chair": "pat"})
    return stage_4.reaches("Friday 2026-04-10 15:00").forgets()


def asked(story: Story, head: str) -> str:
    """What a head is asked in a reminder now."""
    turns = {turn.agency: turn for turn in story.disagreement.turns()}
    return message.plain(reminders.reminder(story.disagreement, turns[AGENCY[head]]))


def test_reminders_ask_for_what_is_awaited_and_for_nothing_that_was_done(stage_4: Story):
    stage_4.does(report.report, "ruth", question="report:s4")
    assert "You are asked: Call the meeting that the procedure asks for. Agree a way" in asked(
        stage_4, "ruth"
    )
    assert "You are asked: Agree a way forward with another agency" in asked(stage_4, "anne")

    stage_4.does(convene.call_meeting, "ruth", answers=ON)
    for head in HEADS:
        assert "You are asked: Once the meeting that was called has been held" in asked(
            stage_4, head
        )
    stage_4.reaches("Friday 2026-04-10 15:00").does(convene.meeting_held, "ruth", answers=HELD)

    for head in HEADS:
        assert "You are asked: Agree a way forward with another agency, or record" in asked(
            stage_4, head
        )


@pytest.mark.parametrize("procedure", [BERKSHIRE, BRACKNELL_FOREST])
def test_what_its_heads_are_asked_is_true_for_each(procedure):
    """The report and the call are for the head of the agency that raised it (C5)."""
    story = at_stage_4(Story(directory=PEOPLE, procedure=procedure), area="Bracknell Forest")

    for head in HEADS:
        said = asked(story, head)
        assert "You are asked: Seek a way forward. The head of the agency that raised it" in said
    assert "[Call the meeting]" not in asked(story, "anne")


def test_the_issues_are_reported_by_button_by_whoever_is_asked_to_and_not_by_each(called: Story):
    called.does(convene.meeting_held, "ruth", answers=HELD)

    assert "[Report the issues]" not in asked(called, "anne")
    (pat,) = [each for each in called.heard if each.person == "pat"]
    assert "[Report the issues]" in pat.text


def test_where_no_window_asks_for_it_the_caller_is_asked_as_well_the_morning_after():
    """R-000-41: the chapter gives no number of days, and somebody must still be asked."""
    story = at_stage_4(Story(directory=PEOPLE, procedure=BRACKNELL_FOREST), area="Bracknell Forest")
    chair = {"chair": "vera"}
    story.does(convene.call_meeting, "ruth", answers={**ON, **chair}).forgets()

    story.reaches("Monday 2026-04-13 09:01").expects_told(HEADS, "meeting:1:4")
    heads = [each.text for each in story.heard if each.person in HEADS]
    assert all("Has the meeting been held" in text for text in heads)
    assert all("[The meeting was held]" in text for text in heads)
