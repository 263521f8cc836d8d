"""An errand reaches its agency's lead once, in their own working time, whatever fails on the way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from escalation.directory.cover import Absence
from escalation.directory.people import Post
from escalation.words.message import Message, says
from scheduler.errands import LEASE, TRIES, ErrandDelivery
from scheduler.sender import PacedError, RefusedError, TryAgainError, UncertainError
from storage.database import writing
from storage.upkeep_tables import errands
from tests.escalation.story import BERKSHIRE, time
from tests.scheduler.office import PEOPLE, calendar

MORNING = time("Tuesday 2026-04-07 07:30")
NINE = time("Tuesday 2026-04-07 09:00")
LIST = Message("Still you?", (says("Still you, at the Health Trust?"),))
EASTER = (date(2026, 4, 1), date(2026, 4, 12))


@pytest.fixture
def errandeer(office):
    office.now = MORNING
    return another(office)


def another(office):
    """A worker's errandeer, on the same store and platform."""
    return ErrandDelivery(
        office.store.upkeep.errands,
        office.platform,
        office.store.directory,
        lambda at: calendar(BERKSHIRE, at),
        jitter=lambda: 0.5,
    )


def owes(office, agency="health", key="list:health:1"):
    office.store.upkeep.errands.owe(key, agency, "list", LIST, office.now)


def works(office, errandeer, at=NINE):
    """All that can be done at a time, and no more rounds than that needs."""
    office.now = at
    return sum(errandeer.deliver(at) for _ in range(6))


def people(*, roles=(), away=(), deputies=None, patterns=None):
    """The directory, with more roles, somebody away, deputies and working patterns."""
    changed = tuple(
        replace(
            each,
            deputy=(deputies or {}).get(each.id, each.deputy),
            works=(patterns or {}).get(each.id, each.works),
        )
        for each in PEOPLE.people
    )
    absences = tuple(Absence(each, *EASTER) for each in away)
    posts = (*PEOPLE.posts, *(Post(*each) for each in roles))
    return replace(PEOPLE, people=changed, posts=posts, absences=absences)


def test_it_waits_until_its_reader_is_at_work_and_is_told_once(office, errandeer):
    owes(office)

    works(office, errandeer, MORNING)
    assert office.platform.told == []
    assert errandeer.next_at() == NINE

    works(office, errandeer)
    works(office, errandeer, NINE + LEASE)
    assert office.platform.heard("clare") == ["Still you, at the Health Trust?"]
    assert errandeer.next_at() is None


def test_the_reader_has_hours_of_their_own(office, errandeer):
    office.listed(people(patterns={"clare": "wed 10:00-12:00"}))
    owes(office)
    works(office, errandeer)

    assert office.platform.told == []
    assert errandeer.next_at() == time("Wednesday 2026-04-08 10:00")


def test_on_a_bank_holiday_nobody_is_told(office, errandeer):
    owes(office)
    works(office, errandeer, time("Monday 2026-04-06 10:00"))

    assert errandeer.next_at() == NINE


def test_the_agencys_own_lead_is_asked_before_its_safeguarding_lead(office, errandeer):
    office.listed(people(roles=[("owen", "agency_lead", "health")]))
    owes(office)
    works(office, errandeer)

    assert len(office.platform.heard("owen")) == 1
    assert office.platform.heard("clare") == []


def test_the_business_manager_is_asked_for_the_office(office, errandeer):
    owes(office, "partnership")
    works(office, errandeer)

    assert len(office.platform.heard("bea")) == 1


@pytest.mark.parametrize("away", [(), ("clare",)], ids=["refused", "away"])
def test_who_refuses_or_is_away_is_stood_in_for(office, errandeer, away):
    office.listed(people(away=away, deputies={"clare": "dev"}))
    if not away:
        office.platform.refuses.add("clare")
    owes(office)
    works(office, errandeer)

    assert len(office.platform.heard("dev")) == 1
    assert office.store.upkeep.errands.was_told("health", "dev")


def test_where_nobody_can_be_told_it_is_given_up_and_seen(office, errandeer):
    office.platform.refuses.add("clare")
    owes(office)
    owes(office, "police", "list:police:1")
    works(office, errandeer)

    given_up = office.store.upkeep.errands.given_up()
    assert {each.agency for each in given_up} == {"health", "police"}


def test_an_outage_never_makes_it_not_owed(office, errandeer):
    office.platform.fails("tell", *[TryAgainError("unreachable")] * (TRIES + 4))
    owes(office)
    at = NINE
    while not office.platform.told and at < NINE + timedelta(hours=7):
        works(office, errandeer, at)
        at += timedelta(minutes=11)

    assert len(office.platform.heard("clare")) == 1


def test_the_platforms_own_wait_is_kept(office, errandeer):
    office.platform.fails("tell", TryAgainError("ratelimited", 90))
    owes(office)
    works(office, errandeer)

    assert errandeer.next_at() == NINE + timedelta(seconds=90)


def test_what_was_not_asked_for_the_sake_of_the_pace_is_no_attempt(office, errandeer):
    office.platform.fails("tell", PacedError(1))
    owes(office)
    works(office, errandeer)
    claimed = office.store.upkeep.errands.claim(NINE + timedelta(seconds=1), LEASE)

    assert claimed.attempts == 1


@pytest.mark.parametrize("told", [True, False])
def test_in_doubt_it_is_looked_up_before_it_is_told_again(office, errandeer, told):
    if told:
        office.platform.loses_the_answer("tell")
    else:
        office.platform.fails("tell", UncertainError("no_answer"))
    owes(office)
    works(office, errandeer)
    assert len(office.platform.told) == int(told)

    works(office, errandeer, NINE + LEASE)
    assert len(office.platform.told) == 1
    assert "find_told" in office.platform.calls
    assert office.store.upkeep.errands.was_told("health", "clare")


@pytest.mark.parametrize("call", ["tell", "before tell"])
def test_a_process_that_is_killed_half_way_loses_nothing_and_doubles_nothing(
    office, errandeer, call
):
    class Killed(BaseException):
        pass

    def dies(name):
        raise Killed

    def dies_after(*args):
        kept(*args)
        raise Killed

    owes(office)
    kept = office.platform._told
    if call == "tell":
        office.platform._told = dies_after
    else:
        office.platform.before = dies
    with pytest.raises(Killed):
        works(office, errandeer)
    office.platform._told, office.platform.before = kept, lambda call: None

    works(office, another(office), NINE + LEASE)

    assert len(office.platform.heard("clare")) == 1


def test_a_fault_of_ours_is_tried_again_and_in_the_end_given_up(office, errandeer):
    office.platform.fails("tell", *[ValueError("ours")] * TRIES)
    owes(office)
    at = NINE
    for _ in range(3 * TRIES):
        works(office, errandeer, at)
        at += timedelta(minutes=11)

    assert [each.agency for each in office.store.upkeep.errands.given_up()] == ["health"]
    assert office.platform.told == []


def test_what_this_release_cannot_read_is_given_up(office, errandeer):
    owes(office)
    with writing(office.engine) as connection:
        connection.execute(update(errands).values(message='{"summary": 1}'))
    works(office, errandeer)

    assert len(office.store.upkeep.errands.given_up()) == 1
    assert office.platform.told == []


def test_a_refusal_of_one_is_not_held_against_the_next(office, errandeer):
    office.listed(people(deputies={"clare": "dev"}))
    office.platform.fails("tell", RefusedError("user_disabled"))
    owes(office)
    works(office, errandeer)

    assert [sent.to for sent in office.platform.told] == ["dev"]
