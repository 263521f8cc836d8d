"""The card says who is asked for whom as it is: also once whoever was covered is back."""

from dataclasses import replace

import pytest

from tests.scheduler.office import PEOPLE
from tests.scheduler.test_covering import FROM_TODAY, MORNING, TIER_1, away

FOR_TOM = "Kofi Mensah, for Tom Reed"
LATER = "Wednesday 2026-04-08 12:00"


@pytest.fixture
def covered(office):
    """Tom was told on Tuesday evening and went on leave: Kofi is asked for him."""
    found = office.raises()
    office.works(TIER_1)
    office.listed(away("tom", FROM_TODAY))
    office.works(MORNING)
    assert FOR_TOM in root(office, found)
    return found


def root(office, reference):
    return office.platform.roots[reference.lower()].text


def test_once_the_holder_is_back_it_names_nobody_for_them_and_nobody_is_told(office, covered):
    before = {who: len(office.platform.heard(who)) for who in ("tom", "kofi", "helen")}

    office.listed(PEOPLE)
    office.works()

    assert FOR_TOM not in root(office, covered)
    entry = office.last(covered, "covered")
    assert (entry.name, entry.known, entry.audience) == ("Tom Reed", True, "agency:care")
    assert {who: len(office.platform.heard(who)) for who in before} == before


def test_away_again_the_same_day_it_names_whoever_covers_again(office, covered):
    office.listed(PEOPLE)
    office.works()
    office.listed(away("tom", FROM_TODAY))
    office.works(LATER)

    assert FOR_TOM in root(office, covered)


def test_whoever_covered_and_holds_it_now_is_named_for_nobody(office, covered):
    posts = tuple(
        replace(each, person="kofi")
        if (each.person, each.role) == ("tom", "line_manager")
        else each
        for each in PEOPLE.posts
    )
    people = tuple(replace(e, manager="kofi") if e.id == "priya" else e for e in PEOPLE.people)
    office.listed(replace(PEOPLE, posts=posts, people=people))
    office.works(LATER)

    assert FOR_TOM not in root(office, covered)


def test_while_nothing_changes_nothing_is_written(office, covered):
    written = len(office.kinds(covered))
    office.listed(replace(away("tom", FROM_TODAY), moment=None))
    office.works()

    assert len(office.kinds(covered)) == written
