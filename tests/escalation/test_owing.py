"""What is owed: kept as text until it is done, and read again as it was."""

import pytest

from escalation import owing
from escalation.owing import (
    Admit,
    Card,
    Close,
    Place,
    Post,
    Record,
    Release,
    RoleAt,
    Telling,
    To,
    post,
)
from escalation.words.message import Heading, Message, says
from tests.escalation.story import Story

MESSAGE = Message("ESC-A: something happened.", (Heading("ESC-A"), says("It is “so”.")))
LEAD = RoleAt("safeguarding_lead", "health", "sam")
EVERYTHING = [
    Telling("reached:1", LEAD, MESSAGE),
    Telling("ask:1", To("jo"), MESSAGE, nudge=True),
    Telling("harm:1", To("jo"), MESSAGE, urgent=True),
    Place((To("sam"), LEAD)),
    Admit(LEAD),
    Release(To("sam")),
    Post(MESSAGE),
    Card(),
    Record("health"),
    Close(),
]


@pytest.mark.parametrize("owed", EVERYTHING, ids=lambda owed: owed.kind)
def test_what_is_kept_is_read_again(owed):
    assert owing.read(owing.written(owed)) == owed


def test_everything_that_a_whole_life_owes_is_read_again(easter: Story):
    easter.reaches("Friday 2026-05-01 17:01").settles("ruth", "anne")

    for owed in easter.owed:
        assert owing.read(owing.written(owed)) == owed


def test_somebody_is_named_by_role_and_agency_or_by_id():
    assert str(LEAD) == "safeguarding_lead@health"
    assert str(To("sam")) == "sam"


def test_something_said_in_the_thread():
    assert post("ESC-A: done.", Heading("Done")) == Post(
        Message("ESC-A: done.", (Heading("Done"),))
    )


def test_what_nobody_knows_is_not_read():
    with pytest.raises(ValueError, match="cannot be read"):
        owing.read('{"kind": "pigeon"}')


def test_words_that_cannot_be_read_are_never_quoted():
    with pytest.raises(ValueError, match="what is owed cannot be read") as refused:
        owing.read('{"kind": "telling", "topic": ["Marigold-7731"]}')

    assert "Marigold" not in repr(refused.value)
