"""The copy for the file: a completed closing makes the next, which says what it replaces."""

import pytest

from escalation.acts import duty, reopen, sight
from escalation.duties import closing_words, filed
from escalation.entries import own_agency
from escalation.owing import Record, To
from tests.escalation.closing_lives import settled
from tests.escalation.story import Story
from tests.escalation.two import another, merged

FILED = {"s1:record.how": "done", "s1:record.words": "MARKER filed"}
NO_FILE = {"s1:record.how": "declined", "s1:record.words": "MARKER no file is held"}
READ = {"acknowledged": "read"}
MORNING = "Tuesday 2026-04-07 12:00"  # the working day after Maundy Thursday


@pytest.fixture
def story() -> Story:
    """Settled between the professionals; each agency has its first copy."""
    return settled().forgets()


def copies(story: Story) -> dict[str, int]:
    return {
        agency: len(filed.copies(story.disagreement, agency))
        for agency in story.disagreement.agencies
    }


def records(story: Story) -> list[str]:
    return [each.agency for each in story.owed if isinstance(each, Record)]


def fed_back(story: Story, by: str) -> dict[str, str]:
    return {"s1:feedback-1.how": "done", "s1:feedback-1.words": f"MARKER {by} rang them"}


def test_settling_makes_the_first_copy_of_each(story: Story):
    assert copies(story) == {"health": 1, "care": 1}


def test_while_something_is_left_no_copy_is_made_anew(story: Story):
    story.does(duty.closing, "sam", answers=FILED)

    assert copies(story) == {"health": 1, "care": 1}


def test_the_last_answer_of_a_side_makes_the_next_copy_of_that_side_alone(story: Story):
    story.does(duty.closing, "sam", answers={**FILED, **fed_back(story, "sam")})

    assert copies(story) == {"health": 2, "care": 1}
    assert records(story)[-1] == "health"
    entry = story.last("copy_renewed")
    assert entry.audience == own_agency("health")
    text = story.reads(entry)
    assert "Another copy for the child's file of Health Trust is made: copy 2." in text
    assert "It replaces copy 1, made on Thursday 2 April 2026, 15:00." in text


def test_the_copy_ends_with_what_was_said_in_the_same_sitting(story: Story):
    answers = {**FILED, **fed_back(story, "sam"), "lessons": "MARKER", **READ}
    story.does(duty.closing, "sam", answers=answers)

    assert story.kinds()[-1] == "copy_renewed"


def test_lessons_of_the_other_side_afterwards_make_another_but_their_reading_does_not(story: Story):
    story.does(duty.closing, "sam", answers={**FILED, **fed_back(story, "sam")})
    story.does(duty.acknowledge, "priya")
    assert copies(story) == {"health": 2, "care": 1}

    story.does(duty.closing, "priya", answers={**NO_FILE, "gaps": "MARKER"})
    assert copies(story) == {"health": 2, "care": 1}
    story.reaches(MORNING)
    assert copies(story) == {"health": 3, "care": 1}


def test_words_taken_out_of_sight_are_not_left_on_the_file(story: Story):
    """Though something is still to be answered."""
    raised = story.disagreement.written[0].entry
    story.does(sight.hide, "sam", answers={"entry": str(raised), "reason": "Another child."})

    assert copies(story) == {"health": 2, "care": 2}


def test_nor_on_the_file_of_what_was_merged_into_another():
    story = merged(Story().raised("Thursday 2026-04-02 15:00"), another())
    assert copies(story) == {"health": 1, "care": 1}
    raised = story.disagreement.written[0].entry
    story.does(sight.hide, "sam", answers={"entry": str(raised), "reason": "Another child."})

    assert copies(story) == {"health": 2, "care": 2}
    assert "It replaces copy 1" in " ".join(map(str, filed.handed(story.disagreement, "care")))


def test_what_is_reopened_and_settled_again_counts_on(story: Story):
    story.does(reopen.reopen, "sam", answers={"reason": "broken", "why": "MARKER"})
    story.settles("mina", "helen")

    assert copies(story) == {"health": 2, "care": 2}
    said = " ".join(map(str, filed.handed(story.disagreement, "health")))
    assert "It replaces copy 1" in said
    assert "the record as it was on" in said


def test_what_the_copy_does_not_hold_is_said_with_the_copy_alone():
    """Once to each person: not again in what says that it is settled, nor in what is left."""
    story = settled()

    said = "another copy is made, which replaces it"
    handed = " ".join(map(str, filed.handed(story.disagreement, "health")))
    assert "holds the record as it was on Thursday 2 April 2026, 15:00" in handed
    assert said in handed
    assert not any(said in " ".join(each.text.split()) for each in story.heard)


def test_whoever_has_said_that_it_is_filed_files_the_next_copy_too(story: Story):
    assert closing_words.files(story.disagreement, "health", story.directory) == (To("sam"),)
    story.does(duty.closing, "priya", answers=NO_FILE)
    assert closing_words.files(story.disagreement, "care", story.directory) == ()


def test_nothing_is_to_come_once_all_is_answered(story: Story):
    story.does(duty.closing, "sam", answers={**FILED, **fed_back(story, "sam")})

    assert filed.ends_here(story.disagreement, "health") == ()
    assert "MARKER" not in plain_of(story)


def plain_of(story: Story) -> str:
    return " ".join(map(str, filed.handed(story.disagreement, "health")))
