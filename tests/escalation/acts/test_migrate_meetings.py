"""Moved to another text, a meeting that was held stands, and its chair reports to whoever is named besides."""

import pytest

from escalation.acts import chair, convene
from escalation.ladder import counterparts
from escalation.meetings import convening
from escalation.refusals import Stale
from escalation.texts.procedure import Procedure, read
from tests.escalation.acts.test_chair import ISSUES, held
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4
from tests.escalation.other_texts import LONGER, changed, moves
from tests.escalation.story import BERKSHIRE, Story

MORE = changed(
    ("chair reports to: [scr_subgroup]", "chair reports to: [scr_subgroup, business_manager]")
)


def renamed(to: Procedure) -> Procedure:
    """The same text, where the fourth stage goes by another name."""
    return read(to.text.replace("  - id: s4\n", "  - id: fourth\n"), "renamed.yml")


@pytest.fixture
def reported() -> Story:
    """Pat chaired it, and has reported to the subgroup."""
    story = held(chair="pat").does(chair.chair_report, "pat", answers=ISSUES)
    assert story.last("chair_reported").to == ("scr_subgroup",)
    return story.forgets()


def test_whoever_the_new_text_names_besides_is_reported_to_alone(reported: Story):
    first = reported.disagreement.convened["s4"].report_entry
    moves(reported, MORE).forgets()

    reported.reaches("Monday 2026-04-13 09:01")
    (pat,) = [each for each in reported.heard if each.person == "pat"]
    role = BERKSHIRE.role("business_manager").title
    assert f"Report the issues arising to the {role}" in pat.text
    assert "Subgroup" not in pat.text
    reported.forgets().does(chair.chair_report, "pat", answers=ISSUES)

    assert reported.last("chair_reported").to == ("business_manager",)
    assert {each.person for each in reported.heard if each.topic == "chair_report:1"} == {"bea"}
    assert convening.unreported(reported.disagreement) == ()
    assert reported.disagreement.convened["s4"].told_by == (first,)
    reported.refuses(Stale, chair.chair_report, "pat", answers=ISSUES)


def test_where_it_names_nobody_else_it_is_done(reported: Story):
    moves(reported, LONGER)

    assert convening.unreported(reported.disagreement) == ()


def test_by_another_name_of_its_stage_it_is_the_same_meeting(reported: Story):
    moves(reported, renamed(LONGER))

    (meeting,) = convening.every(reported.disagreement)
    assert (meeting.stage, meeting.reported) == ("fourth", True)


def test_a_chair_of_whom_no_report_was_asked_is_asked_for_the_one_that_the_new_text_asks():
    silent = read(
        BERKSHIRE.text.replace("      chair reports to: [scr_subgroup]\n", ""), "silent.yml"
    )
    story = at_stage_4(Story(procedure=silent, directory=PEOPLE))
    story.does(convene.call_meeting, "ruth", answers=ON)
    story.reaches("Friday 2026-04-10 15:00").forgets()
    story.does(convene.meeting_held, "max", answers=HELD)
    assert convening.unreported(story.disagreement) == ()

    moves(story, BERKSHIRE).forgets().reaches("Monday 2026-04-13 09:01")

    assert any("Report the issues arising to the Serious" in each.text for each in story.heard)


def test_of_a_stage_that_is_no_more_it_stands_on_the_record(reported: Story):
    fifth = read(BERKSHIRE.text.replace("    number: 4\n", "    number: 5\n"), "fifth.yml")
    before = reported.disagreement
    moves(reported, fifth, tier="s4-heads")
    way = reported.last("procedure_changed").way
    said = list(counterparts.left_behind(before, way))

    assert any("meeting of Stage 4 stands on the record alone" in each for each in said)
    assert convening.every(reported.disagreement) == ()
    called = {each.role for each in reported.disagreement.joined}
    assert "operational_senior_manager" in called


def test_a_form_of_before_the_move_says_less_than_it_would_do_and_is_refused(reported: Story):
    (before,) = convening.every(reported.disagreement)
    question = convening.report(before, reported.disagreement).question
    assert question == "chair:1"
    moves(reported, MORE)

    refused = reported.refuses(Stale, chair.chair_report, "pat", question=question, answers=ISSUES)

    assert "goes by another text since this form was opened" in refused.sentence
    (after,) = convening.every(reported.disagreement)
    anew = convening.report(after, reported.disagreement).question
    reported.does(chair.chair_report, "pat", question=anew, answers=ISSUES)
    assert reported.last("chair_reported").to == ("business_manager",)
