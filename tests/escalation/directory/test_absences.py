"""Away and back: by oneself, one's manager or one's agency's lead, and by nobody else."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.directory import absences, leads
from escalation.directory.cover import Absence
from escalation.directory.people import Post
from escalation.refusals import NotYours, Unusable
from tests.escalation.story import DIRECTORY

TODAY = date(2026, 4, 7)
WEEK = Absence("tom", date(2026, 4, 7), date(2026, 4, 14))


def test_what_somebody_says_of_themselves_is_kept_with_who_said_it():
    after = absences.away(DIRECTORY, "tom", WEEK, TODAY)

    assert after.absences == (replace(WEEK, set_by="tom"),)


@pytest.mark.parametrize("by", ["helen", "marcus", "lead"])
def test_a_manager_above_and_the_agencys_lead_may_say_it(by):
    posts = (*DIRECTORY.posts, Post("leila", "agency_lead", "care"))
    directory = replace(DIRECTORY, posts=posts)
    by = "leila" if by == "lead" else by

    assert absences.away(directory, by, WEEK, TODAY).absences[0].set_by == by


def test_where_an_agency_has_no_lead_whoever_is_asked_in_its_place_may_say_it():
    """The safeguarding lead is sent the list of people, and so may answer what it says."""
    assert [each.id for each in leads.asked("care", DIRECTORY)][:1] == ["leila"]

    assert absences.away(DIRECTORY, "leila", WEEK, TODAY).absences[0].set_by == "leila"


@pytest.mark.parametrize("by", ["priya", "jo", "dev", "bea"])
def test_nobody_else_may(by):
    with pytest.raises(NotYours, match="Only Tom Reed, their managers and their agency's lead"):
        absences.away(DIRECTORY, by, WEEK, TODAY)


def test_a_new_absence_stands_in_place_of_those_it_overlaps():
    first = absences.away(DIRECTORY, "tom", WEEK, TODAY)
    later = replace(WEEK, starts=date(2026, 5, 4), ends=date(2026, 5, 5))
    both = absences.away(first, "tom", later, TODAY)
    longer = absences.away(both, "tom", replace(WEEK, ends=date(2026, 4, 30)), TODAY)

    assert [each.ends for each in longer.absences] == [date(2026, 5, 5), date(2026, 4, 30)]


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"ends": date(2026, 4, 6)}, "ends", "The last day away comes before the first"),
        ({"starts": date(2026, 3, 1), "ends": date(2026, 3, 2)}, "ends", "These days are past"),
        ({"ends": date(2028, 4, 6)}, "ends", "longer than a year"),
        ({"cover": "slack:U9"}, "cover", "must be in the partnership's directory"),
        ({"cover": "jo"}, "cover", "a colleague of Tom Reed's own agency"),
        ({"cover": "tom"}, "cover", "Choose somebody else"),
        ({"person": "nobody"}, "whose", "not in the partnership's directory"),
    ],
)
def test_what_cannot_be_is_said_at_its_own_field(given, field, sentence):
    with pytest.raises(Unusable, match=sentence) as refused:
        absences.away(DIRECTORY, "tom", replace(WEEK, **given), TODAY)

    assert refused.value.field == field


def test_whoever_is_back_is_back_from_today_and_what_is_past_stays():
    past = Absence("tom", date(2026, 3, 2), date(2026, 3, 3))
    now = Absence("tom", date(2026, 4, 1), date(2026, 4, 30))
    coming = Absence("tom", date(2026, 6, 1), date(2026, 6, 30))
    others = Absence("jo", date(2026, 4, 1), date(2026, 4, 30))
    directory = replace(DIRECTORY, absences=(past, now, coming, others))

    after = absences.back(directory, "tom", "tom", TODAY)

    assert after.absences == (past, replace(now, ends=date(2026, 4, 6)), others)


def test_whoever_is_not_away_is_told_so():
    with pytest.raises(Unusable, match="Tom Reed is not away"):
        absences.back(DIRECTORY, "tom", "tom", TODAY)
