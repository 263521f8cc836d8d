"""Reporting to the partnership: by whose duty it is, once, and without content (R-004-36, R-004-51)."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import answer, climb, duty, report
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours, Stale
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story


@pytest.fixture
def at_the_top(easter: Story) -> Story:
    """It stands at Stage 4; Ruth has the duty, for the agency that raised it."""
    easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    return easter.forgets()


def test_whose_duty_it_is_reports_to_the_partners_and_the_scrutineer(at_the_top):
    at_the_top.does(report.report, "ruth")

    told = [str(owed.telling.to) for owed in at_the_top.heard]
    assert at_the_top.last("reported").to == ("statutory_partners", "independent_scrutineer")
    assert told == ["independent_scrutineer@partnership"], "nobody here holds the partners' role"
    owed = {str(each.to) for each in at_the_top.owed if hasattr(each, "topic")}
    assert owed == {"statutory_partners@partnership", "independent_scrutineer@partnership"}
    assert "reported it to the Statutory Safeguarding Children Partners" in at_the_top.posts()


def test_those_to_whom_it_is_reported_are_told_how_to_read_it_and_no_content(at_the_top):
    at_the_top.does(report.report, "ruth")

    (ivor,) = at_the_top.heard
    assert "[Read the record] [See where it stands]" in ivor.text
    assert ivor.text.startswith("If somebody is at immediate risk of harm")
    assert "ring Sam Okafor at Health Trust" in ivor.text
    assert (
        "Ruth Adeyemi (Departmental head with lead responsibility for safeguarding) of Health "
        in (ivor.text)
    )
    assert "reports the matter to you, as the procedure asks at Stage 4" in ivor.text
    assert "R-004" not in ivor.text
    for content in ("MARKER", BERKSHIRE.category("threshold").label, "Not safe"):
        assert content not in ivor.text
    for act in (Act.STATUS, Act.OPEN_COPY):
        assert rights.may("ivor", act, at_the_top.disagreement, DIRECTORY)


def test_it_is_reported_once_and_the_refusal_says_who_did_and_when(at_the_top):
    at_the_top.does(report.report, "ruth")

    again = at_the_top.refuses(Stale, report.report, "ruth")

    assert again.sentence.startswith("Ruth Adeyemi reported it on Thursday 2 April 2026, 15:00.")


def test_the_other_agencys_head_is_told_whose_it_is(at_the_top):
    refused = at_the_top.refuses(NotYours, report.report, "anne")

    assert refused.sentence == "This is for Ruth Adeyemi of Health Trust. Nothing has changed."


@pytest.mark.parametrize("who", ["sam", "jo", "ivor", "pat"])
def test_nobody_else_may(at_the_top, who):
    at_the_top.refuses(NotYours, report.report, who)


def test_the_business_manager_may_on_their_behalf_and_is_named_as_such(at_the_top):
    at_the_top.does(report.report, "bea")

    reported = at_the_top.last("reported")
    assert reported.to == ("statutory_partners", "independent_scrutineer")
    assert at_the_top.disagreement.stage.id == "s4"
    assert (
        "Bea Lang (Safeguarding Children Partnership Business Manager), in place of the "
        "Departmental head with lead responsibility for safeguarding of Health Trust, reported it"
    ) in at_the_top.reads(reported)


@pytest.mark.parametrize("who", ["ruth", "bea"])
def test_whoever_may_by_their_page_may_by_the_table(at_the_top, who):
    """The closing page asks the same row as the button does."""
    assert rights.may(who, Act.REPORT, at_the_top.disagreement, DIRECTORY)
    at_the_top.does(duty.closing, who, answers={"s4:report.how": "done"})
    assert at_the_top.last("reported").by.person == who


def test_of_the_office_nobody_but_its_manager_reports_for_an_agency(at_the_top):
    """The scrutineer, once given it to read, is one to whom it is reported."""
    given = at_the_top.disagreement.copied | {"independent_scrutineer"}
    at_the_top.disagreement = replace(at_the_top.disagreement, copied=given)
    assert rights.may("ivor", Act.REPORT, at_the_top.disagreement, DIRECTORY)

    refused = at_the_top.refuses(NotYours, report.report, "ivor")

    assert refused.sentence == "This is for Ruth Adeyemi of Health Trust. Nothing has changed."


def test_a_stage_that_asks_for_no_report_has_none(easter):
    assert "Stage 1" in easter.refuses(NotNow, report.report, "sam").sentence


def test_a_first_act_enters_the_stage_at_which_it_is_reported(easter):
    easter.reaches("Tuesday 2026-04-14 12:00").does(answer.take, "owen")

    easter.does(report.report, "ruth")

    assert easter.kinds()[-2:] == ["moved", "reported"]
    assert easter.disagreement.stage.id == "s4"


def test_the_button_is_in_the_prompt_of_the_agency_that_raised_it_alone(easter):
    easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})

    told = {each.person: each.text for each in easter.heard if each.topic == "reached:4"}
    assert "Report to the" in told["ruth"]
    assert "Report to the" not in told["anne"].splitlines()[-1]
