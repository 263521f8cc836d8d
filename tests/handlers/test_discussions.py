"""The form on which discussions are approved: which are shown, and how many there is room for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.slack.forms import MOST_BLOCKS, modal
from escalation import rights
from escalation.acts import discussions as rule
from escalation.acts import meet
from escalation.duties.approving import DiscussionsApproved
from escalation.permissions import Act
from escalation.refusals import Stale
from escalation.words.forms import LONGEST_CHOICE, Form
from escalation.words.message import Facts, Says
from handlers import act_forms, discussions
from handlers.closing_room import ROOM, taken
from tests.escalation.story import BERKSHIRE, Story
from tests.escalation.talking import BOTH, OWN, RAISED, TALKING, approves, talked, talking
from tests.handlers.reception import shown as page_of
from tests.handlers.reception import told


def form(story: Story, by: str) -> Form:
    actor = rights.check(by, Act.APPROVE_DISCUSSIONS, story.disagreement, story.directory)
    return discussions.form(actor, story.disagreement, read(story))


def read(story: Story) -> dict[int, str]:
    """What was said in each of its discussions, by its entry, as long as it can be typed."""
    return {each.entry: "W" * 3000 for each in story.disagreement.discussions}


def rows(shown: Form) -> int:
    return sum(len(part.rows) for part in shown.parts if isinstance(part, Facts))


@pytest.fixture(scope="module")
def many() -> Story:
    """Twenty-three between the agencies, each with as long a list of people as can be typed."""
    story = talking()
    for _ in range(23):
        talked(story, "sam", {**BOTH, "who": "W" * 300})
    return story


def test_no_more_are_shown_than_there_is_room_for_and_the_next_follow(many: Story):
    shown = form(many, "priya")

    assert rows(shown) == discussions.MOST
    assert taken(shown.parts) <= ROOM
    said = [str(part) for part in shown.parts if isinstance(part, Says)]
    assert any("13 more follow" in each for each in said)
    assert len(modal(shown)["blocks"]) <= MOST_BLOCKS
    options = shown.fields[0].options
    assert len(options) == discussions.MOST
    assert max(len(label) for _, label in options) <= LONGEST_CHOICE
    assert len(shown.title) <= 24
    assert len(shown.submit) <= 24


def test_only_those_that_were_shown_are_approved_by_it(many: Story):
    question = form(many, "priya").carries["question"]
    entries = rule.approve_discussions(
        many.disagreement,
        many.now,
        many.calendar,
        many.directory,
        by="priya",
        question=question,
        answers={},
    )

    (approved,) = entries
    assert isinstance(approved, DiscussionsApproved)
    assert len(approved.discussions) == discussions.MOST


def test_where_nothing_is_left_it_is_said_and_no_form_is_shown():
    story = talking()
    talked(story, "sam", OWN)
    approves(story, "sam")

    for by in ("sam", "priya"):
        with pytest.raises(Stale) as refused:
            form(story, by)
        assert "Nothing is left to approve" in refused.value.sentence


def test_recording_asks_where_it_was_and_what_is_in_writing_only_where_the_text_has_it():
    story, plain = talking(), Story(procedure=BERKSHIRE).raised(RAISED)
    asked = [
        {each.id for each in act_forms.form(Act.DISCUSS, one, "", story.now).fields}
        for one in (story.disagreement, plain.disagreement)
    ]

    assert asked[0] - asked[1] == {"between", "papers"}


def test_sent_twice_it_says_how_many_were_answered_by_it(reception):
    reception.desk = replace(reception.desk, procedures=dict.fromkeys(TALKING.areas, TALKING))
    reference = reception.raises()
    for _ in range(2):
        reception.office.does(reference, meet.discuss, "sam", answers=BOTH)
    page = page_of(reception.presses("priya", reference, "approve_discussions"))
    first = told(reception.sends("priya", page, {}, key="once"))
    later = reception.desk.now() + timedelta(minutes=2)
    reception.desk = replace(reception.desk, now=lambda: later)

    assert "You have answered for two discussions of Social Care" in first
    assert told(reception.sends("priya", page, {}, key="once")) == first
