"""Alarms: on the ledger for the office alone, and to the Business Manager without content."""

import pytest

from escalation.acts import alarm
from escalation.acts.alarm import MOMENTS, NOBODY, OUTBOX, OVERDUE
from escalation.entries import OFFICE
from escalation.words import message
from escalation.words.emergency import EMERGENCY

WHO = "Line manager / team manager of Social Care"


def audits(disagreement, at, calendar, directory, *, by, what):
    return alarm.audited(disagreement, at, calendar, directory, what=what, why=WHO)


@pytest.mark.parametrize("what", [MOMENTS, OUTBOX, NOBODY, OVERDUE])
def test_what_an_audit_finds_is_told_to_the_business_manager_and_nobody_else(easter, what):
    easter.forgets().does(audits, "clock", what=what)

    (heard,) = easter.heard
    assert heard.person == "bea"
    assert heard.text.startswith(EMERGENCY)
    assert "MARKER" not in heard.text
    assert "Please" in heard.text
    assert easter.last("audited").audience == OFFICE


def test_whose_turn_it_is_is_said_by_role_and_agency(easter):
    easter.forgets().does(audits, "clock", what=NOBODY)

    (heard,) = easter.heard
    assert f"It is the turn of somebody who cannot be found in the directory: {WHO}." in heard.text


def test_the_same_found_again_is_another_telling(easter):
    easter.does(audits, "clock", what=NOBODY).does(audits, "clock", what=NOBODY)

    topics = [each.topic for each in easter.heard if each.topic.startswith("audited:")]
    assert len(set(topics)) == 2


def test_it_moves_nothing_and_is_read_on_the_record(easter):
    before = easter.disagreement
    easter.does(audits, "clock", what=OUTBOX)

    after = easter.disagreement
    assert (after.moments(), after.turns()) == (before.moments(), before.turns())
    read = easter.last("audited").reads(after)
    assert message.plain(message.Message("", read)) == (
        "Something that was to be sent here is missing. It may have been sent, or not."
    )


@pytest.mark.parametrize(
    "said", [alarm.unreadable("ESC-KXQT-RWBM"), alarm.many("ESC-KXQT-RWBM", 480)]
)
def test_where_the_record_takes_no_entry_it_is_said_beside_it(said):
    text = message.plain(said)
    assert text.startswith(EMERGENCY)
    assert "ESC-KXQT-RWBM" in text
    assert "Please" in text
    assert said.summary.startswith("ESC-KXQT-RWBM: ")
