"""When time passes: immediate harm apart from the ladder, and never for ever."""

from datetime import timedelta

import pytest

from escalation import acts
from escalation.acts import harm
from escalation.disagreement import Disagreement, Wake
from tests.escalation.story import Story, time


@pytest.fixture
def easter():
    """Raised on the Thursday before Good Friday; Sam has pressed ten minutes before a limit."""
    story = Story().raised("Thursday 2026-04-02 15:00").reaches("Tuesday 2026-04-07 16:50")
    return story.does(harm.press, "sam")


def kinds(entries):
    return [entry.kind for entry in entries]


def test_the_warning_of_immediate_harm_and_the_ladder_are_two_things(easter):
    given = (
        easter.disagreement,
        time("Tuesday 2026-04-07 17:06"),
        easter.calendar,
        easter.directory,
    )

    assert kinds(acts.harm_passed(*given)) == ["harm_unopened"]
    assert kinds(acts.ladder_passed(*given)) == ["limit_passed", "reached"]
    assert kinds(acts.time_passed(*given)) == ["harm_unopened", "limit_passed", "reached"]


def test_each_press_that_nobody_opened_is_warned_of(easter):
    again = easter.reaches("Tuesday 2026-04-07 16:53").does(harm.press, "sam")
    at = time("Tuesday 2026-04-07 17:10")

    warned = acts.harm_passed(again.disagreement, at, again.calendar, again.directory)

    assert [getattr(entry, "number", 0) for entry in warned] == [1, 2]


class Stuck(Disagreement):
    """A disagreement with a moment that nothing clears: a fault of ours."""

    def moments(self):
        assert self.raised
        return (Wake("remind:1", self.raised + timedelta(days=4)),)


def test_a_moment_that_does_not_clear_is_a_fault_and_no_endless_loop(easter):
    stuck = Stuck(**vars(easter.disagreement))

    with pytest.raises(RuntimeError, match="the moment remind:1 does not clear"):
        acts.time_passed(stuck, easter.now, easter.calendar, easter.directory)


def test_what_is_left_to_see_to_is_asked_apart_from_the_ladder(easter):
    """It ended, and neither limits nor tiers wake any more."""
    settled = easter.settles("sam", "priya")
    at = time("Wednesday 2026-04-08 10:00")
    given = (settled.disagreement, at, settled.calendar, settled.directory)

    assert acts.ladder_passed(*given) == []
    assert kinds(acts.closing_passed(*given)) == ["closing_asked"]
    assert kinds(acts.time_passed(*given)) == ["harm_unopened", "closing_asked"]
