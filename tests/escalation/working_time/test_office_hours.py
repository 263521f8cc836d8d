"""Office hours, and the days that differ from them, as people write them."""

from datetime import date, timedelta

import pytest

from escalation.working_time.office_hours import (
    Exceptions,
    OfficeHours,
    WeeklyHours,
    instant,
    read_clock,
)
from escalation.working_time.working_time_errors import BadCalendarError


@pytest.mark.parametrize("text", ["09:00-17:00", "08:30-16:30", "00:00-24:00", "13:15-13:16"])
def test_office_hours_are_written_as_they_are_read(text):
    assert str(OfficeHours.read(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9-5",
        "09:00",
        "09:00-",
        "17:00-09:00",
        "09:00-09:00",
        "09:00-24:01",
        "09:00-25:00",
        "09:60-17:00",
        "24:00-24:00",
        "09:00-17:00-18:00",
        "nine to five",
        "٠٩:٠٠-١٧:٠٠",
    ],
)
def test_hours_that_cannot_be_meant_are_refused(text):
    with pytest.raises(BadCalendarError):
        OfficeHours.read(text)


def test_plain_hours_are_monday_to_friday():
    assert str(WeeklyHours.read("09:00-17:00")) == "Mon-Fri=09:00-17:00"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (
            "Mon-Thu=08:45-17:15;Fri=08:45-16:45",
            "Mon-Thu=08:45-17:15;Fri=08:45-16:45",
        ),
        ("Mon-Sun=00:00-24:00", "Mon-Sun=00:00-24:00"),
        (" Wed=09:00-12:00 ; Mon-Tue=09:00-12:00;", "Mon-Wed=09:00-12:00"),
        ("Mon=09:00-12:00;Wed=09:00-12:00", "Mon=09:00-12:00;Wed=09:00-12:00"),
    ],
)
def test_a_week_may_differ_by_day_and_is_written_one_way(text, canonical):
    assert str(WeeklyHours.read(text)) == canonical


@pytest.mark.parametrize(
    "text",
    ["=", ";=", "Mon=", "Monday=09:00-17:00", "Fri-Mon=09:00-17:00", "Mon-Tue-Wed=09:00-17:00"],
)
def test_a_week_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadCalendarError):
        WeeklyHours.read(text)


def test_a_day_with_two_sets_of_hours_is_refused():
    with pytest.raises(BadCalendarError, match="Tue has office hours twice"):
        WeeklyHours.read("Mon-Tue=09:00-17:00;Tue=10:00-12:00")


def test_a_week_that_never_opens_is_refused():
    with pytest.raises(BadCalendarError, match="at least one"):
        WeeklyHours((None,) * 7)


def test_closures_half_days_and_ranges_are_read_from_one_line():
    read = Exceptions.read("2026-12-24@09:00-12:30;2026-05-26; 2026-12-29/2026-12-31")
    hours = {day.on: day.hours for day in read.days}

    assert hours == {
        date(2026, 12, 24): OfficeHours.read("09:00-12:30"),
        date(2026, 5, 26): None,
        date(2026, 12, 29): None,
        date(2026, 12, 30): None,
        date(2026, 12, 31): None,
    }


def test_a_date_named_by_itself_stands_against_a_range_that_runs_over_it():
    read = Exceptions.read("2026-12-21/2026-12-31;2026-12-23@10:00-12:00")
    hours = {day.on: day.hours for day in read.days}

    assert hours[date(2026, 12, 23)] == OfficeHours.read("10:00-12:00")
    assert hours[date(2026, 12, 22)] is None
    assert len(hours) == 11


def test_closures_that_overlap_are_one_closure():
    assert len(Exceptions.read("2026-10-26/2026-10-30;2026-10-29/2026-11-01").days) == 7


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-24@09:00-12:30;2026-12-24@10:00-12:00",
        "2026-12-24;2026-12-24@10:00-12:00",
        "2026-12-24;2026-12-24",
    ],
)
def test_a_day_with_two_exceptions_is_refused(text):
    with pytest.raises(BadCalendarError, match="2026-12-24 has two exceptions"):
        Exceptions.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "20260526",
        "2026-W10-1",
        "26 May",
        "2026-10-30/2026-10-26",
        "2026-01-01/2027-01-01",
        "0001-01-01/9999-12-31",
        "2026-10-26/",
        "@09:00-10:00",
        "2026-10-26@",
        "2026-10-26/2026-10-27@09:00-10:00",
    ],
)
def test_exceptions_that_cannot_be_meant_are_refused(text):
    with pytest.raises(BadCalendarError):
        Exceptions.read(text)


def test_named_closures_add_up():
    half_term = Exceptions.closed(date(2026, 10, 26), date(2026, 10, 30), "half term")
    both = half_term + Exceptions.read("2026-12-24")

    assert [day.why for day in both.days] == ["half term"] * 5 + ["closed"]


def test_the_clock_on_the_wall_is_read_by_the_day():
    """Before, at and after both clock changes of 2026: the offset is the one in force then."""
    nine = read_clock("09:00")

    assert instant(date(2026, 3, 28), nine).isoformat() == "2026-03-28T09:00:00+00:00"
    assert instant(date(2026, 3, 29), nine).isoformat() == "2026-03-29T09:00:00+01:00"
    assert instant(date(2026, 10, 24), nine).isoformat() == "2026-10-24T09:00:00+01:00"
    assert instant(date(2026, 10, 25), nine).isoformat() == "2026-10-25T09:00:00+00:00"


def test_a_clock_skipped_in_spring_is_pushed_forward_by_the_hour():
    pushed = instant(date(2026, 3, 29), read_clock("01:30"))

    assert pushed.isoformat() == "2026-03-29T02:30:00+01:00"


def test_a_clock_shown_twice_in_autumn_means_the_first():
    first = instant(date(2026, 10, 25), read_clock("01:30"))

    assert first.isoformat() == "2026-10-25T01:30:00+01:00"


def test_24_00_is_the_midnight_that_ends_the_day():
    ending = instant(date(2026, 10, 25), read_clock("24:00"))

    assert ending.isoformat() == "2026-10-26T00:00:00+00:00"
    assert ending.utcoffset() == timedelta(0)
