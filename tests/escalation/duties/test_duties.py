"""What a procedure asks besides an answer: whose it is, when it falls due, and what is left of it."""

from dataclasses import replace
from typing import Any

from escalation.acts import climb, close, duty
from escalation.directory.people import PARTNERSHIP
from escalation.duties import duties
from escalation.duties.duties import Duty, of_learning, of_stage
from escalation.texts.procedure import Procedure
from escalation.texts.stages import Condition
from escalation.texts.stages import Duty as Stated
from tests.escalation.story import BERKSHIRE, Story
from tests.escalation.two import another, merged

RAISED = "Thursday 2026-04-02 15:00"
WHY = {"reason": "MARKER"}


def asking(*stated: Stated, stage: str = "s1") -> Procedure:
    """The Berkshire text, were one of its stages to ask this as well."""
    stages = tuple(
        replace(each, duties=stated) if each.id == stage else each for each in BERKSHIRE.stages
    )
    return replace(BERKSHIRE, stages=stages)


def stated(id: str = "consult", by: str = "line_manager", **more: Any) -> Stated:
    """One more duty."""
    asked = Stated(id=id, by=by, what="Consult.", force="must", req=("R-004-07",))
    return replace(asked, **more)


def ids(story: Story, agency: str) -> list[str]:
    return [owed.duty.id for owed in duties.left(story.disagreement, agency)]


def test_a_stages_feedback_file_and_offered_copies_are_each_a_duty():
    stage = BERKSHIRE.stage("s2")

    found = [(each.id, each.force, each.at) for each in of_stage(BERKSHIRE, stage)]
    assert found == [
        ("s2:feedback-1", "should", "settled"),
        ("s2:record", "must", "ended"),
        ("s2:copy-3", "may", "entry"),
    ]


def test_learning_is_the_business_managers_unless_the_text_names_another():
    found = [(each.id, each.by, each.asks, each.after) for each in of_learning(BERKSHIRE)]

    assert found == [
        ("learning-1", ("business_manager",), "yes_or_no", ("unresolved", "lessons")),
        ("learning-2", ("business_manager",), "tick", ("gaps",)),
    ]


def test_while_it_is_open_nothing_of_its_end_is_due(easter: Story):
    assert duties.due(easter.disagreement) == ()
    assert not duties.is_left(easter.disagreement)


def test_once_it_is_settled_each_side_has_what_that_stage_asks(easter: Story):
    easter.settles("sam", "priya")

    for agency in ("health", "care"):
        assert ids(easter, agency) == ["s1:feedback-1", "s1:record"]
    assert ids(easter, PARTNERSHIP) == []


def test_what_was_withdrawn_is_on_file_and_nothing_is_fed_back(easter: Story):
    easter.does(close.withdraw, "sam", answers=WHY)

    assert ids(easter, "care") == ["s1:record"]


def test_what_may_be_given_is_left_and_asked_of_nobody():
    story = Story().raised(RAISED).does(climb.move_up, "sam", answers={"tier": "2", **WHY})

    assert ids(story, PARTNERSHIP) == ["s2:copy-3"]
    assert duties.asked(story.disagreement, PARTNERSHIP) == ()
    assert not duties.is_left(story.disagreement)


def test_a_duty_that_holds_for_other_things_alone_is_not_due():
    of_closing = stated(when=Condition(category=("case-closure",)))
    story = Story(procedure=asking(of_closing)).raised(RAISED)

    assert ids(story, "health") == []


def test_a_duty_of_the_office_is_due_once_and_of_the_agencies_for_each():
    office = stated("determine", "business_manager")
    story = Story(procedure=asking(stated(), office)).raised(RAISED)

    assert [ids(story, each) for each in ("health", "care")] == [["s1:consult"]] * 2
    assert ids(story, PARTNERSHIP) == ["s1:determine"]


def test_a_review_is_considered_where_nothing_could_be_agreed():
    """R-000-45, R-001-29, R-004-42."""
    story = Story().raised(RAISED, start_tier=4, start_reason="MARKER")
    story.does(climb.not_agreed, "ruth")
    assert ids(story, PARTNERSHIP) == []

    story.does(climb.not_agreed, "anne")
    assert ids(story, PARTNERSHIP) == ["learning-1"]


def test_gaps_are_passed_on_once_somebody_says_that_there_are(easter: Story):
    """R-004-52, R-004-53."""
    easter.does(duty.closing, "sam", answers={"gaps": "MARKER"})

    assert ids(easter, PARTNERSHIP) == ["learning-2"]


def test_what_was_merged_has_nothing_of_its_own_left():
    ending = Story(procedure=asking(stated())).raised(RAISED)
    assert duties.is_left(ending.disagreement)
    merged(ending, another())

    assert duties.due(ending.disagreement) == ()
    assert ending.disagreement.moments() == ()


def test_of_a_duty_everything_but_its_text_has_a_default():
    plain = Duty("a", "s1", "Do.", "must", ("R-004-07",), "entry")

    assert (plain.of, plain.by, plain.asks, plain.offered) == ("each", (), "tick", False)
