"""Other ways through a procedure, lived in Slack: a gate, one side that decides, an urgent branch."""

from dataclasses import replace

import pytest

from bot import demo
from escalation.texts.procedure import Procedure, read
from tests.escalation.story import FILE
from tests.stories.conftest import words

TEXT = FILE.read_text(encoding="utf-8")
GATED = (("      - id: s1-managers\n", "      - id: s1-managers\n        gate: true\n"),)
ALONE = (("settled by: each_agency", "settled by: raising_agency"),)
URGENT = """\
  - id: s2u
    number: 2
    name: What is urgent
    when: {priority: [urgent]}
    req: [R-004-16]
    tiers:
      - {id: s2-urgent, held by: [senior_manager], what: Decide today., req: [R-004-16]}
  - id: s3
"""
PRIORITIES = """\
priorities:
  - {id: urgent, label: Urgent, req: [R-004-01]}
  - {id: routine, label: Not urgent, req: [R-004-01]}
stages:
"""
BRANCHED = (
    ("stages:\n", PRIORITIES),
    ("  - id: s2\n", "  - id: s2\n    when: {priority: [routine]}\n"),
    ("  - id: s3\n", URGENT),
)
WITHIN = (
    "raise within: {words: in good time, of: the conference, hours: 72, req: [R-004-01]}\nstages:\n"
)
ASKED = (
    ("stages:\n", WITHIN),
    ("skipping:\n", "skipping:\n  to: [s3]\n  consult: line_manager\n"),
    (
        "          working days: 4\n",
        "          working days: 6\n          or sooner: or a timescale that protects\n",
    ),
)


def changed(*changes: tuple[str, str]) -> Procedure:
    """Berkshire's procedure with other words in its file."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return read(text, FILE.name)


BEGAN = "Wednesday 2026-04-01 10:00"
TOLD = "Tuesday 2026-04-07 17:01"


@pytest.fixture
def going(berkshire_of):
    """An installation in whose areas this procedure is in force."""

    def goes(procedure: Procedure):
        partnership = berkshire_of(demo.people())
        app = partnership.app
        in_force = dict.fromkeys(procedure.areas, procedure)
        partnership.app = replace(app, desk=replace(app.desk, procedures=in_force))
        object.__setattr__(app, "desk", partnership.app.desk)
        return partnership

    return goes


def text_of(modal) -> str:
    return words(str(modal))


class TestAGate:
    def test_only_the_raising_sides_manager_is_told_and_takes_it_forward(self, going):
        gate = going(changed(*GATED))
        gate.raises()
        gate.presses("Sam", "Move up now", reason="No answer yet")

        assert gate.heard("Jo", "you are asked to act") == 1
        assert gate.told("Tom") == []
        assert gate.channel_of("Tom") == []

        gate.presses_in_messages("Jo", "Take it forward")
        assert gate.heard("Tom", "you are asked to act") == 1
        assert gate.channel_of("Tom") == gate.channel_of("Sam") != []

    def test_not_taken_forward_the_raiser_records_dissent_and_has_it_reopened(self, going):
        gate = going(changed(*GATED))
        reference = gate.raises()
        gate.presses("Sam", "Move up now", reason="No answer yet")
        gate.presses_in_messages("Jo", "Do not take it forward", reason="It was seen on Monday")

        assert gate.heard("Sam", "not taken forward") == 1
        assert gate.heard("Sam", "go to your own safeguarding lead") == 1
        assert "It was seen on Monday" in gate.thread()
        assert gate.told("Tom") == []

        gate.presses("Sam", "Record dissent", reason="Nobody has seen the child")
        gate.presses("Sam", "Reopen", reason="He missed another visit")
        assert gate.kinds(reference)[-3:].count("reopened") == 1
        assert "dissented" in gate.kinds(reference)


def test_one_side_alone_decides_and_the_other_is_refused_in_a_sentence(going):
    rotherham = going(changed(*ALONE))
    reference = rotherham.raises()
    rotherham.presses(
        "Priya", "Propose an agreement", what_1="A visit", owner_1="Priya Desai", due_1="2026-06-01"
    )
    rotherham.presses("Priya", "Approve")

    assert "alone decides" in words(rotherham.refused("Priya"))
    rotherham.presses("Sam", "Approve")
    assert "settled" in rotherham.kinds(reference)


class TestAnUrgentBranch:
    def test_what_is_urgent_has_its_own_stage(self, going):
        urgent = going(changed(*BRANCHED))
        preview = urgent.previews(BEGAN, priority="Urgent")

        assert "What is urgent" not in text_of(preview)  # nobody is there yet
        urgent.person("Sam").submits()
        urgent.settles()
        urgent.reaches("Wednesday 2026-04-08 17:01")
        assert urgent.heard("Owen", "you are asked to act") == 1
        assert urgent.told("Mina") == []

    def test_what_is_not_goes_by_the_other(self, going):
        routine = going(changed(*BRANCHED))
        routine.raises(priority="Not urgent")
        routine.reaches("Wednesday 2026-04-08 17:01")

        assert routine.heard("Mina", "you are asked to act") == 1


def test_everything_that_is_asked_on_raising_stands_in_the_record(going):
    procedure = changed(*ASKED)
    asked = going(procedure)
    stage = next(each for each in procedure.stages if each.id == "s3").title
    said = {"start": stage, "start_reason": "He is not seen", "happened_on": "2026-03-27"}
    said |= {"happened_at": "09:00", "sooner_on": "2026-04-09", "sooner_because": "He is alone"}

    refused = asked.previews(BEGAN, **said)
    assert "consult your own" in str(refused.errors)
    preview = asked.person("Sam").submits(
        {"start_consulted": "Jo Lee", "start_consulted_on": "2026-04-01"}
    )
    assert "It was raised after that time, and is raised all the same." in text_of(preview)
    asked.person("Sam").submits()
    asked.settles()

    card = words(asked.card().text)
    assert "Raised after its time" in card
    assert "An earlier day, as the risk asks" in card
    assert asked.heard("Owen", "by the end of Thursday 9 April") == 1
