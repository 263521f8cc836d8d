"""Forms as Slack's modals, and what was filled in read back."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.slack.blocks import Block, drawn, plain, said, text
from bot.slack.characters import legible, pieces, short, shown
from escalation.directory.people import Directory
from escalation.words.emergency import EMERGENCY
from escalation.words.forms import Field, Form
from escalation.words.message import Message, Part

View = dict[str, Any]
Identity = Callable[[str], str]

CALLBACK = "form"
NOTICE = "escalate.notice"
MOST_BLOCKS, MOST_CARRIED, MOST_OPTIONS, MOST_RADIO = 100, 3000, 100, 5
PERSON = "slack:"
_DAY, _TIME = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")
_INITIAL = {
    "plain_text_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "users_select": ("selected_user", "initial_user"),
}


@dataclass(frozen=True)
class Sent:
    """A modal that somebody has submitted."""

    word: str
    answers: Mapping[str, str]
    carries: Mapping[str, str]


def nobody(person: str) -> str:
    """Without a directory nobody has a Slack identity."""
    return ""


def identities(people: Directory) -> Identity:
    """The Slack identity of each person in the directory."""
    return lambda person: found.slack if (found := people.person(person)) else ""


def modal(form: Form, identity: Identity = nobody) -> View:
    """A form as a modal; a person chosen before stands there again."""
    carried = json.dumps({"word": form.word, "carries": dict(form.carries)})
    blocks = [block for part in form.parts for block in _blocks(part, form, identity)]
    if len(blocks) > MOST_BLOCKS or len(carried) > MOST_CARRIED:
        raise ValueError("a form that is too long for Slack")
    asks = bool(form.submit or form.fields)
    return _view(form.title, blocks, carried) | (
        {"submit": plain(form.submit or "Send", 24), "close": plain("Cancel", 24)} if asks else {}
    )


def told(message: Message, reference: str = "") -> View:
    """A private answer in place of the form it answers."""
    blocks = [block for part in message.parts for block in drawn(part, reference)]
    return _view("Escalate", blocks[:MOST_BLOCKS], "")


def again(view: View, sentence: str) -> View:
    """The same modal with a sentence at its top, and everything that was typed still in it.

    Where it begins with what to do in immediate harm, that stays the first of it.
    """
    state = view.get("state", {}).get("values", {})
    notice = {**said([text(sentence, bold=True)])[0], "block_id": NOTICE}
    kept = [_kept(block, state) for block in view["blocks"] if block.get("block_id") != NOTICE]
    first = 1 if kept and _dials(kept[0]) else 0
    same = {key: view[key] for key in ("submit", "close") if view.get(key)}
    return {
        "type": "modal",
        "callback_id": view.get("callback_id") or CALLBACK,
        "title": view["title"],
        "private_metadata": view.get("private_metadata") or "",
        "blocks": [*kept[:first], notice, *kept[first:]],
        **same,
    }


def inputs(view: View) -> set[str]:
    """The fields of a modal: what a correction can be shown beside."""
    return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}


def sent(view: View) -> Sent:
    """What a submitted modal says: the route its answers take, the answers, and what it carried."""
    carried = json.loads(view.get("private_metadata") or "{}")
    values = view.get("state", {}).get("values", {})
    return Sent(str(carried.get("word", "")), answers(values), carried.get("carries", {}))


def answers(values: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Each field's answer as text; an empty one is empty, and a person is `slack:` and an identity."""
    return {
        block: _answer(element)
        for block, elements in values.items()
        for element in elements.values()
    }


def _answer(element: Mapping[str, Any]) -> str:
    if (known := _INITIAL.get(element["type"])) is None:
        return ""
    value = element.get(known[0])
    if isinstance(value, Mapping):
        return str(value["value"])
    if value and element["type"] == "users_select":
        return f"{PERSON}{value}"
    return legible(value or "")


def _view(title: str, blocks: list[Block], carried: str) -> View:
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(title, 24),
        "close": plain("Close", 24),
        "private_metadata": carried,
        "blocks": blocks,
    }


def _blocks(part: Part | Field, form: Form, identity: Identity) -> list[Block]:
    if not isinstance(part, Field):
        return drawn(part, form.carries.get("reference", ""))
    block = {
        "type": "input",
        "block_id": part.id,
        "label": plain(part.label, 2000),
        "element": {"action_id": _action(form), **_element(part, identity)},
        "optional": not part.required,
    }
    return [block | ({"hint": plain(part.hint, 2000)} if part.hint else {})]


def _action(form: Form) -> str:
    """Slack keeps what was typed under the same ids: another page must never inherit it."""
    return ".".join(filter(None, (form.word, form.carries.get("step", ""))))


def _element(asked: Field, identity: Identity) -> Block:
    match asked.asked:
        case "line" | "text":
            longest = max(1, min(asked.longest, 3000))
            first = legible(asked.initial)[:longest]
            element = {
                "type": "plain_text_input",
                "multiline": asked.asked == "text",
                "max_length": longest,
            }
            return element | _initial("initial_value", first)
        case "choice":
            return _choice(asked)
        case "date":
            return {"type": "datepicker"} | _initial("initial_date", _if(_DAY, asked.initial))
        case "time":
            return {"type": "timepicker"} | _initial("initial_time", _if(_TIME, asked.initial))
        case "person":
            known = asked.initial.removeprefix(PERSON)
            slack = known if _SLACK_ID.fullmatch(known) else identity(known) if known else ""
            return {"type": "users_select"} | _initial("initial_user", _if(_SLACK_ID, slack))


def _choice(asked: Field) -> Block:
    options = [_option(value, label) for value, label in asked.options]
    chosen = next((option for option in options if option["value"] == asked.initial), None)
    initial = {"initial_option": chosen} if chosen else {}
    if asked.headings:
        headed = list(_headed(options, asked.headings))
        return {"type": "static_select", "option_groups": headed} | initial
    if len(options) <= MOST_RADIO:
        return {"type": "radio_buttons", "options": options} | initial
    if len(options) <= MOST_OPTIONS:
        return {"type": "static_select", "options": options} | initial
    return {"type": "static_select", "option_groups": list(_grouped(options))} | initial


def _option(value: str, label: str) -> Block:
    """A label that is too long goes on in its description."""
    label = shown(label).strip()
    if len(label) <= 75:
        return {"text": plain(label, 75), "value": value}
    first, *rest = pieces(label, 75)
    more = short(" ".join(rest), 75)
    return {"text": plain(first, 75), "value": value, "description": plain(more, 75)}


def _headed(options: list[Block], headings: Mapping[str, str]) -> Iterator[Block]:
    """Each heading with what stands beneath it; more than Slack takes in one group stand in several."""
    for heading, some in groupby(options, key=lambda option: headings.get(option["value"], "")):
        under = list(some)
        for start in range(0, len(under), MOST_OPTIONS):
            group = under[start : start + MOST_OPTIONS]
            yield {"label": plain(heading, 75), "options": group}


def _grouped(options: list[Block]) -> Iterator[Block]:
    for start in range(0, len(options), MOST_OPTIONS):
        group = options[start : start + MOST_OPTIONS]
        first, last = group[0]["text"]["text"], group[-1]["text"]["text"]
        yield {"label": plain(f"{first[:30]} to {last[:30]}", 75), "options": group}


def _dials(block: Block) -> bool:
    """Whether a block as Slack sends it back is the line with which everything begins."""
    sections = block.get("elements", ()) if block["type"] == "rich_text" else ()
    runs = (run.get("text", "") for each in sections for run in each.get("elements", ()))
    return "".join(runs).startswith(EMERGENCY)


def _kept(block: Block, state: Mapping[str, Mapping[str, Any]]) -> Block:
    typed = state.get(block.get("block_id", ""), {})
    element = block.get("element")
    if block["type"] != "input" or element is None or not typed:
        return block
    given = typed.get(element["action_id"]) or next(iter(typed.values()))
    read, write = _INITIAL[element["type"]]
    bare = {key: value for key, value in element.items() if key != write}
    return block | {"element": bare | _initial(write, given.get(read))}


def _initial(key: str, value: object) -> Block:
    return {key: value} if value else {}


def _if(pattern: re.Pattern[str], value: str) -> str:
    return value if pattern.fullmatch(value) else ""
