"""A form's draft says of a discussion by whom its record is approved, and never that it still is not."""

from escalation.acts import climb
from escalation.duties import drafted
from escalation.duties.drafted import Written
from tests.escalation.hillingdon import hillingdon
from tests.escalation.story import Story
from tests.escalation.talking import BOTH, approves, talked
from tests.escalation.test_hillingdon import WHY


def at_stage_one(story: Story) -> str:
    """What the form says was done there, once it has gone to the Unit."""
    story.does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    owen = story.directory.person("owen")
    assert owen
    written = [Written(number, entry) for number, entry in enumerate(story.entries, 1)]
    paper = story.disagreement.procedure.forms[0]
    return drafted.draft(paper, story.disagreement, written, owen)["actions-taken.s1"]


def test_approved_by_both_it_says_by_whom_and_when_and_nothing_else():
    story = hillingdon()
    talked(story, "sam", {**BOTH, "held_on": "2026-09-02", "held_at": "09:30"})
    for who in ("sam", "priya"):
        approves(story, who)
    said = at_stage_one(story)

    assert "not yet approved" not in said
    day = "on Wednesday 2 September 2026."
    assert f"Its record was approved for Health Trust by Sam Okafor {day}" in said
    assert f"Its record was approved for Social Care by Priya Desai {day}" in said


def test_with_a_correction_beside_it_that_is_said_and_its_words_are_not():
    story = hillingdon()
    number = talked(story, "sam", {**BOTH, "held_on": "2026-09-02", "held_at": "09:30"})
    approves(story, "priya", **{"except": str(number), "correction": "MARKER mine"})
    said = at_stage_one(story)

    assert "For Social Care Priya Desai put a correction beside its record on Wednesday" in said
    assert "MARKER mine" not in said


def test_approved_by_nobody_yet_nothing_is_said_of_it():
    story = hillingdon()
    talked(story, "sam", {**BOTH, "held_on": "2026-09-02", "held_at": "09:30"})

    assert "approve" not in at_stage_one(story)
