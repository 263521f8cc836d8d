"""How soon something is asked, where a text gives its own words for it and no number."""

from dataclasses import replace

from bot.commands import _procedure_asks
from escalation.duties import closing_words, duties
from escalation.rehearsing import planned
from escalation.texts import facets
from escalation.texts.procedure import Procedure
from escalation.texts.stages import Duty
from escalation.words import message
from tests.escalation.story import BERKSHIRE, Story

ACKNOWLEDGE = Duty(
    id="acknowledge",
    by="practitioner",
    of="responding",
    what="Acknowledge that you have had it.",
    force="must",
    req=("step 1",),
    promptness="immediately",
)


def told_at_once() -> Procedure:
    first, *rest = BERKSHIRE.stages
    return replace(BERKSHIRE, stages=(replace(first, duties=(ACKNOWLEDGE,)), *rest))


def test_it_is_said_instead_of_that_no_day_is_set():
    story = Story(procedure=told_at_once()).raised("Thursday 2026-04-02 15:00")

    (priya,) = [each.text for each in story.heard if "something more is asked of you" in each.text]
    assert "The procedure says immediately; it gives no number of days." in priya
    assert "No day is set" not in priya


def test_what_is_left_says_it_each_time():
    story = Story(procedure=told_at_once()).raised("Thursday 2026-04-02 15:00")
    owed = duties.left(story.disagreement, "care")

    left = closing_words.left(story.disagreement, "care", owed, story.now)

    assert "Acknowledge that you have had it. The procedure says immediately" in message.plain(left)


def test_it_stands_wherever_a_procedure_is_read():
    procedure = told_at_once()
    stage = procedure.stages[0]

    (shown, _), *_ = _procedure_asks.duties(procedure, stage)
    (_, _, why), *_ = planned.stated(procedure, stage, ACKNOWLEDGE)
    said = [each.says for each in facets.of_stage(procedure, stage, {}) if "duty" in each.key]

    assert "on entering the stage, immediately" in shown
    assert why == "Once it is raised. By when: immediately."
    assert any("when the stage is entered (must), immediately" in each for each in said)
