"""Before the holidays each agency's lead is asked once who covers; a school, whom to ask meanwhile."""

import pytest

from tests.escalation.story import time
from tests.scheduler.morning import with_oak


def holidays(owed):
    """On which mornings Oak School was asked about which holidays."""
    return [(f"{at:%A} {at:%Y-%m-%d}", key.rpartition(":")[2]) for at, key in owed if ASKED in key]


ASKED = "holidays:oak:"


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        (
            "Monday 2026-11-23 07:30",
            "Thursday 2026-12-31 07:30",
            [("Tuesday 2026-12-01", "christmas-2026")],
        ),
        (
            "Monday 2026-03-16 07:30",
            "Friday 2026-04-10 07:30",
            [("Friday 2026-03-20", "easter-2026")],
        ),
        (
            "Monday 2026-06-15 07:30",
            "Friday 2026-07-31 07:30",
            [("Wednesday 2026-06-17", "summer-2026")],
        ),
    ],
    ids=["December", "Easter", "July"],
)
def test_each_holiday_is_asked_about_once_on_its_day(morning, first, last, asked):
    assert holidays(morning.each_working_day(first, last)) == asked
    said = [each for each in morning.heard("hana") if "Who covers over" in each]
    assert len(said) == 1
    assert "[Say who is away] [All covered] [Name a holiday contact]" in said[0]


def test_on_a_first_of_december_at_the_weekend_it_is_asked_on_the_monday(morning):
    owed = morning.each_working_day("Friday 2029-11-30 07:30", "Tuesday 2029-12-04 07:30")

    assert holidays(owed) == [("Monday 2029-12-03", "christmas-2029")]


def test_what_was_missed_is_asked_when_the_round_comes_again(morning):
    made = morning.comes("Thursday 2026-12-10 11:00")

    assert "holidays:oak:2026-12-10:christmas-2026" in made.owed


def test_only_a_school_without_a_holiday_contact_is_asked_for_one(morning):
    morning.comes("Tuesday 2026-12-01 07:30")
    (clare,) = [each for each in morning.heard("clare") if "Who covers over Christmas" in each]
    assert "[Say who is away] [All covered]" in clare
    assert "holiday contact" not in clare

    morning.office.listed(with_oak(holiday_contact="clare"))
    morning.comes("Friday 2027-03-12 07:30")
    easter = [each for each in morning.heard("hana") if "Who covers over Easter" in each]
    assert "Name a holiday contact" not in easter[0]


def test_the_office_is_not_asked_for_it_closes_for_no_school_holidays(morning):
    morning.comes("Tuesday 2026-12-01 07:30")

    assert not any("Who covers" in each for each in morning.heard("bea"))
    assert morning.office.now >= time("Tuesday 2026-12-01 09:00")
