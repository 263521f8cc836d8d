"""What holds for every start, every window and every calendar, whoever raises and whenever."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import holidays
from hypothesis import example, given, settings
from hypothesis import strategies as st

from escalation.working_time.working_days import (
    NO_BANK_HOLIDAYS,
    Calendar,
    DayException,
    Exceptions,
    Jurisdiction,
    Nation,
    OfficeHours,
    WeeklyHours,
    calendar_for,
    elapsed_hours,
    end_of_day,
    same_time,
    working_hours,
    working_time,
)

LONDON = ZoneInfo("Europe/London")
YEARS = range(2020, 2029)
NINE_TO_FIVE = OfficeHours.read("09:00-17:00")
A_DAY = 8  # hours

# The first example imports the holiday library, which has nothing to do with the promise.
relaxed = settings(deadline=None, max_examples=150)

jurisdictions = st.sets(st.sampled_from(Nation), min_size=1).map(Jurisdiction.of)
ordinary = jurisdictions.map(lambda nations: calendar_for(nations, NINE_TO_FIVE, YEARS))
windows = st.sampled_from([1, 2, 3, 4, 6, 10])


def between(first: datetime, last: datetime) -> st.SearchStrategy[datetime]:
    seconds = int((last - first).total_seconds())
    return st.integers(0, seconds).map(lambda s: (first + timedelta(seconds=s)).astimezone(LONDON))


def utc(at: datetime) -> datetime:
    """To compare by the instant: two times of one zone compare by the clock they show."""
    return at.astimezone(UTC)


starts = st.one_of(
    between(datetime(2020, 1, 1, tzinfo=UTC), datetime(2028, 6, 1, tzinfo=UTC)),
    between(datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC)),
    between(datetime(2026, 10, 23, tzinfo=UTC), datetime(2026, 10, 27, tzinfo=UTC)),
    between(datetime(2026, 12, 23, tzinfo=UTC), datetime(2027, 1, 6, tzinfo=UTC)),
    between(datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 9, tzinfo=UTC)),
)


@st.composite
def any_hours(draw: st.DrawFn) -> OfficeHours:
    """Of an hour at least, so that no window asked for here outruns the calendar."""
    opening = draw(st.integers(0, 92))
    return OfficeHours(opening * 900, draw(st.integers(opening + 4, 96)) * 900)


@st.composite
def any_calendar(draw: st.DrawFn) -> Calendar:
    """Odd hours, odd weeks, closures and openings on closed days, clock changes included."""
    week = draw(st.lists(st.none() | any_hours(), min_size=7, max_size=7).filter(any))
    dates = draw(st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=12))
    exceptions = Exceptions(tuple(DayException(on, draw(st.none() | any_hours())) for on in dates))
    nations = draw(jurisdictions | st.just(NO_BANK_HOLIDAYS))
    return calendar_for(nations, WeeklyHours(tuple(week)), range(2025, 2029), exceptions=exceptions)


some_starts = between(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC))


@relaxed
@given(ordinary, starts, windows)
def test_a_deadline_always_lies_after_its_start(calendar, start, n):
    for counted in (end_of_day, same_time, working_hours):
        assert utc(start) < utc(counted(calendar, start, n).at)


@relaxed
@given(ordinary, starts, st.integers(0, 10 * 86400), windows)
def test_a_later_start_never_has_an_earlier_deadline(calendar, start, later, n):
    after = (utc(start) + timedelta(seconds=later)).astimezone(LONDON)
    for counted in (end_of_day, same_time, working_hours):
        assert utc(counted(calendar, start, n).at) <= utc(counted(calendar, after, n).at)


@relaxed
@given(jurisdictions, st.integers(0, 23), starts, st.integers(0, 10 * 86400), windows)
def test_nor_with_a_cut_off_hour(nations, hour, start, later, n):
    calendar = calendar_for(nations, NINE_TO_FIVE, YEARS, cutoff=f"{hour:02}:00")
    after = (utc(start) + timedelta(seconds=later)).astimezone(LONDON)
    for counted in (end_of_day, same_time, working_hours):
        earlier, later_on = (utc(counted(calendar, s, n).at) for s in (start, after))
        assert utc(start) < earlier <= later_on


@relaxed
@given(ordinary, starts, windows)
def test_the_same_time_is_never_after_the_end_of_that_day(calendar, start, n):
    assert same_time(calendar, start, n).at <= end_of_day(calendar, start, n).at
    assert same_time(calendar, start, n).on == end_of_day(calendar, start, n).on


@relaxed
@given(ordinary, starts, windows)
def test_n_working_days_at_the_same_time_are_n_days_of_office_hours(calendar, start, n):
    """So a window of days is the "24 hours" of a procedure, counted on working days."""
    deadline = same_time(calendar, start, n).at

    assert working_time(calendar, start, deadline) == n * A_DAY * 3600
    assert working_hours(calendar, start, n * A_DAY).at <= deadline


@relaxed
@given(ordinary, starts, windows, st.integers(0, 86399))
def test_the_hour_it_began_makes_no_difference_to_the_end_of_a_day(calendar, start, n, second):
    midnight = datetime.combine(start.date(), datetime.min.time(), LONDON)
    other = (midnight + timedelta(seconds=second)).replace(fold=start.fold)
    by_hour, by_date = end_of_day(calendar, other, n), end_of_day(calendar, start.date(), n)

    assert end_of_day(calendar, start, n).at == by_date.at
    if other.astimezone(UTC).astimezone(LONDON).date() == start.date():
        assert by_hour.at == by_date.at


@relaxed
@given(ordinary, starts, windows, st.integers(-14 * 60, 14 * 60))
def test_the_offset_a_start_is_written_with_makes_no_difference(calendar, start, n, minutes):
    elsewhere = start.astimezone(timezone(timedelta(minutes=minutes)))
    for counted in (end_of_day, same_time, working_hours):
        assert counted(calendar, elsewhere, n) == counted(calendar, start, n)


@relaxed
@given(st.sampled_from(Nation), starts, windows)
def test_the_library_itself_finds_the_same_working_day(nation, start, n):
    calendar = calendar_for(nation, NINE_TO_FIVE, YEARS)
    library = holidays.country_holidays("GB", subdiv=nation.code)

    assert end_of_day(calendar, start, n).on == library.get_nth_working_day(start.date(), n)


@relaxed
@given(any_calendar(), some_starts, st.integers(1, 40))
def test_on_any_calendar_the_nth_working_day_is_the_nth_that_one_counts(calendar, start, n):
    on, left = start.date(), n
    while left:
        on += timedelta(days=1)
        left -= calendar.why_not(on) is None

    assert calendar.nth_working_day(start.date(), n) == on


@relaxed
@given(any_calendar(), some_starts, st.integers(1, 40 * 3600))
@example(
    calendar_for(NO_BANK_HOLIDAYS, WeeklyHours.read("Mon-Sun=01:30-02:00"), range(2025, 2029)),
    datetime(2026, 3, 28, 1, 45, tzinfo=LONDON),
    1800,
)
def test_on_any_calendar_working_hours_end_at_the_earliest_second(calendar, start, seconds):
    hours = f"{seconds / 3600:.20f}"
    deadline = working_hours(calendar, start, hours)
    second = timedelta(seconds=1)
    owed = working_time(calendar, start, deadline.at)
    before = working_time(calendar, start, utc(deadline.at) - second)

    assert owed in (seconds, seconds + 1)  # a third of an hour is no decimal: a second is given
    assert before == owed - 1


@relaxed
@given(any_calendar(), some_starts, st.integers(1, 20))
def test_on_any_calendar_the_explanation_names_every_date_and_counts_to_the_window(
    calendar, start, n
):
    deadline = end_of_day(calendar, start, n)
    dates = [day.on for day in deadline.days]
    numbers = [day.number for day in deadline.days if day.number is not None]

    assert dates == [start.date() + timedelta(days=step) for step in range(len(dates))]
    assert dates[-1] == deadline.on
    assert numbers == list(range(1, n + 1))
    assert all((day.number is None) != (day.why_not is None) for day in deadline.days)


@relaxed
@given(any_calendar(), some_starts, st.integers(1, 40))
def test_on_any_calendar_the_hours_explained_add_up_to_the_window(calendar, start, hours):
    deadline = working_hours(calendar, start, hours)
    worked = [day.worked for day in deadline.days if day.worked is not None]
    lived = sum((utc(b) - utc(a)).total_seconds() for a, b in worked)

    assert lived == hours * 3600
    assert worked[-1][1] == deadline.at


@relaxed
@given(any_calendar(), some_starts, some_starts, some_starts)
def test_on_any_calendar_working_time_adds_up(calendar, a, b, c):
    assert working_time(calendar, a, c) == working_time(calendar, a, b) + working_time(
        calendar, b, c
    )
    assert working_time(calendar, a, b) == -working_time(calendar, b, a)


@relaxed
@given(any_calendar(), some_starts)
def test_on_any_calendar_the_next_opening_is_the_first_open_second(calendar, now):
    opening = calendar.next_open(now)

    assert utc(opening) >= utc(now)
    assert working_time(calendar, now, opening) == 0
    assert calendar.is_open(now) is (utc(opening) == utc(now))


@relaxed
@given(starts, st.integers(1, 1000))
def test_elapsed_hours_are_hours_lived(start, hours):
    lived = utc(elapsed_hours(start, hours).at) - utc(start)

    assert lived == timedelta(hours=hours)
