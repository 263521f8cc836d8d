"""The closing page: what is kept off the file has no words, and a text to copy stands there filled in."""

import pytest

from bot.slack.forms import MOST_BLOCKS, modal
from escalation.acts import duty
from escalation.duties import confirming, duties
from escalation.words import forms
from escalation.words.forms import Form
from handlers import closing_kept
from tests.escalation.kept_beside import KEPT
from tests.escalation.story import DIRECTORY, Story
from tests.handlers.test_closing import page, questions, says

ANSWER, MAIL = "s3:competence.how", "s1:email"


@pytest.fixture
def seniors() -> Story:
    """Settled at stage 3, between the senior managers."""
    story = Story(procedure=KEPT).raised("Thursday 2026-04-02 15:00")
    return story.reaches("Thursday 2026-04-09 17:01").settles("owen", "marcus")


@pytest.fixture
def settled() -> Story:
    return Story(procedure=KEPT).raised("Thursday 2026-04-02 15:00").settles("sam", "priya")


def field(form: Form, id: str) -> forms.Field:
    return next(each for each in form.fields if each.id == id)


def test_it_is_answered_yes_or_no_and_there_is_nowhere_to_write(seniors: Story):
    form = page(seniors, "owen")
    assert field(form, ANSWER).options == (("yes", "Yes"), ("no", "No"), ("later", "Later"))
    assert "s3:competence.words" not in questions(form)
    assert "kept off the child's file. Answer yes or no; write nothing about a person" in says(form)


def test_nobody_else_finds_the_question_or_the_answer_on_their_page(seniors: Story):
    seniors.does(duty.closing, "owen", answers={ANSWER: "yes"})
    for by in ("sam", "jo", "mina", "priya", "tom", "helen", "bea"):
        assert "competence" not in says(page(seniors, by))
        assert ANSWER not in questions(page(seniors, by))


def test_each_of_those_who_are_asked_sees_what_the_other_has_answered(seniors: Story):
    seniors.does(duty.closing, "owen", answers={ANSWER: "yes"})
    for by in ("owen", "marcus"):
        said = says(page(seniors, by))
        assert "Yes: Address any compliance or professional competence issues. Owen Hart" in said
        assert "Kept off the child's file." in said


def test_the_text_to_send_stands_in_a_field_from_which_it_is_copied(settled: Story):
    form = page(settled, "sam")
    drafted = field(form, f"{MAIL}.{forms.UNKEPT}")
    assert "What was agreed:" in drafted.initial
    assert field(form, f"{MAIL}.on").initial == "2026-04-02"
    assert confirming.HOW.format(others="the other side") in says(form)
    view = modal(form)
    assert len(view["blocks"]) <= MOST_BLOCKS
    block = next(each for each in view["blocks"] if each.get("block_id") == drafted.id)
    assert block["element"]["initial_value"] == drafted.initial


def test_whoever_of_the_office_has_not_opened_the_record_reads_no_draft(settled: Story):
    due = duties.due(settled.disagreement)
    owed = next(each for each in due if each.duty.id == MAIL)
    parts = closing_kept.sent(owed, settled.disagreement, "bea", DIRECTORY, settled.now)
    asked = [part for part in parts if isinstance(part, forms.Field)]
    assert f"{MAIL}.{forms.UNKEPT}" not in [each.id for each in asked]


def test_what_is_changed_in_it_is_kept_nowhere():
    assert forms.kept({f"{MAIL}.{forms.UNKEPT}": "MARKER", "lessons": "Some"}) == {
        "lessons": "Some"
    }
