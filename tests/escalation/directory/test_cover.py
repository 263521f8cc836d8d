"""The directory at a moment: posts for a time, absences, closures, and who is on duty."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.directory.cover import Absence, Closure, Shift, Team, within
from escalation.directory.people import Agency, Directory, Person, Post
from escalation.directory.reaching import way
from escalation.directory.seeking import Sought
from escalation.owing import RoleAt
from escalation.working_time.times import LONDON

AUGUST, SEPTEMBER = date(2026, 8, 31), date(2026, 9, 1)
JO, ANA, FAY = (Person(id, id.title(), "oak") for id in ("jo", "ana", "fay"))
OAK = Directory(
    (Agency("oak", "Oak School", "school"), Agency("elm", "Elm School", "school")),
    (JO, ANA, FAY),
    (
        Post("jo", "line_manager", "oak", ends=AUGUST),
        Post("ana", "line_manager", "oak", starts=SEPTEMBER),
        Post("duty", "next_manager", "oak"),
    ),
    (Team("duty", "Duty desk", "oak"),),
    (
        Shift("duty", "jo", works="mon-wed"),
        Shift("duty", "ana", starts=SEPTEMBER, works="thu-fri"),
        Shift("duty", "fay", ends=AUGUST),
        Shift("duty", "jo", works="fri"),
    ),
)

days = st.integers(0, 40).map(lambda n: date(2026, 8, 1) + timedelta(days=n))
open_days = st.none() | days


def at(directory: Directory, on: date, hour: int = 12) -> Directory:
    return directory.at(datetime(on.year, on.month, on.day, hour, tzinfo=LONDON))


def ids(people: tuple[Person, ...]) -> list[str]:
    return [person.id for person in people]


@pytest.mark.parametrize(
    ("on", "holder"), [(date(2020, 1, 1), "jo"), (AUGUST, "jo"), (SEPTEMBER, "ana")]
)
def test_a_post_is_held_from_its_first_day_to_its_last(on, holder):
    then = at(OAK, on)

    assert ids(then.holders("line_manager", "oak")) == [holder]
    assert [id for id in ("jo", "ana") if "line_manager" in then.roles_of(id)] == [holder]


def test_without_a_moment_everybody_holds_what_they_ever_hold_and_is_there():
    away = replace(OAK, absences=(Absence("jo", AUGUST, SEPTEMBER),))

    assert ids(OAK.holders("line_manager", "oak")) == ["jo", "ana"]
    assert ids(OAK.on_duty("duty")) == ["jo", "ana", "fay"]
    assert (away.today, away.absence_of("jo"), away.away(JO), away.off_today(JO)) == (
        None,
        None,
        "",
        "",
    )


@pytest.mark.parametrize(
    ("utc", "holder"),
    [
        (datetime(2026, 8, 31, 22, 59, tzinfo=UTC), "jo"),
        (datetime(2026, 8, 31, 23, 0, tzinfo=UTC), "ana"),
    ],
)
def test_the_day_is_that_of_the_united_kingdom(utc, holder):
    """In summer the last hour of a day in UTC is the first of the next."""
    assert ids(OAK.at(utc).holders("line_manager", "oak")) == [holder]


@pytest.mark.parametrize(
    ("on", "duty"),
    [
        (date(2026, 8, 31), ["jo", "fay"]),
        (date(2026, 8, 28), ["fay", "jo"]),
        (date(2026, 9, 1), ["jo"]),
        (date(2026, 9, 3), ["ana"]),
        (date(2026, 9, 4), ["ana", "jo"]),
        (date(2026, 9, 5), ["ana", "jo"]),
    ],
)
def test_who_is_on_duty_follows_the_rota_and_is_asked_for_the_team(on, duty):
    then = at(OAK, on)

    assert ids(then.on_duty("duty")) == duty
    assert ids(then.holders("next_manager", "oak")) == duty
    assert then.holding("next_manager", "oak") == OAK.teams


def test_of_several_absences_the_longest_is_the_one_that_is_said():
    first = Absence("jo", date(2026, 8, 3), date(2026, 8, 7))
    then = at(replace(OAK, absences=(first, replace(first, ends=date(2026, 8, 14)))), first.starts)

    assert then.away(JO) == "is away until Friday 14 August"
    assert then.away(ANA) == ""


@pytest.mark.parametrize(
    ("on", "is_away"),
    [
        (date(2026, 8, 2), False),
        (date(2026, 8, 3), True),
        (date(2026, 8, 14), True),
        (date(2026, 8, 15), False),
    ],
)
def test_somebody_is_away_from_the_first_day_to_the_last(on, is_away):
    absent = replace(OAK, absences=(Absence("jo", date(2026, 8, 3), date(2026, 8, 14)),))

    assert bool(at(absent, on, hour=0).away(JO)) == is_away
    assert bool(at(absent, on, hour=23).away(JO)) == is_away


def test_everybody_of_an_agency_that_is_closed_is_away_and_nobody_else():
    closed = replace(OAK, closures=(Closure("oak", date(2026, 7, 23), AUGUST, "fay"),))
    elm = Person("sam", "Sam", "elm")

    assert at(closed, AUGUST).away(JO) == (
        "works for Oak School, which is closed until Monday 31 August"
    )
    assert at(closed, AUGUST).away(elm) == ""
    assert at(closed, SEPTEMBER).away(JO) == ""


def test_at_the_weekend_nobody_is_more_away_than_others():
    part_time = replace(JO, works="mon-tue")

    assert at(OAK, date(2026, 9, 3)).off_today(part_time) == "does not work on Thursdays"
    assert at(OAK, date(2026, 9, 5)).off_today(part_time) == ""


ROTA = (Shift("duty", "jo", works="mon-tue"), Shift("duty", "ana", works="wed-fri"))
SATURDAY, SUNDAY = date(2026, 9, 5), date(2026, 9, 6)


@pytest.mark.parametrize("on", [SATURDAY, SUNDAY])
@pytest.mark.parametrize(
    ("shifts", "duty"),
    [
        (ROTA, ["ana"]),
        (ROTA[:1], ["jo"]),
        ((*ROTA, Shift("duty", "fay")), ["ana", "fay"]),
        ((*ROTA, Shift("duty", "fay", works="sat-sun")), ["fay"]),
        ((ROTA[0], replace(ROTA[1], ends=date(2026, 9, 4))), ["jo"]),
    ],
)
def test_at_the_weekend_whoever_was_last_on_duty_goes_on_unless_the_rota_names_the_day(
    on, shifts, duty
):
    assert ids(at(replace(OAK, shifts=shifts), on).on_duty("duty")) == duty


def test_a_rota_is_still_a_closed_schools_contact_at_the_weekend():
    closed = replace(
        OAK,
        people=(*OAK.people, Person("zoe", "Zoe", "trust")),
        teams=(Team("duty", "Duty desk", "trust"),),
        shifts=(Shift("duty", "zoe", works="mon-fri"),),
        posts=(),
        closures=(Closure("oak", AUGUST, date(2026, 9, 10), contact="duty"),),
    )

    asked = way(Sought(RoleAt("line_manager", "oak")), at(closed, SATURDAY)).person

    assert asked == closed.person("zoe")


@pytest.mark.parametrize("on", [date(2026, 8, 31), date(2026, 12, 28)])
def test_on_a_bank_holiday_the_rota_is_that_of_its_weekday(on):
    """Monday 31 August 2026 is the Summer Bank Holiday, and Monday 28 December that of Boxing Day."""
    assert ids(at(replace(OAK, shifts=ROTA), on).on_duty("duty")) == ["jo"]


@given(days, open_days, open_days)
def test_a_day_lies_within_a_span_unless_it_is_before_or_after_it(on, first, last):
    outside = bool(first and on < first) or bool(last and last < on)

    assert within(on, first, last) == (not outside)


@given(days, st.lists(st.tuples(open_days, open_days), max_size=4))
def test_who_holds_a_role_is_whoever_holds_it_on_that_day(on, spans):
    posts = tuple(Post("jo", f"r{n}", "oak", *span) for n, span in enumerate(spans))
    then = at(replace(OAK, posts=posts), on)

    assert set(then.roles_of("jo")) == {
        f"r{n}" for n, span in enumerate(spans) if within(on, *span)
    }
    assert then.every_post_of("jo") == posts
