"""Whom somebody consults first in their own agency: asked, never a gate, and for that agency alone."""

import pytest

from escalation.acts import note
from escalation.acts.raise_ import Raising
from escalation.entries import own_agency
from escalation.refusals import Unusable
from escalation.taking_part import consulted
from escalation.taking_part.consulted import Consulted
from tests.escalation.story import BERKSHIRE, Story
from tests.escalation.talking import CONSULTING, RAISED, with_more

SHOULD = with_more(CONSULTING)
MUST = with_more(CONSULTING.replace("force: should", "force: must"))
CLEAR = ("MARKER no visit", "MARKER two missed checks", "MARKER an assessment")
YES = Consulted("done", "2026-04-01", "Jo Lee", CLEAR)
NOT_YET = Consulted("not_yet", why_not="MARKER she is on leave")


def raised(said: Consulted | None, text=SHOULD) -> Story:
    return Story(procedure=text).raised(RAISED, consulted=said)


def test_yes_becomes_a_note_for_ones_own_agency_with_when_with_whom_and_the_three():
    story = raised(YES)
    kept = story.last("noted")

    assert kept.audience == own_agency("health")
    read = story.reads(kept)
    assert "a manager was consulted" in read
    assert "Wednesday 1 April 2026" in read
    assert "Jo Lee" in read
    for label, words in zip(("The problem", "The evidence", "The aim"), CLEAR, strict=True):
        assert f"{label}: {words}" in read


def test_nobody_is_told_of_it_and_nothing_of_it_stands_in_what_every_side_reads():
    story = raised(YES)

    assert not any("no visit" in each.text for each in story.heard)
    assert "no visit" not in story.posts()


def test_not_yet_is_noted_with_its_reason():
    read = raised(NOT_YET).reads(raised(NOT_YET).last("noted"))

    assert "nobody was consulted before it was raised" in read
    assert "she is on leave" in read


@pytest.mark.parametrize("said", [None, Consulted("done"), Consulted("not_yet")])
def test_where_the_text_says_should_nobody_is_refused_whatever_they_leave_open(said):
    story = raised(said)

    assert ("noted" in story.kinds()) is (said is not None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (None, "consulted"),
        (Consulted("not_yet"), "consulted_why_not"),
        (Consulted("done", clear=("MARKER", "", "MARKER")), "consulted_evidence"),
    ],
)
def test_where_it_says_must_an_answer_is_asked_for(said, field):
    with pytest.raises(Unusable) as refused:
        raised(said, MUST)

    assert refused.value.field == field


def test_and_not_yet_with_its_reason_raises_it_all_the_same():
    assert "noted" in raised(NOT_YET, MUST).kinds()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Consulted("perhaps"), "consulted"),
        (Consulted("done", on="2026-04-03"), "consulted_on"),
        (Consulted("done", on="yesterday"), "consulted_on"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_field(said, field):
    with pytest.raises(Unusable) as refused:
        raised(said)

    assert refused.value.field == field


def test_a_text_that_asks_for_no_consulting_keeps_no_such_note():
    assert "noted" not in raised(YES, BERKSHIRE).kinds()


def test_what_was_typed_is_read_and_what_was_left_open_is_nothing():
    typed = {"consulted": "done", "consulted_on": "2026-04-01", "consulted_with": " Jo Lee "}
    typed |= {id: words for (id, _), words in zip(consulted.CLEAR, CLEAR, strict=True)}

    assert consulted.read(typed) == YES
    assert consulted.read({}) is None
    assert Raising.__dataclass_fields__["consulted"].default is None


def test_a_note_made_later_cannot_say_that_nobody_was_consulted_before():
    refused = raised(None).refuses(Unusable, note.note, "sam", answers={"about": "not_yet"})

    assert refused.field == "about"
