"""A trigger opens one view, within three seconds; the views then lie on one another, three deep."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.driver import Person, Workspace
from sandbox.server import Serving

Call = Callable[..., dict[str, Any]]
VIEW = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A view"},
    "external_id": "",
    "blocks": [
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "more",
                    "text": {"type": "plain_text", "text": "More"},
                }
            ],
        }
    ],
}


@dataclass
class Stopwatch:
    """A stopwatch that a test sets."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def sandbox(opened: Callable[..., Serving], stopwatch: Stopwatch) -> Serving:
    return opened(stopwatch=stopwatch)


@pytest.fixture
def triggers(workspace: Workspace, listener: Any) -> Callable[[], str]:
    """Grace types the command; the trigger that came with it."""
    workspace.delivers_to(listener.url)
    grace = workspace.person("Grace Okafor")

    def next_trigger() -> str:
        grace.types("/escalate")
        return str(listener.forms[-1]["trigger_id"])

    return next_trigger


@pytest.fixture
def grace(workspace: Workspace) -> Person:
    return workspace.person("Grace Okafor")


def test_a_trigger_opens_one_view_and_no_second(call: Call, triggers: Any, grace: Person) -> None:
    trigger = triggers()
    assert call("views.open", trigger_id=trigger, view=VIEW)["ok"]
    assert grace.modal is not None
    assert call("views.open", trigger_id=trigger, view=VIEW)["error"] == "exchanged_trigger_id"


def test_a_trigger_lives_three_seconds(call: Call, triggers: Any, stopwatch: Stopwatch) -> None:
    trigger = triggers()
    stopwatch.seconds += 3.0
    assert call("views.open", trigger_id=trigger, view=VIEW)["ok"]
    trigger = triggers()
    stopwatch.seconds += 3.1
    assert call("views.open", trigger_id=trigger, view=VIEW)["error"] == "expired_trigger_id"


def test_winding_the_clock_does_not_age_a_trigger(
    call: Call, triggers: Any, workspace: Workspace
) -> None:
    trigger = triggers()
    workspace.reaches("2030-01-01T09:00+00:00")
    assert call("views.open", trigger_id=trigger, view=VIEW)["ok"]


def test_a_view_is_pushed_only_from_inside_one(
    call: Call, triggers: Any, grace: Person, listener: Any
) -> None:
    assert call("views.push", trigger_id=triggers(), view=VIEW)["error"] == "not_found"
    call("views.open", trigger_id=triggers(), view=VIEW)
    for depth in (2, 3):
        grace.presses("More")
        pushed = call("views.push", trigger_id=listener.payloads[-1]["trigger_id"], view=VIEW)
        assert pushed["ok"], pushed
        assert grace.modal is not None
        assert grace.modal.depth == depth
    grace.presses("More")
    fourth = call("views.push", trigger_id=listener.payloads[-1]["trigger_id"], view=VIEW)
    assert fourth["error"] == "push_limit_reached"


def test_a_view_is_updated_by_id_and_guarded_by_its_hash(call: Call, triggers: Any) -> None:
    view = call("views.open", trigger_id=triggers(), view=VIEW)["view"]
    at = {"view_id": view["id"], "view": VIEW}
    assert call("views.update", **at, hash=view["hash"])["ok"]
    assert call("views.update", **at, hash=view["hash"])["error"] == "hash_conflict"


def test_an_external_id_is_one_views_alone(call: Call, triggers: Any, grace: Person) -> None:
    mine = VIEW | {"external_id": "mine"}
    assert call("views.open", trigger_id=triggers(), view=mine)["ok"]
    again = call("views.open", trigger_id=triggers(), view=mine)
    assert again["error"] == "duplicate_external_id"
    assert call("views.update", external_id="mine", view=mine)["ok"]
    grace.closes()
    assert call("views.update", external_id="mine", view=mine)["error"] == "not_found"


def test_an_update_keeps_what_was_typed_under_the_same_ids(
    call: Call, triggers: Any, grace: Person
) -> None:
    def form(*labels: str) -> dict[str, Any]:
        element = {"type": "plain_text_input", "action_id": "value"}
        text = {"type": "plain_text", "text": "x"}
        blocks = [
            {"type": "input", "block_id": b, "label": text, "element": element} for b in labels
        ]
        return VIEW | {"submit": text, "blocks": blocks}

    view = call("views.open", trigger_id=triggers(), view=form("a", "b"))["view"]
    grace.fills({"a": "typed", "b": "typed too"})
    call("views.update", view_id=view["id"], view=form("a", "c"))
    modal = grace.modal
    assert modal is not None
    assert [(f.block_id, f.value) for f in modal.fields] == [("a", "typed"), ("c", None)]
