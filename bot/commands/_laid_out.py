"""Sentences laid out for a terminal: none is wider than one, and what belongs together is indented."""

import textwrap
from collections.abc import Iterable

WIDTH = 98
BESIDE = 14


def wrapped(sentence: str, indent: str = "") -> list[str]:
    """A sentence, what goes on being indented a little further."""
    return _lines(sentence, indent, f"{indent}  ")


def hung(beside: str, sentence: str) -> list[str]:
    """A sentence in the second column, with a word or a time beside it."""
    return _lines(sentence, f"  {beside:<{BESIDE}}", " " * (BESIDE + 2))


def led(by: str, sentence: str) -> list[str]:
    """A sentence after its name, what goes on standing below its first word."""
    return _lines(sentence, by, " " * len(by))


def in_brackets(req: Iterable[str]) -> str:
    """The places of the text that a rule comes from."""
    listed = ", ".join(req)
    return f"[{listed}]" if listed else ""


def _lines(sentence: str, first: str, then: str) -> list[str]:
    return textwrap.wrap(
        sentence, WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False
    )
