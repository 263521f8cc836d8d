"""What people write: every kind of entry that holds somebody's words is known."""

import dataclasses

import pytest

from escalation import acts, written
from escalation.entries import Entry

# Fields that usually hold what somebody wrote, and those of which that is not so, or which must
# stay: who did something grave, and why.
USUALLY = {"text", "reason", "differs", "evidence", "wanted", "best_interest", "reason_given"}
USUALLY |= {"spoken", "name", "born", "case_number", "who", "what", "why", "because", "actions"}
STAY = {
    "taken_out_of_sight": {"reason"},
    "wrong_recipient": {"name", "reason"},
    "undelivered": {"what", "who", "why"},
    "audited": {"what", "why"},
    "limit_set": {"because"},
    "stood_in": {"name"},
    "covered": {"name"},
    "procedure_changed": {"text", "reason"},
    "duty_answered": {"what"},  # as the procedure asks it
    "issues_flagged": {"what"},  # lessons, or gaps
    "course_chosen": {"what"},  # as the procedure has it
}
KINDS = [pytest.param(kind, id=kind.kind) for kind in acts.KINDS.values()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_holds_somebodys_words_can_be_taken_out_of_sight(kind: type[Entry]):
    """A new kind says in `written.HELD` what its words are, or here that they stay."""
    fields = {field.name for field in dataclasses.fields(kind)}
    _, held = written.HELD.get(kind.kind, ("", ()))

    assert fields & USUALLY - STAY.get(kind.kind, set()) <= set(held)
    assert set(held) <= fields


def test_every_kind_that_is_spoken_of_is_one_that_there_is():
    assert set(written.HELD) <= set(acts.KINDS)
    assert {*written.AGAIN, *written.AGAIN.values()} <= set(acts.KINDS)
