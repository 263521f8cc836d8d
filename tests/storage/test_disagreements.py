"""What an act owes, put together from its entries: whether the card is drawn again."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from escalation.acts import answer, covers, harm, note, say
from escalation.entries import Entries
from escalation.owing import Card, To
from escalation.particulars import Turn
from storage.disagreements import owed_by
from tests.escalation.story import Story


def drawn(rule: Callable[..., Entries], by: str, **given: Any) -> bool:
    """Whether this, done by somebody, has the card drawn again."""
    story = Story().raised("Thursday 2026-04-02 15:00")
    before = len(story.entries)
    story.does(rule, by, **given)
    owed = owed_by(story.disagreement, story.entries[before:])
    return any(isinstance(each, Card) for _, each in owed)


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        (note.note, {"answers": {"about": "lead", "text": "MARKER"}}),
        (answer.bring_lead, {}),
        (harm.press, {}),
    ],
)
def test_what_one_agency_alone_may_read_draws_no_card(rule: Callable[..., Entries], given: Any):
    """A message changed at that minute would tell the other side that something was written."""
    assert not drawn(rule, "sam", **given)


def test_who_has_come_to_cover_draws_it_again():
    """Each side reads on it who is asked for whom, and nothing of why."""
    turn = Turn("care", 0, To("priya"))
    covered = partial(covers.covers, turn=turn, person="tom", way="Priya Desai is away")

    assert drawn(lambda *stands, by: covered(*stands), "clock")


def test_what_both_sides_may_read_draws_it_again():
    assert drawn(answer.not_me, "priya")


def test_an_alarm_draws_it_again():
    """It may be the card that could not be drawn."""
    assert drawn(say.say, "pat", text="MARKER")
