"""Whether two written names may be those of one organisation."""

from typing import Literal

# What stands in the names of many, and tells none of them apart.
_MANY = """
the of and for ltd limited plc llp cic council borough county trust nhs foundation
"""
_OF_MANY = frozenset(_MANY.split())
Likeness = Literal["same", "perhaps", "other"]


def likeness(one: str, other: str) -> Likeness:
    """The same but for case and punctuation; perhaps the same, where one has no word of its own."""
    first, second = _words(one), _words(other)
    if first == second:
        return "same"
    own, its = _telling(first), _telling(second)
    return "perhaps" if own <= its or its <= own else "other"


def apart_from(written: str, other: str) -> bool:
    """Whether somebody has written of which organisation this is not: Avon Health, not Health Trust."""
    words, denied = _words(written), ("not", *_words(other))
    starts = range(1, len(words) - len(denied) + 1)
    return any(words[at : at + len(denied)] == denied for at in starts)


def _words(name: str) -> tuple[str, ...]:
    within = "".join(each for each in name.casefold().replace("&", " and ") if each not in ".'’")
    return tuple("".join(each if each.isalnum() else " " for each in within).split())


def _telling(words: tuple[str, ...]) -> frozenset[str]:
    """The words that tell it apart; where it has none, all of them."""
    return frozenset(words) - _OF_MANY or frozenset(words)
