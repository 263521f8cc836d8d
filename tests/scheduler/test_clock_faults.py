"""A clock that jumps, an hour that is missing or comes twice, a second too many: never early, never twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from escalation.acts import answer, harm
from escalation.working_time.times import LONDON
from tests.scheduler.workmates import Workmate

MICROSECOND = timedelta(microseconds=1)
TIERS = (("jo", "tom"), ("mina", "helen", "clare", "leila"), ("owen", "marcus"), ("ruth", "anne"))


def utc(text):
    """A time as it is written down, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def heard_once(office):
    """How many times each person has been told each thing: never twice."""
    told = Counter((sent.to, sent.key) for sent in office.platform.told)
    posted = Counter((sent.to, sent.key) for sent in office.platform.posted)
    return {*told.values(), *posted.values()} <= {1}


def lives(office, until, every=timedelta(hours=8)):
    """The worker wakes up every so often, until then."""
    while office.now < until:
        office.now = min(office.now + every, until)
        office.works()


# Nights with an hour too few or too many


@pytest.mark.parametrize(
    ("raised", "tier_1", "tier_2"),
    [
        # Over Sunday 29 March the clocks go forward: the end of Monday is an hour sooner in UTC.
        ("2026-03-26 15:00", "2026-03-27 17:00", "2026-03-30 16:00"),
        ("2026-03-27 15:00", "2026-03-30 16:00", "2026-03-31 16:00"),
        ("2026-03-29 00:30", "2026-03-30 16:00", "2026-03-31 16:00"),
        ("2026-03-29 01:00", "2026-03-30 16:00", "2026-03-31 16:00"),
        # Over Sunday 25 October they go back, and it is an hour later.
        ("2026-10-22 14:00", "2026-10-23 16:00", "2026-10-26 17:00"),
        ("2026-10-23 14:00", "2026-10-26 17:00", "2026-10-27 17:00"),
        ("2026-10-25 00:30", "2026-10-26 17:00", "2026-10-27 17:00"),
        ("2026-10-25 01:30", "2026-10-26 17:00", "2026-10-27 17:00"),
    ],
)
@pytest.mark.failure(6, 7)
def test_over_the_nights_of_the_clock_change_a_day_ends_at_five_by_the_clock_on_the_wall(
    office, raised, tier_1, tier_2
):
    office.now = utc(raised)
    office.raises(began=office.now)
    office.works()

    for end, people in zip((tier_1, tier_2), TIERS, strict=False):
        assert utc(end).astimezone(LONDON).hour == 17
        lives(office, utc(end))
        assert [office.platform.heard(each) for each in people] == [[]] * len(people)

        office.now += MICROSECOND
        office.works()
        assert [len(office.platform.heard(each)) for each in people] == [1] * len(people)


@pytest.mark.parametrize(
    ("pressed", "warned"),
    [
        ("2026-03-29 00:44:59.999999", "2026-03-29 00:59:59.999999"),
        ("2026-03-29 00:50", "2026-03-29 01:05"),  # from ten to one to five past two
        ("2026-03-29 01:00", "2026-03-29 01:15"),
        ("2026-10-25 00:10", "2026-10-25 00:25"),  # ten past one, and then ten past one again
        ("2026-10-25 00:50", "2026-10-25 01:05"),
        ("2026-10-25 01:10", "2026-10-25 01:25"),
        # A clock that shows 23:59:60 shows Python the last microsecond before, or the next day.
        ("2026-12-31 23:59:59.999999", "2027-01-01 00:14:59.999999"),
        ("2027-01-01 00:00", "2027-01-01 00:15"),
        ("2026-06-30 23:45:00", "2026-07-01 00:00:00"),
    ],
)
@pytest.mark.failure(6)
def test_a_quarter_of_an_hour_is_one_on_every_night_of_the_year(office, pressed, warned):
    """In the hour that is missing, in the one that comes twice, and round a second too many."""
    office.now = utc(pressed) - timedelta(days=3)
    reference = office.raises(began=office.now)
    lives(office, utc(pressed), timedelta(days=1))
    office.does(reference, harm.press, "sam")
    office.works()

    office.now = utc(warned)
    office.works()
    assert "harm_unopened" not in office.kinds(reference)

    office.now += MICROSECOND
    office.works()
    assert office.kinds(reference).count("harm_unopened") == 1

    lives(office, utc(warned) + timedelta(hours=3), timedelta(hours=1))
    assert office.kinds(reference).count("harm_unopened") == 1, "nor again an hour later"
    assert heard_once(office)


# A clock that is set


@pytest.mark.parametrize(
    "step",
    [
        timedelta(seconds=1),
        timedelta(seconds=60),
        timedelta(hours=1),
        timedelta(days=1),
        timedelta(days=6),
    ],
)
def test_set_back_after_a_tier_was_told_the_clock_tells_nobody_twice(office, step):
    reference = office.raises(began=office.now)
    office.works("Tuesday 2026-04-07 17:01")
    before = office.kinds(reference)

    office.now -= step
    office.works()
    lives(office, utc("2026-04-07 16:01"))

    assert office.kinds(reference) == before
    assert [len(office.platform.heard(each)) for each in TIERS[0]] == [1, 1]
    lives(office, utc("2026-04-08 16:00"))
    assert [office.platform.heard(each) for each in TIERS[1]] == [[]] * 4, "nor sooner"
    office.works("Wednesday 2026-04-08 17:01")
    assert [len(office.platform.heard(each)) for each in TIERS[1]] == [1] * 4
    assert heard_once(office)


@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(days=6), timedelta(days=40)])
def test_forth_and_back_again_everybody_is_told_once_and_nobody_sooner_than_a_day_after(
    office, step
):
    """What a wrong clock did stands; what is due next is due at its time, by the clock put right."""
    reference = office.raises(began=office.now)
    office.works()
    right = office.now
    office.now += step
    office.works()
    told_ahead = sum(bool(office.platform.heard(each[0])) for each in TIERS)

    office.now = right
    office.works()
    assert sum(bool(office.platform.heard(each[0])) for each in TIERS) == told_ahead
    lives(office, utc("2026-05-20 12:00"), timedelta(days=1))

    assert [len(office.platform.heard(each)) > 0 for each in sum(TIERS, ())] == [True] * 10
    assert heard_once(office)
    told = [each.at for each in office.store.disagreement(reference).told]
    assert all(calendar_days(one, following) >= 1 for one, following in pairwise(told))
    assert office.store.misplaced_moments() == []


def test_an_act_at_an_earlier_time_than_the_one_before_it_is_kept_where_it_was_done(office):
    """The ledger's order is that of doing; each entry says what the clock said, and it verifies."""
    reference = office.raises(began=office.now)
    office.works()
    office.does(reference, answer.take, "priya")
    office.now -= timedelta(hours=1)

    office.does(reference, answer.take, "sam")
    office.works()

    *_, first, last = (office.store.read(kept) for kept in office.store.entries(reference))
    assert (first.by.person, last.by.person) == ("priya", "sam")
    assert last.at < first.at
    assert set(office.store.disagreement(reference).holders) == {"health", "care"}
    assert office.store.misplaced_moments() == []
    assert office.make(reference, "health", "pdf", office.now)


@pytest.mark.parametrize("step", [timedelta(seconds=90), timedelta(hours=1), timedelta(days=1)])
def test_immediate_harm_pressed_after_the_clock_was_set_back_is_no_second_press_of_the_first(
    office, step
):
    reference = office.raises(began=office.now)
    office.does(reference, harm.press, "priya")
    office.works()
    heard = [len(office.platform.heard(each)) for each in ("tom", "leila")]

    office.now -= step
    office.does(reference, harm.press, "priya")
    office.works()

    assert office.kinds(reference).count("harm_pressed") == 2
    again = [len(office.platform.heard(each)) for each in ("tom", "leila")]
    assert again == [times + 1 for times in heard]


def test_what_is_owed_before_the_clock_is_set_back_does_not_wait_for_it(office):
    """It is owed already: there is no time that it waits for."""
    reference = office.raises(began=office.now)
    office.works()
    office.does(reference, answer.take, "priya")
    office.does(reference, harm.press, "priya")

    office.now -= timedelta(hours=1)
    office.works()

    assert "immediate harm" in office.platform.heard("tom")[-1]
    assert len(office.platform.thread(reference.lower())) == 1


@pytest.mark.parametrize("apart", [timedelta(seconds=0.2), timedelta(seconds=5)])
def test_of_two_workers_whose_clocks_differ_neither_is_early_and_only_one_tells(office, apart):
    ahead, behind = Workmate("ahead", office, apart), Workmate("behind", office)
    office.raises(began=office.now)
    behind.worker.work()
    office.now = utc("2026-04-07 16:00") - apart

    for mate in (ahead, behind):
        mate.worker.work()
    assert office.platform.heard("jo") == []

    office.now += MICROSECOND
    for mate in (ahead, behind, ahead):
        mate.worker.work()
    assert len(office.platform.heard("jo")) == 1

    office.now += apart
    behind.worker.work()
    assert heard_once(office)


def calendar_days(one, following):
    """How many dates on the wall lie between two times."""
    return (following.astimezone(LONDON).date() - one.astimezone(LONDON).date()).days
