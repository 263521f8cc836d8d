"""Discussions, where it was not taken forward, and where the names of agencies begin alike."""

from dataclasses import replace

from escalation.acts import gate, meet
from escalation.duties import discussed, duties
from escalation.words.forms import LONGEST_CHOICE
from tests.escalation.lives_paths import EVERYBODY, WHY
from tests.escalation.other_ways import gated, raised
from tests.escalation.talking import OWN, TALKING, talking


def test_of_what_was_not_taken_forward_each_discussion_is_approved_as_well():
    procedure = replace(gated(), discussions=TALKING.discussions)
    story = raised(procedure, EVERYBODY).reaches("Thursday 2026-09-03 17:01")
    held = {**OWN, "held_on": "2026-09-03", "held_at": "09:00"}
    story.does(meet.discuss, "sam", answers=held)
    story.does(gate.not_forward, "jo", question="gate:1", answers=WHY)

    left = {at: duties.left(story.disagreement, at) for at in story.disagreement.agencies}
    assert discussed.ID in [each.duty.id for each in left["health"]]
    assert discussed.ID not in [each.duty.id for each in left["care"]]


def test_agencies_whose_names_begin_alike_are_told_apart_among_the_choices():
    names = (
        "Metropolitan Police Service North West",
        "Metropolitan Police Service Child Abuse Team",
    )
    story = talking()
    first, second = story.disagreement.sides
    sides = (replace(first, name=names[0]), second, replace(second, agency="x", name=names[1]))
    options = discussed.choices(replace(story.disagreement, sides=sides))

    labels = [label for _, label in options]
    assert len({*labels}) == len(labels)
    assert max(map(len, labels)) <= LONGEST_CHOICE
