"""From what a procedure's file may have its windows counted."""

import pytest

from escalation.texts.procedure import read
from tests.escalation.small_procedure import changed, faults

DUTY = """\
    duties:
      - id: write
        by: line_manager
        what: Write it down.
        force: should
        req: [section 6]
        within: {working days: 2, counted from: %s, words: in two days}
    copies:
"""


@pytest.mark.parametrize("counted", ["start", "told", "entry"])
def test_a_tiers_window_is_counted_from_the_start_from_being_told_or_from_entry(counted):
    small = read(changed("counted from: start", f"counted from: {counted}"), "small.yml")

    assert small.tiers[0].within
    assert small.tiers[0].within.counted_from == counted


def test_a_tier_never_falls_due():
    assert faults(changed("counted from: start", "counted from: due")) == [
        "small.yml:43:11: A tier's window is counted from the `start`, from when its people are "
        "`told`, or from the `entry` of its stage."
    ]


@pytest.mark.parametrize("counted", ["start", "due"])
def test_a_dutys_window_is_counted_from_the_start_or_from_falling_due(counted):
    small = read(changed("    copies:\n", DUTY % counted), "small.yml")

    assert small.stages[0].duties[0].within


@pytest.mark.parametrize("counted", ["told", "entry"])
def test_a_duty_is_told_to_nobody_and_entered_by_nobody(counted):
    (fault,) = faults(changed("    copies:\n", DUTY % counted))

    assert fault.endswith(
        "A duty's window is counted from the `start`, or from when it falls `due`."
    )


def test_a_window_from_being_told_may_be_shorter_than_one_below():
    """Only windows from one start can run backwards."""
    text = changed("          working days: 1\n", "          working days: 5\n").replace(
        "        what: Talk again.\n",
        "        what: Talk again.\n"
        "        within: {working days: 1, counted from: told, words: in a day}\n",
    )

    assert read(text, "small.yml").tiers[1].within
