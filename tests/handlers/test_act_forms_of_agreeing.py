"""Propose an agreement: what was agreed before, and is still open, stands in it."""

from datetime import datetime

from escalation.acts import agree
from escalation.permissions import Act
from handlers import act_forms
from tests.escalation.lives_checks import ALIKE, WORDS, says, settled
from tests.escalation.story import Story


def filled(story: Story, at: datetime | None = None) -> dict[str, str]:
    form = act_forms.form(Act.PROPOSE, story.disagreement, "tier:0", at or story.now)
    return {each.id: each.initial for each in form.fields if each.initial}


def not_done() -> Story:
    story = settled()
    says(says(story, "sam", **ALIKE), "priya", **ALIKE).reaches("Friday 2026-04-17 09:30")
    return says(story, "sam", action_1="not_done", action_1_words=WORDS)


def test_after_not_done_it_opens_with_what_was_agreed_its_owners_and_its_days():
    """It had opened blank; a day that has passed is asked anew, and said."""
    story = not_done()

    assert filled(story) == {
        "what_1": "MARKER a joint visit",
        "owner_1": "MARKER Priya",
        "what_2": "MARKER a letter to the school",
        "owner_2": "MARKER Sam",
        "due_2": "2026-04-24",
        "review_on": "2026-04-30",
    }
    form = act_forms.form(Act.PROPOSE, story.disagreement, "tier:0", story.now)
    hint = next(each.hint for each in form.fields if each.id == "due_1")
    assert hint == "The day agreed before was Thursday 16 April 2026."
    assert "empty what and who of an action that is to be dropped" in str(form.parts)


def test_what_stood_in_it_can_be_carried_on_or_dropped():
    story = not_done()
    given = {**filled(story), "due_1": "2026-04-28", "what_2": "", "owner_2": ""}
    story.does(agree.propose, "mina", answers=given)

    proposal = story.disagreement.proposal
    assert proposal
    (action,) = proposal.actions
    assert (action.what, f"{action.due}") == ("MARKER a joint visit", "2026-04-28")
    assert f"{proposal.review_on}" == "2026-04-30"


def test_where_nothing_was_agreed_before_it_opens_blank():
    story = Story().raised("Thursday 2026-04-02 15:00")

    assert filled(story) == {}
    form = act_forms.form(Act.PROPOSE, story.disagreement, "tier:0", story.now)
    assert "stands here" not in str(form.parts)
