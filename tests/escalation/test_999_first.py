"""Whatever somebody is told of a disagreement begins with one line: 999, and the area's duty team."""

from collections.abc import Iterator

import pytest

from escalation.disagreement import Disagreement, after
from escalation.owing import Telling
from escalation.words.emergency import begins, emergency, first_words, together
from escalation.words.message import Phone, Says
from tests.escalation.story import Story
from tests.escalation.words.test_first_message import LIVED, RAISED, kind_of

READING, SLOUGH = {"Reading": "01344 351 999"}, {"Slough": "01753 000 000"}


def tellings(story: Story) -> Iterator[Telling]:
    """All that anybody is told by any entry of a life."""
    stands = Disagreement(story.reference, story.procedure)
    for entry in story.entries:
        stands = after(stands, entry)
        yield from (owed for owed in entry.owes(stands) if isinstance(owed, Telling))


TOLD = {
    (name, telling.topic): telling for name, story in LIVED.items() for telling in tellings(story)
}


@pytest.mark.parametrize("name", LIVED)
def test_everything_that_is_told_begins_with_it_and_says_it_once(name: str):
    """Every kind of entry is lived here: a new one that tells somebody is looked at by itself."""
    for (life, topic), telling in TOLD.items():
        if life == name:
            first, *others = telling.message.parts
            assert begins(first), topic
            assert not any(begins(part) for part in others), topic


def test_what_is_settled_is_among_them():
    kinds = {kind_of(topic) for _, topic in TOLD}

    assert {"settled", "copy", "raised", "reached", "closing", "chair_report"} <= kinds


def test_it_is_known_with_a_duty_team_and_without():
    story = Story().raised(RAISED, duty_number="01344 351 999")

    assert begins(emergency({}))
    assert begins(first_words(story.disagreement))
    assert not begins(Says(("Dial ", Phone("999"), " now.")))


def test_of_several_999_is_said_once_and_each_duty_team_once():
    lines = [emergency(READING), emergency({}), emergency(SLOUGH), emergency(READING)]

    assert str(together(lines)) == (
        f"{emergency(READING)} Out of hours, ring the emergency duty team of Slough: 01753 000 000."
    )
    assert together([emergency(READING)] * 3) == emergency(READING)
