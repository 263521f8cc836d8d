"""YAML that is written one plain field a line, as a directory is, read in a moment.

Whatever is written in any other way is left to the library: it is slow, and always right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A value as it is written."""

    line: int
    text: str


@dataclass(frozen=True)
class Listed:
    """Several values."""

    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Mapped:
    """Fields, each with its name, its line and its value."""

    line: int
    pairs: tuple[tuple[str, int, Node], ...]


Node = Text | Listed | Mapped

# Letters, figures and quiet signs; a colon only inside a word, as in 09:00.
_WORD = r"(?:[\w+(][\w@+()./;'’–-]*(?::[\w@+()./;-]+)*)"
_PLAIN = rf"{_WORD}(?: (?:{_WORD}|[-–&](?= ))+)*"
_COMMAS = rf"{_WORD},?(?: (?:{_WORD},?|[-–&](?= ))+)*(?<!,)"
_SIGNS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff"
_QUOTED = rf"""(?:"(?:[^"\\{_SIGNS}]|\\["\\])*"|'(?:[^'{_SIGNS}]|'')*')"""
_SCALAR = rf"(?:{_PLAIN}|{_QUOTED})"
_LIST = rf"\[(?:{_SCALAR}(?:, {_SCALAR})*)?\]"
_VALUE = rf"(?:{_SCALAR}|{_LIST})"
_FIELDS = rf"\{{[a-z_]+: {_VALUE}(?:, [a-z_]+: {_VALUE})*\}}"
_ROW = rf"(?:{_FIELDS}|{_LIST}|{_SCALAR})"
_LINE = re.compile(
    rf"( *)(- )?(?:([a-z_]+):(?: +({_VALUE}|{_COMMAS}|{_FIELDS}))?|({_ROW}))(?: +#.*| *)"
)
_PAIR = re.compile(rf"([a-z_]+): ({_VALUE})")
_EACH = re.compile(_SCALAR)
_IS_PLAIN = re.compile(_PLAIN)
_NOTHING = {"~", "null", "Null", "NULL"}

_Line = tuple[int, int, bool, str, str]


class _Otherwise(Exception):
    """It is not written plainly."""


def read(text: str) -> Node | None:
    """What a plain text holds; nothing where any line of it is not plain."""
    try:
        lines = list(_lines(text))
        if not lines or lines[0][1] or lines[0][2]:
            return None
        found, rest = _mapped(lines, 0, 0)
    except (_Otherwise, RecursionError):
        return None
    return found if rest == len(lines) else None


def quoted(value: str) -> str:
    """A value as it may be written in one line: in quotation marks only where it has to be."""
    if _IS_PLAIN.fullmatch(value) and value not in _NOTHING:
        return value
    return f'"{"".join(map(_sign, value))}"'


def _sign(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"


def _lines(text: str) -> Iterator[_Line]:
    """The number of each line, its indent, whether it begins an item, and its field and value."""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip(" ") or line.lstrip(" ").startswith("#"):
            continue
        matched = _LINE.fullmatch(line)
        if not matched:
            raise _Otherwise
        indent, dash, key, value, row = matched.groups()
        yield number, len(indent), bool(dash), key or "", value or row or ""


def _mapped(lines: list[_Line], at: int, indent: int) -> tuple[Node, int]:
    """The fields that begin on one indent."""
    pairs: dict[str, tuple[str, int, Node]] = {}
    first = lines[at][0]
    while at < len(lines) and lines[at][1] == indent and not lines[at][2]:
        number, _, _, key, value = lines[at]
        if not key or key in pairs:
            raise _Otherwise
        at += 1
        if value:
            node = _value(value, number)
        elif at < len(lines) and lines[at][2] and lines[at][1] >= indent:
            node, at = _listed(lines, at, lines[at][1])
        else:
            node = Text(number, "")
        pairs[key] = (key, number, node)
    if at < len(lines) and lines[at][1] > indent:
        raise _Otherwise
    return Mapped(first, tuple(pairs.values())), at


def _listed(lines: list[_Line], at: int, indent: int) -> tuple[Node, int]:
    """The items that begin on one indent; an item's fields stand below its first."""
    first, items = lines[at][0], []
    while at < len(lines) and lines[at][1] == indent and lines[at][2]:
        number, _, _, key, value = lines[at]
        if key:
            lines[at] = (number, indent + 2, False, key, value)
            node, at = _mapped(lines, at, indent + 2)
        else:
            node, at = _value(value, number), at + 1
        items.append(node)
    if at < len(lines) and lines[at][1] > indent:
        raise _Otherwise
    return Listed(first, tuple(items)), at


def _value(written: str, line: int) -> Node:
    if written.startswith("["):
        return Listed(line, tuple(_text(each, line) for each in _EACH.findall(written)))
    if written.startswith("{"):
        pairs = {key: (key, line, _value(value, line)) for key, value in _PAIR.findall(written)}
        if len(pairs) != len(_PAIR.findall(written)):
            raise _Otherwise
        return Mapped(line, tuple(pairs.values()))
    return _text(written, line)


def _text(written: str, line: int) -> Node:
    if written.startswith('"'):
        return Text(line, json.loads(written))
    if written.startswith("'"):
        return Text(line, written[1:-1].replace("''", "'"))
    return Text(line, "" if written in _NOTHING else written)
