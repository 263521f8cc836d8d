"""The house of acts: every family, its kinds and its rules are of one shape."""

import dataclasses
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from escalation import acts
from escalation.acts import answer, harm
from escalation.entries import Entry
from escalation.owing import Owed, Post, Telling
from escalation.permissions import Act
from tests.escalation.story import Story

RULES = [
    rule
    for family in acts.FAMILIES
    for name, rule in vars(family).items()
    if inspect.isfunction(rule)
    and rule.__module__ == family.__name__
    and not name.startswith("_")
    and "calendar" in inspect.signature(rule).parameters
    and name not in ("open_", "woken")
]
KINDS = [pytest.param(kind, id=kind.kind) for kind in acts.KINDS.values()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__qualname__)
def test_every_rule_asks_for_the_same_four_things_first(rule: Callable[..., Any]):
    """A disagreement, a time, a calendar and a directory; whatever else it needs, by name."""
    parameters = inspect.signature(rule).parameters

    assert list(parameters)[:4] == ["disagreement", "at", "calendar", "directory"]
    others = list(parameters.values())[4:]
    assert all(other.kind is inspect.Parameter.KEYWORD_ONLY for other in others)
    assert rule.__doc__


def test_there_is_a_rule_for_every_act_that_somebody_may_have_a_right_to():
    named = {rule.__name__ for rule in RULES}
    spoken = {"press": Act.HARM, "exported": Act.EXPORT}

    acted = {act.value for act in Act} - {Act.READ.value, Act.STATUS.value, Act.ISSUES.value}
    assert acted <= named | {spoken[name].value for name in spoken if name in named}


def test_every_kind_has_a_name_of_its_own():
    kinds = [entry for family in acts.FAMILIES for entry in family.ENTRIES]

    assert len(kinds) == len(acts.KINDS)
    assert all(entry.kind for entry in kinds)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_frozen_value_with_its_words(kind: type[Entry]):
    parameters = kind.__dataclass_params__  # type: ignore[attr-defined]
    assert parameters.frozen
    assert (kind.__doc__ or "").strip().endswith(".")
    assert kind.reads is not Entry.reads
    assert kind.schema >= 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_after_the_first_can_be_reached_from_the_one_before(kind: type[Entry]):
    for number in range(1, kind.schema):
        assert callable(getattr(kind, f"upgraded_from_{number}"))


def test_an_entry_for_one_agency_says_nothing_in_the_thread(easter: Story):
    """Whatever one agency alone may read is told to that agency alone."""
    for entry, owed in lived(easter):
        if entry.audience.startswith("agency:"):
            assert not isinstance(owed, Post)
            if isinstance(owed, Telling):
                assert str(owed.to).endswith("@health") or str(owed.to) in ("sam", "clare")


def lived(story: Story) -> list[tuple[Entry, Owed]]:
    story.does(answer.bring_lead, "sam").does(harm.press, "sam")
    story.does(harm.opened, "clare", question="harm:1").does(harm.press, "sam")
    story.reaches("Tuesday 2026-04-07 17:01")
    return [(entry, owed) for entry in story.entries for owed in entry.owes(story.disagreement)]


def test_an_entry_is_changed_by_making_another(easter: Story):
    raised = easter.entries[0]

    with pytest.raises(dataclasses.FrozenInstanceError):
        raised.at = easter.now  # type: ignore[misc]
