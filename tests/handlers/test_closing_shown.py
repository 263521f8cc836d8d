"""The closing page shows what was answered: one's own side's words, and what both say there is to learn."""

from dataclasses import replace

from escalation import rights
from escalation.acts import chair, convene, duty
from escalation.particulars import Hidden
from escalation.words.forms import Field
from escalation.words.message import Choices
from handlers import closing_form
from tests.escalation.closing_lives import settled
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4
from tests.escalation.story import Story
from tests.handlers.test_closing import page, says

FILED = {"s1:record.how": "done", "s1:record.words": "MARKER RiO 4471"}
DECLINED = {"s1:record.how": "declined", "s1:record.words": "MARKER no file is held"}


def test_what_was_done_and_declined_stands_there_with_its_evidence_and_its_reason():
    story = settled().does(duty.closing, "sam", answers={**FILED, "acknowledged": "read"})
    story.does(duty.closing, "priya", answers=DECLINED)

    ours, theirs = says(page(story, "sam")), says(page(story, "priya"))
    assert "“MARKER RiO 4471” Sam Okafor, Thursday 2 April 2026, 15:00." in ours
    assert "Read what was agreed: Sam Okafor" in ours
    assert "Not done: " in theirs
    assert "“MARKER no file is held” Priya Desai" in theirs


def test_what_a_side_alone_may_read_is_never_on_the_page_of_the_other():
    story = settled().does(duty.closing, "sam", answers={**FILED, "acknowledged": "read"})

    for by in ("priya", "bea"):
        assert "RiO" not in says(page(story, by))
        assert "Read what was agreed: " not in says(page(story, by))


def test_what_is_out_of_sight_is_not_shown():
    story = settled().does(duty.closing, "sam", answers=FILED)
    done = story.disagreement.done["s1:record", "health"]
    gone = {done.entry: Hidden(done.entry, done.by, story.now, "MARKER")}
    story.disagreement = replace(story.disagreement, hidden=gone)

    assert "MARKER" not in says(page(story, "sam"))


def test_the_page_says_which_copy_there_is_and_what_it_does_not_hold_yet():
    text = says(page(settled(), "sam"))

    assert "holds the record as it was on Thursday 2 April 2026, 15:00, and nothing that" in text
    assert "another copy is made, which replaces it" in text


def held() -> Story:
    """A meeting whose chair, of an uninvolved agency, has still to report."""
    story = at_stage_4(Story(directory=PEOPLE))
    story.does(convene.call_meeting, "ruth", answers={**ON, "chair": "vera"})
    return story.reaches("Friday 2026-04-10 12:00").does(convene.meeting_held, "ruth", answers=HELD)


def test_the_chairs_report_stands_on_the_page_of_the_chair_and_the_business_manager_alone():
    """R-004-41: with its button."""
    story = held()

    alone = closing_form.report("vera", story.disagreement, PEOPLE)
    assert not any(isinstance(part, Field) for part in alone.parts)
    for form in (alone, of(story, "bea")):
        assert "[Report the issues]" in says(form)
    assert "on behalf of whoever chaired it" in says(of(story, "bea"))
    assert not buttons(of(story, "ruth"))

    story.does(chair.chair_report, "vera", question="", answers={"issues": "MARKER"})
    assert not buttons(of(story, "bea"))


def of(story: Story, by: str):
    actor = rights.actor(by, story.disagreement, PEOPLE)
    return closing_form.form(actor, story.disagreement, PEOPLE, story.now)


def buttons(form) -> list[Choices]:
    return [part for part in form.parts if isinstance(part, Choices)]
