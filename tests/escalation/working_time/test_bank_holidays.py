"""Bank holidays: each nation's own, as GOV.UK lists them, and none beyond what is known."""

import json
from datetime import date
from importlib.resources import files
from typing import cast

import pytest

from escalation.working_time.bank_holidays import (
    ANY_UK,
    CHECKED_YEARS,
    KNOWN_YEARS,
    NO_BANK_HOLIDAYS,
    Jurisdiction,
    Nation,
    Override,
    bank_holidays,
    joint_bank_holidays,
)
from escalation.working_time.working_time_errors import BadCalendarError, CoverageError

GOVUK = json.loads(
    files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text(encoding="utf-8")
)
DIVISIONS = {
    Nation.ENGLAND: "england-and-wales",
    Nation.WALES: "england-and-wales",
    Nation.SCOTLAND: "scotland",
    Nation.NORTHERN_IRELAND: "northern-ireland",
}
# Proclaimed in February 2026, after the list shipped with that package was taken.
WORLD_CUP = {Nation.SCOTLAND: {date(2026, 6, 15)}}


@pytest.mark.parametrize("nation", Nation)
@pytest.mark.failure(9)
def test_every_checked_year_agrees_with_govuk_day_by_day(nation):
    listed = {date.fromisoformat(event["date"]) for event in GOVUK[DIVISIONS[nation]]["events"]}
    known = {on for year in CHECKED_YEARS for on in bank_holidays(nation, year)}

    assert known - listed == WORLD_CUP.get(nation, set())
    assert listed - known == set()


def test_the_checked_years_are_exactly_those_that_govuk_lists():
    for division in GOVUK.values():
        years = {int(event["date"][:4]) for event in division["events"]}

        assert years == set(CHECKED_YEARS)


@pytest.mark.parametrize("nation", Nation)
@pytest.mark.parametrize("year", KNOWN_YEARS)
def test_every_known_year_has_its_eight_bank_holidays_or_more(nation, year):
    """A year that comes out empty would count every day of it as a working day."""
    expected = {Nation.SCOTLAND: 9, Nation.NORTHERN_IRELAND: 10}.get(nation, 8)

    assert len(bank_holidays(nation, year)) >= expected


@pytest.mark.parametrize("year", [1871, 2006, 2011, 2034, 2100, 9999])
def test_a_year_that_nobody_has_listed_is_refused_and_never_guessed(year):
    with pytest.raises(CoverageError, match=f"2012 to 2033; {year} lies outside"):
        bank_holidays(Nation.ENGLAND, year)


@pytest.mark.parametrize("nation", Nation)
def test_no_bank_holiday_stands_on_a_weekend_because_its_substitute_does(nation):
    assert not [
        on for year in KNOWN_YEARS for on in bank_holidays(nation, year) if on.weekday() > 4
    ]


@pytest.mark.parametrize(
    ("on", "nation", "name"),
    [
        (date(2026, 4, 3), "ENG", "Good Friday"),
        (date(2026, 4, 6), "ENG", "Easter Monday"),
        (date(2026, 5, 4), "WLS", "the early May bank holiday"),
        (date(2026, 8, 3), "SCT", "the summer bank holiday"),
        (date(2026, 8, 31), "NIR", "the summer bank holiday"),
        (date(2026, 12, 28), "ENG", "the substitute day for Boxing Day"),
        (date(2026, 7, 13), "NIR", "the substitute day for the Battle of the Boyne"),
        (date(2026, 11, 30), "SCT", "St Andrew's Day"),
        (date(2026, 6, 15), "SCT", "the World Cup bank holiday"),
        (date(2023, 1, 2), "SCT", "2 January"),
        (date(2023, 5, 8), "ENG", "the Coronation of King Charles III"),
        (date(2022, 9, 19), "NIR", "the State Funeral of Queen Elizabeth II"),
    ],
)
def test_a_bank_holiday_is_called_what_people_call_it(on, nation, name):
    assert bank_holidays(Nation.read(nation), on.year)[on] == name


@pytest.mark.parametrize("on", [date(2026, 4, 6), date(2026, 8, 31), date(2027, 3, 29)])
@pytest.mark.failure(10)
def test_easter_monday_and_the_august_holiday_are_there_for_england(on):
    """Asking the library for the United Kingdom as a whole would lose both."""
    assert on in bank_holidays(Nation.ENGLAND, on.year)


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("ENG", Nation.ENGLAND),
        ("wales", Nation.WALES),
        (" Scotland ", Nation.SCOTLAND),
        ("NIR", Nation.NORTHERN_IRELAND),
        ("Northern Ireland", Nation.NORTHERN_IRELAND),
        ("northern-ireland", Nation.NORTHERN_IRELAND),
    ],
)
def test_a_nation_is_read_from_its_name_or_its_letters(text, nation):
    assert Nation.read(text) is nation


@pytest.mark.parametrize("text", ["UK", "GB", "", "  ", "Ireland", "england-and-wales", "E"])
@pytest.mark.failure(10)
def test_a_nation_is_never_assumed(text):
    with pytest.raises(BadCalendarError, match="say england, wales, scotland or northern-ireland"):
        Nation.read(text)


def test_several_nations_are_read_together_and_written_in_one_order():
    assert str(Jurisdiction.read("SCT+england")) == "england+scotland"
    assert Jurisdiction.read("none") is NO_BANK_HOLIDAYS
    assert str(NO_BANK_HOLIDAYS) == "none"


@pytest.mark.parametrize("text", ["", "+", "ENG+", "ENG+NONE", "ENG,SCT"])
def test_a_jurisdiction_that_names_no_nation_is_refused(text):
    with pytest.raises(BadCalendarError):
        Jurisdiction.read(text)


def test_an_empty_set_of_nations_does_not_quietly_mean_no_bank_holidays():
    with pytest.raises(BadCalendarError, match="Name at least one nation"):
        Jurisdiction.of([])


def test_a_name_that_nobody_has_read_is_not_taken_for_a_nation():
    with pytest.raises(BadCalendarError, match="Read a nation"):
        Jurisdiction.of(cast(Nation, "england"))


def test_a_joint_list_says_where_each_day_is_a_holiday():
    joint = joint_bank_holidays(ANY_UK, range(2026, 2027))

    assert joint[date(2026, 4, 3)] == "Good Friday"
    assert joint[date(2026, 4, 6)] == "Easter Monday in England, Wales and Northern Ireland"
    assert joint[date(2026, 8, 3)] == "the summer bank holiday in Scotland"
    assert joint[date(2026, 7, 13)].endswith("Battle of the Boyne in Northern Ireland")


def test_a_joint_list_is_the_union_of_its_nations():
    joint = joint_bank_holidays(Jurisdiction.read("ENG+SCT"), range(2026, 2028))
    each = [bank_holidays(n, y) for n in (Nation.ENGLAND, Nation.SCOTLAND) for y in (2026, 2027)]

    assert set(joint) == set().union(*each)


def test_no_bank_holidays_means_none():
    assert not joint_bank_holidays(NO_BANK_HOLIDAYS, range(2026, 2027))


def test_an_override_adds_a_proclaimed_holiday_and_takes_a_moved_one_away():
    """As in 2020, when the early May holiday moved from Monday 4 to Friday 8 May."""
    everywhere = frozenset(Nation)
    moved = (
        Override(date(2026, 5, 4), None, everywhere),
        Override(date(2026, 5, 8), "the moved early May bank holiday", everywhere),
    )
    listed = joint_bank_holidays(Jurisdiction.of(Nation.WALES), range(2026, 2027), moved)

    assert date(2026, 5, 4) not in listed
    assert listed[date(2026, 5, 8)] == "the moved early May bank holiday"


def test_an_override_touches_only_the_nations_it_names():
    local = (Override(date(2026, 6, 24), "the extra day", frozenset([Nation.SCOTLAND])),)
    years = range(2026, 2027)

    assert date(2026, 6, 24) not in joint_bank_holidays(
        Jurisdiction.of(Nation.ENGLAND), years, local
    )
    joint = joint_bank_holidays(Jurisdiction.read("ENG+SCT"), years, local)
    assert joint[date(2026, 6, 24)] == "the extra day in Scotland"
