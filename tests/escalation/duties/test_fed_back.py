"""R-004-13, R-004-21, R-004-30: feedback is not closed without delivery to each who is to hear."""

from dataclasses import replace

import pytest

from escalation.acts import duty
from escalation.refusals import NotNow, NotYours, Stale
from tests.escalation.duties.test_duties import RAISED, ids
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.story import DIRECTORY, Story


@pytest.fixture
def settled() -> Story:
    """Settled at stage 2, between Mina and Helen."""
    story = Story().raised(RAISED).reaches("Wednesday 2026-04-08 17:01")
    return story.settles("mina", "helen").forgets()


def test_it_is_done_by_itself_once_the_practitioner_has_read(settled: Story):
    settled.does(duty.acknowledge, "sam")

    assert ids(settled, "health") == ["s2:record"]
    assert ids(settled, "care") == ["s2:feedback-1", "s2:record"]
    said = settled.reads(settled.last("duty_answered"))
    assert "Everybody at Health Trust who was to hear has said that they have read it" in said


def test_at_stage_1_the_managers_involved_read_it_as_well(easter: Story):
    easter.reaches("Tuesday 2026-04-07 17:01").settles("jo", "tom")
    easter.does(duty.acknowledge, "sam")
    assert "s1:feedback-1" in ids(easter, "health")

    easter.does(duty.acknowledge, "jo")
    assert ids(easter, "health") == ["s1:record"]


def test_of_two_who_raised_it_each_reads_it():
    story = Story().raised(RAISED, colleague="ann", jointly="with")
    story.reaches("Wednesday 2026-04-08 17:01").settles("mina", "helen")

    story.does(duty.acknowledge, "sam")
    assert "s2:feedback-1" in ids(story, "health")
    story.does(duty.acknowledge, "ann")
    assert ids(story, "health") == ["s2:record"]


def test_it_is_not_done_by_reading_while_somebody_who_is_to_hear_was_told_of_nothing(easter: Story):
    """At stage 1 no manager was told: the record never says that everybody has read it."""
    easter.settles("sam", "priya").does(duty.acknowledge, "sam")

    assert ids(easter, "health") == ["s1:feedback-1", "s1:record"]
    assert "duty_answered" not in easter.kinds()


def test_where_nobody_holds_the_role_that_is_to_hear_reading_is_enough():
    posts = tuple(each for each in DIRECTORY.posts if each.person not in ("jo", "max"))
    people = tuple(replace(each, manager="") for each in DIRECTORY.people)
    story = Story(directory=replace(DIRECTORY, people=people, posts=posts)).raised(RAISED)
    story.settles("sam", "priya").does(duty.acknowledge, "sam")

    assert ids(story, "health") == ["s1:record"]
    assert ids(story, "care") == ["s1:feedback-1", "s1:record"]


def test_whoever_said_yes_answers_for_those_who_were_told_of_nothing():
    """R-000-30, R-000-46: the chapter has managers hear who were never told of it."""
    story = Story(procedure=BRACKNELL_FOREST).raised(RAISED, area="Bracknell Forest")
    story.settles("sam", "priya")
    each = ("s1:feedback-1", "s1:feedback-2")
    answers = {f"{one}.how": "done" for one in each}
    answers |= {f"{one}.words": "MARKER I rang her" for one in each}
    story.does(duty.closing, "sam", answers=answers)
    assert ids(story, "health") == ["s1:record"]


def test_only_whoever_said_yes_does_and_not_a_colleague_beside_them():
    story = Story().raised(RAISED, colleague="ann", jointly="with").settles("sam", "priya")
    answers = {"s1:feedback-1.how": "done", "s1:feedback-1.words": "MARKER"}

    refused = story.refuses(NotYours, duty.closing, "ann", answers=answers)
    assert "is for Sam Okafor to say" in str(refused)


def test_said_by_the_button_while_the_page_was_open_the_page_is_still_saved(settled: Story):
    settled.does(duty.acknowledge, "mina")
    filed = {"s2:record.how": "done", "s2:record.words": "MARKER", "acknowledged": "read"}
    settled.does(duty.closing, "mina", answers=filed)

    assert settled.kinds().count("acknowledged") == 1
    assert "s2:record" not in ids(settled, "health")


def test_a_practitioner_says_it_for_themselves_alone(settled: Story):
    answers = {"s2:feedback-1.how": "done", "s2:feedback-1.words": "MARKER"}
    refused = settled.refuses(NotYours, duty.closing, "sam", answers=answers)
    assert "“I have read what was agreed”" in str(refused)

    settled.does(duty.closing, "sam", answers={"acknowledged": "read"})
    assert ids(settled, "health") == ["s2:record"]


def test_a_manager_says_how_they_were_told(settled: Story):
    answers = {"s2:feedback-1.how": "done", "s2:feedback-1.words": "MARKER by telephone"}
    settled.does(duty.closing, "mina", answers=answers)

    assert ids(settled, "health") == ["s2:record"]


def test_it_is_said_once_and_only_of_what_was_agreed(easter: Story):
    easter.refuses(NotNow, duty.acknowledge, "sam")
    easter.settles("sam", "priya").does(duty.acknowledge, "sam")
    easter.refuses(Stale, duty.acknowledge, "sam")
