"""Every rule of a procedure that ships makes a difference to somebody, and carries what its text asks."""

from functools import cache

import pytest

from bot import procedures, tracing
from bot.tracing import Traced
from escalation.rehearsing.script import begins
from escalation.rehearsing.simulation import play
from escalation.rehearsing.tracing import Node

SHIPPED = {each.id: each for each in procedures.every() if tracing.asked(each)}


@cache
def traced(id: str) -> Traced:
    return tracing.traced(SHIPPED[id])


RULES = [pytest.param(id, node, id=f"{id}:{node}") for id in SHIPPED for node in traced(id).nodes]


@pytest.mark.parametrize(("id", "node"), RULES)
def test_each_rule_matters(id: str, node: Node, request: pytest.FixtureRequest):
    """Without it, somebody would be told, shown or asked something else in one of its scripts."""
    assert request.node.nodeid == tracing.test_of(SHIPPED[id], node)
    assert traced(id).shows(node)


@pytest.mark.parametrize("id", SHIPPED)
def test_every_requirement_that_asks_something_is_carried(id: str):
    carried = {req for node in traced(id).nodes for req in node.req}

    assert [
        each.id for each in tracing.asked(SHIPPED[id]) if each.is_asked and each.id not in carried
    ] == []


@pytest.mark.parametrize("id", SHIPPED)
def test_nothing_is_refused_in_a_script_but_what_is_meant_to_be(id: str):
    for script, lines in zip(traced(id).scripts, traced(id).lives, strict=True):
        refused = [line.text for line in lines if line.kind in ("refused", "over")]

        assert len(refused) == sum(step.refused for step in script.steps), (script.title, refused)


@pytest.mark.parametrize("id", SHIPPED)
def test_a_script_played_twice_is_the_same(id: str):
    assert tracing.traced(SHIPPED[id]).lives == traced(id).lives


@pytest.mark.parametrize("id", SHIPPED)
def test_a_script_fills_in_nothing_that_is_not_asked_for(id: str):
    for script in traced(id).scripts:
        began = begins(script)
        assert began
        assert play(SHIPPED[id], traced(id).doors, began, script).strange == (), script.title


def test_in_all_178_requirements_of_five_texts_oblige_ask_or_allow_and_each_is_carried():
    asked = {each.id for id in SHIPPED for each in tracing.asked(SHIPPED[id]) if each.is_asked}
    carried = {req for id in SHIPPED for node in traced(id).nodes for req in node.req}

    assert len(SHIPPED) == 5
    assert len(asked) == 178
    assert len(asked & carried) == 178
