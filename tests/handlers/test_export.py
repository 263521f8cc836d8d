"""Export: one's own copy, for those who may read it, noted before it leaves."""

import hashlib
import json
from dataclasses import replace

import pytest

from escalation.acts import climb
from handlers.request import Hands
from storage.audit import Seen
from tests.handlers.reception import corrected, shown, told


@pytest.fixture
def reference(reception):
    """Raised by Sam against Priya."""
    return reception.raises()


def exported(reception, who, reference, **given):
    reply = reception.asks(who, "export", reference=reference, **given)
    assert isinstance(reply, Hands), reply
    return reply


def opened(reception, who, reference, reason="The yearly report"):
    """Somebody of the office is asked why, and says so."""
    asked = shown(reception.asks(who, "export", reference=reference))
    reply = reception.sends(who, asked, {"reason": reason})
    assert isinstance(reply, Hands), reply
    return reply


def reader(handed):
    return json.loads(handed.content)["record"]["reader"]


def test_it_is_ones_own_agencys_copy(reception, reference):
    assert reader(exported(reception, "sam", reference))["agency"] == "health"
    assert reader(exported(reception, "priya", reference))["agency"] == "care"
    assert exported(reception, "sam", reference).name == f"{reference}-copy.pdf"


@pytest.mark.parametrize("who", ["jo", "pat", "bea"])
def test_whom_it_does_not_name_gets_nothing_and_nothing_is_noted(reception, reference, who):
    assert "names you" in told(reception.asks(who, "export", reference=reference))
    assert reception.office.store.audit.of(reference) == []
    assert "exported" not in reception.office.kinds(reference)


def test_the_office_may_only_after_it_has_been_given_a_copy(reception, reference):
    """R-004-23: stage 2 gives the Business Manager the details."""
    reception.office.does(
        reference, climb.move_up, "sam", answers={"reason": "Nobody visits", "tier": "2"}
    )

    handed = opened(reception, "bea", reference)

    assert reader(handed)["office"] is True
    assert b"MARKER a name" not in handed.content, "who it is about is for the two files alone"
    assert "names you" in told(reception.asks("ivor", "export", reference=reference))


@pytest.fixture
def at_stage_2(reception, reference):
    """R-004-23: stage 2 gives the Business Manager the details."""
    up = {"reason": "Nobody visits", "tier": "2"}
    reception.office.does(reference, climb.move_up, "sam", answers=up)
    return reference


def test_the_office_sees_reference_and_state_until_it_opens_with_a_reason(reception, at_stage_2):
    status = told(reception.asks("bea", "status", reference=at_stage_2))
    asked = shown(reception.asks("bea", "export", reference=at_stage_2))

    assert "Stage 2" in status
    assert "MARKER" not in status
    refused = corrected(reception.sends("bea", asked, {"reason": " "}))
    assert (refused.field, refused.sentence) == ("reason", "Say why you open it, in a few words.")
    assert "copy_opened" not in reception.office.kinds(at_stage_2)


def test_who_of_the_office_opened_it_and_why_stands_on_the_offices_copy_alone(
    reception, at_stage_2
):
    opened(reception, "bea", at_stage_2)

    entry = reception.office.last(at_stage_2, "copy_opened")
    assert (entry.by.person, entry.reason, entry.audience) == ("bea", "The yearly report", "office")
    assert "The yearly report" not in exported(reception, "sam", at_stage_2).content.decode()


def test_once_opened_it_is_not_asked_again_of_the_same_person_and_is_of_another(
    reception, at_stage_2
):
    opened(reception, "bea", at_stage_2)

    assert exported(reception, "bea", at_stage_2).content
    assert reception.office.kinds(at_stage_2).count("copy_opened") == 1
    assert "names you" in told(reception.asks("ivor", "export", reference=at_stage_2))


def test_it_is_noted_before_it_is_handed_over(reception, reference):
    """Where the copy cannot be made, that somebody asked for it is on the audit all the same."""

    def fails(*asked):
        noted.extend(reception.office.store.audit.of(reference))
        raise OSError("no room")

    noted: list[Seen] = []
    reception.desk = replace(reception.desk, make=fails)

    with pytest.raises(OSError, match="no room"):
        reception.asks("sam", "export", reference=reference)

    assert [(seen.who, seen.what) for seen in noted] == [("sam", "export")]
    assert "exported" not in reception.office.kinds(reference)


def test_the_ledger_knows_which_copy_left_and_for_whom(reception, reference):
    handed = exported(reception, "sam", reference)

    entry = reception.office.last(reference, "exported")
    assert entry.sha256 == hashlib.sha256(handed.content).hexdigest()
    assert (entry.to, entry.agency, entry.format) == ("sam", "health", "pdf")
    assert entry.by.person == "sam"


def test_asked_for_twice_by_one_press_it_is_one_entry(reception, reference):
    for _ in range(2):
        exported(reception, "sam", reference, key="one press")

    assert reception.office.kinds(reference).count("exported") == 1


def test_what_is_said_with_it_has_no_content(reception, reference):
    handed = exported(reception, "sam", reference)

    assert "MARKER" not in str(handed.message)
    assert "It is confidential" in str(handed.message)


def test_a_settled_one_can_still_be_exported(reception, reference):
    reception.office.settles(reference, "sam", "priya")

    assert exported(reception, "sam", reference).content


def test_without_a_reference_it_says_which_is_wanted(reception):
    assert "Say which: /escalate export ESC-…" in told(reception.asks("sam", "export"))
