"""Whatever somebody is answered once they have done something of a disagreement begins with 999."""

import pytest

from escalation.words.emergency import begins
from handlers.request import Reply, Tells
from tests.handlers.reception import Reception, shown

WHY = {"reason": "It was raised twice."}


def pair(reception: Reception) -> tuple[str, str]:
    return reception.raises(), reception.raises("priya", began_at="15:00", other="slack:U0SAM")


def raised(reception: Reception) -> Reply:
    return reception.sends("sam", shown(reception.previews("sam")), {})


def read_what_was_agreed(reception: Reception) -> Reply:
    reference = reception.raises()
    reception.office.settles(reference, "sam", "priya")
    return reception.presses("sam", reference, "acknowledge", "acknowledge")


def out_of_sight(reception: Reception) -> Reply:
    form = shown(reception.asks("sam", "hide", reference=reception.raises()))
    first = form.fields[0].options[0][0]
    return reception.sends("sam", form, {"entry": first, **WHY})


def taken_out(reception: Reception) -> Reply:
    reference = reception.raises()
    reception.office.works("Tuesday 2026-04-07 17:01")
    form = shown(reception.asks("sam", "wrong", reference=reference))
    return reception.sends("sam", form, {"who": "jo", **WHY})


def linked(reception: Reception) -> Reply:
    this, other = pair(reception)
    form = shown(reception.asks("sam", "link", reference=this, question="link"))
    return reception.sends("sam", form, {"other": other, "how": "child"})


def merged(reception: Reception) -> Reply:
    this, other = pair(reception)
    form = shown(reception.asks("sam", "merge", reference=this, question="merge"))
    return reception.sends("sam", form, {"other": other, **WHY})


@pytest.mark.parametrize(
    "done", [raised, read_what_was_agreed, out_of_sight, taken_out, linked, merged]
)
def test_it_begins_with_999_and_the_areas_duty_team(reception: Reception, done):
    answer = done(reception)

    assert isinstance(answer, Tells), answer
    first = answer.message.parts[0]
    assert begins(first)
    assert "the emergency duty team of Reading: 01344 351 999." in str(first)
