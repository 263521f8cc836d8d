"""Block Kit's rules for elements and text objects: buttons, selects and inputs."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.shelf import Doc

Faults = Iterator[str]


def text_fault(
    value: Any, most: int, at: str, *, plain: bool = False, empty: bool = False
) -> Faults:
    """What is wrong with a text object."""
    if not isinstance(value, dict):
        yield f"missing required field: {at.rsplit('/', 1)[1]} [json-pointer:{at}]"
        return
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if value.get("type") not in kinds:
        yield f"must be one of {', '.join(kinds)} [json-pointer:{at}/type]"
    text = value.get("text")
    if not isinstance(text, str) or (not text and not empty):
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    elif len(text) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}/text]"


def check_element(element: Any, allowed: set[str], at: str) -> Faults:
    """What is wrong with an element in a place where these kinds are allowed."""
    if not isinstance(element, dict):
        yield f"missing required field: element [json-pointer:{at}]"
        return
    kind = str(element.get("type"))
    if kind not in allowed:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from _too_long(element, "action_id", 255, at)
    if element.get("placeholder") is not None:
        yield from text_fault(element["placeholder"], 150, f"{at}/placeholder", plain=True)
    if element.get("confirm") is not None:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    if kind in CHECKS:
        yield from CHECKS[kind](element, at)


def _too_long(value: Doc, key: str, most: int, at: str) -> Faults:
    if len(str(value.get(key) or "")) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}/{key}]"


def _confirm(value: Any, at: str) -> Faults:
    if not isinstance(value, dict):
        yield f"must be an object [json-pointer:{at}]"
        return
    yield from text_fault(value.get("title"), 100, f"{at}/title", plain=True)
    yield from text_fault(value.get("text"), 300, f"{at}/text")
    yield from text_fault(value.get("confirm"), 30, f"{at}/confirm", plain=True)
    yield from text_fault(value.get("deny"), 30, f"{at}/deny", plain=True)


def _button(element: Doc, at: str) -> Faults:
    yield from text_fault(element.get("text"), 75, f"{at}/text", plain=True)
    yield from _too_long(element, "value", 2000, at)
    yield from _too_long(element, "url", 3000, at)
    yield from _too_long(element, "accessibility_label", 75, at)
    if element.get("style") not in (None, "primary", "danger"):
        yield f"must be one of primary, danger [json-pointer:{at}/style]"


def _options(most: int, least: int = 1) -> Callable[[Doc, str], Faults]:
    def check(element: Doc, at: str) -> Faults:
        groups = element.get("option_groups")
        if groups is not None:
            yield from _groups(groups, most, f"{at}/option_groups")
        else:
            yield from _option_list(element.get("options"), least, most, f"{at}/options")
        yield from _initial(element, at)

    return check


def _groups(groups: Any, most: int, at: str) -> Faults:
    if not isinstance(groups, list) or not 1 <= len(groups) <= 100:
        yield f"must have between 1 and 100 items [json-pointer:{at}]"
        return
    for number, group in enumerate(groups):
        yield from text_fault(group.get("label"), 75, f"{at}/{number}/label", plain=True)
        yield from _option_list(group.get("options"), 1, most, f"{at}/{number}/options")


def _option_list(options: Any, least: int, most: int, at: str) -> Faults:
    if not isinstance(options, list) or len(options) < least:
        yield f"must have at least {least} items [json-pointer:{at}]"
        return
    if len(options) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"
    for number, option in enumerate(options):
        yield from text_fault(option.get("text"), 75, f"{at}/{number}/text")
        yield from _option_value(option, f"{at}/{number}")
        if option.get("description") is not None:
            yield from text_fault(option["description"], 75, f"{at}/{number}/description")


def _option_value(option: Doc, at: str) -> Faults:
    if not isinstance(option.get("value"), str):
        yield f"missing required field: value [json-pointer:{at}]"
    yield from _too_long(option, "value", 150, at)


def _initial(element: Doc, at: str) -> Faults:
    groups = element.get("option_groups") or []
    options = [*(element.get("options") or []), *(o for g in groups for o in g["options"])]
    values = {option.get("value") for option in options if isinstance(option, dict)}
    chosen = element.get("initial_options") or []
    if element.get("initial_option"):
        chosen = [element["initial_option"]]
    if "initial_options" in element and not chosen:
        yield f"must have at least 1 item [json-pointer:{at}/initial_options]"
    if any(option.get("value") not in values for option in chosen):
        yield f"initial option must be one of the options [json-pointer:{at}]"


def _text_input(element: Doc, at: str) -> Faults:
    most = element.get("max_length")
    least = element.get("min_length")
    if most is not None and not (isinstance(most, int) and 1 <= most <= 3000):
        yield f"must be between 1 and 3000 [json-pointer:{at}/max_length]"
        most = None
    if least is not None and not (isinstance(least, int) and 0 <= least <= 3000):
        yield f"must be between 0 and 3000 [json-pointer:{at}/min_length]"
    yield from _too_long(element, "initial_value", most or 3000, at)


def _number(element: Doc, at: str) -> Faults:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        yield f"missing required field: is_decimal_allowed [json-pointer:{at}]"


def _matching(key: str, pattern: str) -> Callable[[Doc, str], Faults]:
    def check(element: Doc, at: str) -> Faults:
        value = element.get(key)
        if value is not None and not re.fullmatch(pattern, str(value)):
            yield f"must match {pattern} [json-pointer:{at}/{key}]"

    return check


CHECKS: dict[str, Callable[[Doc, str], Faults]] = {
    "button": _button,
    "static_select": _options(100),
    "multi_static_select": _options(100),
    "overflow": _options(5),
    "radio_buttons": _options(10),
    "checkboxes": _options(10),
    "plain_text_input": _text_input,
    "number_input": _number,
    "datepicker": _matching("initial_date", r"\d{4}-\d\d-\d\d"),
    "timepicker": _matching("initial_time", r"([01]\d|2[0-3]):[0-5]\d"),
    "datetimepicker": _matching("initial_date_time", r"\d{10}"),
}
