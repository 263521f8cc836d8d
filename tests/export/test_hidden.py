"""Whatever is taken out of sight, a copy can still be made for every reader, and verifies."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from escalation import chain, entries, rights
from escalation.acts import (
    agree,
    answer,
    climb,
    close,
    dates,
    link,
    meet,
    note,
    reopen,
    say,
    sight,
    view,
)
from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement, after
from escalation.particulars import Written
from escalation.written import HELD
from export import formats, record_json
from export.citations import unfounded
from export.record import Reader, record
from export.shape import Record
from export.sheet import sheet
from export.verify import verify
from tests.escalation import lives_ways
from tests.escalation.further_lives import LIVES, RAISED, WHY
from tests.escalation.story import AGREEMENT, Story
from tests.escalation.two import OTHER, another, merged, taken_in

TALK = {"held_on": "2026-04-02", "held_at": "15:00", "who": "Jo and Tom", "text": "MARKER"}


def said_and_withdrawn() -> Story:
    """Everything that may be written on the way, and at last it is withdrawn, twice."""
    story = Story().raised(RAISED)
    story.does(say.say, "priya", text="MARKER").does(view.view, "priya", answers={"text": "MARKER"})
    story.does(meet.discuss, "sam", answers=TALK)
    story.does(note.note, "sam", answers={"about": "lead", "text": "MARKER"})
    story.does(agree.propose, "sam", answers=AGREEMENT).does(agree.dissent, "sam", answers=WHY)
    story.does(agree.not_approve, "priya", question=story.proposal, answers=WHY)
    story.does(answer.not_me, "priya", answers={"colleague": "kofi", **WHY})
    story.does(climb.move_up, "sam", answers={"tier": "1", **WHY})
    story.does(climb.not_agreed, "jo", answers=WHY).does(close.withdraw, "sam", answers=WHY)
    story.reaches("Tuesday 2026-04-07 10:00").does(reopen.reopen, "sam", answers=WHY)
    story.reaches("Tuesday 2026-04-07 11:00")
    return story.does(close.withdraw, "sam", answers=WHY)


def dated_twice() -> Story:
    """The raiser puts the date right twice; the other side gives its own twice."""
    story = Story().raised(RAISED)
    for hour, day in enumerate(("2026-04-01", "2026-03-31"), 16):
        story.reaches(f"Thursday 2026-04-02 {hour}:00")
        story.does(dates.correct_date, "sam", answers={"began_on": day, **WHY})
        story.does(dates.own_date, "priya", answers={"began_on": day, "why": "MARKER"})
    return story


def linked_and_merged() -> Story:
    """It had been linked with the one into which it is merged."""
    story = Story().raised(RAISED).does(link.link, "sam", other=OTHER, answers={"how": "child"})
    return merged(story, another())


def linked_and_taken_in() -> Story:
    """Two that had been linked become one."""
    story = Story().raised(RAISED).does(link.link, "sam", other=OTHER, answers={"how": "child"})
    return taken_in(story, another(by="ann", other="priya"))


@cache
def lives() -> tuple[Story, ...]:
    """Every life in which somebody writes something."""
    further = (said_and_withdrawn, dated_twice, linked_and_merged, linked_and_taken_in)
    return tuple(live() for live in (*LIVES, *lives_ways.LIVES, *further))


def sealed(story: Story, happened: list[entries.Entry]) -> list[entries.Kept]:
    """These entries in a chain."""
    kept: list[entries.Kept] = []
    for seq, entry in enumerate(happened, 1):
        previous = kept[-1].link.hash if kept else chain.START
        salts = bytes([seq]) * 16, bytes([255 - seq]) * 16
        kept.append(entries.sealed(entry, story.reference, seq, f"key-{seq}", previous, *salts))
    return kept


def without(story: Story, *gone: Written) -> tuple[Disagreement, list[entries.Kept]]:
    """It, and its chain, once these have been taken out of sight."""
    by = story.entries[0].by
    hiding: list[entries.Entry] = [
        sight.TakenOutOfSight(
            at=story.now, by=by, seq=each.entry, reason="Of another child.", whose=each.audience
        )
        for each in gone
    ]
    return after(story.disagreement, *hiding), sealed(story, [*story.entries, *hiding])


def readers(disagreement: Disagreement) -> Iterator[Reader]:
    """Each agency of it, and the office."""
    for agency in disagreement.agencies:
        yield Reader(agency, "Somebody", rights.copy_audiences(agency, office=False))
    yield Reader(PARTNERSHIP, "Bea Lang", rights.copy_audiences("", office=True), office=True)


def expects_sound_copies(story: Story, *gone: Written) -> None:
    """For every reader a copy is made whose first page says only what its entries hold."""
    stands, kept = without(story, *gone)
    for reader in readers(stands):
        made = Record.model_validate(record(stands, kept, reader, story.now))
        assert unfounded(made) is None
        assert sheet(made, "a fingerprint")


@pytest.mark.parametrize("kind", HELD)
def test_one_entry_of_each_kind_is_hidden(kind):
    found = [
        (story, each)
        for story in lives()
        for each in story.disagreement.written
        if each.kind == kind
    ]

    assert found, "no life has one"
    for story, each in found:
        expects_sound_copies(story, each)


def test_everything_is_hidden():
    for story in lives():
        expects_sound_copies(story, *story.disagreement.written)


def test_what_still_stands_is_said_without_a_number(key):
    """That it ended as merged, into which, and when: only why is out of sight."""
    story = linked_and_merged()
    (why,) = (each for each in story.disagreement.written if each.kind == "merged")
    stands, kept = without(story, why)
    reader = next(readers(stands))

    made = record(stands, kept, reader, story.now)

    assert made["state"]["ended_at"] == "2026-04-02T15:00:00+01:00"
    assert made["state"]["ended_entry"] is None
    assert made["state"]["together"] == [{"how": "Merged into", "reference": OTHER, "entry": None}]
    assert verify(formats.FORMATS["pdf"](record_json.signed(made, key))).good


def test_of_two_endings_the_hidden_one_is_not_cited_as_the_other():
    story = said_and_withdrawn()
    *_, last = (each for each in story.disagreement.written if each.kind == "withdrawn")
    stands, kept = without(story, last)

    assert record(stands, kept, next(readers(stands)), story.now)["state"]["ended_entry"] is None


def test_a_date_whose_reason_is_hidden_still_holds():
    story = dated_twice()
    gone = (each for each in story.disagreement.written if "date" in each.kind)
    stands, kept = without(story, *gone)

    state = record(stands, kept, next(readers(stands)), story.now)["state"]

    assert state["began_at"].startswith("2026-03-31")
    assert state["first_began_at"].startswith("2026-04-02")
    assert [own["at"][:10] for own in state["own_dates"]] == ["2026-03-31"]
    assert state["began_entry"] is state["own_dates"][0]["entry"] is None


def test_where_nothing_is_withheld_an_entry_must_be_cited(new_ledger, health):
    """Of a copy that holds every entry nothing may be said without one."""
    story = linked_and_merged()
    everything = replace(
        health, audiences=frozenset({"sides", "file", "agency:health", "agency:care"})
    )
    whole = record(story.disagreement, sealed(story, story.entries), everything, story.now)
    assert not any("withheld" in entry for entry in whole["entries"])
    whole["state"]["ended_entry"] = None

    cites_none = "The summary cites no entry (when it ended)."
    assert unfounded(Record.model_validate(whole)) == cites_none
