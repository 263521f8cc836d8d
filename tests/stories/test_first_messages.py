"""Five minutes, twice a year: what each person reads first, as their chat shows it."""

from typing import Any

import pytest

FIRST = "If somebody is at immediate risk of harm, dial 999 now."
MANAGERS = ("Jo", "Tom")


def lines(message: Any) -> list[str]:
    """A message as somebody reads it, block by block, with each row of buttons as one line."""
    return [line for line in message.lines if line.strip()]


def first(berkshire: Any, name: str) -> Any:
    """The first thing somebody was told."""
    return berkshire.told(name)[0]


def reads(berkshire: Any, name: str) -> list[str]:
    return lines(first(berkshire, name))


@pytest.fixture
def lived(berkshire: Any) -> Any:
    """Everybody whom this process can tell has been told: the clock's tiers, advisers, the office."""
    berkshire.raises()
    berkshire.presses("Priya", "Bring in to advise")
    berkshire.reaches("Friday 2026-04-10 17:01")
    berkshire.presses("Ruth", "I have this")
    berkshire.presses("Ruth", "Not me", reason="On leave", instead="Owen Hart")
    return berkshire


TOLD = [
    ("Sam", "you have raised it"),
    ("Priya", "your view is asked"),
    ("Jo", "you are asked to act, Stage 1"),
    ("Tom", "you are asked to act, Stage 1"),
    ("Mina", "you are asked to act, Stage 2"),
    ("Leila", "you are asked to advise your own side"),
    ("Owen", "you are asked to act, Stage 3"),
    ("Anne", "you are asked to act, Stage 4"),
    ("Bea", "has entered Stage 4"),
]


def test_each_begins_with_999_and_says_what_it_is_what_is_asked_and_by_when(lived):
    for name, what in TOLD:
        emergency, heading, asked, when, *_ = reads(lived, name)
        assert emergency.startswith(FIRST), name
        assert what in heading, name
        assert ": a difference of opinion " in heading, name
        assert "You are asked" in asked, name
        assert when.startswith(("When: by the end of ", "The procedure says", "No day is set")), (
            name
        )


def test_each_ends_with_somebody_to_ring_and_their_number(lived):
    for name, _ in TOLD:
        last = reads(lived, name)[-1]
        assert "To hear more, ring " in last, name
        assert "0118 496 0101" in last or "0118 496 0201" in last, name


def test_each_can_press_something_without_reading_on(lived):
    for name, _ in TOLD:
        assert first(lived, name).buttons != [], name


def test_the_office_reads_the_record_by_pressing_and_that_is_audited(lived):
    reference = lived.references()[-1]

    lived.presses_in_messages("Bea", "Read the record", reason="The yearly report.")

    bea = lived.person("Bea")
    bea.waits_for(lambda: [f for m in bea.reads() for f in m.files], called="the file")
    assert [each.who for each in lived.app.store.audit.of(reference)] == ["bea-lang"]


def test_the_office_sees_where_it_stands_by_pressing(lived):
    lived.presses_in_messages("Bea", "See where it stands")

    assert "Stage 4" in lived.refused("Bea")


def test_started_higher_the_professionals_are_asked_for_nothing_by_a_day(berkshire):
    berkshire.raises(start="Stage 3 – Formal Resolution", start_reason="Nobody is visiting.")

    for name in ("Sam", "Priya"):
        _, _, asked, when, *_ = reads(berkshire, name)
        assert "You are asked for nothing yourself" in asked
        assert when == "No day is set for you."
        assert "Give our view" in first(berkshire, name).buttons


def test_whoever_is_asked_to_contact_the_other_side_reads_whom_and_on_what_number(lived):
    """“Contact each other”: the other side's holder of the same tier, whichever tier it is."""
    tom = "For the other side, ring Tom Reed (line manager / team manager at "
    assert (
        f"{tom}Reading Children's Social Care) on 0118 496 0202. To hear" in reads(lived, "Jo")[-1]
    )
    assert "For the other side, ring Jo Lee (line manager" in reads(lived, "Tom")[-1]
    assert "For the other side, ring Helen" in reads(lived, "Mina")[-1]
    assert "For the other side" not in reads(lived, "Sam")[-1], "he is given her number as it is"


def test_where_they_are_away_whoever_stands_in_is_named(berkshire):
    berkshire.raises()
    tom = berkshire.person("Tom")
    tom.types("/escalate away")
    tom.waits_for(lambda: tom.modal, called="the form")
    tom.submits({"starts": "2026-04-02", "ends": "2026-04-30"})

    berkshire.reaches("Tuesday 2026-04-07 17:01")

    assert "For the other side, ring Kofi Mensah, for Tom Reed (line" in reads(berkshire, "Jo")[-1]
