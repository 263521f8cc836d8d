"""The auditor: what can be proved is put right, once, and whatever is well is left alone."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from escalation.acts import agree, answer, bring_in, harm, say
from scheduler.sweep import sweep
from storage.database import reading
from storage.tables import disagreements, moments, outbox
from tests.escalation.story import AGREEMENT, time
from tests.scheduler.inspector import WELL, Inspector, damage, loses, loses_moments
from tests.scheduler.office import Office

TIER_1 = "Tuesday 2026-04-07 17:01"


@pytest.fixture
def reference(office: Office, inspector: Inspector) -> str:
    """A disagreement has been raised, and nothing of it delivered yet."""
    return office.raises()


def known(office: Office, reference: str) -> dict[str, tuple[object, ...]]:
    """The index of moments, as it stands."""
    columns = (moments.c.wake, moments.c.at, moments.c.urgent, moments.c.state)
    with reading(office.engine) as connection:
        found = connection.execute(select(*columns).where(moments.c.reference == reference))
        return {wake: tuple(rest) for wake, *rest in found}


# What is well


def test_what_is_well_is_left_alone(office, inspector, reference):
    assert inspector.audits() == WELL
    before = office.rows(reference)
    assert inspector.audits() == WELL

    assert office.rows(reference) == before
    assert inspector.rung == []


def test_a_further_agency_that_was_brought_in_is_well(office, inspector, reference):
    answers = {"professional": "pat", "reason": "They hold the report"}
    office.works(TIER_1)
    office.does(reference, bring_in.bring_agency, "sam", answers=answers)

    office.works()

    assert inspector.audits() == WELL
    told = [sent.to for sent in office.platform.told if "brought in" in sent.text]
    assert told == ["pat"]


# Moments


@pytest.mark.parametrize("wake", ["limit:0", "ask:0", "tell:1"])
def test_a_moment_that_was_lost_is_there_again(office, inspector, reference, wake):
    before = known(office, reference)
    loses_moments(office, reference, wake)

    assert inspector.audits() == (1, 0)

    assert known(office, reference) == before
    assert inspector.audits() == WELL
    assert inspector.rung == []


def test_a_moment_at_a_wrong_time_and_one_too_many_are_put_right(office, inspector, reference):
    before = known(office, reference)
    wrong = office.now + timedelta(days=9)
    mine = update(moments).where(moments.c.reference == reference, moments.c.wake == "tell:1")
    fresh = {"at": wrong, "run_at": wrong, "state": "waiting", "attempts": 0, "why": ""}
    damage(
        office,
        mine.values(at=wrong, run_at=wrong),
        insert(moments).values(reference=reference, wake="quiet:7", **fresh),
    )

    assert inspector.audits() == (1, 0)

    assert known(office, reference) == before


def test_a_moment_that_lost_its_urgency_has_it_again(office, inspector, reference):
    office.does(reference, harm.press, "sam")
    mine = update(moments).where(moments.c.wake == "harm:1")
    damage(office, mine.values(urgent=False))

    assert inspector.audits() == (1, 0)

    assert known(office, reference)["harm:1"][1] is True


def test_a_moment_that_was_set_aside_is_no_fault_of_the_index(office, inspector, reference):
    damage(office, update(moments).where(moments.c.wake == "ask:0").values(state="set_aside"))

    assert inspector.audits() == WELL


def test_the_next_tier_is_told_although_its_moment_was_lost(office, inspector, reference):
    office.works()
    loses_moments(office, reference)
    office.works(TIER_1)
    assert office.platform.heard("jo") == []

    inspector.audits()
    office.works()

    assert len(office.platform.heard("jo")) == len(office.platform.heard("tom")) == 1


def test_whether_it_is_open_is_remembered_as_its_ledger_says(office, inspector, reference):
    office.works()
    damage(office, update(disagreements).values(status="settled"))
    assert office.store.open_references() == []

    # Nothing of it is owed, but its clock still goes.
    office.does(reference, harm.press, "sam")
    assert inspector.audits() == (1, 0)

    assert office.store.open_references() == [reference]


# The outbox


@pytest.mark.parametrize("kind", ["place", "telling"])
def test_what_was_lost_before_it_was_sent_is_sent_once(office, inspector, reference, kind):
    loses(office, reference, kind)

    assert inspector.audits() == (1, 0)
    office.now += timedelta(seconds=1)
    office.works()

    assert list(office.platform.roots) == [reference.lower()]
    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1
    assert inspector.audits() == WELL


def test_what_had_been_told_is_not_told_again(office, inspector, reference):
    """Its row is gone, and its receipt is there."""
    office.works()
    loses(office, reference, "telling")

    assert inspector.audits() == WELL
    office.works()

    assert len(office.platform.heard("sam")) == 1


def test_a_place_that_was_made_is_not_made_again(office, inspector, reference):
    office.works()
    loses(office, reference, "place")

    assert inspector.audits() == WELL
    office.works()

    assert office.platform.calls.count("open_thread") == 1


def test_what_was_posted_and_lost_is_found_by_its_key_and_not_posted_again(
    office, inspector, reference
):
    office.works()
    office.does(reference, answer.take, "priya")
    office.works()
    posted = office.platform.thread(reference.lower())
    loses(office, reference, "post")

    assert inspector.audits() == (1, 0)
    office.now += timedelta(seconds=1)
    office.works()

    assert office.platform.thread(reference.lower()) == posted
    assert inspector.audits() == WELL


def test_the_last_card_that_was_lost_is_drawn_and_an_earlier_one_is_not_missed(
    office, inspector, reference
):
    office.works()
    office.does(reference, say.say, "priya", text="MARKER one")
    office.does(reference, answer.take, "priya")
    loses(office, reference, "card")
    assert inspector.audits() == WELL

    loses(office, reference, "card", last=True)
    assert inspector.audits() == (1, 0)
    office.now += timedelta(seconds=1)
    office.works()

    assert "Priya Desai has this" in office.platform.roots[reference.lower()].text


def test_a_place_that_was_lost_comes_before_what_happens_in_it(office, inspector, reference):
    """What came after it waits for it, and it for nothing: everything is in the order it was owed."""
    office.does(reference, say.say, "priya", text="MARKER one")
    office.does(reference, answer.take, "priya")
    before = [(row["seq"], row["n"]) for row in office.rows(reference) if row["kind"] != "telling"]
    loses(office, reference, "place")

    inspector.audits()
    after = [(row["seq"], row["n"]) for row in office.rows(reference) if row["kind"] != "telling"]
    office.now += timedelta(seconds=1)
    office.works()

    assert after == before
    assert len(office.platform.thread(reference.lower())) == 1
    assert office.store.outbox.oldest_undone() is None


def test_a_telling_that_need_not_be_said_any_more_is_written_down_as_that(
    office, inspector, reference
):
    office.works()
    office.does(reference, agree.propose, "sam", answers=AGREEMENT)
    question = office.store.disagreement(reference).proposal.question
    lost = loses(office, reference, "telling", last=True)
    office.does(reference, agree.not_approve, "priya", question=question)

    assert inspector.audits() == (1, 0)

    (row,) = [row for row in office.rows(reference) if row["key"] == lost["key"]]
    assert (row["state"], row["why"]) == ("no_longer_owed", "The proposal has been answered.")
    assert row["owed"] is None


def test_somebody_who_has_left_is_not_let_in_after_all(office, inspector, reference):
    office.works()
    office.now = time(TIER_1)
    sweep(office.store, office.now)
    lost = loses(office, reference, "admit", last=True)
    office.does(reference, answer.not_me, "tom", answers={"reason": "Away", "instead": "kofi"})

    assert inspector.audits() == (1, 0)
    office.works()

    (row,) = [row for row in office.rows(reference) if row["key"] == lost["key"]]
    assert row["why"] == "They no longer belong in it."
    assert office.platform.members[reference.lower()] == {"sam", "priya", "jo", "kofi"}


def test_what_is_lost_of_something_that_has_ended_is_sent_as_well(office, inspector, reference):
    office.works()
    office.settles(reference, "sam", "priya")
    loses(office, reference, "record")

    assert inspector.audits() == (1, 0)
    office.now += timedelta(seconds=1)
    office.works()

    assert sorted(person for person, _, _ in office.platform.files) == ["priya", "sam"]
    assert office.store.outbox.oldest_undone() is None


def test_rows_that_an_earlier_release_wrote_otherwise_are_left_alone(office, inspector, reference):
    """It owed a card where this one owes a place: nothing can be told from what is not there."""
    damage(office, update(outbox).where(outbox.c.kind == "place").values(kind="of another release"))
    loses(office, reference, "telling", last=True)

    assert inspector.audits() == WELL


def test_what_was_owed_before_this_process_began_is_not_sent_by_its_rules(
    office, inspector, reference
):
    """Whether it was owed by the release that wrote it, nobody can tell: nothing new is said."""
    office.now += timedelta(seconds=1)
    inspector.begins()
    loses(office, reference, "telling", last=True)

    assert inspector.audits() == WELL
    assert len([row for row in office.rows(reference) if row["kind"] == "telling"]) == 1


# What is only kept for a while


def test_each_audit_throws_away_what_was_typed_and_has_become_too_old(office, inspector):
    """Whether or not anybody types anything again."""
    typed = office.now
    office.store.drafts.keep("sam", "open", {"differs": "MARKER"}, typed)
    office.now = typed + timedelta(days=7)

    inspector.audits()

    assert office.store.drafts.of("sam", "open", typed) == {}
