"""The record of a formal meeting: called, held and reported, and the window that it met."""

from dataclasses import replace

import pytest

from escalation.acts import chair, climb, convene, sight
from escalation.directory.people import Post
from export.citations import unfounded
from export.record import record
from export.shape import EntryShown, Record
from export.sheet import sheet
from tests.export.conftest import Ledger, a_raising, on

POSTS = (Post("helen", "departmental_head", "health"), Post("grace", "departmental_head", "csc"))
HELD = {
    "held_on": "2026-04-10",
    "held_at": "10:00",
    "who": "Helen Marsh and Grace Whitfield",
    "outcome": "agreed",
    "decision": "An assessment is begun.",
}


@pytest.fixture
def met(new_ledger) -> Ledger:
    """Held on working day 4, and its issues reported by whoever called it."""
    ledger: Ledger = new_ledger()
    ledger.directory = replace(ledger.directory, posts=(*ledger.directory.posts, *POSTS))
    ledger.opened(a_raising(), "sam", on(2, 15))
    up = {"tier": "4", "reason": "Not safe."}
    ledger.act(climb.move_up, "sam", on(2, 16), question="tier:0", answers=up)
    called = {"meet_on": "2026-04-10", "meet_at": "10:00", "chair_name": "Ms Vale"}
    ledger.act(convene.call_meeting, "helen", on(7, 10), question="convene:s4", answers=called)
    ledger.act(convene.meeting_held, "helen", on(10, 12), question="held:1", answers=HELD)
    issues = {"issues": "Thresholds are read two ways."}
    ledger.act(chair.chair_report, "helen", on(10, 13), question="chair:1", answers=issues)
    return ledger


def copy(ledger: Ledger, reader) -> Record:
    return Record.model_validate(record(ledger.stands, ledger.kept, reader, on(30, 12)))


def test_each_reads_in_a_sentence_under_a_heading_of_its_own(met, csc):
    entries = copy(met, csc).entries
    shown = {entry.title: entry for entry in entries if isinstance(entry, EntryShown)}

    called, held = shown["A meeting was called"], shown["The meeting was held"]
    assert "at Stage 4, as the procedure provides, for Friday 10 April 2026" in called.lines[0].text
    assert "was held on Friday 10 April 2026, 10:00. A way forward" in held.lines[0].text
    assert called.at < held.at
    reported = shown["The chair reported the issues arising"]
    assert "on behalf of whoever chaired it" in reported.lines[0].text


def test_its_window_is_shown_as_met_also_after_that_day(met, health):
    found = copy(met, health)

    assert found.windows[-1].became == "met"
    assert "The meeting that it asks for was held." in str(sheet(found, "AA BB"))
    assert unfounded(found) is None


def test_what_is_taken_out_of_sight_stands_nowhere(met, health):
    seq = next(n for n, kept in enumerate(met.kept, 1) if kept.link.header.kind == "meeting_held")
    why = {"entry": str(seq), "reason": "Of another child."}
    met.act(sight.hide, "helen", on(10, 14), question="hide", answers=why)

    assert "An assessment is begun." not in str(copy(met, health))
    assert met.stands.convened["s4"].decision == ""
