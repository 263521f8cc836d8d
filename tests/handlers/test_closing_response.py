"""A written response is asked for as what it is, and whoever writes it reads who will read it (R-003-51)."""

from escalation.acts import climb, duty
from tests.escalation.hillingdon import hillingdon
from tests.escalation.test_hillingdon import WHY
from tests.handlers.test_closing import page, says

WORDS = "s4:written-response.words"


def test_its_field_says_that_every_side_reads_it_and_asks_for_no_evidence():
    story = hillingdon("adult").does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    asked = page(story, "una", directory=story.directory)

    field = next(each for each in asked.fields if each.id == WORDS)
    assert field.label == "The written response: every side reads it"
    assert "Or, where none is given, why" in field.hint
    assert "How this was done" not in str(asked)
    assert "no other" not in says(asked)


def test_once_written_its_words_are_for_whoever_may_read_the_record():
    """The Business Manager was told of it, and opens no record by that: she reads that it was given."""
    story = hillingdon("adult").does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    given = {"s4:written-response.how": "done", WORDS: "MARKER a joint plan"}
    story.does(duty.closing, "una", answers=given)
    wrote, told = (says(page(story, who, directory=story.directory)) for who in ("una", "bea"))

    assert "“MARKER a joint plan” Una Wells" in wrote
    assert "Done: Send a written response" in told
    assert "Una Wells" in told
    assert "MARKER" not in told
