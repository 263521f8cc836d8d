"""What an audit cannot put right: told by two routes, once, and once more each day while it stands."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from scheduler import alarm_routes
from scheduler.sender import TryAgainError, UncertainError
from storage.tables import bodies, outbox
from tests.scheduler.inspector import WELL, Inspector, damage, loses_moments, tampers
from tests.scheduler.office import PEOPLE, Office

LINE_MANAGER = "Line manager / team manager of Social Care"
TIER_1 = "Tuesday 2026-04-07 17:01"


@pytest.fixture
def reference(office: Office, inspector: Inspector) -> str:
    """A disagreement has been raised, and everybody has been told."""
    reference = office.raises()
    office.works()
    return reference


def without(role: str, agency: str):
    """The partnership, were nobody to hold this role there."""
    posts = tuple(post for post in PEOPLE.posts if (post.role, post.agency) != (role, agency))
    return replace(PEOPLE, posts=posts)


def without_person(gone: str):
    """The partnership, once somebody has left it."""
    people = tuple(person for person in PEOPLE.people if person.id != gone)
    posts = tuple(post for post in PEOPLE.posts if post.person != gone)
    return replace(PEOPLE, people=people, posts=posts)


def without_agency(of: str):
    """The partnership, once nobody of an agency is in its directory."""
    people = tuple(person for person in PEOPLE.people if person.agency != of)
    ids = {person.id for person in people}
    return replace(
        PEOPLE, people=people, posts=tuple(post for post in PEOPLE.posts if post.person in ids)
    )


def bea(office: Office) -> list[str]:
    """What the Business Manager has heard, once everything is delivered."""
    office.now += timedelta(seconds=1)
    office.works()
    return office.platform.heard("bea")


# The ledger


@pytest.mark.parametrize("how", ["changed", "erased"])
def test_a_ledger_that_is_not_as_it_was_written_is_said_beside_it(
    office, inspector, reference, how
):
    if how == "changed":
        tampers(office, reference)
    else:
        damage(office, update(bodies).values(content=None, salt=None))

    assert inspector.audits() == (0, 1)
    assert inspector.audits() == (0, 1)

    (said,) = office.platform.heard("bea")
    assert f"{reference} – its record cannot be read" in said
    assert inspector.found() == [(reference, "ledger")]
    assert inspector.findings.all()[0].why == "Tampered"
    assert len(inspector.rung) == 1
    assert f"{reference} (ledger)" in inspector.rung[0]
    assert "MARKER" not in said + inspector.rung[0]


def test_one_that_cannot_be_read_stops_no_other(office, inspector, reference):
    well = office.raises()
    tampers(office, reference)
    loses_moments(office, well)

    assert inspector.audits() == (1, 1)
    assert inspector.found() == [(reference, "ledger")]


def test_a_body_that_no_key_opens_is_found_alone(office, inspector, reference):
    well = office.raises()
    cipher = b"gAAAAAnot of these keys"
    with office.engine.begin() as connection:
        marks = "%s" if office.engine.dialect.name == "postgresql" else "?"
        spoilt = f"UPDATE bodies SET content = {marks} WHERE reference = {marks} AND seq = 1"
        connection.exec_driver_sql(spoilt, (cipher, reference))
    loses_moments(office, well)

    assert inspector.audits() == (1, 1)
    assert [each.why for each in inspector.findings.all()] == ["KeyRefused"]


def test_an_alarm_whose_answer_was_lost_is_looked_up_and_not_sent_again(
    office, inspector, reference
):
    tampers(office, reference)
    office.platform.loses_the_answer("tell")

    inspector.audits()
    inspector.later(hours=1)

    assert len(office.platform.heard("bea")) == 1


def test_an_alarm_that_could_not_be_sent_is_sent_with_the_next_audit(office, inspector, reference):
    tampers(office, reference)
    office.platform.fails("tell", TryAgainError("ratelimited"), UncertainError("no_answer"))

    inspector.audits()
    inspector.later(hours=1)
    assert office.platform.heard("bea") == []
    inspector.later(hours=1)

    assert len(office.platform.heard("bea")) == 1


# Nobody


@pytest.mark.failure(17)
def test_a_side_with_nobody_whose_turn_it_is_is_an_alarm_by_two_routes_once(
    office, inspector, reference
):
    office.listed(without_agency("care"))

    for _ in range(3):
        assert inspector.later(hours=1) == (0, 1)

    (alarm,) = inspector.alarms(reference)
    assert (alarm.what, alarm.why) == ("nobody", "Somebody no longer in the directory")
    (said,) = bea(office)
    assert "the turn of somebody who cannot be found in the directory" in said
    assert "MARKER" not in said
    assert len(inspector.rung) == 1
    assert inspector.later(hours=1) == (0, 1), "the alarm changed nothing of what is wrong"


def test_once_the_directory_is_mended_it_stands_no_longer_and_a_new_hole_is_said_anew(
    office, inspector, reference
):
    office.works(TIER_1)
    office.listed(without("line_manager", "care"))
    inspector.later()
    office.listed(PEOPLE)

    assert inspector.audits() == WELL
    assert inspector.found() == []

    office.now += timedelta(hours=1)
    office.listed(without("line_manager", "care"))
    inspector.audits()

    assert [each.why for each in inspector.alarms(reference)] == [LINE_MANAGER] * 2
    assert len(inspector.rung) == 2


def test_while_it_stands_it_is_said_once_more_each_day(office, inspector, reference):
    office.listed(without_person("priya"))
    for _ in range(9):
        assert inspector.later(hours=6) == (0, 1)

    assert len(inspector.alarms(reference)) == len(bea(office)) == 3
    assert len(inspector.rung) == 3


def test_a_hole_of_which_an_alarm_has_told_is_not_told_again_that_day(office, inspector):
    """She left before she could be told: the Business Manager has heard so already."""
    office.raises()
    office.listed(without_person("priya"))
    office.works()
    assert len(office.platform.heard("bea")) == 1

    assert [inspector.later(hours=4) for _ in range(6)] == [WELL] * 6
    assert inspector.later(hours=1) == (0, 1)


def test_while_somebody_is_being_told_it_is_not_yet_known_to_be_nobody(office, inspector):
    """Their telling has not been tried: it will say so itself."""
    office.raises()
    office.listed(without_person("priya"))

    assert inspector.audits() == WELL


def test_one_who_holds_a_tier_with_another_is_somebody(office, inspector, reference):
    """The next level, or the safeguarding lead: one of them is left."""
    office.works("Wednesday 2026-04-08 17:01")
    office.listed(without("next_manager", "care"))

    assert inspector.audits() == WELL


# Two routes


def test_an_alarm_that_reached_nobody_is_rung_outside(office, inspector, reference):
    office.platform.refuses |= {"bea", "priya"}
    office.works("Tuesday 2026-04-07 09:01")
    office.works()

    assert inspector.audits() == (0, 1)

    assert inspector.found() == [(reference, "unheard")]
    assert inspector.alarms(reference) == []
    assert f"{reference} (unheard)" in inspector.rung[0]


def test_an_alarm_that_nobody_heard_outside_is_rung_again_and_told_once(
    office, inspector, reference
):
    inspector.hears = False
    office.works(TIER_1)
    office.listed(without("line_manager", "care"))
    inspector.later()
    inspector.later(hours=1)
    inspector.hears = True
    inspector.later(hours=1)
    inspector.later(hours=1)

    assert len(inspector.rung) == 3
    assert len(inspector.alarms(reference)) == 1


def test_more_than_she_could_read_is_one_message(office, inspector, monkeypatch):
    monkeypatch.setattr(alarm_routes, "MANY", 2)
    references = [office.raises() for _ in range(5)]
    office.now += timedelta(hours=2)

    assert inspector.audits() == (0, 5)
    assert inspector.left_alone(hours=1) == (0, 5)

    told = [reference for reference in references if inspector.alarms(reference)]
    assert len(told) == 2
    (said,) = office.platform.heard("bea")
    assert "3 more disagreements are not as they should be" in said
    assert len(inspector.rung) == 1
    assert "overdue" in inspector.rung[0]


def test_an_audit_that_is_stopped_says_what_it_found_and_forgets_nothing(
    office, inspector, reference
):
    tampers(office, reference)
    inspector.audits()
    damage(office, update(outbox).values(why="nothing"))

    done = inspector.auditor.audit(lambda: True)

    assert (done.looked_at, done.whole) == (0, False)
    assert inspector.found() == [(reference, "ledger")]
