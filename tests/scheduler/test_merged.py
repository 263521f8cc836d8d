"""Once one has been merged into another: what is kept beside both ledgers, and what is no longer owed."""

import pytest

from escalation.acts import link, merge
from tests.scheduler.inspector import WELL
from tests.scheduler.office import Office

SAME = {"reason": "MARKER both raised it"}


@pytest.fixture
def both(office: Office) -> tuple[str, str]:
    """Sam's with Priya, and Priya's with Ann: linked at first, and nothing delivered yet."""
    ending, going_on = office.raises(), office.raises("priya", other="ann")
    office.does(ending, link.link, "priya", other=going_on, answers={"how": "child"})
    office.does(going_on, link.link, "priya", other=ending, answers={"how": "child"})
    return ending, going_on


def takes_in(office: Office, ending: str, going_on: str) -> None:
    other = office.store.disagreement(ending)
    office.does(going_on, merge.take_in, "priya", other=other, answers=SAME)


def ends(office: Office, ending: str, going_on: str) -> None:
    into = office.store.disagreement(going_on)
    office.does(ending, merge.merge, "priya", into=into, answers=SAME)


def test_half_way_and_at_the_end_the_audit_finds_nothing_to_put_right(office, inspector, both):
    ending, going_on = both
    assert inspector.audits() == WELL

    takes_in(office, ending, going_on)
    assert inspector.audits() == WELL
    ends(office, ending, going_on)
    assert inspector.audits() == WELL
    office.works()
    assert inspector.audits() == WELL
    assert office.store.misplaced_moments() == []


def test_what_it_asked_of_people_is_no_longer_owed_once_it_has_been_merged(office, both):
    """Raised, linked and merged while nothing could be delivered: nobody is asked about it."""
    ending, going_on = both
    takes_in(office, ending, going_on)
    ends(office, ending, going_on)
    office.works()

    [told] = office.platform.heard("sam")
    assert f"{ending} has been merged into {going_on}" in told
    dropped = [row["why"] for row in office.rows(ending) if row["state"] == "no_longer_owed"]
    assert "It has been merged." in dropped


def test_nothing_of_it_wakes_and_the_other_goes_on(office, both):
    ending, going_on = both
    takes_in(office, ending, going_on)
    ends(office, ending, going_on)
    office.works("Tuesday 2026-04-07 17:01")

    assert office.kinds(ending)[-1] == "exported"
    assert "reached" in office.kinds(going_on)[-3:]
    assert office.store.disagreement(going_on).reached == 1
