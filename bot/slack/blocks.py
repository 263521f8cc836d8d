"""Parts of a message as Slack's blocks: words are literal text, so that nothing in them is ever live."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.slack.characters import LONGEST, pieces, short, shown
from escalation.words.message import (
    Choice,
    Choices,
    Facts,
    Fragment,
    Heading,
    Part,
    Phone,
    Quote,
    Says,
)

Block = dict[str, Any]

ROW = 5
STYLES = {"main": "primary", "grave": "danger"}
_NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{1,24}")


def drawn(part: Part, reference: str = "") -> list[Block]:
    """One part as blocks; a button carries the reference and the question that it answers."""
    match part:
        case Heading(text):
            return [{"type": "header", "text": plain(text, 150)}]
        case Says(fragments):
            return said(_fragment(each) for each in fragments)
        case Facts(rows):
            return said(_rows(rows))
        case Quote(who, text):
            return list(_quoted(who, text))
        case Choices(choices):
            return list(_buttons(choices, reference))


def plain(text: str, longest: int) -> Block:
    """A text that Slack reads no marks in; Slack refuses an empty one."""
    return {"type": "plain_text", "text": short(text, longest) or "–", "emoji": False}


def said(elements: Iterable[Block]) -> list[Block]:
    """Text and links as blocks, none of them longer than Slack takes."""
    return [_rich("rich_text_section", held) for held in _held(elements)]


def text(words: str, *, bold: bool = False) -> Block:
    """A run of literal words."""
    return {"type": "text", "text": shown(words)} | ({"style": {"bold": True}} if bold else {})


def _rich(kind: str, elements: list[Block]) -> Block:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": elements}]}


def _held(elements: Iterable[Block]) -> Iterator[list[Block]]:
    held: list[Block] = []
    length = 0
    for element in _cut(elements):
        size = len(element.get("text", ""))
        if held and length + size > LONGEST:
            yield held
            held, length = [], 0
        held.append(element)
        length += size
    if any(element.get("text", "@").strip() for element in held):
        yield held


def _cut(elements: Iterable[Block]) -> Iterator[Block]:
    for element in elements:
        if element["type"] != "text":
            yield element
        elif len(element["text"]) <= LONGEST:
            yield from [element] if element["text"] else []
        else:
            yield from (element | {"text": piece} for piece in pieces(element["text"]))


def _fragment(fragment: Fragment) -> Block:
    """A number to ring dials; everything else, an extension among it, is literal words."""
    url = rings(fragment)
    return {"type": "link", "url": url, "text": str(fragment)} if url else text(str(fragment))


def rings(fragment: Fragment) -> str:
    """The address that rings this number; none of what is no number that can be dialled."""
    if isinstance(fragment, Phone) and _NUMBER.fullmatch(fragment.number):
        return f"tel:{_dialled(fragment.number)}"
    return ""


def _dialled(number: str) -> str:
    """+44 (0)118 ... is dialled without its (0)."""
    return re.sub(r"[^0-9+]", "", number.replace("(0)", "") if number[0] == "+" else number)


def _rows(rows: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    for number, (label, value) in enumerate(rows):
        yield text(("\n" if number else "") + f"{label}: ", bold=True)
        yield text(value)


def _quoted(who: str, words: str) -> Iterator[Block]:
    for number, piece in enumerate(pieces(shown(words).strip())):
        label = f"{who} (continued)" if number else who
        yield {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [text(f"{label}:", bold=True)]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": piece}]},
            ],
        }


def _buttons(choices: tuple[Choice, ...], reference: str) -> Iterator[Block]:
    for start in range(0, len(choices), ROW):
        row = choices[start : start + ROW]
        yield {"type": "actions", "elements": [_button(choice, reference) for choice in row]}


def _button(choice: Choice, reference: str) -> Block:
    button = {
        "type": "button",
        "action_id": f"{choice.act}:{choice.question}"[:255],
        "text": plain(choice.label, 75),
        "value": f"{reference}|{choice.question}"[:2000],
    }
    style = STYLES.get(choice.weight)
    return button | ({"style": style} if style else {})
