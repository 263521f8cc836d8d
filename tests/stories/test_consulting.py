"""Before it is raised: one's own manager is consulted first, and nobody need raise it alone."""

from dataclasses import replace
from typing import Any

import pytest

from tests.escalation.talking import CONSULTING, EQUIVALENTS, with_more
from tests.stories.conftest import EASTER, words

CLEAR = {
    "consulted_problem": "Nobody has visited since the referral.",
    "consulted_evidence": "Two weight checks were missed.",
    "consulted_aim": "A visit before the weekend.",
}
YES = {
    "consulted": "Yes, I have consulted",
    "consulted_on": "2026-04-01",
    "consulted_with": "Jo Lee",
    **CLEAR,
}


@pytest.fixture
def asking(berkshire: Any) -> Any:
    """An installation whose text has somebody consult their line manager first."""
    app = berkshire.app
    areas = dict.fromkeys(app.desk.procedures, with_more(CONSULTING, EQUIVALENTS))
    berkshire.app = replace(app, desk=replace(app.desk, procedures=areas))
    object.__setattr__(app, "desk", berkshire.app.desk)
    return berkshire


def test_the_pages_say_it_in_the_texts_words_name_who_and_ask(asking):
    sam = asking.person("Sam")
    preview = asking.previews(EASTER, **YES)

    text = words(preview.text)
    assert "For your own agency alone: the other side learns nothing of it" in text
    for said in CLEAR.values():
        assert said in text
    sam.closes()
    sam.types("/escalate")
    first = sam.waits_for(lambda: sam.modal, called="the first page")
    assert "First consult your manager" in words(first.text)


def test_the_note_stands_with_ones_own_agency_and_the_other_side_learns_nothing(asking):
    reference = asking.raises(**YES)

    make, now = asking.app.desk.make, asking.clock.now()
    own = make(reference, "health", "json", now).decode()
    other = make(reference, "social-care", "json", now).decode()
    for said in CLEAR.values():
        assert said in own
        assert said not in other
        assert said not in asking.thread()
        assert said not in asking.card().text
    assert "was consulted" not in other
    assert "noted" in asking.kinds(reference)


def test_not_yet_is_no_gate(asking):
    reference = asking.raises(
        consulted="Not yet, because…", consulted_why_not="My manager is on leave."
    )

    assert "noted" in asking.kinds(reference)
    assert "My manager is on leave." not in asking.thread()


def test_left_open_it_is_raised_all_the_same(asking):
    assert "noted" not in asking.kinds(asking.raises())


def test_the_card_calls_a_role_as_the_agency_does(asking):
    asking.raises()
    asking.reaches("Tuesday 2026-04-07 17:01")

    assert "(here: Named Nurse)" in words(asking.card().text)
