"""After stage 1: a text to send from one's own e-mail, ticked once it is sent (R-002-30, R-003-43)."""

import pytest

from tests.escalation.kept_beside import KEPT
from tests.stories.conftest import words
from tests.stories.test_closing import PAGE, opens, saves
from tests.stories.test_migrate import restarts_with

DRAFT = "s1:email.unkept"


@pytest.fixture
def confirmed(berkshire, monkeypatch):
    """The text that asks for it is in force."""
    restarts_with(berkshire, KEPT, monkeypatch)
    return berkshire


def moves_up(partnership, *names: str) -> None:
    for name in names:
        partnership.presses(name, "Move up now", reason="We still differ.")


def test_left_unsettled_the_raiser_is_asked_and_copies_what_is_still_open(confirmed):
    reference = confirmed.raises(subject_name="MARKER-NAME")
    confirmed.presses("Priya", "Give our view", text="It is below the threshold.")
    moves_up(confirmed, "Sam", "Jo")
    assert confirmed.app.store.disagreement(reference).stage.id == "s2"

    told = [each for each in confirmed.told("Sam") if PAGE in each.buttons][-1]
    assert "the ongoing concern" in words(told.text)
    assert "below the threshold" not in told.text, "the draft is content, and in no message"
    assert not any("the ongoing concern" in each.text for each in confirmed.told("Priya"))

    assert DRAFT in opens(confirmed, "Sam")
    drafted = confirmed.person("Sam").modal.field(DRAFT).value
    assert f"Confirmation: {reference}, Stage 1" in drafted
    assert "It was not settled at Stage 1. It is now at Stage 2." in drafted
    assert "Social Care, by Priya Desai: It is below the threshold." in drafted
    assert "MARKER-NAME" not in drafted
    seen = confirmed.app.store.audit.of(reference)
    assert seen[-1].what == "closing", "reading it is audited"

    answers = {"s1___email__how": "I have sent it", "s1___email__words": "Priya Desai"}
    assert "It is saved" in saves(confirmed, "Sam", **answers)
    said = confirmed.app.store.disagreement(reference).done["s1:email", "health"]
    assert said.words == "Sent to Priya Desai, on Thursday 2 April 2026."
    sent = confirmed.kinds(reference).count("duty_answered")
    confirmed.reaches("Friday 2026-04-17 17:30")
    assert confirmed.kinds(reference).count("duty_answered") == sent


def test_settled_each_line_manager_is_handed_what_was_agreed(confirmed):
    reference = confirmed.raises()
    confirmed.proposes("Sam")
    confirmed.presses("Sam", "Approve")
    confirmed.presses("Priya", "Approve")

    asked = opens(confirmed, "Priya")
    assert {"s1:confirm.unkept", "s1:confirm.how", "s1:confirm.on"} <= {*asked}
    drafted = confirmed.person("Priya").modal.field("s1:confirm.unkept").value
    assert "1. An assessment is begun today. By whom: Priya Desai." in drafted
    assert f"Confirmation: {reference}" in drafted


def test_sent_to_nobody_it_is_marked_and_the_text_still_stands_there(confirmed):
    confirmed.raises()
    moves_up(confirmed, "Sam", "Jo")
    opens(confirmed, "Sam")
    sam = confirmed.person("Sam")
    again = sam.submits({"s1:email.how": "I have sent it"})
    assert "Say to whom you sent it." in again.errors["s1:email.words"]
    sam.closes()
    opens(confirmed, "Sam")
    assert "What is still open" in sam.modal.field(DRAFT).value
