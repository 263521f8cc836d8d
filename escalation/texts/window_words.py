"""Whether the words of a window plainly say another number of working days than is counted."""

import re
from collections.abc import Iterator, Sequence

from escalation.texts.procedure import Procedure
from escalation.texts.stages import Duty, Tier, Window

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


def contradictions(procedure: Procedure) -> Iterator[tuple[Path, str]]:
    """Each window whose words say another number than it counts: where, and a sentence."""
    for path, window in _windows(procedure):
        words = window.read_as or window.words
        said = days(words)
        if said is not None and window.working_days not in {said, *_numbers(words)}:
            heading = "read as" if window.read_as else "words"
            otherwise = "" if window.read_as else ", or say under `read as` how they are counted"
            yield (
                (*path, "working days"),
                f"`working days` is {window.working_days}, and `{heading}` says {said}: correct "
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


def _windows(procedure: Procedure) -> Iterator[tuple[Path, Window]]:
    for n, stage in enumerate(procedure.stages):
        kinds: dict[str, Sequence[Tier | Duty]] = {"tiers": stage.tiers, "duties": stage.duties}
        for kind, some in kinds.items():
            for index, each in enumerate(some):
                if each.within:
                    yield ("stages", n, kind, index, "within"), each.within
