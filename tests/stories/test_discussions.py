"""Discussions, lived: recorded as they are held, approved in one press, and kept by each agency."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.escalation.talking import TALKING
from tests.stories.conftest import words

TODAY = {"held_on": "2026-04-02", "held_at": "14:00"}
BETWEEN = "Between the two agencies"
OWN = "Inside my own agency alone"
SPOKE = "We went through the three visits together."
OURS = "Jo asks for a joint visit before the weekend."


@pytest.fixture
def talking(berkshire: Any) -> Any:
    """An installation in which each discussion is recorded, approved and dated."""
    app = berkshire.app
    areas = dict.fromkeys(app.desk.procedures, TALKING)
    berkshire.app = replace(app, desk=replace(app.desk, procedures=areas))
    object.__setattr__(app, "desk", berkshire.app.desk)
    return berkshire


def discusses(talking: Any, name: str, between: str, text: str, **more: str) -> None:
    talking.presses(
        name,
        "Record a discussion",
        **{**TODAY, "between": between, "who": "Sam and Priya", "text": text, **more},
    )


def approval(talking: Any, name: str) -> Any:
    """What somebody is shown before they approve."""
    person = talking.person(name)
    person.presses("Approve discussions", in_=talking.card(name))
    return person.waits_for(lambda: person.modal, called="the discussions")


def copy(talking: Any, reference: str, agency: str) -> dict[str, Any]:
    made = talking.app.desk.make(reference, agency, "json", talking.clock.now())
    found: dict[str, Any] = json.loads(made)
    record: dict[str, Any] = found.get("record", found)
    return record


def seen(talking: Any, name: str) -> str:
    """Everything somebody can see: their channels with each thread, and what they were told."""
    channels = talking.person(name).conversations
    messages = [m for each in channels for root in each.messages for m in (root, *root.replies)]
    return "\n".join(f"{each.row}" for each in messages)


def test_all_up_to_today_are_approved_in_one_press_that_shows_them_first(talking):
    reference = talking.raises()
    discusses(talking, "Sam", BETWEEN, SPOKE, papers="E-mail of 1 April, in our case system")
    discusses(talking, "Sam", OWN, OURS)

    modal = approval(talking, "Sam")
    assert "Thursday 2 April 2026, 14:00" in modal.text
    assert "written down by Sam Okafor" in words(modal.text)
    assert "inside Royal Berkshire Health Trust alone" in words(modal.text)
    assert SPOKE in words(modal.text), "nobody approves what they have not read"
    assert OURS in words(modal.text)
    done = talking.person("Sam").submits({})
    talking.settles()

    assert "You have answered for two discussions" in words(done.text)
    assert talking.kinds(reference).count("discussions_approved") == 2
    assert "approved the record of this discussion" in words(talking.thread())
    assert "In writing besides: E-mail of 1 April" in words(talking.thread())


def test_the_other_side_reads_nothing_of_one_inside_an_agency(talking):
    reference = talking.raises()
    before = seen(talking, "Priya")
    discusses(talking, "Sam", OWN, OURS)
    approval(talking, "Sam")
    talking.person("Sam").submits({})
    talking.settles()

    assert seen(talking, "Priya") == before
    assert OURS not in json.dumps(copy(talking, reference, "social-care"))
    assert OURS in json.dumps(copy(talking, reference, "health"))
    priya = talking.person("Priya")
    priya.presses("Approve discussions", in_=talking.card("Priya"))
    talking.settles()
    assert "Nothing is left to approve for" in talking.refused("Priya")


def test_ones_own_are_read_with_its_notes(talking):
    reference = talking.raises()
    discusses(talking, "Sam", OWN, OURS)

    for name, reads in (("Sam", True), ("Priya", False)):
        person = talking.person(name)
        before = len(person.notices)
        person.types(f"/escalate notes {reference}")
        answer = person.waits_for(lambda p=person, n=before: p.notices[n:], called="notes")[-1]
        assert (OURS in answer.text) is reads


def test_one_that_is_not_right_has_a_correction_beside_it(talking):
    reference = talking.raises()
    discusses(talking, "Sam", BETWEEN, SPOKE)

    modal = approval(talking, "Priya")
    (option,) = [each for each in modal.field("except").options if "Sam Okafor" in each]
    talking.person("Priya").submits({"except": option, "correction": "We spoke of two visits."})
    talking.settles()

    assert "discussion_corrected" in talking.kinds(reference)
    thread = words(talking.thread())
    assert SPOKE in thread
    assert "We spoke of two visits." in thread
    (shown,) = copy(talking, reference, "health")["discussions"]
    assert [one["name"] for one in shown["corrected"]] == ["Priya Desai"]


def test_two_held_at_one_time_are_told_apart_so_that_what_is_inside_an_agency_is_corrected_there(
    talking,
):
    reference = talking.raises()
    discusses(talking, "Sam", BETWEEN, SPOKE)
    discusses(talking, "Sam", OWN, OURS)

    modal = approval(talking, "Sam")
    lines = words(modal.text)
    assert lines.index("2. Thursday") < lines.index("inside Royal Berkshire Health Trust alone")
    (option,) = [each for each in modal.field("except").options if each.startswith("2. ")]
    talking.person("Sam").submits({"except": option, "correction": "We asked for two visits."})
    talking.settles()

    assert "We asked for two visits." not in seen(talking, "Priya")
    assert "We asked for two visits." in json.dumps(copy(talking, reference, "health"))
    assert "We asked for two visits." not in json.dumps(copy(talking, reference, "social-care"))


def test_written_down_on_a_later_day_it_shows_both_times(talking):
    talking.raises()
    talking.reaches("Friday 2026-04-03 10:00")
    discusses(talking, "Priya", BETWEEN, SPOKE)

    thread = words(talking.thread())
    assert "held on Thursday 2 April 2026, 14:00" in thread
    assert "Friday 3 April 2026, 10:00, on another day than it was held" in thread


def test_what_nobody_approved_is_left_at_the_end_and_the_file_gets_a_later_copy(talking):
    """R-003-37, R-003-38: approved after the end, each agency's copy is made anew with it."""
    reference = talking.raises()
    discusses(talking, "Sam", BETWEEN, SPOKE)
    talking.presses("Sam", "Withdraw", reason="We have agreed by telephone.")

    priya = talking.person("Priya")
    priya.types(f"/escalate closing {reference}")
    modal = priya.waits_for(lambda: priya.modal, called="what is left")
    assert "Approve the record of each discussion" in words(modal.text)
    assert "written down by Sam Okafor" in words(modal.text)
    answers = {"discussions.how": "Approve all of them"}
    for field in modal.fields:
        if field.block_id.endswith(":record.how"):
            words_ = field.block_id.replace(".how", ".words")
            answers |= {field.block_id: "Done", words_: "Our file 12"}
    priya.submits(answers)
    talking.settles()

    assert "copy_renewed" in talking.kinds(reference)
    (shown,) = copy(talking, reference, "social-care")["discussions"]
    assert [one["name"] for one in shown["approved"]] == ["Priya Desai"]


def test_by_its_command_after_the_end_too(talking):
    reference = talking.raises()
    discusses(talking, "Sam", BETWEEN, SPOKE)
    talking.presses("Sam", "Withdraw", reason="We have agreed by telephone.")

    sam = talking.person("Sam")
    sam.types(f"/escalate discussions {reference}")
    sam.waits_for(lambda: sam.modal, called="the discussions")
    sam.submits({})
    talking.settles()

    assert "discussions_approved" in talking.kinds(reference)


def test_where_the_text_says_nothing_of_it_the_card_has_no_such_button(berkshire):
    reference = berkshire.raises()

    assert "Approve discussions" not in berkshire.card().buttons
    berkshire.person("Sam").types(f"/escalate discussions {reference}")
    assert "asks for no approval of a discussion" in berkshire.refused("Sam")
