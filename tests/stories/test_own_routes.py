"""What is no difference of this procedure: one's own lead (R-002-49), or what was agreed taken up again (C19)."""

import pytest

from tests.escalation.kept_beside import KEPT
from tests.stories.conftest import words
from tests.stories.test_migrate import restarts_with

CUMULATIVE = "General concerns about how another agency works"
UNDELIVERED = "An agency has not delivered an agreed action"
FIRST = {"other": "Priya Desai", "spoken": "Yes, and we still differ"}


@pytest.fixture
def kept(berkshire, monkeypatch):
    """The text with these headings is in force."""
    restarts_with(berkshire, KEPT, monkeypatch)
    return berkshire


def chooses(partnership, category: str):
    """Somebody types /escalate, and sends the first page with this chosen."""
    sam = partnership.person("Sam")
    sam.types("/escalate")
    modal = sam.waits_for(lambda: sam.modal, called="the first page")
    if [field.block_id for field in modal.fields] == ["area"]:
        sam.submits({"area": "Reading"})
        modal = sam.modal
    area = {"area": "Reading"} if "area" in [each.block_id for each in modal.fields] else {}
    return sam.submits({**area, **FIRST, "category": category})


def test_general_concerns_go_to_ones_own_lead_and_nothing_is_opened(kept):
    page = chooses(kept, CUMULATIVE)

    said = page.errors["category"]
    assert "Your own lead decides how this is dealt with" in said
    assert "Go to the safeguarding lead of" in said
    assert "Clare Moss, on 0118" in said
    assert "choose “Something else” instead, and go on." in said
    assert kept.references() == []
    (counted,) = kept.app.store.turned_away.monthly()
    assert (counted.exclusion, counted.times) == ("cumulative", 1)

    after = kept.person("Sam").submits({"category": "Something else"})
    assert "What differs" in [field.label for field in after.fields]


def test_an_agreed_action_that_was_not_delivered_takes_up_again_what_was_settled(kept):
    reference = kept.raises()
    kept.proposes("Sam")
    kept.presses("Sam", "Approve")
    kept.presses("Priya", "Approve")
    assert not kept.app.store.disagreement(reference).is_open

    page = chooses(kept, UNDELIVERED)
    text = words(page.text)
    assert text.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert f"{reference}: settled on Thursday 2 April 2026, with " in text
    assert "The agency's own complaints process." in text

    sam = kept.person("Sam")
    sam.presses(f"Reopen {reference}")
    sam.waits_for(lambda: sam.modal and sam.modal.title == "Reopen", called="the form")
    sam.submits({"reason": "The assessment was not begun."})
    kept.settles()
    assert kept.app.store.disagreement(reference).is_open
    assert kept.references() == [reference]


def test_where_nothing_was_settled_here_it_says_where_else_to_go(kept):
    page = chooses(kept, UNDELIVERED)
    assert (
        "Nothing that names you has been settled by this procedure here" in page.errors["category"]
    )
    assert "The agency's own complaints process." in page.errors["category"]
