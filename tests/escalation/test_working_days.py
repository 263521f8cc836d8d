"""When a window ends: the three rules against every vector, and the days that caught others out."""

import csv
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from escalation.working_time.working_days import (
    Calendar,
    Exceptions,
    Jurisdiction,
    Nation,
    Override,
    Rule,
    WeeklyHours,
    calendar_covering,
    count,
    end_of_day,
    recount,
    same_time,
    working_hours,
    working_time,
)

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests" / "vectors"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def calendar(nation: str = "ENG", hours: str = "09:00-17:00", around: int = 2026) -> Calendar:
    return calendar_covering(
        Jurisdiction.read(nation), date(around, 7, 1), hours=WeeklyHours.read(hours)
    )


def always() -> Calendar:
    return calendar("NONE", "Mon-Sun=00:00-24:00")


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(row: dict[str, str]) -> str:
    """Short enough to find the row in its file."""
    return f"{row['jurisdiction']}-{row['start']}-{row['rule']}-{row['window_working_days']}"


EVERY_ROW = rows("deadlines.csv") + rows("deadlines-calendars.csv")


def test_no_vector_was_lost_in_copying():
    assert (len(rows("deadlines.csv")), len(rows("deadlines-calendars.csv"))) == (66, 59)


@pytest.mark.parametrize("row", EVERY_ROW, ids=told)
def test_every_vector_comes_out_to_the_second(row):
    rule, _, hours = row["rule"].partition(":")
    start = at(row["start"])
    counted = count(
        calendar_covering(
            Jurisdiction.read(row["jurisdiction"]),
            start,
            hours=WeeklyHours.read(row["office_hours"]),
            exceptions=Exceptions.read(row.get("exceptions", "")),
        ),
        start,
        Rule(rule),
        hours or row["window_working_days"],
    )

    assert counted.at.isoformat() == row["deadline"]


@pytest.mark.parametrize(
    ("n", "deadline"),
    [(1, "7"), (2, "8"), (3, "9"), (4, "10"), (6, "14")],
)
def test_the_ladder_of_a_disagreement_raised_on_monday_6_october(n, deadline):
    start = at("2025-10-06T10:00+01:00")

    assert end_of_day(calendar(around=2025), start, n).at == at(
        f"2025-10-{deadline.zfill(2)}T17:00+01:00"
    )


WORKED = [
    ("2025-10-06T10:00+01:00", "2025-10-07T17:00", "2025-10-07T10:00", "2025-10-07T10:00"),
    ("2025-10-08T07:20+01:00", "2025-10-09T17:00", "2025-10-09T09:00", "2025-10-08T17:00"),
    ("2025-10-08T17:00+01:00", "2025-10-09T17:00", "2025-10-09T17:00", "2025-10-09T17:00"),
    ("2025-10-08T18:45+01:00", "2025-10-09T17:00", "2025-10-09T17:00", "2025-10-09T17:00"),
    ("2025-10-10T16:30+01:00", "2025-10-13T17:00", "2025-10-13T16:30", "2025-10-13T16:30"),
    ("2025-10-11T11:15+01:00", "2025-10-13T17:00", "2025-10-13T17:00", "2025-10-13T17:00"),
    ("2024-03-28T15:00+00:00", "2024-04-02T17:00", "2024-04-02T15:00", "2024-04-02T15:00"),
    ("2025-10-24T16:00+01:00", "2025-10-27T17:00", "2025-10-27T16:00", "2025-10-27T16:00"),
]


@pytest.mark.parametrize(("start", "by_day", "by_time", "by_hours"), WORKED)
def test_the_worked_examples(start, by_day, by_time, by_hours):
    days = calendar(around=at(start).year)
    clock = "%Y-%m-%dT%H:%M"

    assert f"{end_of_day(days, at(start), 1).at:{clock}}" == by_day
    assert f"{same_time(days, at(start), 1).at:{clock}}" == by_time
    assert f"{working_hours(days, at(start), 8).at:{clock}}" == by_hours


# --- What caught others out -----------------------------------------------------------------


@pytest.mark.failure(8, 10)
def test_good_friday_and_easter_monday_do_not_count():
    """Raised on Thursday 2 April 2026: Monday 6 April would be Easter Monday."""
    assert end_of_day(calendar(), at("2026-04-02T15:00+01:00"), 1).on == date(2026, 4, 7)
    assert end_of_day(calendar("SCT"), at("2026-04-02T15:00+01:00"), 1).on == date(2026, 4, 6)


def test_christmas_and_its_substitute_day_do_not_count():
    """Six working days after Christmas Eve 2026 is Wednesday 6 January 2027."""
    assert end_of_day(calendar(), at("2026-12-24T10:00+00:00"), 6).on == date(2027, 1, 6)


@pytest.mark.failure(8)
def test_a_weekend_does_not_count():
    assert end_of_day(calendar(), at("2026-09-11T16:30+01:00"), 1).on == date(2026, 9, 14)


@pytest.mark.failure(9)
def test_a_feast_that_is_no_bank_holiday_counts():
    """St Martin's Day, Wednesday 11 November 2026: elsewhere such days made deadlines late."""
    assert end_of_day(calendar(), at("2026-11-10T10:00+00:00"), 1).on == date(2026, 11, 11)


@pytest.mark.parametrize(
    ("start", "deadline"),
    [
        ("2026-03-27T16:00+00:00", "2026-03-30T16:00:00+01:00"),
        ("2026-10-23T16:00+01:00", "2026-10-26T16:00:00+00:00"),
    ],
)
@pytest.mark.failure(6)
def test_over_both_clock_changes_the_hour_on_the_wall_stays(start, deadline):
    assert same_time(calendar(), at(start), 1).at.isoformat() == deadline
    assert working_hours(calendar(), at(start), 8).at.isoformat() == deadline


@pytest.mark.parametrize(
    ("start", "deadline"),
    [
        ("2026-03-29T00:30+00:00", "2026-03-29T02:30:00+01:00"),
        ("2026-10-25T00:30+01:00", "2026-10-25T01:30:00+01:00"),
        ("2026-10-25T01:30+01:00", "2026-10-25T01:30:00+00:00"),
    ],
)
def test_on_both_clock_change_sundays_an_hour_of_work_is_an_hour_lived(start, deadline):
    assert working_hours(always(), at(start), 1).at.isoformat() == deadline


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)]
)
def test_a_day_without_closing_is_as_long_as_it_really_was(day, hours):
    zone = ZoneInfo("Europe/London")
    began = datetime.combine(date.fromisoformat(day), datetime.min.time(), zone)
    ended = datetime.combine(date.fromordinal(began.toordinal() + 1), datetime.min.time(), zone)

    assert working_time(always(), began, ended) == hours * 3600


def test_of_a_clock_shown_twice_the_start_says_which_by_its_offset_or_its_fold():
    zone = ZoneInfo("Europe/London")
    first = datetime(2026, 10, 25, 1, 30, tzinfo=zone)
    second = first.replace(fold=1)

    assert working_hours(always(), first, 1).at.isoformat() == "2026-10-25T01:30:00+00:00"
    assert working_hours(always(), second, 1).at.isoformat() == "2026-10-25T02:30:00+00:00"


def test_on_a_seven_day_calendar_the_repeated_hour_keeps_the_clock_on_the_wall():
    """The one place where a later start has an earlier deadline: its clock shows less."""
    earlier = same_time(always(), at("2026-10-25T01:50+01:00"), 1)
    later = same_time(always(), at("2026-10-25T01:10+00:00"), 1)

    assert earlier.at == at("2026-10-26T01:50+00:00")
    assert later.at == at("2026-10-26T01:10+00:00")


@pytest.mark.failure(7)
def test_a_window_configured_in_london_is_not_applied_in_utc():
    """A start written in UTC late on Sunday in summer has already begun on Monday in London."""
    start = at("2026-06-07T23:30+00:00")

    assert end_of_day(calendar(), start, 1).on == date(2026, 6, 9)
    assert same_time(calendar(), start, 1).at == at("2026-06-09T09:00+01:00")


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Asia/Kolkata", "America/New_York"])
def test_the_zone_a_start_is_written_in_changes_nothing(zone):
    start = at("2026-04-02T15:00+01:00")
    elsewhere = start.astimezone(ZoneInfo(zone))

    for counted in (end_of_day, same_time, working_hours):
        assert counted(calendar(), elsewhere, 2).at == counted(calendar(), start, 2).at
        assert counted(calendar(), elsewhere, 2).at.tzinfo == ZoneInfo("Europe/London")


@pytest.mark.failure(12)
def test_midnight_is_the_beginning_of_its_day_and_24_00_the_end():
    days = calendar(hours="00:00-24:00")
    monday = at("2026-09-14T00:00+01:00")

    assert end_of_day(days, monday, 1).at == at("2026-09-16T00:00+01:00")
    assert end_of_day(days, monday, 1).on == date(2026, 9, 15)
    assert same_time(days, monday, 1).at == at("2026-09-15T00:00+01:00")
    assert same_time(days, monday, 1).on == date(2026, 9, 15)
    assert working_hours(days, monday, 24).at == at("2026-09-15T00:00+01:00")
    assert working_hours(days, monday, 24).on == date(2026, 9, 14)


def test_a_window_that_ends_exactly_at_closing_ends_then_and_not_next_morning():
    assert working_hours(calendar(), at("2026-09-14T09:00+01:00"), 8).at == at(
        "2026-09-14T17:00+01:00"
    )


@pytest.mark.parametrize(
    ("start", "n", "before", "after"),
    [("2022-09-09T10:00+01:00", 6, "2022-09-19T17:00+01:00", "2022-09-20T17:00+01:00")],
)
@pytest.mark.failure(11)
def test_a_holiday_proclaimed_after_the_start_moves_a_recounted_deadline(start, n, before, after):
    """The State Funeral was proclaimed on Saturday 10 September 2022 for Monday 19 September."""
    not_yet = Override(date(2022, 9, 19), None, frozenset(Nation))
    as_known = calendar_covering(Nation.ENGLAND, date(2022, 9, 9), overrides=[not_yet])
    promised = end_of_day(as_known, at(start), n)
    revised = recount(promised, calendar(around=2022))

    assert promised.at == at(before)
    assert revised.at == at(after)
    assert promised.calendar_version != revised.calendar_version
    assert (revised.start, revised.rule, revised.amount) == (at(start), Rule.END_OF_DAY, Decimal(6))


def test_a_deadline_already_past_is_legal():
    """Raised three weeks late: the limit is still shown as what it is."""
    deadline = end_of_day(calendar(), at("2026-03-10T10:00+00:00"), 1)

    assert deadline.is_passed(at("2026-04-01T10:00+01:00"))


@pytest.mark.parametrize(
    ("now", "passed"),
    [
        ("2026-09-11T16:59:59+01:00", False),
        ("2026-09-11T17:00:00+01:00", False),
        ("2026-09-11T16:00:00+00:00", False),
        ("2026-09-11T17:00:01+01:00", True),
        ("2026-09-12T03:00:00+01:00", True),
    ],
)
def test_late_is_judged_by_the_instant_and_never_by_working_time_left(now, passed):
    """On Friday at 17:01 no working time has gone by since 17:00, and it is late all the same."""
    deadline = end_of_day(calendar(), at("2026-09-10T10:00+01:00"), 1)

    assert deadline.is_passed(at(now)) is passed


def test_in_the_hour_shown_twice_late_is_still_judged_by_the_instant():
    """The first 01:50 comes before the second 01:10, whatever the clock on the wall shows."""
    zone = ZoneInfo("Europe/London")
    deadline = working_hours(always(), at("2026-10-25T00:50+01:00"), 1)
    first = datetime(2026, 10, 25, 1, 40, tzinfo=zone)
    second = datetime(2026, 10, 25, 1, 10, tzinfo=zone, fold=1)

    assert deadline.at.isoformat() == "2026-10-25T01:50:00+01:00"
    assert not deadline.is_passed(first)
    assert deadline.is_passed(second)


def test_importing_the_arithmetic_loads_no_holidays():
    """They cost a fifth of a second, which only those who count days should pay."""
    asked = "import sys, escalation.working_time.working_days; sys.exit('holidays' in sys.modules)"

    subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=True)
