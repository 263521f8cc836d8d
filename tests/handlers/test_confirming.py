"""What an agency's lead answers about its people is kept with who and when, and is theirs alone to say."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from escalation.directory import still_you
from escalation.directory.cover import StandIn
from escalation.directory.people import Post
from storage.database import reading
from storage.directory_tables import directory_changes
from storage.tables import audit
from storage.upkeep_tables import confirmations
from tests.escalation.story import BERKSHIRE
from tests.handlers.reception import Reception, corrected, shown, text, told
from tests.scheduler.morning import Morning, with_oak

SEASON = "oak:christmas-2026"


@pytest.fixture
def oak(reception: Reception) -> Reception:
    """Oak School's lead has been asked whether its people are still right, and who covers."""
    reception.office.listed(with_oak())
    Morning(reception.office).comes("Tuesday 2026-12-01 07:30")
    return reception


def question(reception):
    """The question that the buttons of the list answer."""
    people = still_you.people("oak", reception.desk.directory(), [BERKSHIRE], ())
    return f"oak:{people.people_digest}"


def kept(reception):
    columns = (confirmations.c.agency, confirmations.c.what, confirmations.c.by)
    with reading(reception.office.engine) as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def audited(reception):
    columns = (audit.c.who, audit.c.what, audit.c.detail)
    with reading(reception.office.engine) as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def test_one_press_confirms_the_list_and_is_kept_and_audited(oak):
    answer = told(oak.asks("hana", "confirm_people", question=question(oak)))

    assert "the people of Oak School are still right" in answer
    assert kept(oak) == [("oak", "people", "hana")]
    assert audited(oak) == [("hana", "people", question(oak))]


def test_the_same_press_that_comes_twice_is_kept_once(oak):
    for _ in range(2):
        answer = told(oak.asks("hana", "confirm_people", question=question(oak), key="the press"))
        assert "are still right" in answer

    assert len(kept(oak)) == len(audited(oak)) == 1


def test_the_button_of_an_older_list_confirms_nothing(oak):
    asked = question(oak)
    after = with_oak()
    oak.office.listed(replace(after, posts=(*after.posts, Post("ola", "line_manager", "oak"))))

    answer = told(oak.asks("hana", "confirm_people", question=asked))

    assert "have changed since this list was sent, so nothing was confirmed" in answer
    assert kept(oak) == []


def test_who_says_that_it_is_not_right_hears_what_to_do_and_nothing_else_is_changed(oak):
    before = oak.desk.directory()
    answer = told(oak.asks("hana", "people_wrong", question=question(oak)))

    assert "type /escalate away" in answer
    assert "ask Bea Lang on 0118 496 0119 to put it right in the directory" in answer
    assert kept(oak) == [("oak", "not right", "hana")]
    assert oak.desk.directory() == before


def test_where_there_is_no_business_manager_somebody_is_named_all_the_same(oak):
    after = with_oak()
    oak.office.listed(replace(after, posts=tuple(p for p in after.posts if p.person != "bea")))

    assert "ask whoever runs Escalate" in told(
        oak.asks("hana", "people_wrong", question=question(oak))
    )


def test_all_covered_is_kept_for_that_holiday(oak):
    answer = told(oak.asks("hana", "covered", question=SEASON))

    assert "all is covered at Oak School" in answer
    assert kept(oak) == [("oak", "covered:christmas-2026", "hana")]


def test_say_who_is_away_opens_the_form_of_being_away(oak):
    form = shown(oak.asks("hana", "away", question=SEASON))

    assert form.word == "away"


def test_a_school_names_whom_to_ask_while_it_is_closed(oak):
    form = shown(oak.asks("hana", "holiday_contact", question=SEASON))
    assert text(form).startswith("If somebody is at immediate risk of harm, dial 999")

    answer = told(oak.sends("hana", form, {"contact": "slack:U0LEILA"}))

    assert "Leila Hassan is asked while Oak School is closed." in answer
    assert oak.desk.directory().agency("oak").holiday_contact == "leila"
    with reading(oak.office.engine) as connection:
        row = connection.execute(directory_changes.select()).all()[-1]
    assert (row.who, row.source) == ("hana", "holiday contact")


def test_a_contact_whom_the_directory_does_not_know_is_said_at_its_field(oak):
    form = shown(oak.asks("hana", "holiday_contact", question=SEASON))

    assert corrected(oak.sends("hana", form, {"contact": "slack:U0NOBODY"})).field == "contact"
    assert oak.desk.directory().agency("oak").holiday_contact == ""


@pytest.mark.parametrize("word", ["confirm_people", "people_wrong", "covered", "holiday_contact"])
@pytest.mark.parametrize("who", ["leila", "sam", "bea"])
def test_nobody_else_may_answer_for_an_agency(oak, word, who):
    answer = told(oak.asks(who, word, question=question(oak)))

    assert "Only the lead of Oak School, or whoever stands in, may say so" in answer
    assert kept(oak) == []
    assert audited(oak) == []


def test_whoever_was_told_in_the_leads_place_may_answer(reception):
    reception.office.listed(with_oak())
    reception.office.platform.refuses.add("hana")
    Morning(reception.office).comes("Tuesday 2026-12-01 07:30")

    answer = told(reception.asks("ola", "covered", question=SEASON))

    assert "all is covered" in answer


STAND_IN = StandIn("school", "agency_lead", "leila")


@pytest.fixture
def told_in_place(reception: Reception) -> Reception:
    """Slack refuses Oak School's head: Leila, who stands in for it, has been asked who covers."""
    listed = with_oak()
    people = tuple(replace(p, deputy="") if p.id == "hana" else p for p in listed.people)
    reception.office.listed(replace(listed, people=people, stand_ins=(STAND_IN,)))
    reception.office.platform.refuses.add("hana")
    Morning(reception.office).comes("Tuesday 2026-12-01 07:30")
    assert reception.office.store.upkeep.errands.was_told("oak", "leila")
    return reception


def test_whoever_stands_in_and_was_told_may_answer(told_in_place):
    assert "all is covered" in told(told_in_place.asks("leila", "covered", question=SEASON))


def test_whoever_was_told_and_stands_in_no_more_may_not(told_in_place):
    told_in_place.office.listed(replace(told_in_place.desk.directory(), stand_ins=()))

    answer = told(told_in_place.asks("leila", "covered", question=SEASON))

    assert "Only the lead of Oak School" in answer
    assert kept(told_in_place) == []


@pytest.mark.parametrize("word", ["confirm_people", "people_wrong", "covered", "holiday_contact"])
def test_a_lead_who_was_told_and_has_gone_elsewhere_answers_no_more(oak, word):
    """Hana got the message of December; the post went to Ola, and Hana to the police."""
    asked = question(oak) if word == "confirm_people" else SEASON
    before = oak.desk.directory()
    people = tuple(
        replace(p, agency="police", deputy="") if p.id == "hana" else p for p in before.people
    )
    posts = tuple(replace(p, person="ola") if p.person == "hana" else p for p in before.posts)
    oak.office.listed(replace(before, people=people, posts=posts))

    answer = told(oak.asks("hana", word, question=asked))

    assert "Only the lead of Oak School" in answer
    assert (kept(oak), audited(oak)) == ([], [])
    assert "all is covered" in told(oak.asks("ola", "covered", question=SEASON))


def test_an_agency_that_is_gone_is_said(oak):
    answer = told(oak.asks("hana", "covered", question="elm:christmas-2026"))

    assert "not in the directory any more" in answer


def test_a_stranger_answers_nothing(oak):
    answer = told(oak.asks("nobody", "covered", question=SEASON))

    assert "not in the partnership's directory" in answer
