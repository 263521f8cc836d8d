"""The time that a rule is given is an instant: in UTC, whichever zone it was said in, and never without one."""

import pytest

IN_UTC = "2026-10-25T00:50:00+00:00"


@pytest.fixture
def given():
    """What the rule below was given."""
    return []


@pytest.fixture
def rule(given):
    """In London's time a quarter of an hour from 01:50 on the night the clocks go back could be 75 minutes."""

    def rule(disagreement, at, calendar, directory):
        given.append(at)
        return []

    return rule


def test_it_is_utc_for_somebody_who_acts_and_for_what_is_due(office, rule, given):
    reference = office.began(remind_at=office.THURSDAY)
    twice = office.time("Sunday 2026-10-25 01:50")

    office.store.act(reference, rule, key="act", at=twice)
    office.store.live(twice, 10, lambda wake: rule)

    assert [at.isoformat() for at in given] == [IN_UTC] * 2


def test_it_is_utc_for_somebody_who_begins(office, given):
    def begins(*_, at, **__):
        given.append(at)
        raise LookupError

    twice = office.time("Sunday 2026-10-25 01:50")
    with pytest.raises(LookupError):
        office.store.open(begins, procedure=office.berkshire, key="begins", at=twice)

    assert [at.isoformat() for at in given] == [IN_UTC]


def test_a_time_without_its_zone_is_refused(office, rule, given):
    reference = office.began(remind_at=office.THURSDAY)
    naive = office.THURSDAY.replace(tzinfo=None)

    for does in (
        lambda: office.store.act(reference, rule, key="act", at=naive),
        lambda: office.store.live(naive, 10, lambda wake: rule),
        lambda: office.store.open(rule, procedure=office.berkshire, key="key", at=naive),
    ):
        with pytest.raises(ValueError, match="a time without its zone"):
            does()
    assert given == []
