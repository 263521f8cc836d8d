"""The explanation: every date passed, counted or not, in sentences that people can check."""

from datetime import date, datetime

import pytest

from escalation.working_time.deadline import duration
from escalation.working_time.working_days import (
    NO_BANK_HOLIDAYS,
    Deadline,
    Exceptions,
    Jurisdiction,
    Nation,
    OfficeHours,
    WeeklyHours,
    calendar_covering,
    elapsed_hours,
    end_of_day,
    same_time,
    working_hours,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def england(around: str = "2026-04-02", **more):
    return calendar_covering(Nation.ENGLAND, date.fromisoformat(around), **more)


def test_easter_is_explained_date_by_date():
    deadline = end_of_day(england(), at("2026-04-02T15:00+01:00"), 1)

    assert deadline.explanation == (
        "It began on Thursday 2 April 2026 at 15:00 BST.",
        "Thursday 2 April 2026: not counted (the day it began)",
        "Friday 3 April 2026: not counted (Good Friday)",
        "Saturday 4 April 2026: not counted (weekend)",
        "Sunday 5 April 2026: not counted (weekend)",
        "Monday 6 April 2026: not counted (Easter Monday)",
        "Tuesday 7 April 2026: working day 1 of 1",
        "The deadline is Tuesday 7 April 2026 at 17:00 BST: "
        "the end of working day 1, when offices close.",
        f"Calendar: england Mon-Fri=09:00-17:00; version {england().version}.",
    )
    assert deadline.because == "Good Friday and Easter Monday do not count"


def test_hours_are_explained_with_the_clock_change_between_them():
    deadline = working_hours(england(), at("2026-03-27T16:30+00:00"), "7.5")

    assert deadline.explanation[1:-1] == (
        "Friday 27 March 2026: 30 minutes counted, 16:30 to 17:00",
        "Saturday 28 March 2026: not counted (weekend)",
        "Sunday 29 March 2026: not counted (weekend)",
        "Monday 30 March 2026: 7 hours counted, 09:00 to 16:00",
        "The clocks go forward on Sunday 29 March 2026; every time here is the clock on the wall.",
        "The deadline is Monday 30 March 2026 at 16:00 BST: "
        "7.5 working hours after it began, counted inside office hours only.",
    )


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("2026-03-28T12:00+00:00", "Sunday 29 March 2026: 12 hours counted, 00:00 to 13:00"),
        ("2026-10-24T12:00+01:00", "Sunday 25 October 2026: 12 hours counted, 00:00 to 11:00"),
    ],
)
def test_on_a_clock_change_sunday_the_hours_told_are_hours_lived(start, told):
    always = calendar_covering(
        NO_BANK_HOLIDAYS, at(start).date(), hours=WeeklyHours.read("Mon-Sun=00:00-24:00")
    )
    explained = working_hours(always, at(start), 24).explanation

    assert told in explained
    assert any("every time here is the clock on the wall" in line for line in explained)


def test_the_clocks_are_not_mentioned_where_they_do_not_change():
    explained = end_of_day(england(), at("2026-09-14T15:00+01:00"), 6).explanation

    assert not any("clocks" in line for line in explained)


@pytest.mark.parametrize(
    ("start", "because"),
    [
        ("2026-04-02T15:00+01:00", "Good Friday and Easter Monday do not count"),
        ("2026-04-04T15:00+01:00", "Easter Monday does not count"),
        ("2026-09-11T15:00+01:00", "The weekend does not count"),
        ("2026-09-14T15:00+01:00", ""),
        (
            "2026-12-24T15:00+00:00",
            "Christmas Day and the substitute day for Boxing Day do not count",
        ),
    ],
)
def test_one_sentence_says_which_days_do_not_count(start, because):
    assert end_of_day(england(), at(start), 1).because == because


def test_two_weekends_are_told_once():
    assert end_of_day(england(), at("2026-09-11T15:00+01:00"), 6).because == "Weekends do not count"


@pytest.mark.parametrize(
    ("exceptions", "start", "because"),
    [
        (
            "2026-10-26/2026-10-30",
            "2026-10-23T14:00+01:00",
            "The closure from 26 to 30 October does not count",
        ),
        (
            "2026-09-28/2026-10-02",
            "2026-09-25T14:00+01:00",
            "The closure from 28 September to 2 October does not count",
        ),
        (
            "2026-05-26",
            "2026-05-22T14:00+01:00",
            "The spring bank holiday and Tuesday 26 May (closed) do not count",
        ),
    ],
)
def test_closures_are_told_by_their_dates(exceptions, start, because):
    calendar = england(exceptions=Exceptions.read(exceptions))

    assert end_of_day(calendar, at(start), 1).because == because


def test_a_named_closure_is_told_by_its_name():
    half_term = Exceptions.closed(date(2026, 10, 26), date(2026, 10, 30), "half term")
    deadline = end_of_day(england(exceptions=half_term), at("2026-10-23T14:00+01:00"), 1)

    assert deadline.because == "Half term does not count"
    assert "Wednesday 28 October 2026: not counted (half term)" in deadline.explanation


def test_a_day_on_which_no_office_opens_is_told_by_its_name():
    four_days = england(hours=WeeklyHours.read("Mon-Thu=09:00-17:00"))
    deadline = end_of_day(four_days, at("2026-09-10T14:00+01:00"), 1)

    assert deadline.because == "Friday does not count"
    assert "Friday 11 September 2026: not counted (not an office day)" in deadline.explanation


def test_a_joint_calendar_says_where_a_day_is_a_holiday():
    joint = calendar_covering(Jurisdiction.read("ENG+SCT"), date(2026, 11, 27))
    deadline = end_of_day(joint, at("2026-11-27T11:00+00:00"), 1)

    assert deadline.because == "St Andrew's Day in Scotland does not count"


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("2026-09-14T10:00+01:00", "the time of day at which it began"),
        (
            "2026-09-14T07:00+01:00",
            "it began before offices opened, so it counts from the opening",
        ),
        ("2026-09-14T19:00+01:00", "it began after offices closed, so it counts from the closing"),
        (
            "2026-09-13T10:00+01:00",
            "it began on a day without office hours, so it ends as offices close",
        ),
    ],
)
def test_the_time_of_day_is_explained_too(start, why):
    assert same_time(england(), at(start), 1).clock == why


def test_a_shorter_day_brings_the_time_inside_its_hours():
    half_day = england(exceptions=Exceptions.read("2026-12-24@09:00-12:30"))
    deadline = same_time(half_day, at("2026-12-23T15:00+00:00"), 1)

    assert deadline.clock.endswith("brought inside the hours of that day")


def test_a_start_on_a_day_that_does_not_count_says_both():
    explained = end_of_day(england(), at("2026-04-03T10:00+01:00"), 1).explanation

    assert explained[1] == "Friday 3 April 2026: not counted (the day it began; Good Friday)"


def test_a_late_start_says_that_it_is_deemed_made_the_next_day():
    late = england(cutoff="15:00")
    explained = end_of_day(late, at("2026-04-02T15:00+01:00"), 1).explanation

    assert explained[1] == (
        "Thursday 2 April 2026: not counted (it began at or after the cut-off hour)"
    )
    assert "Tuesday 7 April 2026: not counted (deemed the day it began)" in explained
    assert "Wednesday 8 April 2026: working day 1 of 1" in explained


def test_hours_that_begin_after_closing_say_so():
    explained = working_hours(england(), at("2026-09-14T18:00+01:00"), 1).explanation

    assert explained[1] == "Monday 14 September 2026: not counted (it began after offices closed)"


def test_an_end_at_midnight_belongs_to_the_day_that_it_ends():
    berend = england(hours=OfficeHours.read("09:00-24:00"))
    deadline = end_of_day(berend, at("2026-09-14T15:00+01:00"), 1)

    assert deadline.on == date(2026, 9, 15)
    assert deadline.at == at("2026-09-16T00:00+01:00")
    assert deadline.explanation[-2].startswith(
        "The deadline is midnight at the end of Tuesday 15 September 2026, BST:"
    )


def test_a_year_that_govuk_has_not_listed_yet_says_so():
    deadline = end_of_day(england("2030-04-02"), at("2030-04-02T15:00+01:00"), 1)

    assert deadline.explanation[-1].startswith("Bank holidays after 2028 follow from the rules")


def test_elapsed_hours_say_that_nothing_is_left_out():
    deadline = elapsed_hours(at("2026-04-02T16:00+01:00"), 48)

    assert deadline.explanation == (
        "It began on Thursday 2 April 2026 at 16:00 BST.",
        "The deadline is Saturday 4 April 2026 at 16:00 BST: "
        "48 hours after it began, nights and weekends included.",
    )
    assert deadline.because == ""


@pytest.mark.failure(7)
def test_every_time_is_told_with_its_zone():
    summer: Deadline = end_of_day(england(), at("2026-07-01T10:00+00:00"), 1)
    winter: Deadline = end_of_day(england(), at("2026-01-15T10:00+00:00"), 1)

    assert "at 17:00 BST" in summer.explanation[-2]
    assert "at 11:00 BST" in summer.explanation[0]
    assert "at 17:00 GMT" in winter.explanation[-2]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 hours"),
        (1, "1 second"),
        (3600, "1 hour"),
        (5400, "1 hour 30 minutes"),
        (7261, "2 hours 1 minute 1 second"),
    ],
)
def test_a_duration_is_told_in_hours_and_minutes(seconds, told):
    assert duration(seconds) == told
