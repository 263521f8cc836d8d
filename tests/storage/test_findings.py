"""Findings: kept while they stand, told once, and once more each day."""

from datetime import timedelta

import pytest

from storage.findings import AGAIN, LATE, Finding, Findings

NOBODY = ("ESC-AAAA-AAAA", "nobody", "Line manager of Social Care")


@pytest.fixture
def findings(office) -> Findings:
    return Findings(office.engine)


def test_what_is_found_again_has_been_found_since_the_first_time(office, findings):
    first = findings.stands(*NOBODY, office.THURSDAY)
    again = findings.stands(*NOBODY[:2], "another reason", office.THURSDAY + timedelta(hours=1))

    assert again == Finding(*NOBODY[:2], "another reason", first.since)
    assert findings.all() == [again]


def test_the_oldest_stands_first(office, findings):
    later = findings.stands("ESC-AAAA-AAAA", "ledger", "", office.THURSDAY + timedelta(hours=1))
    first = findings.stands("ESC-BBBB-BBBB", "nobody", "", office.THURSDAY)

    assert findings.all() == [first, later]


def test_what_stands_no_longer_goes_and_comes_again_as_new(office, findings):
    gone = findings.stands(*NOBODY, office.THURSDAY)
    stays = findings.stands("ESC-BBBB-BBBB", "ledger", "Tampered", office.THURSDAY)
    findings.told(gone, office.THURSDAY)

    findings.only([stays])
    assert findings.all() == [stays]

    later = office.THURSDAY + timedelta(hours=2)
    again = findings.stands(*NOBODY, later)
    assert findings.to_be_told(again, later) == later


def test_it_is_to_be_told_until_it_has_been_and_then_each_day(office, findings):
    found = findings.stands(*NOBODY, office.THURSDAY)
    now = office.THURSDAY + timedelta(hours=3)

    assert findings.to_be_told(found, now) == office.THURSDAY
    findings.told(found, now)

    assert findings.to_be_told(found, now) is None
    assert findings.to_be_told(found, now + AGAIN - timedelta(seconds=1)) is None
    assert findings.to_be_told(found, now + AGAIN) == now + AGAIN


def test_a_clock_that_was_wrong_keeps_nothing_back(office, findings):
    """It was told by a clock that stood in another year."""
    found = findings.stands(*NOBODY, office.THURSDAY)
    findings.told(found, office.THURSDAY + timedelta(days=400))

    assert findings.to_be_told(found, office.THURSDAY) is not None


# Whether anybody looks


def test_before_the_first_audit_none_is_late(office, findings):
    assert not findings.audit_is_late(office.THURSDAY + 9 * LATE, office.THURSDAY)


def test_an_audit_is_late_once_none_has_ended_for_hours(office, findings):
    findings.audited(office.THURSDAY)
    moment = timedelta(seconds=1)
    began = office.THURSDAY - moment

    assert not findings.audit_is_late(office.THURSDAY + LATE, began)
    assert findings.audit_is_late(office.THURSDAY + LATE + moment, began)

    findings.audited(office.THURSDAY + LATE)
    assert not findings.audit_is_late(office.THURSDAY + LATE + moment, began)


def test_a_process_that_has_just_begun_waits_for_an_audit_before_it_is_late(office, findings):
    """All was switched off over the weekend."""
    findings.audited(office.THURSDAY)
    began = office.THURSDAY + timedelta(days=4)

    assert not findings.audit_is_late(began + LATE, began)
    assert findings.audit_is_late(began + LATE + timedelta(seconds=1), began)


def test_an_audit_that_ended_in_another_year_hides_nothing(office, findings):
    """By a clock that was wrong."""
    findings.audited(office.THURSDAY + timedelta(days=400))

    assert findings.audit_is_late(office.THURSDAY, office.THURSDAY - 2 * LATE)
