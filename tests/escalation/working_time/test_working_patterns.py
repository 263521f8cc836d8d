"""When somebody works, as it is written down; and when they are next at work."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.working_time.bank_holidays import Nation
from escalation.working_time.calendars import Calendar, calendar_covering
from escalation.working_time.times import LONDON, civil
from escalation.working_time.working_patterns import DAYS, NAMES, BadPatternError, Pattern, read

MONDAY = date(2026, 4, 13)
LONG = ("09:00", "17:00")
START = datetime(2026, 3, 20, tzinfo=UTC)

clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
hours = st.lists(clocks, min_size=2, max_size=2, unique=True).map(lambda two: tuple(sorted(two)))
weekdays = st.dictionaries(st.integers(0, 6), st.none() | hours, min_size=1)
instants = st.integers(0, 250 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_covering(Nation.ENGLAND, START)


def time(text: str) -> datetime:
    """Friday 2026-03-27 17:30, as the clock on the wall shows it; the weekday is checked."""
    weekday, _, clock = text.partition(" ")
    at = datetime.fromisoformat(clock).replace(tzinfo=LONDON)
    assert f"{at:%A}" == weekday
    return at


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", {}),
        (" ; ", {}),
        ("mon", {0: None}),
        ("Mondays, Thursday; fri 9:00-12:30", {0: None, 3: None, 4: ("09:00", "12:30")}),
        ("mon-wed 09:00-17:00", {0: LONG, 1: LONG, 2: LONG}),
        ("MON - TUE 09:00 - 17:00;", {0: LONG, 1: LONG}),
        ("sat-sun", {5: None, 6: None}),
    ],
)
def test_a_pattern_is_days_and_hours_as_people_write_them(text, days):
    assert dict(read(text).days) == days


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("mo", "“mo” is not a day."),
        ("someday", "“someday” is not a day."),
        ("fri-mon", "“fri-mon” is not a day or a span of days."),
        ("mon-wed-fri", "“mon-wed-fri” is not a day or a span of days."),
        ("mon; mon", "mon is there twice."),
        ("mon-wed; tue 09:00-10:00", "tue is there twice."),
        ("mon 17:00-09:00", "17:00-09:00 ends before it begins."),
        ("mon 09:00-09:00", "09:00-09:00 ends before it begins."),
        ("mon 24:00-25:00", "24:00 is not a time."),
        ("mon 09:60-10:00", "09:60 is not a time."),
        ("mon 9-5", "“mon 9-5” is not days and hours."),
        ("09:00-17:00", "“09:00-17:00” is not days and hours."),
        (",", "“,” has no day."),
        (", 09:00-17:00", "“, 09:00-17:00” has no day."),
    ],
)
def test_what_is_no_pattern_is_refused_with_the_way_to_write_one(text, sentence):
    with pytest.raises(BadPatternError) as refused:
        read(text)

    assert str(refused.value) == f"{sentence} Write it as mon-wed 09:00-17:00; fri 09:00-12:30."


@given(weekdays)
def test_whatever_is_written_day_by_day_is_read_as_that(days):
    text = "; ".join(
        f"{DAYS[day]} {'-'.join(theirs)}" if theirs else DAYS[day] for day, theirs in days.items()
    )

    assert dict(read(text).days) == days


@given(st.text("montuewdhfris ,;-:0123", max_size=30))
def test_any_text_with_a_day_in_it_is_a_pattern_or_is_refused(text):
    try:
        pattern = read(text)
    except BadPatternError:
        return
    assert bool(pattern.days) == bool(text.replace(";", "").strip())


@pytest.mark.parametrize("weekday", range(7))
def test_a_day_that_is_not_worked_is_said(weekday):
    on = MONDAY + timedelta(days=weekday)

    assert Pattern().why_not(on) == ""
    assert read("mon").works_on(on) == (weekday == 0)
    assert read(DAYS[weekday - 1]).why_not(on) == f"does not work on {NAMES[weekday]}"


@pytest.mark.parametrize(
    ("pattern", "at", "then"),
    [
        ("", "Monday 2026-04-13 10:00", "Monday 2026-04-13 10:00"),
        ("", "Friday 2026-04-10 17:00", "Monday 2026-04-13 09:00"),
        ("", "Thursday 2026-04-02 17:00", "Tuesday 2026-04-07 09:00"),
        ("wed", "Monday 2026-04-13 10:00", "Wednesday 2026-04-15 09:00"),
        ("mon", "Thursday 2026-04-02 17:00", "Monday 2026-04-13 09:00"),
        ("mon 07:30-12:00", "Monday 2026-04-13 06:00", "Monday 2026-04-13 07:30"),
        ("mon 07:30-12:00", "Monday 2026-04-13 11:59", "Monday 2026-04-13 11:59"),
        ("mon 07:30-12:00", "Monday 2026-04-13 12:00", "Monday 2026-04-20 07:30"),
    ],
)
def test_they_are_next_at_work_on_a_working_day_that_is_theirs(pattern, at, then, calendar):
    """Easter Monday is nobody's: whoever works on Mondays alone is asked a week later."""
    assert read(pattern).next_at_work(time(at), calendar) == time(then)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("Friday 2026-03-27 17:30", datetime(2026, 3, 30, 7, 30, tzinfo=UTC)),
        ("Friday 2026-10-23 17:30", datetime(2026, 10, 26, 8, 30, tzinfo=UTC)),
        ("Sunday 2026-03-29 01:30", datetime(2026, 3, 30, 7, 30, tzinfo=UTC)),
        ("Sunday 2026-10-25 01:30", datetime(2026, 10, 26, 8, 30, tzinfo=UTC)),
    ],
)
def test_their_hours_are_those_of_the_clock_on_the_wall_when_it_is_changed(at, then, calendar):
    assert read("mon-fri 08:30-16:00").next_at_work(time(at), calendar) == then


def test_weekends_alone_leave_the_hours_of_the_office(calendar):
    at = time("Saturday 2026-04-11 10:00")

    assert read("sat-sun").next_at_work(at, calendar) == time("Monday 2026-04-13 09:00")


@given(weekdays, instants)
def test_whenever_it_is_they_are_next_at_work_in_their_own_hours(days, at):
    calendar, pattern = calendar_covering(Nation.ENGLAND, START), Pattern(tuple(days.items()))

    then = pattern.next_at_work(at, calendar)

    local = civil(then)
    theirs = days.get(local.weekday()) or LONG
    assert then >= at
    assert pattern.next_at_work(then, calendar) == then
    assert calendar.is_working_day(local.date())
    if any(day < 5 for day in days):
        assert pattern.works_on(local.date())
        assert theirs[0] <= f"{local:%H:%M}" < theirs[1]
