"""Who is asked about an agency's own people, and who may answer."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.directory import leads
from escalation.directory.cover import Absence
from escalation.directory.people import Post
from tests.escalation.story import DIRECTORY, MAUNDY_THURSDAY

LED = replace(DIRECTORY, posts=(*DIRECTORY.posts, Post("owen", "agency_lead", "health")))


def asked(agency, directory=DIRECTORY):
    return [person.id for person in leads.asked(agency, directory.at(MAUNDY_THURSDAY))]


def test_the_lead_is_asked_and_failing_that_the_safeguarding_lead():
    assert asked("health", LED) == ["owen", "clare"]
    assert asked("health") == ["clare"]


def test_for_the_office_it_is_the_business_manager():
    assert asked("partnership") == ["bea"]


def test_an_agency_without_either_has_nobody_to_be_asked():
    assert leads.roles("police", DIRECTORY) == ()
    assert asked("police") == []


def test_while_the_lead_is_away_the_next_is_asked():
    away = Absence("owen", date(2026, 4, 1), date(2026, 4, 9))

    assert asked("health", replace(LED, absences=(away,))) == ["clare"]


@pytest.mark.parametrize(
    ("person", "may"), [("owen", True), ("clare", True), ("leila", False), ("sam", False)]
)
def test_only_an_agencys_leads_may_answer_for_it(person, may):
    (someone,) = [each for each in LED.people if each.id == person]

    assert leads.may_answer(someone, "health", LED.at(MAUNDY_THURSDAY)) is may
