"""Block Kit's rules for blocks: sizes, kinds and ids, as Slack enforces them."""

from collections.abc import Callable, Iterator
from typing import Any

from sandbox.element_checks import check_element, text_fault
from sandbox.refused import Refused
from sandbox.shelf import Doc

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
Faults = Iterator[str]

ACCESSORIES = {
    "button", "checkboxes", "datepicker", "image", "multi_channels_select",
    "multi_conversations_select", "multi_external_select", "multi_static_select",
    "multi_users_select", "overflow", "radio_buttons", "channels_select",
    "conversations_select", "external_select", "static_select", "users_select",
    "timepicker", "workflow_button",
}  # fmt: skip
ACTIONS = (ACCESSORIES | {"datetimepicker"}) - {"image"}
INPUTS = (
    (ACTIONS - {"button", "overflow", "workflow_button"})
    | {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
    | {"file_input", "rich_text_input"}
)


def blocks(value: Any, most: int = MESSAGE_BLOCKS) -> list[Doc]:
    """These blocks with their ids filled in, or refused with every fault."""
    if not isinstance(value, list) or not all(isinstance(block, dict) for block in value):
        raise Refused("invalid_blocks_format")
    if found := faults(value, most, "/blocks"):
        raise Refused("invalid_blocks", *found)
    return with_ids(value)


def faults(value: list[Doc], most: int, at: str) -> list[str]:
    """Everything Slack would not accept in these blocks."""
    found: list[str] = []
    if len(value) > most:
        found.append(f"no more than {most} items allowed [json-pointer:{at}]")
    for number, block in enumerate(value):
        found.extend(_block(block, f"{at}/{number}"))
    ids = [block["block_id"] for block in value if block.get("block_id")]
    found.extend(f"`block_id` {i} must be unique [json-pointer:{at}]" for i in _twice(ids))
    return found


def with_ids(value: list[Doc]) -> list[Doc]:
    """These blocks with a block_id and action_ids where the app gave none, as Slack does."""
    filled = []
    for number, block in enumerate(value):
        block = {**block, "block_id": block.get("block_id") or f"block{number}"}
        for key in ("element", "accessory"):
            if isinstance(block.get(key), dict) and block[key].get("type") != "image":
                block[key] = {"action_id": f"act{number}", **block[key]}
        if block["type"] == "actions":
            block["elements"] = [
                {"action_id": f"act{number}.{n}", **e} for n, e in enumerate(block["elements"])
            ]
        filled.append(block)
    return filled


def _block(block: Doc, at: str) -> Faults:
    check = CHECKS.get(str(block.get("type")))
    if check is None:
        yield f"unsupported type: {block.get('type')} [json-pointer:{at}/type]"
        return
    if len(str(block.get("block_id", ""))) > 255:
        yield f"must be less than 256 characters [json-pointer:{at}/block_id]"
    yield from check(block, at)


def _section(block: Doc, at: str) -> Faults:
    if block.get("text") is None and not block.get("fields"):
        yield f"must provide `text` or `fields` [json-pointer:{at}]"
    if block.get("text") is not None:
        yield from text_fault(block["text"], 3000, f"{at}/text")
    fields = block.get("fields") or []
    if len(fields) > 10:
        yield f"no more than 10 items allowed [json-pointer:{at}/fields]"
    for number, item in enumerate(fields):
        yield from text_fault(item, 2000, f"{at}/fields/{number}")
    if block.get("accessory") is not None:
        yield from check_element(block["accessory"], ACCESSORIES, f"{at}/accessory")


def _header(block: Doc, at: str) -> Faults:
    yield from text_fault(block.get("text"), 150, f"{at}/text", plain=True)


def _context(block: Doc, at: str) -> Faults:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 10:
        yield f"must have between 1 and 10 items [json-pointer:{at}/elements]"
        return
    for number, element in enumerate(elements):
        if not isinstance(element, dict) or element.get("type") != "image":
            yield from text_fault(element, 2000, f"{at}/elements/{number}")


def _actions(block: Doc, at: str) -> Faults:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 25:
        yield f"must have between 1 and 25 items [json-pointer:{at}/elements]"
        return
    for number, element in enumerate(elements):
        yield from check_element(element, ACTIONS, f"{at}/elements/{number}")
    ids = [e["action_id"] for e in elements if isinstance(e, dict) and e.get("action_id")]
    for twice in _twice(ids):
        yield f"`action_id` {twice} must be unique in its block [json-pointer:{at}/elements]"


def _input(block: Doc, at: str) -> Faults:
    yield from text_fault(block.get("label"), 2000, f"{at}/label", plain=True)
    if block.get("hint") is not None:
        yield from text_fault(block["hint"], 2000, f"{at}/hint", plain=True)
    yield from check_element(block.get("element"), INPUTS, f"{at}/element")


def _with_elements(block: Doc, at: str) -> Faults:
    if not isinstance(block.get("elements"), list):
        yield f"missing required field: elements [json-pointer:{at}]"


def _anything(block: Doc, at: str) -> Faults:
    yield from ()


def _twice(ids: list[str]) -> list[str]:
    return sorted({i for i in ids if ids.count(i) > 1})


CHECKS: dict[str, Callable[[Doc, str], Faults]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _with_elements,
    "divider": _anything,
    # Blocks that Slack has and the sandbox's page does not draw: accepted, shown as a warning.
    "image": _anything,
    "video": _anything,
    "file": _anything,
    "markdown": _anything,
    "table": _anything,
    "context_actions": _anything,
}
