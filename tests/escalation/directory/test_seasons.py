"""Before Christmas, Easter and the summer it is asked who covers; in each year by its own calendar."""

from datetime import date, timedelta

import pytest

from escalation.directory.seasons import of_year, season
from escalation.working_time.bank_holidays import Nation
from escalation.working_time.calendars import calendar_covering


def asked(on, nation=Nation.ENGLAND):
    """Which holidays are asked about on a day; none on most."""
    found = season(on, calendar(on, nation))
    return found.id if found else ""


def calendar(on, nation=Nation.ENGLAND):
    return calendar_covering(nation, on)


@pytest.mark.parametrize(
    ("id", "asked_on", "last"),
    [
        ("easter-2026", date(2026, 3, 20), date(2026, 4, 2)),
        ("summer-2026", date(2026, 6, 17), date(2026, 7, 20)),
        ("christmas-2026", date(2026, 12, 1), date(2026, 12, 24)),
        ("easter-2027", date(2027, 3, 12), date(2027, 3, 25)),
        ("easter-2029", date(2029, 3, 16), date(2029, 3, 29)),
    ],
)
def test_each_is_asked_from_its_day_until_the_holidays_begin(id, asked_on, last):
    days = [asked_on - timedelta(days=1), asked_on, last, last + timedelta(days=1)]

    assert [asked(day) for day in days] == ["", id, id, ""]


def test_a_bank_holiday_among_the_ten_days_makes_it_a_day_earlier():
    """Saint Patrick's Day 2027 is one of the ten in Northern Ireland, and in England a working day."""
    a_day_earlier = date(2027, 3, 11)

    assert asked(a_day_earlier) == ""
    assert asked(a_day_earlier, Nation.NORTHERN_IRELAND) == "easter-2027"


@pytest.mark.parametrize("nation", list(Nation))
def test_every_nation_has_three_in_every_year_that_is_known(nation):
    for year in range(2025, 2033):
        found = list(of_year(year, calendar(date(year, 6, 1), nation)))

        assert [each.name for each in found] == ["Easter", "the summer", "Christmas"]
        assert all(calendar(each.asked_on, nation).first < each.asked_on for each in found)
