"""Windows of hours, parts of hours, and the cut-off hour."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from escalation.working_time.working_days import (
    NO_BANK_HOLIDAYS,
    Calendar,
    Nation,
    calendar_covering,
    elapsed_hours,
    end_of_day,
    same_time,
    working_hours,
    working_time,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def calendar() -> Calendar:
    return calendar_covering(Nation.ENGLAND, date(2026, 7, 1))


@pytest.mark.parametrize(
    ("hours", "clock"),
    [("7.5", "16:30:00"), ("0.25", "09:15:00"), (Decimal("0.0001"), "09:00:01"), (1, "10:00:00")],
)
def test_hours_may_be_decimal_and_a_part_of_a_second_is_given(hours, clock):
    counted = working_hours(calendar(), at("2026-09-14T09:00+01:00"), hours)

    assert f"{counted.at:%H:%M:%S}" == clock


def test_a_start_is_read_to_the_second():
    start = at("2026-09-14T10:00:00.999999+01:00")

    assert same_time(calendar(), start, 1).at == at("2026-09-15T10:00:00+01:00")
    assert working_hours(calendar(), start, 1).at == at("2026-09-14T11:00:00+01:00")


def test_working_time_between_two_instants_is_signed():
    friday, monday = at("2026-09-11T16:00+01:00"), at("2026-09-14T10:00+01:00")

    assert working_time(calendar(), friday, monday) == 2 * 3600
    assert working_time(calendar(), monday, friday) == -2 * 3600
    assert working_time(calendar(), friday, friday) == 0


def test_elapsed_hours_run_on_through_easter():
    assert elapsed_hours(at("2026-04-02T16:00+01:00"), 48).at == at("2026-04-04T16:00+01:00")


@pytest.mark.parametrize(
    ("start", "by_day", "by_time", "by_hours"),
    [
        ("2026-09-14T14:59:59+01:00", "15T17:00:00", "15T14:59:59", "15T14:59:59"),
        ("2026-09-14T15:00:00+01:00", "16T17:00:00", "16T09:00:00", "15T17:00:00"),
        ("2026-09-14T23:00:00+01:00", "16T17:00:00", "16T09:00:00", "15T17:00:00"),
        ("2026-09-15T07:00:00+01:00", "16T17:00:00", "16T09:00:00", "15T17:00:00"),
        ("2026-09-12T10:00:00+01:00", "15T17:00:00", "15T09:00:00", "14T17:00:00"),
    ],
)
def test_a_start_after_the_cut_off_is_deemed_made_as_the_next_working_day_opens(
    start, by_day, by_time, by_hours
):
    late = calendar_covering(Nation.ENGLAND, date(2026, 9, 14), cutoff="15:00")
    clock = "%dT%H:%M:%S"

    assert f"{end_of_day(late, at(start), 1).at:{clock}}" == by_day
    assert f"{same_time(late, at(start), 1).at:{clock}}" == by_time
    assert f"{working_hours(late, at(start), 8).at:{clock}}" == by_hours


def test_a_service_without_bank_holidays_counts_christmas_day():
    days = calendar_covering(NO_BANK_HOLIDAYS, date(2026, 12, 24))

    assert end_of_day(days, datetime(2026, 12, 24, 9, tzinfo=UTC), 1).on == date(2026, 12, 25)
