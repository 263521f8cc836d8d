"""A rehearsal chooses a route of one's own agency, answers what stays off the file, and sends what is drafted."""

from functools import cache

import pytest

from bot import simulating
from bot.commands import _procedure_asks as asks
from bot.tracing import Traced
from escalation.rehearsing import planned_after, script
from escalation.texts.procedure import read
from tests.escalation.kept_beside import KEPT

NOT_FOR_THIS = """
title: Not for this
start: 2026-09-14T10:00
steps:
  - does: raise
    refused: true
    with:
      category: cumulative
  - does: raise
    refused: true
    with:
      category: undelivered
"""
SETTLED = """
title: Settled at stage 3
start: 2026-09-14T10:00
steps:
  - does: raise
  - who: practitioner@A
    does: move_up
  - who: line_manager@A
    does: move_up
  - who: practitioner@A
    does: closing
    with:
      s1:email.how: I have sent it
      s1:email.words: practitioner@B
  - at: 2026-09-18T10:00
    who: senior_manager@A
    does: take
  - who: senior_manager@A
    does: propose
  - who: senior_manager@A
    does: approve
  - who: senior_manager@B
    does: approve
  - after: 1 hour
    who: senior_manager@A
    does: closing
    with:
      s3:competence.how: "no"
  - who: senior_manager@B
    does: closing
    with:
      s3:competence.how: "yes"
"""
EARLY = """
title: Settled at stage 1
start: 2026-09-14T10:00
steps:
  - does: raise
  - who: practitioner@A
    does: propose
  - who: practitioner@A
    does: approve
  - who: practitioner@B
    does: approve
  - who: line_manager@A
    does: wait
"""
OURS = (
    "exclusions.undelivered",
    "other routes.cumulative",
    "stages.s1.duties.confirm",
    "stages.s1.duties.email",
    "stages.s3.duties.competence",
)


@cache
def traced() -> Traced:
    doors = simulating.doors()
    texts = (NOT_FOR_THIS, SETTLED, EARLY)
    written = (script.read(text, "a.yml", KEPT, doors.rules) for text in texts)
    return Traced(KEPT, tuple(written), doors)


def lines(title: str, kind: str) -> list[str]:
    lives = zip(traced().scripts, traced().lives, strict=True)
    life = next(life for script, life in lives if script.title == title)
    return [line.text for line in life if line.kind == kind]


@pytest.mark.parametrize("name", OURS)
def test_each_rule_matters(name: str):
    node = next(each for each in traced().nodes if str(each) == name)
    assert traced().shows(node)


def test_that_an_exclusion_is_taken_up_again_matters_by_itself():
    less = read(KEPT.text.replace("    reopens: true\n", "", 1), "less.yml")
    assert Traced(less, traced().scripts, traced().doors).lives != traced().lives


def test_nothing_is_refused_but_what_is_meant_to_be():
    meant = {each.title: sum(step.refused for step in each.steps) for each in traced().scripts}
    assert {title: len(lines(title, "refused")) for title in meant} == meant
    first, second = lines("Not for this", "refused")
    assert "Your own lead decides how this is dealt with" in first
    assert "taken up again under its own reference" in second


def test_what_is_answered_off_the_file_is_in_nothing_that_anybody_is_told_or_that_is_posted():
    told = "\n".join((*lines("Settled at stage 3", "told"), *lines("Settled at stage 3", "posted")))
    assert "has considered" not in told
    happened = "\n".join(lines("Settled at stage 3", "happened"))
    assert happened.count("what is kept off the child's file") == 2
    assert "Sent to practitioner@B" in happened


def test_on_paper_each_stands_with_when_it_falls_due_and_how_it_is_answered():
    planned = planned_after.afterwards(KEPT)
    said = {each.req[0]: f"{each.what} {each.why}" for each in planned if each.req}
    assert "Yes or no alone, kept off the file." in said["R-002-43"]
    assert "A text to send is drafted from the record." in said["R-002-30"]
    assert "or has moved it on from there" in said["R-003-43"]


def test_the_page_of_a_procedure_says_what_becomes_of_each():
    rules = (*asks.elsewhere(KEPT), *(rule for s in KEPT.stages for rule in asks.duties(KEPT, s)))
    said = {req[0]: sentence for sentence, req in rules if req}
    assert "what was agreed here is taken up again" in said["R-002-04"]
    assert "to the Safeguarding Lead of one's own agency" in said["R-002-49"]
    assert "answered yes or no alone" in said["R-002-43"]
    assert "of the agency that raised it" in said["R-003-43"]
