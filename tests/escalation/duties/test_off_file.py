"""What is kept off the file: yes or no alone, seen by those who are asked, and on no copy of the record."""

import pytest

from escalation import rights
from escalation.acts import duty, reopen
from escalation.duties import closing_words, duties, left_to, off_file
from escalation.entries import OFF_FILE
from escalation.refusals import Stale
from escalation.texts.procedure import Faults, read
from tests.escalation.kept_beside import KEPT
from tests.escalation.story import DIRECTORY, Story

HOW, WORDS = "s3:competence.how", "s3:competence.words"


@pytest.fixture
def settled() -> Story:
    """Settled at stage 3, between the senior managers."""
    story = Story(procedure=KEPT).raised("Thursday 2026-04-02 15:00")
    story.reaches("Thursday 2026-04-09 17:01").settles("owen", "marcus")
    said = {"s1:email.how": "declined", "s1:email.words": "It was said by telephone"}
    return story.does(duty.closing, "sam", answers=said)


def answers(story: Story, by: str, how: str, **more: str) -> Story:
    return story.does(duty.closing, by, answers={HOW: how, WORDS: "MARKER about somebody", **more})


def left(story: Story, by: str) -> list[str]:
    actor = rights.actor(by, story.disagreement, DIRECTORY)
    return [each.duty.id for each in left_to.mine(actor, story.disagreement, DIRECTORY)]


@pytest.mark.parametrize("how", ["yes", "no"])
def test_it_is_answered_yes_or_no_alone_and_no_words_are_kept(settled: Story, how: str):
    answers(settled, "owen", how)

    entry = settled.last("considered_off_file")
    assert (entry.how, entry.agency, entry.audience) == (how, "health", OFF_FILE)
    assert "MARKER" not in repr(settled.entries[-1])
    assert not hasattr(entry, "words")
    assert "yes" not in settled.reads(entry).lower().split()


def test_its_place_among_what_was_answered_in_one_sitting_says_nothing_of_it(settled: Story):
    answers(settled, "owen", "yes", **{"s3:record.how": "done", "s3:record.words": "MARKER 12"})

    assert settled.kinds()[-2:] == ["duty_answered", "considered_off_file"]


def test_nobody_is_told_of_it_and_nothing_is_posted(settled: Story):
    settled.forgets()
    answers(settled, "owen", "yes")
    settled.expects_silence()
    assert settled.posts() == ""


def test_it_is_for_whoever_holds_the_role_and_for_nobody_else_of_their_agency(settled: Story):
    assert "s3:competence" in left(settled, "owen")
    assert "s3:competence" in left(settled, "marcus")
    for by in ("sam", "jo", "mina", "priya", "tom", "bea"):
        assert "s3:competence" not in left(settled, by)

    kinds = len(settled.kinds())
    answers(settled, "sam", "yes")
    assert "considered_off_file" not in settled.kinds()[kinds:], "what is not theirs is not taken"


def test_only_those_who_are_asked_see_what_was_answered(settled: Story):
    answers(settled, "owen", "yes")
    disagreement = settled.disagreement
    mine = next(
        each for each in duties.due(disagreement) if each.key == ("s3:competence", "health")
    )

    seen = {
        person.id
        for person in DIRECTORY.people
        if off_file.may_see(mine, person.id, disagreement, DIRECTORY)
    }
    assert seen == {"owen", "marcus"}
    beside = off_file.others("marcus", "care", disagreement, DIRECTORY)
    assert [each.key for each in beside] == [mine.key]


def test_no_copy_of_the_record_may_hold_it(settled: Story):
    for person in DIRECTORY.people:
        assert OFF_FILE not in rights.audiences(person.id, settled.disagreement, DIRECTORY)
    for agency in ("health", "care", "partnership"):
        for office in (True, False):
            assert OFF_FILE not in rights.copy_audiences(agency, office)


def test_that_it_is_asked_stands_in_no_entry_that_others_read(settled: Story):
    answers(settled, "owen", "yes")
    others = [each for each in settled.entries if each.audience != OFF_FILE]
    assert not any("competence" in repr(each) for each in others)
    assert not any("competence" in settled.reads(each) for each in settled.entries)


def test_those_who_are_asked_are_told_and_nobody_else(settled: Story):
    told = {each.person for each in settled.heard if "competence issues" in each.text}
    assert told == {"owen", "marcus"}


def test_it_makes_no_other_copy_for_the_file_and_keeps_none_waiting(settled: Story):
    record = {"s3:record.how": "done", "s3:record.words": "RiO"}
    fed_back = {"s3:feedback-1.how": "done", "s3:feedback-1.words": "By telephone"}
    settled.does(duty.closing, "owen", answers={**record, **fed_back})
    assert settled.kinds().count("copy_renewed") == 1, "its last answer for the file was given"

    answers(settled, "owen", "no")
    assert settled.kinds().count("copy_renewed") == 1
    assert "copy_due" not in settled.kinds()


def test_answered_once_it_is_not_answered_again(settled: Story):
    answers(settled, "owen", "no")
    settled.refuses(Stale, duty.closing, "owen", answers={HOW: "yes"})


def test_whoever_is_asked_is_reminded_until_it_is_answered_and_no_longer(settled: Story):
    others = {
        f"s3:{name}": {f"s3:{name}.how": "done", f"s3:{name}.words": "RiO"}
        for name in ("record", "feedback-1")
    }
    for by in ("owen", "marcus"):
        settled.does(
            duty.closing, by, answers={k: v for each in others.values() for k, v in each.items()}
        )
    assert settled.disagreement.closing_at
    owed = dict(closing_words.left_for(settled.disagreement, "health"))
    assert [[each.duty.id for each in some] for some in owed.values()] == [["s3:competence"]]

    answers(settled, "owen", "yes")
    assert not dict(closing_words.left_for(settled.disagreement, "health"))
    answers(settled, "marcus", "no")
    assert settled.disagreement.closing_at is None


def test_reopened_and_settled_again_it_is_asked_anew(settled: Story):
    answers(settled, "owen", "yes")
    settled.does(reopen.reopen, "sam")
    assert ("s3:competence", "health") not in settled.disagreement.done


WRONG = [
    ("asks: yes_or_no", "asks: tick", "yes_or_no"),
    ("at: settled\n        asks: yes_or_no", "at: left\n        asks: yes_or_no", "at: settled"),
    ("off file: true", "off file: true\n        tells: [business_manager]", "no `tells`"),
    ("off file: true", "off file: true\n        drafts: confirmation", "no `drafts`"),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_a_text_that_would_tell_of_it_cannot_be_used(old: str, new: str, said: str):
    start = KEPT.text.index("id: competence")
    text = KEPT.text[:start] + KEPT.text[start:].replace(old, new, 1)
    with pytest.raises(Faults, match=said):
        read(text, "kept.yml")
