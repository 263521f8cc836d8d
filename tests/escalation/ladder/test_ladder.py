"""The ladder: how windows are counted, who is told next and when, and how it moves."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from escalation.acts import answer
from escalation.disagreement import after
from escalation.entries import CLOCK
from escalation.ladder import ladder
from escalation.owing import Admit
from escalation.working_time.calendars import calendar_covering
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story, time

CALENDAR = calendar_covering(BERKSHIRE.nation, time("Thursday 2026-04-02 15:00"))
SATURDAY = "Saturday 2026-04-11 17:00"
MONDAY = "Monday 2026-09-14 09:00"


@pytest.mark.parametrize(
    ("raised", "told", "tier", "tells"),
    [
        pytest.param(MONDAY, MONDAY, 0, "Tuesday 2026-09-15 17:00", id="at its limit"),
        pytest.param(
            MONDAY,
            "Tuesday 2026-09-15 17:01",
            1,
            "Wednesday 2026-09-16 17:00",
            id="the next at its own",
        ),
        pytest.param(
            "Tuesday 2026-09-15 16:55",
            "Tuesday 2026-09-15 16:55",
            0,
            "Wednesday 2026-09-16 17:00",
            id="raised on the day of its limit: a full working day",
        ),
        pytest.param(
            "Thursday 2026-09-17 11:00",
            "Thursday 2026-09-17 11:00",
            0,
            "Friday 2026-09-18 17:00",
            id="raised after its limit: as long, from raising",
        ),
        pytest.param(
            "Thursday 2026-09-17 11:00",
            "Friday 2026-09-18 17:01",
            1,
            "Monday 2026-09-21 17:00",
            id="and over a weekend",
        ),
        pytest.param(
            "Thursday 2026-09-17 11:00",
            "Monday 2026-09-21 17:01",
            2,
            "Tuesday 2026-09-22 17:00",
            id="told after its own limit: a full working day",
        ),
        pytest.param(
            "Tuesday 2026-09-15 17:00",
            "Tuesday 2026-09-15 17:00",
            0,
            "Wednesday 2026-09-16 17:00",
            id="raised at the very instant of its limit",
        ),
    ],
)
def test_when_the_clock_tells_the_next_tier(raised, told, tier, tells):
    at = ladder.tells_next_at(BERKSHIRE, CALENDAR, tier, time(MONDAY), time(raised), time(told))

    assert at == time(tells)


def test_a_slower_pace_leaves_each_tier_longer():
    began = time(MONDAY)
    at = ladder.tells_next_at(BERKSHIRE, CALENDAR, 0, began, began, began, pacing=3)

    assert at == time("Thursday 2026-09-17 17:00")


def test_what_is_settled_when_a_tier_is_told_is_what_paper_says(easter):
    disagreement = easter.disagreement
    for tier in range(5):
        at = time("Wednesday 2026-04-08 17:01")
        reached = ladder.reach(disagreement, tier, at, at, CALENDAR)
        began = time("Thursday 2026-04-02 15:00")
        paper = ladder.tells_next_at(BERKSHIRE, CALENDAR, tier, began, began, at)
        assert reached.until == paper


def test_without_a_number_there_is_nothing_to_tell_at(numberless):
    began = time("Thursday 2026-04-02 15:00")

    assert ladder.tells_next_at(numberless.procedure, CALENDAR, 2, began, began, began) is None
    limits = ladder.set_limits(numberless.procedure, CALENDAR, began, began)
    assert len(limits) == 2


def test_the_morning_is_counted_from_the_day_on_the_clock_on_the_wall():
    """Half past midnight on Wednesday in London is still Tuesday in Greenwich."""
    greenwich = datetime(2026, 5, 5, 23, 30, tzinfo=UTC)

    assert ladder.morning(greenwich, 1, CALENDAR) == time("Thursday 2026-05-07 09:00")


def test_a_bank_holiday_made_since_does_not_stop_the_clock(easter):
    """The limit stands on a day that is no working day any more; nobody is asked that morning."""
    first, *others = easter.disagreement.limits
    limits = (replace(first, tells_at=time(SATURDAY)), *others)
    since = replace(easter.disagreement, limits=limits)

    reached = ladder.reach(since, 0, easter.now, easter.now, CALENDAR)

    assert (reached.until, reached.ask_at) == (time(SATURDAY), None)


class TestMoving:
    """How it comes to stand on a rung."""

    def test_a_tier_that_has_been_told_is_not_told_again(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").forgets().does(answer.take, "jo")

        assert [owed for owed in easter.owed if isinstance(owed, Admit)] == []

    def test_a_tier_that_has_not_is_told_with_the_move(self, easter: Story):
        entries = ladder.move(
            easter.disagreement, 1, CLOCK, easter.now, CALENDAR, DIRECTORY, "procedure"
        )

        assert [entry.kind for entry in entries] == ["moved", "reached"]
        assert after(easter.disagreement, *entries).stage_tier == 1

    def test_who_are_told_at_the_last_tier_are_reminded_when_the_move_says(self, easter: Story):
        """Their telling is written after it, and keeps what it said."""
        moved, *told = ladder.move(
            easter.disagreement, 4, CLOCK, easter.now, CALENDAR, DIRECTORY, "moved_up"
        )

        now = after(easter.disagreement, moved, *told)
        assert now.remind_at == getattr(moved, "remind_at", None)
        assert now.moments() == after(easter.disagreement, *told, moved).moments()

    def test_within_one_stage_nothing_of_the_stage_is_given_again(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo")

        assert easter.last("moved").advisers == ()
        assert "bea" not in {each.person for each in easter.heard}

    def test_nobody_enters_a_tier_that_has_not_been_told(self, easter: Story):
        assert ladder.arrives(easter.disagreement, 1, CLOCK, easter.now, CALENDAR, DIRECTORY) == []
        assert (
            ladder.arrives(easter.disagreement, None, CLOCK, easter.now, CALENDAR, DIRECTORY) == []
        )

    def test_how_it_moved_reads_as_a_sentence(self, easter: Story):
        easter.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "helen")

        assert easter.reads(easter.last("moved")).splitlines() == [
            "Helen Frost (Next management level) took it up. It is now at Stage 2 – "
            "Management finding solutions: next management level or safeguarding lead.",
            "Brought in to advise: Designated or named professional for safeguarding "
            "(Health Trust).",
            "Given, as the procedure provides, to the Safeguarding Children Partnership Business "
            "Manager: the details.",
        ]
