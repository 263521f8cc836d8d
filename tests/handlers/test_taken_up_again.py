"""An agreed action was not delivered: what was agreed here is taken up again (R-002-04, C19)."""

from dataclasses import replace

import pytest

from escalation.acts import agree
from escalation.texts.offered import NONE
from escalation.words.forms import Form
from escalation.words.message import Choices
from handlers import taken_up_again
from tests.escalation.kept_beside import KEPT
from tests.escalation.story import AGREEMENT
from tests.handlers.reception import FIRST, Reception, corrected, shown, text
from tests.handlers.test_turning_away import counted

CHOSEN = {**FIRST, "category": "undelivered"}


@pytest.fixture
def kept(reception):
    reception.desk = replace(reception.desk, procedures={"Reading": KEPT})
    return reception


def settled(kept: Reception) -> str:
    """Raised, and settled by the two professionals."""
    reference = kept.raises()
    store, now = kept.office.store, kept.office.now

    def acts(rule, by: str, **given: object) -> None:
        def bound(disagreement, at, calendar, directory):
            return rule(disagreement, at, calendar, directory, by=by, **given)

        store.act(reference, bound, key=f"{rule.__name__}:{by}:{reference}", at=now)

    acts(agree.propose, "sam", question="tier:0", answers=AGREEMENT)
    proposal = store.disagreement(reference).proposal
    assert proposal
    for by in ("sam", "priya"):
        acts(agree.approve, by, question=proposal.question)
    return reference


def buttons(form: Form) -> list[tuple[str, str]]:
    rows = (each.choices for each in form.parts if isinstance(each, Choices))
    return [(each.label, each.question) for some in rows for each in some]


def test_each_that_is_theirs_has_its_button_and_nothing_of_what_it_was_about(kept):
    reference = settled(kept)
    page = shown(kept.sends("sam", kept.opens(), CHOSEN))

    assert buttons(page) == [(f"Reopen {reference}", reference)]
    said = text(page)
    assert f"{reference}: settled on Thursday 2 April 2026, with Social Care" in said
    assert "The agency's own complaints process." in said
    assert "MARKER" not in said
    assert said.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert kept.office.store.references() == [reference], "nothing was opened"
    assert counted(kept) == [("2026-04", KEPT.id, "undelivered", 1)]


def test_its_button_opens_the_form_that_asks_why_and_it_is_reopened(kept):
    reference = settled(kept)
    kept.sends("sam", kept.opens(), CHOSEN)
    form = shown(kept.asks("sam", taken_up_again.WORD, question=reference))
    assert form.word == "reopen"

    kept.sends("sam", form, {"reason": "The visit was not made."})
    assert kept.office.store.disagreement(reference).is_open


def test_what_was_typed_is_kept(kept):
    settled(kept)
    kept.sends("sam", kept.opens(), {**CHOSEN, "reason_given": "MARKER typed"})
    again = next(each for each in kept.opens().fields if each.id == "reason_given")
    assert again.initial == "MARKER typed"


def test_where_none_was_settled_it_says_so_with_where_else_to_go(kept):
    kept.raises()
    refused = corrected(kept.sends("sam", kept.opens(), CHOSEN))
    assert NONE in refused.sentence
    assert "The agency's own complaints process." in refused.sentence


def test_of_what_names_them_not_nobody_sees_that_there_is_one(kept):
    settled(kept)
    refused = corrected(kept.sends("pat", kept.opens("pat"), {**CHOSEN, "other": "slack:U0SAM"}))
    assert NONE in refused.sentence


def test_what_was_settled_by_another_procedure_is_not_offered(kept):
    settled(kept)
    other = replace(KEPT, id="another-text")
    kept.desk = replace(kept.desk, procedures={"Reading": other})
    assert NONE in corrected(kept.sends("sam", kept.opens(), CHOSEN)).sentence


def test_an_exclusion_that_is_about_something_else_is_refused_as_ever(kept):
    settled(kept)
    refused = corrected(kept.sends("sam", kept.opens(), {**CHOSEN, "category": "employer"}))
    assert "Use your employer's complaints procedure." in refused.sentence
    assert "taken up again" not in refused.sentence


def test_each_that_is_listed_is_a_reading_and_is_audited(kept):
    reference = settled(kept)
    kept.sends("sam", kept.opens(), CHOSEN)
    seen = kept.office.store.audit.of(reference)
    assert [each.who for each in seen if each.what == "reopen"] == ["sam"]
