"""A calendar: what is a working day and why not, and nothing beyond its years."""

from dataclasses import FrozenInstanceError
from datetime import date, datetime
from typing import Any

import pytest

from escalation.working_time.bank_holidays import NO_BANK_HOLIDAYS, Jurisdiction, Nation, Override
from escalation.working_time.calendars import Calendar, calendar_covering, calendar_for
from escalation.working_time.office_hours import Exceptions, OfficeHours, WeeklyHours
from escalation.working_time.working_time_errors import (
    BadCalendarError,
    BadWindowError,
    ClosedDayError,
    CoverageError,
    NaiveTimeError,
)

NINE_TO_FIVE = OfficeHours.read("09:00-17:00")
BOTH_YEARS = range(2026, 2028)


def england(**more) -> Calendar:
    return calendar_for(Nation.ENGLAND, NINE_TO_FIVE, BOTH_YEARS, **more)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2026, 4, 2), None),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 4), "weekend"),
        (date(2026, 4, 5), "weekend"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 4, 7), None),
        (date(2026, 11, 11), None),  # St Martin's Day is a feast, not a bank holiday
    ],
)
def test_a_day_that_does_not_count_says_why(on, why):
    assert england().why_not(on) == why
    assert england().is_working_day(on) is (why is None)


def test_a_weekday_on_which_no_office_opens_says_so():
    four_days = calendar_for(Nation.ENGLAND, WeeklyHours.read("Mon-Thu=09:00-17:00"), BOTH_YEARS)

    assert four_days.why_not(date(2026, 9, 11)) == "not an office day"
    assert four_days.nth_working_day(date(2026, 9, 10), 1) == date(2026, 9, 14)


def test_an_exception_beats_the_bank_holiday_which_beats_the_week():
    calendar = england(exceptions=Exceptions.read("2026-08-31@09:00-13:00;2026-09-01"))

    assert calendar.is_working_day(date(2026, 8, 31))
    assert str(calendar.office_hours(date(2026, 8, 31))) == "09:00-13:00"
    assert calendar.why_not(date(2026, 9, 1)) == "closed"
    assert not england().is_working_day(date(2026, 8, 31))


def test_a_named_closure_gives_its_name():
    half_term = Exceptions.closed(date(2026, 10, 26), date(2026, 10, 30), "half term")

    assert england(exceptions=half_term).why_not(date(2026, 10, 28)) == "half term"


@pytest.mark.parametrize("n", range(1, 7))
def test_the_day_it_began_never_counts_whether_working_or_not(n):
    calendar = england()

    assert calendar.nth_working_day(date(2026, 9, 12), n) == calendar.nth_working_day(
        date(2026, 9, 11), n
    )


@pytest.mark.parametrize("n", [0, -1])
def test_a_window_of_no_days_is_refused(n):
    with pytest.raises(BadWindowError):
        england().nth_working_day(date(2026, 9, 11), n)


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2028, 1, 1)])
def test_nothing_is_said_about_a_day_outside_the_years(on):
    calendar = england()
    said = f"from 1 January 2026 to 31 December 2027; {on.day} .* {on.year} lies outside"
    for ask in (calendar.is_working_day, calendar.why_not, calendar.opening, calendar.closing):
        with pytest.raises(CoverageError, match=said):
            ask(on)
    with pytest.raises(CoverageError):
        calendar.nth_working_day(on, 1)


def test_a_window_that_runs_over_the_last_year_is_refused_and_not_guessed():
    calendar = england()

    assert calendar.nth_working_day(date(2027, 12, 30), 1) == date(2027, 12, 31)
    with pytest.raises(CoverageError, match="ends with 31 December 2027; 2 working days"):
        calendar.nth_working_day(date(2027, 12, 30), 2)


def test_the_product_looks_two_years_back_and_two_ahead():
    calendar = calendar_covering(Nation.WALES, date(2026, 7, 1))

    assert (calendar.first, calendar.last) == (date(2024, 1, 1), date(2028, 12, 31))


def test_coverage_stops_where_bank_holidays_are_no_longer_known():
    assert calendar_covering(Nation.WALES, date(2032, 7, 1)).last == date(2033, 12, 31)
    assert calendar_covering(Nation.WALES, date(2012, 7, 1)).first == date(2012, 1, 1)


@pytest.mark.parametrize("on", [date(2011, 12, 31), date(2034, 1, 1), date(9999, 12, 31)])
def test_a_calendar_around_an_unknown_year_is_refused(on):
    with pytest.raises(CoverageError, match="known from 2012 to 2033"):
        calendar_covering(Nation.WALES, on)


def test_a_calendar_for_an_unknown_year_is_refused_rather_than_left_empty():
    with pytest.raises(CoverageError):
        calendar_for(Nation.ENGLAND, NINE_TO_FIVE, range(2033, 2035))


@pytest.mark.parametrize("years", [range(2026, 2026), range(2026, 2030, 2), range(2027, 2025, -1)])
def test_years_are_whole_and_follow_one_another(years):
    with pytest.raises(BadCalendarError):
        calendar_for(Nation.ENGLAND, NINE_TO_FIVE, years)


def test_a_day_opens_and_closes_by_the_clock_on_the_wall():
    calendar = england()

    assert calendar.opening(date(2026, 3, 27)).isoformat() == "2026-03-27T09:00:00+00:00"
    assert calendar.closing(date(2026, 3, 30)).isoformat() == "2026-03-30T17:00:00+01:00"


def test_a_closed_day_neither_opens_nor_closes():
    for ask in (england().opening, england().closing):
        with pytest.raises(ClosedDayError, match="3 April 2026 is not a working day"):
            ask(date(2026, 4, 3))


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-04-02T08:59:59+01:00", False),
        ("2026-04-02T09:00:00+01:00", True),
        ("2026-04-02T16:59:59+01:00", True),
        ("2026-04-02T17:00:00+01:00", False),
        ("2026-04-03T10:00:00+01:00", False),
    ],
)
def test_offices_are_open_from_nine_and_no_longer_at_five(now, is_open):
    assert england().is_open(at(now)) is is_open


@pytest.mark.failure(12)
def test_a_service_that_never_closes_has_no_closed_minute_at_midnight():
    always = calendar_for(NO_BANK_HOLIDAYS, WeeklyHours.read("Mon-Sun=00:00-24:00"), BOTH_YEARS)

    assert always.is_open(at("2026-06-01T23:59:59+01:00"))
    assert always.is_open(at("2026-06-02T00:00:00+01:00"))


def test_whoever_writes_out_of_hours_waits_for_the_next_opening():
    calendar = england()

    assert calendar.next_open(at("2026-04-02T17:00+01:00")) == calendar.opening(date(2026, 4, 7))
    assert calendar.next_open(at("2026-04-07T08:00+01:00")) == calendar.opening(date(2026, 4, 7))
    assert calendar.next_open(at("2026-04-07T10:30+01:00")) == at("2026-04-07T10:30+01:00")
    with pytest.raises(CoverageError):
        calendar.next_open(at("2027-12-31T17:00+00:00"))


def test_hours_inside_the_hour_that_spring_skips_are_empty_and_not_negative():
    night = calendar_for(NO_BANK_HOLIDAYS, WeeklyHours.read("Mon-Sun=01:30-02:00"), BOTH_YEARS)
    skipped = date(2026, 3, 29)

    assert night.opening(skipped) == night.closing(skipped)
    assert not night.is_open(night.opening(skipped))


def test_a_time_without_its_zone_is_refused():
    with pytest.raises(NaiveTimeError, match="no zone"):
        england().is_open(datetime(2026, 4, 2, 10))  # noqa: DTZ001


def test_a_joint_calendar_counts_only_days_that_work_everywhere():
    joint = calendar_for([Nation.ENGLAND, Nation.SCOTLAND], NINE_TO_FIVE, BOTH_YEARS)

    assert joint.why_not(date(2026, 11, 30)) == "St Andrew's Day in Scotland"
    assert joint.why_not(date(2026, 4, 6)) == "Easter Monday in England"
    assert joint.why_not(date(2026, 4, 3)) == "Good Friday"


def test_england_and_wales_keep_one_calendar_under_two_names():
    wales = calendar_for(Nation.WALES, NINE_TO_FIVE, BOTH_YEARS)

    assert wales.version == england().version
    assert wales.name != england().name


def test_the_version_names_the_set_of_days_and_hours():
    plain = england()
    same = england(exceptions=Exceptions.read("2026-04-04;2030-01-01"))
    closure = england(exceptions=Exceptions.read("2026-10-26"))
    longer = calendar_for(Nation.ENGLAND, OfficeHours.read("09:00-18:00"), BOTH_YEARS)
    more_years = calendar_for(Nation.ENGLAND, NINE_TO_FIVE, range(2026, 2029))
    late = england(cutoff="15:00")

    assert plain.version == same.version
    assert len({c.version for c in (plain, closure, longer, more_years, late)}) == 5


def test_the_version_is_the_same_on_every_machine_and_every_day():
    assert england().version == "74dcc25853ba7bc1"


def test_a_proclaimed_holiday_gives_a_new_version_and_a_later_day():
    funeral = Override(date(2026, 9, 21), "the State Funeral", frozenset(Nation))
    revised = england(overrides=[funeral])

    assert revised.version != england().version
    assert england().nth_working_day(date(2026, 9, 18), 1) == date(2026, 9, 21)
    assert revised.nth_working_day(date(2026, 9, 18), 1) == date(2026, 9, 22)
    assert revised.why_not(date(2026, 9, 21)) == "the State Funeral"


def test_a_local_exception_beats_a_proclaimed_holiday():
    funeral = Override(date(2026, 9, 21), "the State Funeral", frozenset(Nation))
    duty = Exceptions.read("2026-09-21@10:00-12:00")

    assert england(overrides=[funeral], exceptions=duty).is_working_day(date(2026, 9, 21))


def test_a_calendar_cannot_be_changed_once_made():
    calendar: Any = england()
    with pytest.raises(FrozenInstanceError):
        calendar.version = "other"
    with pytest.raises(TypeError):
        calendar.bank_holidays[date(2026, 4, 7)] = "no"
    with pytest.raises(TypeError):
        calendar.exceptions[date(2026, 4, 7)] = None


def test_a_calendar_says_what_it_is_without_its_thousand_days():
    assert len(repr(england())) < 200
    joint = calendar_for(Jurisdiction.read("ENG+SCT"), NINE_TO_FIVE, BOTH_YEARS, cutoff="00:00")
    assert joint.name == "england+scotland Mon-Fri=09:00-17:00 cutoff 00:00"
