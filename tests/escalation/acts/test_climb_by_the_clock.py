"""No reply moves it up where the source says so: by the clock, as an entry that says the procedure does."""

from dataclasses import replace

import pytest

from escalation.acts import climb
from escalation.entries import CLOCK
from escalation.texts.procedure import Procedure
from tests.escalation.other_ways import alone, branched, gated, raised
from tests.escalation.story import BERKSHIRE, HEADS, LINE_MANAGERS, NEXT_LEVEL, SENIORS


def moving(procedure: Procedure = BERKSHIRE) -> Procedure:
    return replace(procedure, on_limit_passed="move_up")


@pytest.mark.parametrize("procedure", [moving(), moving(alone())], ids=["each", "one alone"])
def test_nothing_recorded_the_stage_moves_and_the_entry_says_the_procedure_does(procedure):
    story = raised(procedure).forgets().reaches("Friday 2026-09-04 17:01")

    assert story.disagreement.stage.id == "s2"
    moved = story.last("moved")
    assert (moved.by, moved.how) == (CLOCK, "procedure")
    assert "moved it up, as the procedure says. It is now at Stage 2" in story.reads(moved)
    story.expects_told(LINE_MANAGERS, "reached:1")
    story.expects_told(NEXT_LEVEL, "reached:2")


def test_it_moves_to_the_top_and_there_the_office_is_told():
    story = raised(moving()).forgets().reaches("Friday 2026-10-02 12:00")

    assert story.disagreement.stage.id == "s4"
    story.expects_told(SENIORS, "reached:3")
    story.expects_told(HEADS, "reached:4")
    story.expects_told({"bea"}, "no_exit")
    assert not story.disagreement.is_not_agreed


def test_at_the_top_the_side_that_decides_alone_says_not_agreed():
    story = raised(moving(alone())).reaches("Friday 2026-09-11 12:00")
    story.does(climb.not_agreed, "ruth")

    assert story.disagreement.is_not_agreed


def test_past_stages_that_are_not_there():
    story = raised(moving(branched()), priority="urgent").forgets()
    story.reaches("Friday 2026-09-04 17:01")

    assert story.disagreement.stage.id == "s2u"
    story.expects_told(LINE_MANAGERS, "reached:1")
    story.expects_told(SENIORS, "reached:2")


def test_at_a_gate_nobody_of_the_other_side_is_told_before_the_tier_above():
    story = raised(moving(gated())).forgets().reaches("Thursday 2026-09-03 17:01")
    story.expects_told({"jo"}, "reached:1")

    story.forgets().reaches("Friday 2026-09-04 17:01")
    story.expects_told(NEXT_LEVEL, "reached:2")
