"""Whoever a turn has come to since its tier was told is told too: once, in their own working time."""

from dataclasses import replace
from datetime import date

import pytest
from structlog.testing import capture_logs

from escalation.acts import answer, close, reopen
from escalation.directory.cover import Absence
from escalation.directory.people import Post
from scheduler import covering
from storage.database import NotAnswered
from storage.outbox import FOR_WORKING_TIME
from tests.scheduler.inspector import tampers
from tests.scheduler.office import PEOPLE
from tests.scheduler.outages import FULL, Outages

TIER_1 = "Tuesday 2026-04-07 17:01"
MORNING = "Wednesday 2026-04-08 09:00"
LIMIT = "Wednesday 2026-04-08 17:01"
FROM_TODAY = (date(2026, 4, 7), date(2026, 4, 12))
FROM_TOMORROW = (date(2026, 4, 8), date(2026, 4, 12))


@pytest.fixture
def reference(office):
    """Raised before Easter; by Tuesday evening the line managers have been told."""
    found = office.raises()
    office.works(TIER_1)
    return found


def away(person, days, *posts):
    """The people of the partnership, one of them away."""
    return replace(PEOPLE, absences=(Absence(person, *days),), posts=(*PEOPLE.posts, *posts))


def test_whose_turn_comes_to_be_a_deputys_is_told_by_them_in_the_morning(office, reference):
    office.listed(away("tom", FROM_TODAY))
    office.works()
    assert office.platform.heard("kofi") == [], "nobody is rung of a nudge in the evening"
    assert any(row["why"] == FOR_WORKING_TIME for row in office.rows(reference))

    office.works(MORNING)

    (told,) = office.platform.heard("kofi")
    assert "You are told this in the place of Tom Reed, who is away until Sunday 12 April." in told
    assert "kofi" in office.platform.members[reference.lower()]
    office.does(reference, answer.take, "kofi")


def test_an_absence_that_begins_tomorrow_is_covered_tomorrow(office, reference):
    office.listed(away("tom", FROM_TOMORROW))
    office.works()
    assert "covered" not in office.kinds(reference)

    office.works("Wednesday 2026-04-08 07:31")

    assert office.kinds(reference)[-1] == "covered"


def test_the_entry_says_who_and_why_to_their_own_agency_alone(office, reference):
    office.listed(away("tom", FROM_TODAY))
    office.works()

    entry = office.last(reference, "covered")
    (said,) = entry.reads(office.store.disagreement(reference))
    assert entry.audience == "agency:care"
    assert "".join(map(str, said.fragments)).startswith("Kofi Mensah is asked now, as the line")
    assert "is away until Sunday 12 April" in entry.way


def test_nobody_is_let_in_before_they_are_told(office, reference):
    """Tom and Kofi are away: Helen would be asked in the morning, and Tom is back by then."""
    office.listed(replace(PEOPLE, absences=(*_away("tom"), *_away("kofi"))))
    office.works()
    assert office.kinds(reference)[-1] == "covered"
    assert "helen" not in office.platform.members[reference.lower()]

    office.listed(PEOPLE)
    office.works(MORNING)

    assert "helen" not in office.platform.members[reference.lower()]
    assert office.platform.heard("helen") == []


def test_who_stands_in_for_whoever_has_it_is_let_in_as_they_are_told(office, reference):
    office.does(reference, answer.take, "tom")
    office.listed(replace(PEOPLE, absences=(*_away("tom"), *_away("kofi"))))
    office.works()

    office.works(MORNING)

    assert "in the place of Tom Reed" in office.platform.heard("helen")[0]
    assert "helen" in office.platform.members[reference.lower()]


def test_no_limit_moves_and_the_next_tier_is_told_when_it_would_have_been(office, reference):
    before = office.store.disagreement(reference).moments()
    office.listed(away("tom", FROM_TODAY))
    office.works()
    assert office.store.disagreement(reference).moments() == before

    office.works(LIMIT)

    assert "reached:2" in {each.topic for each in office.store.receipts.all_of(reference)}


def test_nobody_is_told_twice_however_often_the_directory_changes(office, reference):
    for _ in range(3):
        office.listed(away("tom", FROM_TODAY))
        office.works(MORNING)
        office.listed(PEOPLE)
        office.works()

    assert len(office.platform.heard("kofi")) == 1
    assert len([each for each in office.platform.heard("tom") if "you are asked" in each]) == 1
    assert office.kinds(reference).count("covered") == 6, "the card is drawn again each time"


def test_whoever_is_back_and_was_never_told_is_told_then(office):
    office.listed(away("tom", FROM_TODAY))
    reference = office.raises()
    office.works(TIER_1)
    assert office.platform.heard("tom") == []

    office.listed(PEOPLE)
    office.works(MORNING)

    assert len([each for each in office.platform.heard("tom") if "you are asked" in each]) == 1
    assert office.last(reference, "covered").name == "Tom Reed"


def test_a_new_holder_is_told_and_let_in(office, reference):
    posts = tuple(replace(each, person="kofi") if _is_toms(each) else each for each in PEOPLE.posts)
    people = tuple(
        replace(each, manager="kofi") if each.id == "priya" else each for each in PEOPLE.people
    )
    office.listed(replace(PEOPLE, posts=posts, people=people))
    office.works(MORNING)

    assert "you are asked to act" in office.platform.heard("kofi")[0]
    assert "kofi" in office.platform.members[reference.lower()]


def test_what_is_on_its_way_to_them_is_not_told_besides(office):
    reference = office.raises()
    office.works()
    office.platform.fails("tell", *[ConnectionError()] * 40)
    office.works(TIER_1)

    office.listed(PEOPLE)
    office.works()

    assert "covered" not in office.kinds(reference)


def test_the_professionals_own_turn_is_covered_too(office):
    reference = office.raises()
    office.works()
    office.listed(away("priya", (date(2026, 4, 2), date(2026, 4, 12))))
    office.works("Thursday 2026-04-02 16:00")

    entry = office.last(reference, "covered")
    assert (entry.tier, entry.of) == (0, "priya")
    assert len(office.platform.heard(_id(entry.name))) == 1


def test_whoever_has_it_by_their_own_act_needs_nobody_to_say_so(office, reference):
    """Kofi deputises, was never told, and presses it: at the next change he is not asked anew."""
    office.does(reference, answer.take, "kofi")
    office.listed(replace(PEOPLE, posts=(*PEOPLE.posts, Post("pat", "records_officer", "health"))))
    office.works(MORNING)

    assert "covered" not in office.kinds(reference)


def test_once_the_directory_is_put_right_whoever_was_missing_is_told(office):
    reference = office.raises()
    office.works()
    office.platform.refuses |= {each.id for each in PEOPLE.people if each.agency == "care"}
    office.works(TIER_1)
    office.platform.refuses.remove("kofi")

    office.listed(replace(PEOPLE, posts=_kofis_posts()))
    office.works(MORNING)

    assert any("you are asked to act" in each for each in office.platform.heard("kofi"))
    assert "kofi" in office.platform.members[reference.lower()]


def test_what_found_another_in_the_morning_keeps_nobody_from_being_told_later(office, reference):
    """Kofi was to be told in the morning; Tom was back by then, and is away again the day after."""
    office.listed(away("tom", FROM_TODAY))
    office.works()
    office.listed(PEOPLE)
    office.works(MORNING)
    assert office.platform.heard("kofi") == []

    office.listed(away("tom", FROM_TOMORROW))
    office.works("Wednesday 2026-04-08 10:00")

    (asked,) = [each for each in office.platform.heard("kofi") if "you are asked to act" in each]
    assert "in the place of Tom Reed" in asked


def test_a_weekday_off_lets_nobody_more_in(office):
    """Tom was told on Tuesday and does not work on Wednesdays: what is asked goes to Kofi all the same."""
    works = tuple(replace(e, works="mon-tue") if e.id == "tom" else e for e in PEOPLE.people)
    office.listed(replace(PEOPLE, people=works))
    reference = office.raises()
    office.works(TIER_1)

    office.works("Wednesday 2026-04-08 08:59")

    assert "covered" not in office.kinds(reference)


def test_once_it_is_reopened_only_what_was_told_since_counts(office, reference):
    office.works(MORNING)
    office.does(reference, close.withdraw, "sam")
    office.works("Wednesday 2026-04-08 09:30")
    office.listed(away("tom", FROM_TOMORROW))
    office.works("Wednesday 2026-04-08 09:40")
    office.does(reference, reopen.reopen, "sam")
    office.works("Wednesday 2026-04-08 10:00")

    office.listed(PEOPLE)
    office.works("Wednesday 2026-04-08 11:00")

    assert "you are asked to act" in office.platform.heard("tom")[-1]
    assert office.last(reference, "covered").name == "Tom Reed"


def test_an_outage_loses_none_of_them(office, reference):
    covering_, outages = covering.Covering(office.store), Outages(office.engine)
    covering_.look(office.now)
    office.listed(away("tom", FROM_TODAY))
    outages.comes(FULL, 0)
    with pytest.raises(NotAnswered):
        covering_.look(office.now)

    covering_.look(office.now)

    assert "covered" in office.kinds(reference)


def test_all_that_is_open_is_looked_at_a_few_at_a_time(office, monkeypatch):
    monkeypatch.setattr(covering, "A_FEW", 2)
    references = [office.raises() for _ in range(5)]
    office.works(TIER_1)

    office.listed(away("tom", FROM_TODAY))
    for _ in range(3):
        office.works()

    assert all("covered" in office.kinds(each) for each in references)


def test_one_that_cannot_be_read_keeps_no_other_from_being_looked_at(office):
    broken, other = office.raises(), office.raises()
    office.works(TIER_1)
    tampers(office, broken)

    office.listed(away("tom", FROM_TODAY))
    with capture_logs() as lines:
        office.works()

    assert [each["reference"] for each in lines if each["event"] == "cover_not_looked_at"] == [
        broken
    ]
    assert "covered" in office.kinds(other)


def test_what_has_ended_is_left_alone(office, reference):
    office.settles(reference, "jo", "tom")
    office.works()

    office.listed(away("tom", FROM_TODAY))
    office.works(MORNING)

    assert "covered" not in office.kinds(reference)


def _is_toms(post: Post) -> bool:
    return (post.person, post.role) == ("tom", "line_manager")


def _away(person: str) -> tuple[Absence, ...]:
    return (Absence(person, *FROM_TODAY),)


def _kofis_posts() -> tuple[Post, ...]:
    return tuple(replace(each, person="kofi") if _is_toms(each) else each for each in PEOPLE.posts)


def _id(name: str) -> str:
    return next(each.id for each in PEOPLE.people if each.name == name)
