"""On paper and lived: which kind is rehearsed, a gate, a guide, and what a script says on raising."""

from datetime import datetime

import pytest

from bot import simulating
from escalation.rehearsing import kinds, rehearsal, simulation
from escalation.rehearsing.script import Script, Step
from escalation.working_time.calendars import calendar_covering
from escalation.working_time.times import LONDON
from tests.escalation.other_ways import SOONER, branched, gated, skipping, windowed, within
from tests.escalation.story import BERKSHIRE

MONDAY = datetime(2026, 9, 14, 10, tzinfo=LONDON)
DAYS = calendar_covering(BERKSHIRE.nation, MONDAY)


def told(procedure) -> list[str]:
    planned = rehearsal.timeline(procedure, DAYS, MONDAY)
    return [each.tier for each in planned if each.kind == "told" and each.tier]


def test_the_ladder_of_one_kind_is_rehearsed_and_said():
    urgent, said = kinds.of_kind(branched(), priority="urgent")

    assert "s2-urgent" in told(urgent)
    assert "s2-next-level" not in told(urgent)
    assert said.endswith(", Urgent.")
    assert "s2-next-level" in told(kinds.of_kind(branched(), priority="routine")[0])
    assert kinds.of_kind(BERKSHIRE) == (BERKSHIRE, "")


def test_a_kind_that_there_is_not():
    with pytest.raises(kinds.UnknownKindError, match="`pressing`"):
        kinds.of_kind(branched(), priority="pressing")


def test_a_gate_on_paper_is_asked_of_the_raising_side_first():
    planned = rehearsal.timeline(gated(), DAYS, MONDAY)
    (gate,) = [each for each in planned if each.kind == "told" and each.tier == "s1-managers"]

    assert [each.of for each in gate.to] == ["raising"]
    assert "First they say whether it is taken forward" in gate.what


def test_a_guide_and_an_earlier_day_on_paper():
    procedure = windowed("s1-managers", binding="guide", or_sooner=SOONER)
    planned = rehearsal.timeline(procedure, DAYS, MONDAY)
    (guide,) = [each for each in planned if each.kind == "limit" and each.tier == "s1-managers"]

    assert guide.what.startswith("The guide for")
    assert "Nothing is late after it" in guide.why
    assert SOONER in guide.why


def played(procedure, *steps: Step):
    return simulation.play(procedure, simulating.doors(), MONDAY, Script(steps))


def test_a_script_raises_it_as_urgent_and_it_goes_by_that():
    transcript = played(branched(), Step("raise", given={"priority": "urgent", "start": "2"}))

    assert transcript.standing.stage.id == "s2u"
    assert not transcript.strange


def test_what_a_script_leaves_out_is_filled_in():
    for procedure in (branched(), within(hours=72), skipping(consult="line_manager")):
        assert played(procedure, Step("raise")).standing.sides


def test_a_gate_is_lived():
    transcript = played(
        gated(),
        Step("raise"),
        Step("move_up", who="practitioner@A"),
        Step("not_forward", who="line_manager@B", refused=True),
        Step("take_forward", who="line_manager@A"),
        Step("take", who="line_manager@B"),
    )

    assert transcript.standing.forward == {1}
    assert [each.text for each in transcript.lines if each.kind == "refused"]
