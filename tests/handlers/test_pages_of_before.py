"""A page that was opened before the text changed: it is refused, and what was typed stands there anew."""

from dataclasses import replace

import pytest

from escalation.acts import chair, climb, convene, migrate, report
from tests.escalation.acts.test_migrate_meetings import MORE
from tests.escalation.convened import HELD, ON
from tests.escalation.other_texts import LONGER, WHY
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.story import BERKSHIRE
from tests.handlers.reception import corrected, shown, text

DONE = {"s4:report.how": "done", "lessons": "MARKER one thing"}
ISSUES = {"issues": "MARKER thresholds are read differently"}


def at_stage_4(reception, **said):
    reference = reception.raises(**said)
    answers = {"tier": "4", "reason": "MARKER"}
    reception.office.does(reference, climb.move_up, "sam", answers=answers)
    return reference


def moves(reception, reference, to):
    reception.office.does(reference, migrate.migrate, "bea", to=to, reason=WHY)


@pytest.fixture
def of_2019(reception):
    """At Stage 4 of the chapter of 2019, which has it reported to the Partners alone."""
    found = dict.fromkeys(BRACKNELL_FOREST.areas, BRACKNELL_FOREST)
    reception.desk = replace(reception.desk, procedures=found)
    return reception


def test_a_closing_page_of_before_reports_to_nobody_whom_it_did_not_name(of_2019):
    reference = at_stage_4(of_2019, area="Bracknell Forest")
    form = shown(of_2019.asks("ruth", "closing", reference=reference))
    assert form.carries["question"] == "closing"
    assert "Report the matter to the Statutory Safeguarding Children Partners" in text(form)
    of_2019.office.does(reference, report.report, "ruth")
    moves(of_2019, reference, BERKSHIRE)

    refused = corrected(of_2019.sends("ruth", form, DONE))

    assert "goes by another text since this page was opened" in refused.sentence
    assert of_2019.office.kinds(reference).count("reported") == 1
    again = shown(of_2019.asks("ruth", "closing", reference=reference))
    assert "Report the matter to the Independent Scrutineer, at Stage 4." in text(again)
    assert "MARKER one thing" in {field.initial for field in again.fields}
    of_2019.sends("ruth", again, DONE)
    assert of_2019.office.last(reference, "reported").to == ("independent_scrutineer",)


def test_a_chairs_second_form_of_before_goes_to_nobody_whom_it_did_not_name(reception):
    office = reception.office
    reference = at_stage_4(reception)
    office.does(reference, convene.call_meeting, "ruth", answers={**ON, "chair": "pat"})
    office.works("Monday 2026-04-13 10:00")
    office.does(reference, convene.meeting_held, "ruth", question="held:1", answers=HELD)
    form = shown(reception.presses("pat", reference, "chair_report", "chair:1"))
    assert form.carries["question"] == "chair:1"
    office.does(reference, chair.chair_report, "ruth", question="chair:1", answers=ISSUES)
    moves(reception, reference, MORE)

    refused = corrected(reception.sends("pat", form, ISSUES))

    assert "goes by another text since this form was opened" in refused.sentence
    # The button of before opens the form as it is now, which says to whom it goes.
    again = shown(reception.presses("pat", reference, "chair_report", "chair:1"))
    assert f"Reported to the {MORE.role('business_manager').title}" in text(again)
    assert {field.initial for field in again.fields} == {ISSUES["issues"]}
    reception.sends("pat", again, ISSUES)
    assert office.last(reference, "chair_reported").to == ("business_manager",)


def test_a_page_of_after_the_move_is_taken(reception):
    reference = at_stage_4(reception)
    moves(reception, reference, LONGER)
    form = shown(reception.asks("ruth", "closing", reference=reference))

    shown(reception.sends("ruth", form, {"lessons": "MARKER one thing"}))

    assert "issues_flagged" in reception.office.kinds(reference)
