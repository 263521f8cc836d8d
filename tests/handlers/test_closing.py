"""The closing page: what stands on it, for whom, and that a long one goes on."""

from dataclasses import replace

import pytest

from bot.slack.forms import MOST_BLOCKS, modal
from escalation import rights
from escalation.acts import duty
from escalation.directory.people import Directory
from escalation.duties import duties
from escalation.particulars import Hidden
from escalation.refusals import Unusable
from escalation.words import message
from escalation.words.forms import Field, Form
from escalation.words.message import Quote
from handlers import closing_form
from tests.escalation.duties.test_duties import RAISED, asking, stated
from tests.escalation.story import DIRECTORY, Story


def page(
    story: Story, by: str, number: int = 1, after: str = "", directory: Directory = DIRECTORY
) -> Form:
    """What somebody sees."""
    actor = rights.actor(by, story.disagreement, directory)
    about = (actor, story.disagreement, directory, story.now)
    return closing_form.form(*about, number, after)


def many(count: int) -> Story:
    """A procedure that asks very much as its first stage is entered."""
    each = (stated(f"duty-{n}", "practitioner", asks="tick") for n in range(count))
    return Story(procedure=asking(*each)).raised(RAISED)


def says(form: Form) -> str:
    """What stands on a page beside its questions."""
    parts = tuple(part for part in form.parts if not isinstance(part, Field))
    return message.plain(message.Message("", parts))


def questions(form: Form) -> list[str]:
    return [field.id for field in form.fields]


def test_each_duty_stands_there_in_the_procedures_words_with_how_strongly_it_asks():
    story = Story().raised(RAISED).settles("sam", "priya")

    said = [str(part) for part in page(story, "priya").parts]
    asked = (
        "2. Must: Put the record on the file, and say where it is filed. The procedure says: “The"
    )
    assert any(each.startswith(f"{asked} detail of the escalation") for each in said)
    assert questions(page(story, "priya")) == [
        "acknowledged",
        *("s1:feedback-1.how", "s1:feedback-1.words"),
        *("s1:record.how", "s1:record.words"),
        *("lessons", "gaps"),
    ]


def test_a_long_page_goes_on_and_neither_is_too_long_for_slack():
    story = many(40)
    first = page(story, "sam")
    second = page(story, "sam", 2, first.carries["shown"])

    asked = [each for each in (*questions(first), *questions(second)) if each.endswith(".how")]
    assert asked == [f"s1:duty-{n}.how" for n in range(40)]
    assert "lessons" not in questions(first)
    assert "lessons" in questions(second)
    for form in (first, second):
        assert len(modal(form)["blocks"]) <= MOST_BLOCKS


def test_the_next_page_begins_after_the_last_though_that_has_been_answered():
    story = many(30)
    last = page(story, "sam").carries["shown"]
    before = story.disagreement
    story.does(duty.closing, "sam", answers={f"{last}.how": "done", f"{last}.words": "MARKER"})

    actor = rights.actor("sam", before, DIRECTORY)
    assert closing_form.goes_on(before, actor, DIRECTORY, last)
    assert questions(page(story, "sam", 2, last))[0] == "s1:duty-24.how"


def test_what_there_is_to_learn_is_read_on_the_page_alone_by_each_side_and_whoever_passes_it_on():
    story = Story().raised(RAISED).settles("sam", "priya").forgets()
    story.does(duty.closing, "priya", answers={"gaps": "MARKER who rings whom"})

    for by in ("bea", "sam", "priya"):
        assert Quote("Gaps, as Priya Desai of Social Care says", "MARKER who rings whom") in (
            page(story, by).parts
        )
    assert not any("MARKER" in each.text for each in story.heard)


def test_of_issues_that_are_out_of_sight_the_page_shows_nothing():
    story = Story().raised(RAISED).settles("sam", "priya")
    story.does(duty.closing, "priya", answers={"gaps": "MARKER"})
    flagged = story.disagreement.flagged[0]
    gone = {flagged.entry: Hidden(flagged.entry, flagged.by, story.now, "MARKER")}
    story.disagreement = replace(story.disagreement, hidden=gone)

    assert "MARKER" not in str(page(story, "bea").parts)


@pytest.mark.parametrize(("by", "has"), [("sam", False), ("mina", True)])
def test_that_each_has_been_told_is_for_a_manager_to_say(by: str, has: bool):
    story = Story().raised(RAISED).reaches("Wednesday 2026-04-08 17:01").settles("mina", "helen")

    assert ("s2:feedback-1.how" in questions(page(story, by))) is has


def test_a_colleague_who_was_quicker_leaves_nothing_and_the_page_says_so():
    story = Story().raised(RAISED).settles("sam", "priya")
    each = ("s1:record", "s1:feedback-1")
    answers = {f"{one}.how": "done" for one in each} | {f"{one}.words": "MARKER" for one in each}
    story.does(duty.closing, "sam", answers=answers)

    assert not duties.asked(story.disagreement, "health")
    text = says(page(story, "sam"))
    assert "Nothing more is left for Health Trust." in text


def test_where_only_others_can_answer_what_is_left_the_page_does_not_say_that_nothing_is():
    story = Story().raised(RAISED).reaches("Wednesday 2026-04-08 17:01").settles("mina", "helen")
    filed = {"s2:record.how": "done", "s2:record.words": "MARKER"}
    story.does(duty.closing, "mina", answers=filed)

    text = says(page(story, "sam"))
    assert "Nothing is left for you to answer. Something is left for Health Trust" in text


def test_whoever_considers_what_is_learnt_reads_when_the_text_asks_it():
    """R-004-42, R-004-52: in its own words."""
    story = Story().raised(RAISED).settles("sam", "priya")
    story.does(duty.closing, "priya", answers={"lessons": "MARKER", "gaps": "MARKER"})

    said = " ".join(str(part) for part in page(story, "bea").parts)
    assert "It is asked where the difference could not be resolved, or there may be lessons" in said
    assert "It is asked where the process has shown gaps in policies and procedures." in said


def test_every_line_that_is_done_without_evidence_is_marked():
    story = Story().raised(RAISED).settles("sam", "priya")
    fields = ("s1:feedback-1", "s1:record")

    with pytest.raises(Unusable) as refused:
        story.does(duty.closing, "sam", answers={f"{each}.how": "done" for each in fields})

    assert [refused.value.field, *dict(refused.value.also)] == [f"{each}.words" for each in fields]
    assert "where it is filed" in dict(refused.value.also)["s1:record.words"]
