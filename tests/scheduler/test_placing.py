"""What is reopened has a place of its own; what belongs to the one before is done there, or not at all."""

import pytest

from escalation.acts import agree, close, reopen, say, view
from scheduler.placing import LEFT
from scheduler.sender import RefusedError, TryAgainError
from storage.receipts import Placed
from tests.scheduler.office import Office

LATER = "Monday 2026-05-11 10:00"
VIEW = {"text": "MARKER how we see it"}


@pytest.fixture
def settled(office: Office) -> str:
    reference = office.raises()
    office.works()
    office.settles(reference, "sam", "priya")
    return reference


def second(reference: str) -> str:
    return f"{reference.lower()}-2"


def test_it_is_opened_with_its_people_and_its_card_and_what_is_said_goes_there(office, settled):
    office.works(LATER)
    office.does(settled, reopen.reopen, "sam")

    office.works()

    platform = office.platform
    assert {"sam", "priya", "mina", "helen", "clare", "leila", "dev"} <= platform.members[
        second(settled)
    ]
    assert "[I have this]" in platform.roots[second(settled)].text
    assert "reopened it" in platform.thread(second(settled))[0]
    assert not any("reopened" in line for line in platform.thread(settled.lower()))
    assert platform.closed == {settled.lower()}


def test_reopened_before_the_old_place_was_closed_that_is_closed_and_the_new_one_is_not(
    office, settled
):
    """Everything that the settlement owes is still waiting; then somebody acts in the new place."""
    office.does(settled, reopen.reopen, "sam")
    office.does(settled, view.view, "priya", answers=VIEW)

    office.works()

    platform = office.platform
    assert platform.closed == {settled.lower()}
    assert any("Settled." in line for line in platform.thread(settled.lower()))
    assert any("gave the view" in line for line in platform.thread(second(settled)))
    assert "how we see it" in platform.roots[second(settled)].text
    cards = [row["why"] for row in office.rows(settled) if row["kind"] == "card"]
    assert LEFT in cards
    assert {"sam", "priya"} <= {person for person, _, _ in office.platform.files}


def test_what_the_platform_took_without_an_answer_is_found_and_not_made_twice(office, settled):
    office.works(LATER)
    office.does(settled, reopen.reopen, "sam")
    office.platform.loses_the_answer("open_thread")

    office.works()
    office.works("Monday 2026-05-11 10:05")

    assert set(office.platform.roots) == {settled.lower(), second(settled)}
    kept = office.store.receipts.place(settled, "slack")
    assert isinstance(kept, Placed)
    assert (kept.channel, kept.number) == (second(settled), 1)


def test_while_it_cannot_be_made_nothing_is_said_in_the_old_one(office, settled):
    office.works(LATER)
    office.platform.fails("make_place", TryAgainError("ratelimited", 60))
    office.does(settled, reopen.reopen, "sam")
    before = office.platform.thread(settled.lower())

    office.works()
    assert office.platform.thread(settled.lower()) == before
    assert any("has been reopened" in text for text in office.platform.heard("priya"))

    office.works("Monday 2026-05-11 10:05")
    assert "reopened it" in office.platform.thread(second(settled))[0]


def test_where_it_never_can_people_have_their_messages_and_nothing_goes_to_the_old_one(
    office, settled
):
    office.works(LATER)
    office.platform.fails("make_place", RefusedError("name_taken"))
    office.does(settled, reopen.reopen, "sam")
    before = office.platform.thread(settled.lower())

    office.works()

    assert office.platform.thread(settled.lower()) == before
    assert any("you are asked to act" in text for text in office.platform.heard("helen"))
    assert office.platform.heard("bea")
    assert ("post", "no_longer_owed") in office.outcomes(settled)


def test_settled_and_reopened_twice_each_has_its_own_place_and_record(office, settled):
    office.works(LATER)
    office.does(settled, reopen.reopen, "sam")
    office.works()
    office.settles(settled, "mina", "helen")
    office.works()
    office.does(settled, reopen.reopen, "helen")
    office.works()

    assert office.platform.closed == {settled.lower(), second(settled)}
    assert f"{settled.lower()}-3" in office.platform.roots
    handed = [person for person, _, _ in office.platform.files]
    assert handed.count("priya") == 2
    assert office.store.misplaced_moments() == []


def test_words_heard_late_from_the_old_place_are_of_the_same_disagreement(office, settled):
    office.works(LATER)
    office.does(settled, reopen.reopen, "sam")
    office.works()

    at = office.store.receipts.at
    assert at("slack", settled.lower()) == at("slack", second(settled)) == settled


def test_what_was_withdrawn_and_is_reopened_is_withdrawn_again(office):
    reference = office.raises()
    office.works()
    office.does(reference, close.withdraw, "sam")
    office.works(LATER)
    office.does(reference, reopen.reopen, "sam")
    office.does(reference, say.say, "priya", text="MARKER")
    office.does(reference, close.withdraw, "sam")

    office.works()

    assert office.platform.closed == {reference.lower(), second(reference)}
    told = office.platform.heard("priya")
    assert sum("has withdrawn it" in text for text in told) == 2


def test_each_time_it_is_audited_nothing_is_amiss(office, inspector, settled):
    office.works(LATER)
    office.does(settled, reopen.reopen, "sam")
    office.works()

    assert inspector.audits() == (0, 0)
    office.does(settled, agree.dissent, "priya")
    office.works()
    assert inspector.audits() == (0, 0)
