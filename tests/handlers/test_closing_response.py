"""A written response is asked for as what it is, and whoever writes it reads who will read it (R-003-51)."""

from escalation.acts import climb
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
