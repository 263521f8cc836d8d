"""What is given up is said aloud: first, once for each hole, without a name, and again for the next."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from escalation.acts import answer
from scheduler.sender import RefusedError, TryAgainError
from storage import tables
from storage.database import NotSaved, reading, writing
from storage.outbox import GIVEN_UP
from storage.tables import ledger, outbox, receipts
from tests.scheduler.office import PEOPLE

TIER_1 = "Tuesday 2026-04-07 17:01"
WEDNESDAY = "Wednesday 2026-04-08 09:01"
TIER_2 = "Wednesday 2026-04-08 17:01"
TIER_3 = "Thursday 2026-04-09 17:01"
ALL_OF_CARE = {"tom", "kofi", "helen", "leila", "marcus", "anne"}
LINE_MANAGER = "Line manager / team manager of Social Care"


def alarms(office, reference):
    kept = [e for e in office.store.entries(reference) if e.link.header.kind == "undelivered"]
    return [office.store.read(each) for each in kept]


def stood_in(office, reference):
    """Who is asked in whose place, for want of anybody of the tier."""
    kept = [e for e in office.store.entries(reference) if e.link.header.kind == "stood_in"]
    return [(entry.named, entry.person) for entry in map(office.store.read, kept)]


def without(role, agency):
    """The partnership, were nobody to hold this role there."""
    posts = tuple(post for post in PEOPLE.posts if (post.role, post.agency) != (role, agency))
    return replace(PEOPLE, posts=posts)


# Without a name


def test_a_persons_name_stands_nowhere_in_the_open(office):
    """In the ledger it would stand for ever; it is in the body of the alarm, which may be erased."""
    office.platform.refuses.add("priya")
    reference = office.raises()
    office.works()
    assert {each.who for each in alarms(office, reference)} == {"Priya Desai"}

    with reading(office.engine) as connection:
        keys = connection.scalars(select(ledger.c.key)).all()
        topics = connection.scalars(select(receipts.c.topic)).all()

    assert not [each for each in [*keys, *topics] if "Priya" in each or "Desai" in each]


# Once for each hole


def test_a_later_hole_in_the_same_role_is_an_alarm_again(office):
    """The line manager left, and of a tier above everybody: each time the office hears."""
    office.listed(without("line_manager", "care"))
    first = office.raises()
    office.works(TIER_1)
    assert len(office.platform.heard("bea")) == 1

    office.does(first, answer.take, "sam", question="tier:0")
    office.works()
    assert len(office.platform.heard("bea")) == 1, "not for every act"

    office.listed(PEOPLE)
    office.works(TIER_2)
    office.listed(without("senior_manager", "care"))
    office.works(TIER_3)
    assert len(office.platform.heard("bea")) == 2


def test_the_nudges_of_a_tier_are_one_alarm_and_none_where_its_telling_was(office):
    office.listed(without("line_manager", "care"))
    reference = office.raises()

    office.works(TIER_1)
    office.works(WEDNESDAY)
    heard = office.platform.heard("helen")
    assert len([each for each in heard if "nobody is named for it" in each]) == 2, "and its nudge"
    assert alarms(office, reference) == []
    assert stood_in(office, reference) == [(LINE_MANAGER, "helen")]


def test_whoever_can_be_nudged_no_more_is_an_alarm_once_for_their_tier(office):
    """Told while she was there; then she left, and every reminder would find nobody."""
    reference = office.raises()
    office.works()
    office.platform.refuses.add("priya")

    office.works("Tuesday 2026-04-07 09:01")

    assert stood_in(office, reference) == [("Priya Desai", "tom")]
    assert len(office.platform.heard("bea")) == 1


def test_whoever_is_neither_told_nor_let_in_by_one_act_is_one_alarm(office):
    office.platform.refuses.add("jo")
    reference = office.raises()
    office.works()

    office.works(TIER_1)

    assert len(alarms(office, reference)) == 1
    assert ("telling", GIVEN_UP) not in office.outcomes(reference), "the next tier was told"
    assert office.outcomes(reference).count(("admit", GIVEN_UP)) == 1


# First


class DiedError(BaseException):
    """The process dies here."""


def dies_before_giving_up(office):
    """From now on the process dies when it comes to give something up."""

    def statement(connection, cursor, said, parameters, *rest):
        if said.startswith("UPDATE outbox") and GIVEN_UP in str(parameters):
            raise DiedError

    return statement


def test_if_the_process_dies_in_between_the_alarm_stands_already_and_stands_once(office):
    office.platform.refuses |= ALL_OF_CARE
    reference = office.raises()
    office.works()
    statement = dies_before_giving_up(office)
    event.listen(office.engine, "before_cursor_execute", statement)
    with pytest.raises(DiedError):
        office.works(TIER_1)
    event.remove(office.engine, "before_cursor_execute", statement)
    assert len(alarms(office, reference)) == 1

    office.works("Tuesday 2026-04-07 17:05")
    office.works("Tuesday 2026-04-07 17:10")

    assert [each.who for each in alarms(office, reference)] == [LINE_MANAGER]
    assert len(office.platform.heard("bea")) == 1
    assert ("telling", GIVEN_UP) in office.outcomes(reference)


def test_what_this_release_cannot_read_is_given_up_and_said(office):
    reference = office.raises()
    with writing(office.engine) as connection:
        told = (outbox.c.kind == "telling", outbox.c.n == 1)
        connection.execute(update(outbox).where(*told).values(owed='{"kind":"of a later release"}'))

    office.works()

    (alarm,) = alarms(office, reference)
    assert (alarm.what, alarm.why) == ("telling", "this release cannot read what is owed")
    assert len(office.platform.heard("bea")) == 1
    assert len(office.platform.heard("priya")) == 1, "and it stops nobody else's"


def test_where_the_ledger_cannot_be_read_it_is_given_up_all_the_same_and_shows_as_stuck(office):
    poisoned, well = office.raises(), office.raises()
    spoilt = update(tables.bodies).where(tables.bodies.c.reference == poisoned)
    with writing(office.engine) as connection:
        connection.execute(spoilt.values(salt=None, content=None))

    for _ in range(9):
        office.works()
        office.now += timedelta(minutes=20)

    assert {each.reference for each in office.store.outbox.given_up()} == {poisoned}
    assert well.lower() in office.platform.roots


# A place that cannot be made


@pytest.fixture
def without_place(office):
    """Slack lets nobody make a private channel; a disagreement has been raised."""
    office.platform.fails("make_place", RefusedError("restricted_action"))
    reference = office.raises()
    office.works()
    return reference


def test_without_a_place_people_are_told_and_what_would_be_posted_is_owed_no_longer(
    office, without_place
):
    office.does(without_place, answer.take, "priya")
    office.works(TIER_1)

    assert len(office.platform.heard("sam")) == len(office.platform.heard("jo")) == 1
    assert {row["why"] for row in office.rows(without_place) if row["kind"] == "post"} == {
        "Its channel could not be made."
    }
    assert [each.who for each in alarms(office, without_place)] == ["Its private channel"]
    assert office.store.outbox.oldest_undone() is None


def test_without_a_place_each_agency_has_its_record_all_the_same(office, without_place):
    office.settles(without_place, "sam", "priya")
    office.works()

    assert sorted(person for person, _, _ in office.platform.files) == ["priya", "sam"]
    assert office.store.outbox.next_at() is None


def test_put_back_the_place_is_made_and_shows_what_was_said_meanwhile(office, without_place):
    office.works(TIER_1)
    office.does(without_place, answer.take, "priya", question="tier:0")
    office.works()
    (made,) = office.store.outbox.given_up()

    office.store.outbox.replay(made.id, office.now)
    office.now += timedelta(seconds=1)
    office.works()

    channel = without_place.lower()
    assert len(office.platform.thread(channel)) == 2
    assert office.platform.members[channel] == {"sam", "priya", "jo", "tom"}
    assert "Priya Desai has this" in office.platform.roots[channel].text


# Outages


def test_an_outage_never_counts_as_faults_of_ours(office):
    """Tried for hours while Slack was away; then one fault of ours does not end it."""
    office.platform.fails("tell", *[TryAgainError("service_unavailable")] * 40)
    reference = office.raises()
    for _ in range(12):
        office.works()
        office.now += timedelta(minutes=20)
    office.platform.works_again()
    office.platform.fails("tell", ValueError("a bug"), ValueError("a bug"))

    office.works()
    office.now += timedelta(minutes=20)
    office.works()

    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1
    assert alarms(office, reference) == []


def test_a_database_that_does_not_answer_is_an_outage_too(office):
    reference = office.raises()
    office.platform.fails("tell", *[NotSaved("busy")] * 40)
    for _ in range(20):
        office.works()
        office.now += timedelta(minutes=20)
    office.platform.works_again()

    office.works()

    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1
    assert alarms(office, reference) == []


def test_after_weeks_of_outage_it_is_still_tried(office):
    """Two to the power of so many attempts is no number of seconds."""
    office.raises()
    with writing(office.engine) as connection:
        connection.execute(update(outbox).values(attempts=5000))
    office.platform.fails("tell", *[TryAgainError("unreachable")] * 2)

    office.works()
    office.now += timedelta(minutes=20)
    office.works()

    assert len(office.platform.heard("sam")) == 1
