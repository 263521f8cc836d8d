"""Being away is said in one form, and answered with who is asked meanwhile."""

from datetime import date

import pytest

from escalation.directory.cover import Absence
from handlers.request import Tells
from storage import directory
from storage.database import reading
from storage.directory_tables import directory_changes
from tests.handlers.reception import corrected, shown, told

WEEK = {"starts": "2026-04-07", "ends": "2026-04-10"}


def absences(reception):
    with reading(reception.office.engine) as connection:
        return directory.load(connection).absences


def says_away(reception, who, **answers):
    return reception.sends(who, shown(reception.asks(who, "away")), {**WEEK, **answers})


def test_somebody_says_that_they_are_away_and_hears_who_is_asked(reception):
    answer = told(says_away(reception, "tom"))

    assert "Tom Reed is away from Tuesday 7 April until Friday 10 April." in answer
    assert "Kofi Mensah is asked meanwhile" in answer
    assert "no limit moves" in answer
    assert absences(reception) == (
        Absence("tom", date(2026, 4, 7), date(2026, 4, 10), set_by="tom"),
    )


def test_it_is_kept_who_said_so_and_what_was_before(reception):
    says_away(reception, "helen", whose="slack:U0TOM", cover="slack:U0KOFI")

    with reading(reception.office.engine) as connection:
        row = connection.execute(directory_changes.select()).all()[-1]
    assert (row.who, row.source) == ("helen", "away")
    assert '"person": "tom"' in row.after
    assert '"absences": []' in row.before


def test_where_nobody_covers_that_is_said_at_once(reception):
    answer = told(says_away(reception, "jo"))

    assert "Nobody covers" in answer


def test_who_may_not_say_it_is_told_who_may_and_nothing_is_lost(reception):
    answer = corrected(says_away(reception, "priya", whose="slack:U0TOM"))

    assert "Only Tom Reed, their managers and their agency's lead" in answer.sentence
    assert absences(reception) == ()


@pytest.mark.parametrize(
    ("given", "field"),
    [({"ends": ""}, "ends"), ({"starts": ""}, "starts"), ({"ends": "2026-04-06"}, "ends")],
)
def test_what_is_wrong_stands_at_its_own_field(reception, given, field):
    assert corrected(says_away(reception, "tom", **given)).field == field


def test_whoever_is_back_says_so_in_a_word(reception):
    says_away(reception, "tom")

    answer = reception.asks("tom", "back")

    assert isinstance(answer, Tells)
    assert "Tom Reed is back" in told(answer)


def test_whoever_was_not_away_hears_that_nothing_was_changed(reception):
    assert "is not away, and nothing was changed" in told(reception.asks("tom", "back"))


def test_a_stranger_sets_nothing(reception):
    assert "not in the partnership's directory" in told(reception.asks("nobody", "away"))


def test_a_manager_says_that_one_of_their_people_is_back(reception):
    says_away(reception, "tom")

    answer = told(reception.asks("helen", "back", answers={"whose": "slack:U0TOM"}))

    assert "Tom Reed is back" in answer
    assert absences(reception) == ()


@pytest.mark.parametrize(
    ("who", "whose", "why"),
    [
        ("priya", "slack:U0TOM", "Only Tom Reed, their managers"),
        ("helen", "slack:U0NOBODY", "not in the partnership's directory"),
        ("helen", "@tom", "Type /escalate back @ and choose their name"),
    ],
)
def test_nobody_is_back_by_the_word_of_a_stranger_or_under_a_name_that_is_nobodys(
    reception, who, whose, why
):
    says_away(reception, "tom")

    assert why in told(reception.asks(who, "back", answers={"whose": whose}))
    assert len(absences(reception)) == 1


def test_the_same_word_that_comes_twice_is_answered_the_same(reception):
    says_away(reception, "tom")

    first = reception.asks("tom", "back", key="the same")

    assert reception.asks("tom", "back", key="the same") == first
    assert "is not away" in told(reception.asks("tom", "back", key="another"))


def test_what_a_new_absence_stands_in_place_of_is_said(reception):
    first = told(says_away(reception, "tom"))
    longer = told(says_away(reception, "tom", ends="2026-04-17"))
    twice = told(says_away(reception, "tom", ends="2026-04-17"))

    said = "in place of what was kept before: from Tuesday 7 April until Friday 10 April."
    assert [said in each for each in (first, longer, twice)] == [False, True, False]


def test_whom_a_command_names_stands_in_the_form(reception):
    form = shown(reception.asks("helen", "away", answers={"whose": "slack:U0TOM"}))

    assert {each.id: each.initial for each in form.fields}["whose"] == "tom"
    assert "Type /escalate away @" in told(
        reception.asks("helen", "away", answers={"whose": "Tom"})
    )
