"""Whose absence somebody else sets hears of it once, privately, and what to do if it is wrong."""

from dataclasses import replace

from tests.handlers.reception import shown, told
from tests.scheduler.morning import Morning

WEEK = {"starts": "2026-04-07", "ends": "2026-04-10"}


def says_away(reception, who, **answers):
    form = shown(reception.asks(who, "away"))
    return reception.sends(who, form, {**WEEK, **answers}, key="the form")


def told_by_nine(reception):
    """Everything is told that can be by the end of the next working day; what Tom has heard."""
    morning = Morning(reception.office)
    morning.lives_until(reception.office.now.replace(day=7, hour=17))
    return morning.heard("tom")


def test_whoever_is_said_to_be_away_hears_it_once_with_who_said_so_and_what_to_do(reception):
    for _ in range(2):
        told(says_away(reception, "helen", whose="slack:U0TOM"))

    (heard,) = told_by_nine(reception)
    assert heard.startswith("If somebody is at immediate risk of harm, dial 999")
    assert (
        "Helen Frost has said that you are away from Tuesday 7 April until Friday 10 April."
        in heard
    )
    assert "Kofi Mensah is asked in your place." in heard
    assert "If you are there, type /escalate back" in heard


def test_it_reaches_them_alone_and_is_no_question_about_their_agency(reception):
    told(says_away(reception, "helen", whose="slack:U0TOM"))
    reception.office.platform.refuses.add("tom")
    told_by_nine(reception)

    upkeep = reception.office.store.upkeep
    assert [reception.office.platform.heard(who) for who in ("helen", "kofi")] == [[], []]
    assert upkeep.errands.given_up() == []
    assert not upkeep.errands.was_told("care", "tom")


def test_whoever_says_it_themselves_is_told_nothing_further(reception):
    told(says_away(reception, "tom"))

    assert told_by_nine(reception) == []


def test_whoever_is_said_to_be_back_hears_that_alone_where_nothing_was_told_before(reception):
    told(says_away(reception, "helen", whose="slack:U0TOM"))
    told(reception.asks("helen", "back", answers={"whose": "slack:U0TOM"}))

    (heard,) = told_by_nine(reception)
    assert "Helen Frost has said that you are back: you are asked from now on." in heard


def test_whoever_has_no_account_here_is_owed_nothing(reception):
    known = reception.desk.directory()
    people = tuple(replace(p, slack="") if p.id == "tom" else p for p in known.people)
    reception.office.listed(replace(known, people=people))

    told(says_away(reception, "helen", whose="tom"))

    assert reception.office.store.upkeep.errands.next_at() is None
