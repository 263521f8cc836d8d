"""Checking back, in Slack: how it is understood is asked at once, and on its day whether it was done."""

from dataclasses import replace

import pytest

from escalation.permissions import Act
from tests.escalation.checked_text import CHECKED
from tests.stories.conftest import Partnership, words

PAGE = "Check back"
ACTION = "MARKER The social worker and the nurse visit together."
WHY = "MARKER The visit has not been made."
OTHERWISE = "MARKER We took it that the school is told as well."


@pytest.fixture
def checked(berkshire_from) -> Partnership:
    """An installation in whose only area a text with check-backs is in force."""
    partnership: Partnership = berkshire_from("Thursday 2026-09-17 09:30")
    desk = partnership.app.desk
    in_force = {"Reading": replace(CHECKED, areas=("Reading",))}
    app = partnership.app
    partnership.app = replace(app, desk=replace(desk, procedures=in_force))
    object.__setattr__(app, "desk", partnership.app.desk)
    return partnership


def settled_at_stage_2(checked: Partnership) -> str:
    """The managers of both sides settle it on Thursday 17 September; due 1 October, reviewed on 15."""
    reference = checked.raises(began="Thursday 2026-09-17 09:30")
    _moves_up(checked)
    checked.presses(
        "Mina",
        "Propose an agreement",
        what_1=ACTION,
        owner_1="Priya Desai",
        due_1="2026-10-01",
        review_on="2026-10-15",
    )
    checked.presses("Mina", "Approve")
    checked.presses("Helen", "Approve")
    return reference


def _moves_up(checked: Partnership) -> None:
    sam = checked.person("Sam")
    sam.presses("Move up now", in_=checked.card())
    modal = sam.waits_for(lambda: sam.modal, called="the form")
    tier = next(each for each in modal.field("tier").options if "Stage 2" in each)
    sam.submits({"tier": tier, "reason": WHY})
    checked.settles()


def opens(checked: Partnership, name: str) -> str:
    """Somebody opens the page from what they were last asked: what stands on it."""
    person = checked.person(name)
    message = [each for each in checked.told(name) if PAGE in each.buttons][-1]
    person.presses(PAGE, in_=message)
    modal = person.waits_for(lambda: person.modal, called="the page")
    return words(modal.text)


def answers(checked: Partnership, name: str, **said: str) -> str:
    """And answers it: what they read then."""
    opens(checked, name)
    modal = checked.person(name).submits(said)
    checked.settles()
    return words(modal.text) if modal else ""


def heard(checked: Partnership, about: str) -> dict[str, int]:
    return {name: checked.heard(name, about) for name in ("Mina", "Helen", "Sam", "Priya", "Bea")}


def test_09_g002_checkback_both_are_asked_at_once_and_on_the_day_and_not_done_reopens_it(checked):
    """User story 9, g002-checkback: R-002-19, R-002-22, R-002-28, R-002-31, R-002-34, R-002-44."""
    reference = settled_at_stage_2(checked)
    asked = "please check back on what was agreed"
    assert heard(checked, asked) == {"Mina": 1, "Helen": 1, "Sam": 0, "Priya": 0, "Bea": 0}
    assert "MARKER" not in checked.told("Mina")[-1].text

    page = opens(checked, "Mina")
    assert words(ACTION) in page
    assert "To be reviewed" in page
    checked.person("Mina").closes()
    answers(checked, "Mina", understood="We understand it the same")
    answers(checked, "Helen", understood="We understand it the same")
    checked.reaches("Wednesday 2026-09-30 17:30")
    assert heard(checked, asked) == {"Mina": 1, "Helen": 1, "Sam": 0, "Priya": 0, "Bea": 0}

    checked.reaches("Thursday 2026-10-01 09:30")
    assert heard(checked, asked) == {"Mina": 2, "Helen": 2, "Sam": 0, "Priya": 0, "Bea": 0}
    checked.reaches("Friday 2026-10-02 09:30")
    assert heard(checked, asked)["Helen"] == 3, "no answer stays open, and is asked again"
    said = answers(checked, "Helen", action_1="Not done, because…", action_1_words=WHY)

    assert "it has been reopened: it is at Stage 3" in said
    assert checked.references() == [reference]
    kinds = checked.kinds(reference)
    assert kinds[0] == "raised"
    assert "reopened" in kinds[kinds.index("settled") :]
    assert WHY in checked.thread("Mina")
    assert checked.heard("Owen", "you are asked to act, Stage 3") == 1
    assert "action 1, by Thursday 1 October 2026" in checked.thread("Owen")
    owen = checked.person("Owen")
    owen.presses("Propose an agreement", in_=checked.card())
    modal = owen.waits_for(lambda: owen.modal, called="the form")
    assert modal.field("what_1").value == ACTION
    assert modal.field("review_on").value == "2026-10-15"
    assert checked.app.store.misplaced_moments() == []


def test_not_yet_is_another_day_that_both_agree_to_and_then_all_of_it_is_done(checked):
    reference = settled_at_stage_2(checked)
    for name in ("Mina", "Helen"):
        answers(checked, name, understood="We understand it the same")
    checked.reaches("Thursday 2026-10-01 10:00")
    answers(checked, "Helen", action_1="Not yet: another day", action_1_on="2026-10-08")
    told = words(checked.told("Mina")[-1].text)
    assert "Do you agree to another day for action 1, Thursday 8 October 2026?" in told
    assert "Until each side has agreed, Thursday 1 October 2026 stands." in told
    answers(checked, "Mina", action_1="We agree to that day")

    checked.reaches("Wednesday 2026-10-07 17:30")
    before = checked.heard("Mina", "please check back")
    checked.reaches("Thursday 2026-10-08 10:00")
    assert checked.heard("Mina", "please check back") == before + 1
    for name in ("Mina", "Helen"):
        answers(checked, name, action_1="Done")
    assert heard(checked, "what was agreed has been checked back")["Helen"] == 1

    checked.reaches("Friday 2026-10-16 10:00")
    review = heard(checked, "the day to review what was agreed")
    assert review == {"Mina": 1, "Helen": 1, "Sam": 0, "Priya": 0, "Bea": 0}
    checked.reaches("Friday 2026-11-20 10:00")
    assert checked.app.store.disagreement(reference).checks[1].asked == 1
    assert heard(checked, "the day to review what was agreed") == review


def test_not_understood_alike_is_put_right_in_a_new_channel_by_the_same_people(checked):
    settled_at_stage_2(checked)
    said = answers(checked, "Helen", understood="We do not, because…", understood_words=OTHERWISE)

    assert "it has been reopened: it is at Stage 2" in said
    assert OTHERWISE in checked.thread("Mina")
    checked.presses(
        "Mina", "Propose an agreement", what_1=ACTION, owner_1="Priya", due_1="2026-10-01"
    )
    checked.presses("Mina", "Approve")
    checked.presses("Helen", "Approve")
    assert checked.heard("Mina", "please check back on what was agreed") == 2


def test_where_it_stands_is_read_by_its_reference_and_what_waits_is_listed(checked):
    reference = settled_at_stage_2(checked)
    mina = checked.person("Mina")
    mina.types(f"/escalate status {reference}")
    stands = words(checked.refused("Mina"))
    assert "Understood alike" in stands
    assert "Action 1 done" in stands
    assert "Thursday 15 October 2026" in stands
    assert "MARKER" not in stands

    mina.types("/escalate check")
    assert f"/escalate check {reference}" in checked.refused("Mina")
    mina.types(f"/escalate check {reference}")
    assert mina.waits_for(lambda: mina.modal, called="the page").title == PAGE
    mina.closes()
    read = [each for each in checked.app.store.audit.of(reference) if each.what == Act.CHECK_BACK]
    assert len(read) == 2, "that somebody has seen what was agreed is audited"


def test_whoever_does_not_answer_for_an_agency_is_refused_and_nothing_has_changed(checked):
    reference = settled_at_stage_2(checked)
    before = len(checked.kinds(reference))
    for name in ("Sam", "Bea"):
        person = checked.person(name)
        person.types(f"/escalate check {reference}")
        assert "Nothing has changed" in checked.refused(name)

    assert len(checked.kinds(reference)) == before


def test_a_professional_on_leave_on_that_day_is_stood_in_for_and_may_be_answered_for(checked):
    """Settled by the professionals, whose managers have never heard of it; Priya is away on the day."""
    reference = checked.raises(began="Thursday 2026-09-17 09:30")
    checked.proposes("Sam", due="2026-10-01")
    checked.presses("Sam", "Approve")
    checked.presses("Priya", "Approve")
    for name in ("Sam", "Priya"):
        answers(checked, name, understood="We understand it the same")
    priya = checked.person("Priya")
    priya.types("/escalate away")
    priya.waits_for(lambda: priya.modal, called="the form")
    priya.submits({"starts": "2026-09-28", "ends": "2026-10-09"})
    checked.reaches("Thursday 2026-10-01 10:00")

    asked = {name: checked.heard(name, "please check back") for name in ("Sam", "Priya", "Tom")}
    assert asked == {"Sam": 2, "Priya": 1, "Tom": 1}
    assert "in the place of Priya Desai" in words(checked.told("Tom")[-1].text)
    for name in ("Sam", "Tom"):
        answers(checked, name, action_1="Done")
    assert "checks_done" in checked.kinds(reference)
