"""Characters between people and Slack: what is read is legible, what is written can do no harm."""

import html
import re
from collections.abc import Callable, Iterator

LONGEST = 2900  # Slack takes 3,000 in a text; the rest is room for what it counts twice
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_TURNS_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
_MARKED = re.compile(r"<([^<>]*)>")
_SENTENCE_ENDS = re.compile(r"(?:[.!?]['”’)\]]?\s+|\n)")


def legible(text: str) -> str:
    """What somebody typed, with nothing in it that cannot be kept: no lone half of a pair, no control."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", whole))


def shown(text: str) -> str:
    """The same words for a screen: a character that turns the reading direction round is named."""
    return _TURNS_ROUND.sub(lambda found: f"[U+{ord(found[0]):04X}]", legible(text))


def escaped(text: str) -> str:
    """The same words where Slack would read marks: nothing in them is live."""
    return shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str, called: Callable[[str], str]) -> str:
    """What somebody wrote, out of Slack's marks: people by name, links as their words and address."""
    return legible(html.unescape(_MARKED.sub(lambda found: _words(found[1], called), text)))


def short(text: str, longest: int) -> str:
    """As much as there is room for, and a sign that there was more."""
    text = shown(text).strip()
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def pieces(text: str, longest: int = LONGEST) -> Iterator[str]:
    """The whole text in pieces, each ending where a sentence, a line or at least a word ends."""
    while len(text) > longest:
        end = _end(text, longest)
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    if text:
        yield text


def _end(text: str, longest: int) -> int:
    room = text[:longest]
    sentences = [found.end() for found in _SENTENCE_ENDS.finditer(room)]
    if sentences and sentences[-1] > longest // 2:
        return sentences[-1]
    return room.rfind(" ", longest // 2) + 1 or longest


def _words(mark: str, called: Callable[[str], str]) -> str:
    target, _, label = mark.partition("|")
    match target[:1]:
        case "@":
            return f"@{called(target[1:]) or label or target[1:]}"
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            address = target.removeprefix("mailto:")
            return f"{label} ({target})" if label and label not in (target, address) else address
