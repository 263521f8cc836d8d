"""How single things are printed: a text, a date, a long number."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from export.characters import paragraphs, printable, right_to_left

_DATED = re.compile(
    r"^((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+ \d{4}): (.+)$", re.DOTALL
)


def all_printable(value: Any) -> Any:
    """The same value with every string made printable: none can be forgotten."""
    match value:
        case str():
            return printable(value)
        case dict():
            return {key: all_printable(part) for key, part in value.items()}
        case Iterable():
            return [all_printable(part) for part in value]
        case _:
            return value


def blocks(text: str) -> list[dict[str, Any]]:
    """A text line by line, each with the side from which it is read."""
    return [{"text": line, "rtl": right_to_left(line)} for line in paragraphs(text)]


def dated(line: str) -> dict[str, Any]:
    """A line of an explanation, with its date apart where it has one."""
    found = _DATED.match(line)
    if found is None:
        return {"day": "", "text": line, "counts": False}
    return {"day": found[1], "text": found[2], "counts": not found[2].startswith("not counted")}


def date(text: str) -> str:
    """A date written 2026-05-06 as people write it; anything else as it stands."""
    try:
        on = datetime.fromisoformat(f"{text}T12:00:00+00:00")
    except ValueError:
        return text
    return f"{on.day} {on:%B} {on.year}"


def in_groups(digits: str) -> str:
    """A long number in groups of eight."""
    return " ".join(re.findall(".{1,8}", digits))
