"""A script is written by a policy lead: short, and with every fault told by its line and column."""

from datetime import datetime

import pytest

from escalation.rehearsing import script
from escalation.rehearsing.script import Script, Step
from escalation.texts.procedure import Faults
from escalation.words.forms import Field
from escalation.working_time.calendars import calendar_covering
from tests.escalation.story import BERKSHIRE, time

WORDS = ("take", "propose", "approve", "move_up")
FRIDAY = time("Friday 2026-09-18 16:30")
DAYS = calendar_covering(BERKSHIRE.nation, FRIDAY)


def read(text: str) -> Script:
    return script.read(text, "ours.yml", BERKSHIRE, WORDS)


def faults(text: str) -> list[str]:
    with pytest.raises(Faults) as refused:
        read(text)
    return refused.value.faults


def test_a_step_says_who_does_what_and_when():
    read_ = read(
        """\
title: Agreed at once
start: 2026-09-18T10:00
steps:
  - does: raise
  - after: 2 working days
    who: line_manager@A
    does: take
  - at: 2026-09-23T09:30
    who: line_manager@A
    does: move_up
    with: {tier: 2, reason: It is pressing}
  - does: raise
    refused: true
"""
    )

    assert read_.title == "Agreed at once"
    assert script.begins(read_) == time("Friday 2026-09-18 10:00")
    assert read_.steps[1] == Step("take", "line_manager@A", after="2 working days")
    assert read_.steps[2].given == {"tier": 2, "reason": "It is pressing"}
    assert read_.steps[3] == Step("raise", refused=True)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step("take"), "Friday 2026-09-18 16:30"),
        (Step("take", at="2026-09-21T09:30"), "Monday 2026-09-21 09:30"),
        (Step("take", after="2 working days"), "Tuesday 2026-09-22 16:30"),
        (Step("take", after="1 day"), "Saturday 2026-09-19 16:30"),
        (Step("take", after="3 hours"), "Friday 2026-09-18 19:30"),
        (Step("take", after="45 minutes"), "Friday 2026-09-18 17:15"),
    ],
)
def test_a_step_comes_at_its_time_or_a_while_after_the_one_before(step: Step, expected: str):
    assert script.comes(step, FRIDAY, DAYS) == time(expected)


def test_working_days_keep_the_hour_when_the_clocks_go_back():
    friday = time("Friday 2026-10-23 10:00")
    days = calendar_covering(BERKSHIRE.nation, friday)

    comes = script.comes(Step("take", after="1 working day"), friday, days)

    assert comes == time("Monday 2026-10-26 10:00")


@pytest.mark.parametrize(
    ("said", "expected"), [("2 working days", "2026-09-22"), ("2026-10-01", "2026-10-01")]
)
def test_a_day_is_given_by_its_date_or_counted(said: str, expected: str):
    assert script.day(said, FRIDAY, DAYS) == expected


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("{does: take, who: line_manger@A}", "`line_manger` is not a role of an agency"),
        ("{does: take, who: line_manager@D}", "Write who does it as role@A"),
        ("{does: take}", "Write who does it as role@A"),
        ("{does: tke, who: line_manager@A}", "`tke` is not something a person can do. Did you"),
        ("{does: take, who: line_manager@A, at: Friday}", "Write a time as 2026-09-18T16:30"),
        ("{does: take, who: line_manager@A, after: a while}", "Write it as 2 working days"),
        ("{does: wait, at: 2026-09-19T10:00, after: 1 day}", "not both"),
        ("{does: wait, at: 2026-09-17T10:00}", "the clock is wound on, never back"),
        ("{does: wait, whom: x}", "`whom` is not a heading used here"),
    ],
)
def test_every_fault_is_told_with_its_place(step: str, fault: str):
    first = "  - {does: wait, at: 2026-09-18T10:00}"

    found = faults(f"steps:\n{first}\n  - {step}\n")

    assert len(found) == 1
    assert found[0].startswith("ours.yml:3:")
    assert fault in found[0]


def test_no_step_comes_before_the_start():
    (fault,) = faults("start: 2026-09-18T10:00\nsteps: [{does: wait, at: 2026-09-17T10:00}]\n")

    assert fault.startswith("ours.yml:2:")


def test_every_fault_is_told_at_once():
    assert len(faults("start: never\nsteps:\n  - {does: tke, who: nobody@A}\n")) == 3


def test_a_script_of_no_steps_is_none():
    assert "`steps`" in faults("steps: []\n")[0]


def test_a_time_is_on_the_clock_in_the_united_kingdom():
    begins = script.begins(Script((Step("raise"),), start="2026-09-18T10:00"))

    assert begins == datetime.fromisoformat("2026-09-18T10:00+01:00")


ASKED = Field(
    "start",
    "Where it starts",
    "choice",
    options=tuple((str(n), stage.title) for n, stage in enumerate(BERKSHIRE.stages)),
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2", "2"),
        (BERKSHIRE.stages[2].title, "2"),
        ("stage 3", "2"),
        (BERKSHIRE.stages[2].id, "2"),
        ("Stage", "Stage"),
        ("", ""),
        ("elsewhere", "elsewhere"),
    ],
)
def test_a_choice_is_said_by_its_id_its_label_the_beginning_of_one_or_a_stage(said, meant):
    assert script.chosen(said, ASKED, BERKSHIRE) == meant


def test_a_beginning_of_two_labels_is_none_of_them():
    (strange,) = script.strange(0, Step("raise", given={"start": "Stage"}), (ASKED,), BERKSHIRE)

    assert strange.value == "Stage"


def test_whoever_writes_subject_is_asked_whether_they_mean_whom():
    fields = (Field("subject_name", "Name", "line"), Field("whom", "Who it is about", "line"))
    text = "steps:\n  - does: raise\n    with: {subject: adult}\n"

    found = script.strange(0, Step("raise", given={"subject": "adult"}), fields, BERKSHIRE)

    (fault,) = script.unasked(text, "ours.yml", found).faults
    assert "Did you mean `whom`?" in fault
