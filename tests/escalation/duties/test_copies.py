"""What the partnership's office is given, and whether it may then open the record."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import answer, climb, opened
from escalation.entries import OFFICE, SIDES, own_agency
from escalation.permissions import Act
from escalation.texts.procedure import Condition, Content, Procedure
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story

OWN = own_agency("partnership")


def giving(content: Content) -> Procedure:
    """The Berkshire text, were its copies on entry to be of this."""
    stages = tuple(
        replace(
            stage,
            copies=tuple(
                replace(copy, content=content) if copy.at == "entry" else copy
                for copy in stage.copies
            ),
        )
        for stage in BERKSHIRE.stages
    )
    return replace(BERKSHIRE, stages=stages)


def entered(content: Content) -> Story:
    """Stage 2 has been entered, and the Business Manager given her copy."""
    story = Story(procedure=giving(content)).raised("Thursday 2026-04-02 15:00")
    return story.reaches("Wednesday 2026-04-08 17:01").forgets().does(answer.take, "mina")


@pytest.mark.parametrize("content", ["details", "full"])
def test_whoever_is_given_the_details_may_open_the_record(content: Content):
    story = entered(content)

    (bea,) = [each for each in story.heard if each.person == "bea"]
    assert "[Read the record]" in bea.text
    reads = (Act.READ, Act.EXPORT)
    assert not any(rights.may("bea", act, story.disagreement, DIRECTORY) for act in reads)
    story.does(opened.open_copy, "bea", answers={"reason": "The yearly report"})
    assert all(rights.may("bea", act, story.disagreement, DIRECTORY) for act in reads)
    assert rights.audiences("bea", story.disagreement, DIRECTORY) == {SIDES, OFFICE, OWN}


@pytest.mark.parametrize("content", ["notice", "outcome", "issues"])
def test_whoever_is_given_less_has_it_in_the_message_and_opens_nothing(content: Content):
    story = entered(content)

    (bea,) = [each for each in story.heard if each.person == "bea"]
    assert "has entered Stage 2" in bea.text
    assert "Read the record" not in bea.text
    for act in (Act.READ, Act.EXPORT):
        assert not rights.may("bea", act, story.disagreement, DIRECTORY)


def test_the_outcome_says_at_which_stage_it_was_settled_and_not_what_was_agreed():
    story = Story().raised("Thursday 2026-04-02 15:00")
    story.reaches("Wednesday 2026-04-08 17:01").settles("mina", "helen")

    (bea,) = [each for each in story.heard if each.topic == "copy:settled:2"]
    assert "was settled at Stage 2" in bea.text
    assert "joint visit" not in bea.text


def test_whoever_was_given_the_details_reads_the_outcome_on_the_record_too():
    """R-004-23: the details, and not only that it was settled."""
    story = Story().raised("Thursday 2026-04-02 15:00")
    story.reaches("Wednesday 2026-04-08 17:01").settles("mina", "helen")

    (bea,) = [each for each in story.heard if each.topic == "copy:settled:2"]
    assert "The procedure gives you the outcome: press Read the record to read it." in bea.text
    assert "[Read the record]" in bea.text


def test_a_copy_for_some_differences_goes_for_those_alone():
    only = Condition(category=("case-closure",))
    stages = tuple(
        replace(stage, copies=tuple(replace(copy, when=only) for copy in stage.copies))
        for stage in BERKSHIRE.stages
    )
    for category, heard in (("threshold", False), ("case-closure", True)):
        story = Story(procedure=replace(BERKSHIRE, stages=stages))
        story.raised("Thursday 2026-04-02 15:00", category=category)
        story.does(climb.move_up, "sam", answers={"tier": "2", "reason": "MARKER"})

        assert ("bea" in {each.person for each in story.heard}) is heard
        assert ("business_manager" in story.disagreement.copied) is heard
