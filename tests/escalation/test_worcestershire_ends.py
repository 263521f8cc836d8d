"""Worcestershire: the only end that its flowchart shows, what it does not speak of, what is left."""

from collections.abc import Callable

import pytest

from escalation import rights
from escalation.acts import agree, climb, close, convene, duty
from escalation.duties import left_to
from escalation.refusals import NotYours, Unusable
from handlers import closing_form
from tests.escalation.story import Story
from tests.escalation.worcestershire import (
    HELD,
    ON,
    WHY,
    at_stage_4,
    called,
    referred,
    worcestershire,
)


def of(story: Story, person: str) -> list[str]:
    """What somebody was told since it was last examined, each on one line."""
    return [" ".join(each.text.split()) for each in story.heard if each.person == person]


def page(story: Story, person: str) -> str:
    """Somebody's closing page, on one line."""
    actor = rights.actor(person, story.disagreement, story.directory)
    form = closing_form.form(actor, story.disagreement, story.directory, story.now)
    return " ".join(" ".join(str(part) for part in form.parts).split())


# The only end that the text shows


def test_it_is_held_open_where_nobody_agrees_at_stage_4_and_she_is_asked_what_comes_next():
    """R-002-48, C18: the flowchart shows "Resolved" alone."""
    story = called().reaches("Thursday 2026-09-24 15:00")
    story.does(convene.meeting_held, "bea", question="held:1", answers=HELD).forgets()
    for who in ("ruth", "anne"):
        story.does(climb.not_agreed, who, answers=WHY)

    assert story.disagreement.is_open
    (bea,) = [each for each in of(story, "bea") if "not agreed at the procedure's last" in each]
    assert "The procedure names nobody further." in bea
    assert "Please ask them what comes next, and see that it is recorded." in bea


def test_where_nobody_agrees_and_it_was_never_called_she_is_asked_to_call_it():
    story = at_stage_4()
    for who in ("ruth", "anne"):
        story.does(climb.not_agreed, who, answers=WHY)

    (bea,) = of(story, "bea")
    assert "Please call the meeting that the procedure asks for." in bea
    assert "[Call the meeting]" in bea
    story.does(convene.call_meeting, "bea", question="convene:s4", answers=ON)
    assert story.last("meeting_called").by.person == "bea"


# What the text does not speak of


def _moves_up(story: Story, tier: str) -> str:
    story.does(climb.move_up, "sam", answers={"tier": tier, **WHY})
    return " ".join(story.reads(story.last("moved")).split())


def _starts(story: Story, tier: str) -> str:
    story = worcestershire(start_tier=int(tier), start_reason="MARKER urgent")
    return " ".join(story.reads(story.last("moved")).split())


SILENT = "The procedure does not say whether a stage may be passed over."


@pytest.mark.parametrize(
    ("how", "tier", "is_said"),
    [(_moves_up, "1", False), (_moves_up, "2", True), (_starts, "1", True), (_starts, "3", True)],
)
def test_the_record_says_that_the_text_does_not_speak_of_passing_over_a_stage(
    how: Callable[[Story, str], str], tier: str, is_said: bool
):
    """R-002-50: allowed with a reason, and said so."""
    said = how(worcestershire(), tier)

    assert (SILENT in said) == is_said
    assert ("It was done here for the reason given." in said) == is_said


def test_without_a_reason_no_stage_is_passed_over():
    worcestershire().refuses(Unusable, climb.move_up, "sam", answers={"tier": "3", "reason": ""})


# What is left to see to


@pytest.mark.parametrize(
    ("tier", "who", "left"),
    [
        (1, ("jo", "tom"), {"s2:feedback-1", "s2:record", "s2:confirm", "s2:plan"}),
        (
            2,
            ("owen", "marcus"),
            {"s3:feedback-1", "s3:record", "s3:in-writing", "s3:where-held"}
            | {"s3:policies", "s3:competence"},
        ),
        (3, ("ruth", "anne"), {"s4:report"}),
    ],
)
def test_each_stage_leaves_what_the_flowchart_asks_once_it_is_resolved_there(tier, who, left):
    story = worcestershire().does(climb.move_up, "sam", answers={"tier": str(tier), **WHY})
    story.settles(*who)

    due = {
        owed.duty.id
        for owed in left_to.mine(
            rights.actor(who[0], story.disagreement, story.directory),
            story.disagreement,
            story.directory,
        )
    }
    assert left <= due
    assert not {id for id in due if id.startswith("s4")} - left


def test_to_whom_a_confirmation_was_sent_every_side_reads_and_the_page_says_so():
    """R-002-30: what else is written there stands on an agency's own copy alone."""
    story = worcestershire().does(climb.move_up, "sam", answers={"tier": "1", **WHY})
    story.settles("jo", "tom")
    assert "Both sides read this, once it is sent." in page(story, "jo")

    story.forgets()
    sent = {"how": "done", "words": "Tom Reed", "on": "2026-09-18"}
    answers = {f"s2:confirm.{name}": each for name, each in sent.items()}
    story.does(duty.closing, "jo", question="closing", answers=answers)
    assert {each.person for each in story.heard} == {"tom"}
    assert "a confirmation was sent in writing" in of(story, "tom")[0]
    assert "Written response" not in story.reads(story.last("duty_answered"))


def test_withdrawn_nobody_is_asked_to_call_a_meeting():
    story = referred().does(close.withdraw, "sam", answers={"reason": "The school has acted"})
    story.forgets().reaches("Friday 2026-10-02 17:00")

    assert of(story, "bea") == []


def test_an_agencys_yes_is_still_its_own_after_the_meeting():
    story = called().reaches("Thursday 2026-09-24 15:00")
    answers = {"what_1": "A visit", "owner_1": "Priya", "due_1": "2026-10-01"}
    story.does(agree.propose, "ruth", answers=answers)

    story.refuses(NotYours, agree.approve, "bea", question=story.proposal)
