"""Whether the words of a window plainly say another number of working days than is counted."""

import re
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]

_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: number for number, word in enumerate(_UNITS, 1)}
_NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_NUMBERS |= {
    f"{ten}{between}{unit}": _NUMBERS[ten] + _NUMBERS[unit]
    for ten in _TENS
    for unit in _UNITS[:9]
    for between in "- "
}
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_UNIT = re.compile(r"working[\s-]+days?\b", re.IGNORECASE)
# The one number before the unit; of what stands before that, nothing that makes it another's part.
_COUNTED = re.compile(
    rf"(?:^|(?P<before>[\w.,/–-]+)\s+)(?P<number>{_WORDS}|\d{{1,3}})"
    rf"(?:\s*\((?P<again>{_WORDS}|\d{{1,3}})\))?[\s-]+(?:full\s+|clear\s+)?working[\s-]+days?\b",
    re.IGNORECASE,
)
# Five to ten, one or two, two and a half, a further three: how many that makes is not for us to say.
_UNSURE = frozenset(
    [
        "to",
        "or",
        "and",
        "between",
        "from",
        "another",
        "further",
        "additional",
        "extra",
        "next",
        "last",
        "every",
        "each",
        "plus",
        "than",
        "hundred",
        "–",
        "-",
    ]
)
_PLAIN = frozenset(("no later than", "not later than", "no more than", "not more than"))


def contradictions(tree: Any) -> Iterator[tuple[Path, str]]:
    """Each window that can be read whose words say another number than it counts: where, and a
    sentence; however faulty the rest of the file is."""
    for path, window in _windows(tree):
        counted, read_as = window.get("working days"), window.get("read as") or ""
        words = read_as or window.get("words")
        if not isinstance(words, str) or type(counted) is not int:
            continue
        said = days(words)
        if said is not None and counted not in {said, *_numbers(words)}:
            heading = "read as" if read_as else "words"
            otherwise = "" if read_as else ", or say under `read as` how they are counted"
            yield (
                (*path, "working days"),
                f"`working days` is {counted}, and `{heading}` says {said}: correct "
                f"the one that is wrong{otherwise}.",
            )


def days(words: str) -> int | None:
    """How many working days these words give; none where they give more than one number, or no plain one."""
    found = list(_COUNTED.finditer(words))
    if len(found) != 1 or len(_UNIT.findall(words)) != 1:
        return None
    (only,) = found
    numbers = {_number(each) for each in only.group("number", "again") if each}
    before = (only["before"] or "").casefold()
    start = " ".join(words[: only.start("number")].casefold().split())
    plain = start.endswith(tuple(_PLAIN)) or before not in _UNSURE
    if len(numbers) > 1 or not plain or before.endswith((",", "/", "–", "-")) or before.isdigit():
        return None
    return numbers.pop()


def _numbers(words: str) -> Iterator[int]:
    """Every number in them: one of two may be the one that is counted."""
    yield from (_number(each) for each in re.findall(rf"\b(?:{_WORDS}|\d{{1,3}})\b", words, re.I))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[" ".join(word.casefold().split())]


def _windows(tree: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    for n, stage in _listed(tree, "stages"):
        for kind in ("tiers", "duties"):
            for index, each in _listed(stage, kind):
                within = each.get("within") if isinstance(each, dict) else None
                if isinstance(within, dict):
                    yield ("stages", n, kind, index, "within"), within


def _listed(tree: Any, heading: str) -> Iterator[tuple[int, Any]]:
    found = tree.get(heading) if isinstance(tree, dict) else None
    yield from enumerate(found if isinstance(found, list) else [])
