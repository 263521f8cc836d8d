"""Inputs: between what a person types or picks and the state Slack sends to the app."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sandbox.clock import UK
from sandbox.refused import Impossible
from sandbox.shelf import Doc

TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
ONE = ("static_select", "external_select", "radio_buttons", "overflow")
MANY = ("checkboxes", "multi_static_select", "multi_external_select")
KEYS = (
    dict.fromkeys(TYPED, "value")
    | dict.fromkeys(ONE, "selected_option")
    | dict.fromkeys(MANY, "selected_options")
    | {
        "datepicker": "selected_date",
        "timepicker": "selected_time",
        "datetimepicker": "selected_date_time",
        "users_select": "selected_user",
        "multi_users_select": "selected_users",
        "channels_select": "selected_channel",
        "conversations_select": "selected_conversation",
    }
)
PEOPLE = ("users_select", "multi_users_select")
LISTS = (*MANY, "multi_users_select")


def elements(blocks: list[Doc]) -> Iterator[tuple[Doc, Doc]]:
    """Every block with each of its interactive elements, in the order they are seen."""
    for block in blocks:
        found = [block.get("element"), block.get("accessory")]
        if block.get("type") == "actions":
            found += block["elements"]
        for element in found:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def options(element: Doc) -> list[Doc]:
    """All the options of an element, those in groups too."""
    grouped = [o for group in element.get("option_groups") or [] for o in group["options"]]
    return [*(element.get("options") or []), *grouped]


def initial(element: Doc) -> Doc:
    """The state of an element nobody has touched."""
    kind = element["type"]
    key = KEYS[kind]
    value = element.get(key.replace("selected", "initial") if key != "value" else "initial_value")
    if key == "value" and value is not None:
        value = str(value)
    return {"type": kind, key: value if value is not None else ([] if kind in LISTS else None)}


def initial_state(blocks: list[Doc], before: Doc | None = None) -> Doc:
    """The state of all elements; what was there under the same ids is kept, as Slack keeps it."""
    state: Doc = {}
    for block, element in elements(blocks):
        if element["type"] not in KEYS or element["type"] == "overflow":
            continue
        kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        if kept is None or kept["type"] != element["type"]:
            kept = initial(element)
        state.setdefault(block["block_id"], {})[element["action_id"]] = kept
    return state


def simple(value: Doc) -> Any:
    """A state value as a person would say it: text, an option's value, a date."""
    found = value[KEYS[value["type"]]]
    if value["type"] in ONE:
        return found["value"] if found else None
    if value["type"] in MANY:
        return [option["value"] for option in found]
    return found


def state_for(element: Doc, given: Any, people: dict[str, str]) -> Doc:
    """The state value for what a person gives; options and people may be given by name."""
    kind = element["type"]
    if kind not in KEYS:
        raise Impossible(f"The sandbox cannot fill in a {kind}.")
    if given in (None, "", []):
        return {"type": kind, KEYS[kind]: [] if kind in LISTS else None}
    many = given if isinstance(given, list) else [given]
    if kind in MANY:
        return {"type": kind, KEYS[kind]: [_option(element, one) for one in many]}
    if kind == "multi_users_select":
        return {"type": kind, KEYS[kind]: [_person(one, people) for one in many]}
    if kind in ONE:
        return {"type": kind, KEYS[kind]: _option(element, given)}
    if kind == "users_select":
        return {"type": kind, KEYS[kind]: _person(given, people)}
    if kind == "datetimepicker":
        return {"type": kind, KEYS[kind]: _seconds(given)}
    return {"type": kind, KEYS[kind]: _dated(kind, str(given))}


def _option(element: Doc, given: str) -> Doc:
    offered = options(element)
    for option in offered:
        if given in (option["value"], option["text"]["text"]):
            return option
    there = "; ".join(option["text"]["text"] for option in offered)
    raise Impossible(f"There is no option {given!r}. There is: {there}.")


def _person(given: str, people: dict[str, str]) -> str:
    if given in people:
        return given
    for user, name in people.items():
        if name == given:
            return user
    raise Impossible(f"There is nobody called {given!r}.")


def _seconds(given: Any) -> int:
    if isinstance(given, int):
        return given
    try:
        moment = datetime.fromisoformat(str(given))
    except ValueError:
        raise Impossible(f"{given!r} is not a date and time.") from None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UK)
    return int(aware.timestamp())


def _dated(kind: str, given: str) -> str:
    patterns = {"datepicker": r"\d{4}-\d\d-\d\d", "timepicker": r"\d\d:\d\d"}
    pattern = patterns.get(kind)
    if pattern and not re.fullmatch(pattern, given):
        raise Impossible(f"{given!r} is not a {'date' if kind == 'datepicker' else 'time'}.")
    return given


def complaints(blocks: list[Doc], state: Doc) -> dict[str, str]:
    """What Slack's own client refuses before the app hears of a submission, by block."""
    found = {}
    for block, element in elements(blocks):
        if block["type"] == "input" and element["type"] in KEYS:
            value = state[block["block_id"]][element["action_id"]]
            complaint = _complaint(element, simple(value), bool(block.get("optional")))
            if complaint:
                found[block["block_id"]] = complaint
    return found


def _complaint(element: Doc, given: Any, optional: bool) -> str:
    if given in (None, "", []):
        return "" if optional else "Please complete this required field."
    if element["type"] in TYPED:
        return _typed_complaint(element, str(given))
    return ""


def _typed_complaint(element: Doc, text: str) -> str:
    most, least = int(element.get("max_length") or 3000), int(element.get("min_length") or 0)
    if len(text) > most:
        return f"Please shorten this to {most} characters or fewer (it has {len(text)})."
    if len(text) < least:
        return f"Please write at least {least} characters."
    if element["type"] == "email_text_input" and not re.fullmatch(r"\S+@\S+\.\S+", text):
        return "Please enter a valid e-mail address."
    if element["type"] == "url_text_input" and not re.fullmatch(r"https?://\S+", text):
        return "Please enter a valid URL."
    if element["type"] == "number_input" and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return "Please enter a number."
    return ""
