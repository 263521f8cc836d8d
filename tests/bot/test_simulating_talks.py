"""Consulting, discussions and titles are rehearsed: without each, somebody would meet something else."""

import pytest

from bot import simulating
from bot.tracing import Traced
from escalation.rehearsing.script import Script, begins, read
from escalation.rehearsing.simulation import play
from tests.escalation.talking import CONSULTING, DISCUSSIONS, EQUIVALENTS, with_more

TEXT = with_more(CONSULTING, DISCUSSIONS, EQUIVALENTS)
WRITTEN = """\
title: Consulted, discussed, approved and corrected
start: 2026-09-14T10:00
agencies: {A: health, B: police}
steps:
  - does: raise
    with:
      consulted: done
      consulted_on: 2026-09-11
      consulted_with: (Their line manager)
      consulted_problem: (The problem)
      consulted_evidence: (The evidence)
      consulted_aim: (The aim)
  - does: discuss
    who: practitioner@A
    after: 3 hours
    with: {between: all, papers: (An e-mail of that day)}
  - does: discuss
    who: practitioner@B
    with: {between: own}
  - does: approve_discussions
    who: practitioner@A
  - does: approve_discussions
    who: practitioner@B
  - does: approve_discussions
    who: practitioner@B
    refused: true
  - does: withdraw
    who: practitioner@A
    after: 2 working days
"""
DOORS = simulating.doors()
SCRIPT: Script = read(WRITTEN, "talks.yml", TEXT, DOORS.rules)
TRACED = Traced(TEXT, (SCRIPT,), DOORS)
OURS = [
    each
    for each in TRACED.nodes
    if each.name.split("[")[0].split(".")[0] in ("consulting", "discussions", "equivalents")
]


@pytest.mark.parametrize("node", OURS, ids=str)
def test_each_makes_a_difference_to_somebody(node):
    assert TRACED.shows(node)


@pytest.mark.parametrize("node", [each for each in OURS if "equivalents" not in str(each)], ids=str)
def test_their_words_are_read(node):
    assert TRACED.unread(node) == ()


def test_nothing_is_refused_but_what_is_meant_to_be_and_nothing_strange_is_filled_in():
    began = begins(SCRIPT)
    assert began
    lived = play(TEXT, DOORS, began, SCRIPT)

    assert lived.strange == ()
    refused = [line.text for line in lived.lines if line.kind == "refused"]
    assert len(refused) == 1
    assert "Nothing is left to approve" in refused[0]
    assert any("(here: Named Nurse)" in line.text for line in lived.lines)
    assert len(OURS) == 4
