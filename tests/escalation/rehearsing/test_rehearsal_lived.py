"""What is played on paper is what the clock says when it is lived."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation import acts
from escalation.acts import raise_
from escalation.directory.people import Agency, Directory, Person
from escalation.disagreement import Disagreement, after
from escalation.owing import Telling
from escalation.rehearsing import rehearsal
from escalation.rehearsing.planned import Planned
from escalation.working_time.times import LONDON
from escalation.working_time.working_days import calendar_covering, end_of_day
from tests.escalation.worked import BERKSHIRE, TIERS, WORKED, at, played

AGENCIES = (Agency("health", "Health", "health"), Agency("care", "Care", "social care"))
PEOPLE = (Person("visitor", "A Visitor", "health"), Person("worker", "B Worker", "care"))
Spoken = set[tuple[datetime, str]]


def lived(began: datetime, raised: datetime, topics: str = "") -> Spoken:
    """What the clock really says, moment by moment, until the first reminder of the last tier."""
    calendar, directory = calendar_covering(BERKSHIRE.nation, began), Directory(AGENCIES, PEOPLE)
    words = ("Reading", "worker", "other", "yes", "-", "-", "-", "-", "-")
    entries = raise_.open_(
        "ESC-PAPER",
        BERKSHIRE,
        raise_.Raising(*words, began),
        "visitor",
        raised,
        calendar,
        directory,
    )
    disagreement, spoken = Disagreement("ESC-PAPER", BERKSHIRE), set[tuple[datetime, str]]()
    moment = raised
    while disagreement.reminded < 1:
        for entry in entries:
            disagreement = after(disagreement, entry)
            spoken |= {
                (moment, getattr(owed.to, "role", "practitioner"))
                for owed in entry.owes(disagreement)
                if isinstance(owed, Telling) and owed.topic.startswith(topics)
            }
        moment = disagreement.moments()[0].at
        entries = acts.time_passed(disagreement, moment + timedelta(seconds=1), calendar, directory)
    return spoken


def on_paper(planned: tuple[Planned, ...], *kinds: str) -> Spoken:
    rows = [(row.at, row) for row in planned if row.at and row.kind in kinds]
    return {(moment, who.role) for moment, row in rows for who in row.to}


@pytest.mark.parametrize(("began", "days", "meeting"), WORKED)
def test_what_is_played_on_paper_is_what_the_clock_says(began: str, days: list[str], meeting: str):
    assert on_paper(played(began), "told", "asked") == lived(at(began), at(began))


def test_raised_late_the_same_tiers_are_told_on_paper_and_by_the_clock():
    began, raised = "Monday 2026-09-14 09:00", "Thursday 2026-09-17 11:00"
    told = {
        (moment, role)
        for moment, role in on_paper(played(began, raised), "told")
        if role not in ("practitioner", "business_manager")
    }

    assert told == lived(at(began), at(raised), "reached")


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 (the zone is added)
    st.integers(0, 40 * 24),
)
def test_no_tier_is_told_early_and_none_without_a_full_working_day(began: datetime, later: int):
    start = began.replace(tzinfo=LONDON)
    raised = start + timedelta(hours=later)
    calendar = calendar_covering(BERKSHIRE.nation, start)
    turns = list(rehearsal.turns(BERKSHIRE, calendar, start, raised))

    assert [turn.tier.id for turn in turns] == TIERS
    assert turns[0].told == raised
    for turn in turns:
        assert turn.limit is not None
        assert turn.until is not None
        assert turn.until.at >= end_of_day(calendar, turn.told, 1).at
        assert turn.until.at >= turn.limit.at
