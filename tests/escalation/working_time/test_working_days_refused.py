"""Starts, windows and dates that are refused in a sentence, and never guessed."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from escalation.working_time.working_days import (
    BadWindowError,
    Calendar,
    CoverageError,
    NaiveTimeError,
    Nation,
    OfficeHours,
    Rule,
    WorkingTimeError,
    calendar_covering,
    calendar_for,
    count,
    end_of_day,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def calendar() -> Calendar:
    return calendar_covering(Nation.ENGLAND, date(2026, 7, 1))


@pytest.mark.parametrize("rule", Rule)
def test_a_start_without_its_zone_is_refused(rule):
    with pytest.raises(NaiveTimeError, match="no zone"):
        count(calendar(), datetime(2026, 4, 2, 15), rule, 1)  # noqa: DTZ001


def test_a_bare_date_is_enough_for_the_end_of_a_day():
    assert end_of_day(calendar(), date(2026, 4, 2), 1).at == at("2026-04-07T17:00+01:00")


@pytest.mark.parametrize("rule", [Rule.SAME_TIME, Rule.WORKING_HOURS, Rule.ELAPSED_HOURS])
def test_a_bare_date_is_not_enough_where_the_hour_matters(rule):
    with pytest.raises(NaiveTimeError, match="needs a time"):
        count(calendar(), date(2026, 4, 2), rule, 1)


def test_a_bare_date_is_not_enough_with_a_cut_off_hour():
    with pytest.raises(NaiveTimeError, match="cut-off"):
        end_of_day(
            calendar_covering(Nation.ENGLAND, date(2026, 4, 2), cutoff="15:00"), date(2026, 4, 2), 1
        )


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("amount", [0, -1, "0", "-2", "", "one", "NaN", "1e3", Decimal("Infinity")])
def test_a_window_that_is_no_number_above_nothing_is_refused(rule, amount):
    with pytest.raises(BadWindowError, match="A window must be"):
        count(calendar(), at("2026-04-02T15:00+01:00"), rule, amount)


@pytest.mark.parametrize("rule", [Rule.END_OF_DAY, Rule.SAME_TIME])
def test_half_a_working_day_is_refused(rule):
    with pytest.raises(BadWindowError, match="whole number"):
        count(calendar(), at("2026-04-02T15:00+01:00"), rule, "1.5")


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("amount", ["1000000000", "99999999999999999999", 10**30])
def test_a_window_beyond_every_calendar_is_refused(rule, amount):
    with pytest.raises(CoverageError):
        count(calendar(), at("2026-04-02T15:00+01:00"), rule, amount)


@pytest.mark.parametrize("rule", [Rule.END_OF_DAY, Rule.SAME_TIME, Rule.WORKING_HOURS])
@pytest.mark.parametrize(
    "start",
    ["2025-12-31T23:59:59+00:00", "2027-01-01T00:00+00:00", "2026-12-31T16:00+00:00"],
)
def test_a_start_or_an_end_outside_coverage_is_refused_and_never_guessed(rule, start):
    only_2026 = calendar_for(Nation.ENGLAND, OfficeHours.read("09:00-17:00"), range(2026, 2027))

    with pytest.raises(CoverageError):
        count(only_2026, at(start), rule, 2)


@pytest.mark.parametrize("start", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00+14:00"])
@pytest.mark.parametrize("rule", Rule)
def test_a_start_at_the_edge_of_time_is_refused_in_a_sentence(rule, start):
    with pytest.raises(CoverageError):
        count(calendar(), at(start), rule, 1)


def test_every_refusal_is_a_sentence_of_ours():
    with pytest.raises(WorkingTimeError) as refused:
        end_of_day(calendar(), at("2026-04-02T15:00+01:00"), 0)

    assert refused.value.sentence == str(refused.value)
    assert refused.value.sentence.endswith(".")
    assert isinstance(refused.value, ValueError)
