"""Which characters can be printed: everything else is shown by its number, so no message stops a record."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# A family, and the styles in which people's words are set: a character counts if all of them have it.
FAMILIES = {
    "Noto Sans": ("NotoSans-Regular", "NotoSans-Bold"),
    "Noto Sans Arabic": ("NotoSansArabic-Regular", "NotoSansArabic-Bold"),
    "Noto Sans Bengali": ("NotoSansBengali-Regular",),
    "Noto Sans Devanagari": ("NotoSansDevanagari-Regular",),
    "Noto Sans Gujarati": ("NotoSansGujarati-Regular",),
    "Noto Sans Gurmukhi": ("NotoSansGurmukhi-Regular",),
}
LATIN = "Noto Sans"

# Words of these scripts are spelt with joiners; anywhere else a joiner would print as nothing.
_JOINERS = "\u200c\u200d"
_NEVER = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MARKS = {"Mn", "Mc", "Me"}
_ROOM_TO_BREAK = "\u200b"
_LONG, _PIECE = 40, 20
_LONG_RUN = re.compile(rf"\S{{{_LONG},}}")
_RIGHT_TO_LEFT = {"R", "AL"}


def printable(text: str) -> str:
    """The text as the pages can show it: what no font has, and what would print as nothing, by number."""
    return _with_room_to_break("".join(_shown(unicodedata.normalize("NFC", _on_one_line(text)))))


def paragraphs(text: str) -> list[str]:
    """The text line by line, without the empty ones."""
    lines = re.split(r"\r\n|[\n\r]", text)
    return [line for line in lines if line.strip()] or [""]


def right_to_left(text: str) -> bool:
    """Whether a line begins in a script that is read from the right."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((way in _RIGHT_TO_LEFT for way in strong if way in {"L", *_RIGHT_TO_LEFT}), False)


def _on_one_line(text: str) -> str:
    return re.sub(r"\r\n|[\n\r\t]", " ", text)


def _shown(text: str) -> Iterator[str]:
    """Each character, or its number; a mark stands only on what its own font can set it on."""
    families: frozenset[str] = frozenset()
    for place, character in enumerate(text):
        able = _families(character)
        if character in _JOINERS:
            after = _families(text[place + 1 : place + 2])
            shown = bool((families & after) - {LATIN})
        elif unicodedata.category(character) in _MARKS:
            families = families & able
            shown = bool(families)
        else:
            families = able
            shown = bool(able)
        yield character if shown else _by_number(character)
        if not shown:
            families = frozenset({LATIN})


def _by_number(character: str) -> str:
    """[U+1F44D thumbs up sign]: the number always, the name where it is a picture."""
    number = f"U+{ord(character):04X}"
    if unicodedata.category(character) in {"So", "Sk", "Sm"}:
        return f"[{number} {unicodedata.name(character, '').lower()}]".replace(" ]", "]")
    return f"[{number}]"


def _with_room_to_break(text: str) -> str:
    """A word too long for a line may be broken; not more often, for it would spoil copying."""
    return _LONG_RUN.sub(lambda run: _ROOM_TO_BREAK.join(_pieces(run[0])), text)


def _pieces(run: str) -> Iterator[str]:
    start = 0
    while start < len(run):
        end = start + _PIECE
        while end < len(run) and _holds_on(run[end]):
            end += 1
        yield run[start:end]
        start = end


def _holds_on(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) in _MARKS


def _families(character: str) -> frozenset[str]:
    if not character or unicodedata.category(character) in _NEVER:
        return frozenset()
    return _coverage().get(ord(character), frozenset())


@lru_cache(maxsize=1)
def _coverage() -> dict[int, frozenset[str]]:
    """For each character, the families that have it in every style used."""
    coverage: dict[int, set[str]] = {}
    for family, files in FAMILIES.items():
        for character in set.intersection(*map(_characters_of, files)):
            coverage.setdefault(character, set()).add(family)
    return {character: frozenset(families) for character, families in coverage.items()}


def _characters_of(file: str) -> set[int]:
    from fontTools.ttLib import TTFont  # slow to import: only who prints pays for it

    with TTFont(FONTS / f"{file}.ttf", lazy=True) as font:
        return set(font.getBestCmap())
