"""What Slack accepts as a view: titles, sizes, the submit button, the blocks inside."""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.block_checks import VIEW_BLOCKS, faults, with_ids
from sandbox.checks import Args, json_of
from sandbox.element_checks import text_fault
from sandbox.refused import Refused
from sandbox.shelf import Doc

VIEW_SIZE = 250_000
LENGTHS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}


def view_argument(args: Args, kind: str) -> Doc:
    """The view given in these arguments, or refused."""
    value = json_of(args, "view", "invalid_arguments")
    return view(value, kind)


def view(value: Any, kind: str) -> Doc:
    """This view with its block ids filled in, or refused with every fault."""
    if not isinstance(value, dict):
        raise Refused("invalid_arguments", "must be an object [json-pointer:/view]")
    if len(json.dumps(value)) > VIEW_SIZE:
        raise Refused("view_too_large")
    if found := list(_faults(value, kind)):
        raise Refused("invalid_arguments", *found)
    return value | {"blocks": with_ids(value["blocks"])}


def _faults(value: Doc, kind: str) -> Iterator[str]:
    if value.get("type") != kind:
        yield f"must be {kind} [json-pointer:/view/type]"
    for key, most in LENGTHS.items():
        if len(str(value.get(key) or "")) > most:
            yield f"must be less than {most + 1} characters [json-pointer:/view/{key}]"
    inside = value.get("blocks")
    if not isinstance(inside, list) or not all(isinstance(block, dict) for block in inside):
        yield "missing required field: blocks [json-pointer:/view]"
        return
    yield from faults(inside, VIEW_BLOCKS, "/view/blocks")
    if kind == "modal":
        yield from _modal(value, inside)


def _modal(value: Doc, inside: list[Doc]) -> Iterator[str]:
    yield from text_fault(value.get("title"), 24, "/view/title", plain=True)
    for key in ("submit", "close"):
        if value.get(key) is not None:
            yield from text_fault(value[key], 24, f"/view/{key}", plain=True)
    if value.get("submit") is None and any(block.get("type") == "input" for block in inside):
        yield "`submit` is required when an `input` block is in `blocks` [json-pointer:/view]"
