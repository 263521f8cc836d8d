"""Which of the issues arising somebody of the office may read: what was passed on to them, no more."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import answer, duty
from escalation.duties import arising
from escalation.permissions import Act, Relation
from escalation.texts.stages import Asks
from tests.escalation.closing_lives import settled
from tests.escalation.duties.test_copies import giving
from tests.escalation.duties.test_duties import RAISED, asking, stated
from tests.escalation.story import DIRECTORY, Story

OTHER_THAN_ISSUES = (Act.READ, Act.EXPORT, Act.OPEN_COPY, Act.SAY, Act.NOTE)
DONE = {"learning-2.how": "done", "learning-2.words": "MARKER by letter"}


def said(**issues: str) -> Story:
    """Settled, and one side says what there is to learn."""
    return settled().does(duty.closing, "sam", answers=issues)


def number(story: Story, kind: str) -> int:
    """The entry of a kind, by its number; the last of them."""
    return max(seq for seq, each in enumerate(story.kinds(), start=1) if each == kind)


def test_gaps_are_read_by_those_to_whom_they_are_passed_on_and_lessons_are_not():
    """R-004-52, R-004-53: what was said for which it is asked."""
    story = said(lessons="MARKER one", gaps="MARKER two").does(duty.closing, "bea", answers=DONE)

    gaps = number(story, "issues_flagged")
    for role in ("statutory_partners", "procedures_subgroup"):
        assert arising.of(story.disagreement, [role]) == {gaps}
    assert arising.of(story.disagreement, ["independent_scrutineer"]) == frozenset()


def test_what_is_said_later_is_read_once_it_too_is_passed_on():
    story = said(gaps="MARKER one").does(duty.closing, "bea", answers=DONE)
    first = number(story, "issues_flagged")
    story.does(duty.closing, "priya", answers={"gaps": "MARKER two"})
    assert arising.of(story.disagreement, ["procedures_subgroup"]) == {first}

    story.does(duty.closing, "bea", answers=DONE)
    later = number(story, "issues_flagged")
    assert arising.of(story.disagreement, ["procedures_subgroup"]) == {first, later}


def passing(asks: Asks, how: str = "done") -> Story:
    """A duty of the office whose answer is passed on to the Scrutineer at the level of the issues."""
    duties = stated("pass", "business_manager", tells=("independent_scrutineer",))
    asked = replace(duties, content="issues", asks=asks)
    story = Story(procedure=asking(asked), directory=DIRECTORY).raised(RAISED).forgets()
    answers = {"s1:pass.how": how, "s1:pass.words": "MARKER"}
    return story.does(duty.closing, "bea", answers=answers)


@pytest.mark.parametrize(("asks", "how"), [("words", "done"), ("yes_or_no", "no")])
def test_an_answer_in_words_that_is_passed_on_is_read_too(asks: Asks, how: str):
    story = passing(asks, how)

    assert arising.of(story.disagreement, ["independent_scrutineer"]) == {
        number(story, "duty_answered")
    }
    (ivor,) = [each for each in story.heard if each.person == "ivor"]
    assert "[Read the issues]" in ivor.text
    assert "MARKER" not in ivor.text


def test_where_none_is_written_down_whom_it_is_passed_on_to_is_told_whom_to_ring():
    """A tick's evidence says where something is filed: it is no issue, and is shown to nobody."""
    story = passing("tick")

    (ivor,) = [each for each in story.heard if each.person == "ivor"]
    assert "has been written down here: you are asked to ring for them." in ivor.text
    assert "[Read the issues]" not in ivor.text
    assert "ring Bea Lang" in ivor.text
    assert not rights.may("ivor", Act.ISSUES, story.disagreement, DIRECTORY)


def test_declined_nothing_is_given():
    story = passing("words", "declined")

    assert arising.readers(story.disagreement) == frozenset()


def test_a_copy_of_the_issues_has_whatever_arises():
    story = Story(procedure=giving("issues")).raised(RAISED)
    story.reaches("Wednesday 2026-04-08 17:01").forgets().does(answer.take, "mina")
    (bea,) = [each for each in story.heard if each.person == "bea"]
    assert "[Read the issues]" in bea.text
    assert arising.of(story.disagreement, ["business_manager"]) == frozenset()

    story.does(duty.closing, "mina", answers={"lessons": "MARKER"})
    assert arising.of(story.disagreement, ["business_manager"]) == {number(story, "issues_flagged")}


def test_with_the_issues_nothing_else_may_be_opened_or_done():
    story = passing("words")
    stands = story.disagreement

    held = {Relation.NOTICED, Relation.ISSUES}
    assert rights.relations("ivor", stands, DIRECTORY) == held
    assert rights.may("ivor", Act.ISSUES, stands, DIRECTORY)
    assert not any(rights.may("ivor", act, stands, DIRECTORY) for act in OTHER_THAN_ISSUES)
    assert rights.audiences("ivor", stands, DIRECTORY) == frozenset()


@pytest.mark.parametrize("content", ["notice", "outcome", "details"])
def test_at_another_level_they_are_not_given_apart(content):
    duties = stated("pass", "business_manager", tells=("independent_scrutineer",))
    asked = replace(duties, content=content, asks="words")
    story = Story(procedure=asking(asked)).raised(RAISED)
    story.does(duty.closing, "bea", answers={"s1:pass.how": "done", "s1:pass.words": "MARKER"})

    assert not rights.may("ivor", Act.ISSUES, story.disagreement, DIRECTORY)
