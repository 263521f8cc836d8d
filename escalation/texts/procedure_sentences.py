"""What is wrong with a file that people write, in sentences they can act on."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]

TOO_LARGE = "This file is larger than 200 kB; a procedure is a few pages of text."
NOT_TEXT = (
    "This is not plain text, as a Word document or a PDF is not; save the file as text in UTF-8."
)
TOO_LONG = "This file has more than 10,000 lines; a procedure is a few pages of text."
TOO_MANY = "This has far more headings than a procedure; one is a few pages of text."
TURNED = (
    "An invisible character here turns text around, so that people read something else than is kept; "
    "delete it, or type the line again."
)
UNSEEN = "What this stands for cannot be seen or is no character at all; type the words themselves."
LONG_NUMBER = "A number in this file has more figures than anything that is counted here."
NOT_A_MAPPING = "A procedure is a list of headings, each followed by a colon and what it says."
ONE_DOCUMENT = "One file holds one procedure: no second document, and no line that begins with %."
TOO_DEEP = "This is nested too deeply to be a procedure."
QUOTE = "write the words out, or put text that begins with that sign in quotation marks."
ANCHOR = f"Anchors (&name) are not used here; {QUOTE}"
ALIAS = f"Aliases (*name and <<) are not used here; {QUOTE}"
TAG = f"Tags (!name) are not used here; {QUOTE}"
KEY = "What stands before a colon is one word or a few, never a list."
NO_KEY = "Nothing stands before this colon; put a heading there."

_SHORT = re.compile(r"(?=.{1,40}$)[\w-]+( [\w-]+){0,2}")
_BRACKETS = "What stands in brackets is not closed, or lacks a comma."
_YAML = {
    "mapping values are not allowed": (
        "A colon followed by a space inside a sentence ends it; "
        "put the sentence in quotation marks."
    ),
    "could not find expected ':'": (
        "This line is neither a heading with a colon nor an item with a dash; "
        "check it and the line above it."
    ),
    "expected <block end>": (
        "This line is not indented like its neighbours; line it up with them. Where it is, look "
        "whether a quotation mark above it is closed."
    ),
    "expected ',' or": _BRACKETS,
    "expected the node content": _BRACKETS,
    "cannot start any token": (
        "This character cannot begin a line or a value; indent with spaces, never tabs, "
        "and put text that begins with a sign in quotation marks."
    ),
    "found unexpected end of stream": "A quotation mark is opened and never closed.",
}
_KINDS = {
    "string_type": (
        "{key} must be words; "
        "put them in quotation marks if they are a number, a date, true or false."
    ),
    "tuple_type": "{key} must be a list: one item a line, each after a dash.",
    "dict_type": "{key} must be a set of headings, each followed by a colon.",
    "dataclass_type": "{key} must be a set of headings, each followed by a colon.",
    "int_type": "{key} must be a whole number.",
    "bool_type": "{key} must be true or false.",
    "string_too_short": "{key} has nothing after it.",
    "string_too_long": "{key} is longer than {max_length} characters.",
    "greater_than_equal": "{key} must be at least {ge}.",
    "less_than_equal": "{key} must be at most {le}.",
    "too_short": "{key} must list at least {min_length}.",
}


# What a text may count in, and what is never counted from here: a tier does not fall due, a duty is not told.
_COUNTED = ("hours", "days", "weeks", "minutes")
_NOT_OF: dict[str | int, tuple[str, ...]] = {"tiers": ("due",), "duties": ("told", "entry")}
IN_WORKING_DAYS = (
    "`{heading}` is not a heading used here: a window is counted in working days. Write, under "
    "`within`, the number that your text's words come to (`working days: 2`), the words themselves "
    "(`words: within 48 hours`), and how they are counted (`read as: two working days`)."
)


def of(invalid: ValidationError, schema: dict[str, Any], tree: Any) -> Iterator[tuple[Path, str]]:
    """Each thing that does not fit the shape: where, and a sentence."""
    for error in invalid.errors(include_url=False, include_input=False):
        written = _at(tree, error["loc"])
        if not _only_counts_the_faultless(error, written):
            yield error["loc"], _sentence(error, schema, written)


def of_yaml(problem: str) -> str:
    """A sentence for what the YAML reader stumbled over."""
    sentence = next((said for start, said in _YAML.items() if start in problem), None)
    return sentence or "This cannot be read; check its indentation and its quotation marks."


def more(left: int) -> str:
    """A sentence for what is not told one by one."""
    return f"{left} further faults are not listed here; mend these first."


def duplicate(key: str, line: int) -> str:
    """A sentence for a heading written twice."""
    return f"{_shown(key)} is here twice; it is also on line {line}."


def mistaken(word: str, known: list[str], kind: str, meant: str = "") -> str:
    """A sentence for a word that is none of those known, with the nearest and the whole list.

    `meant`: what this word is known to stand for, however it is spelt.
    """
    near = [meant] if meant in known else get_close_matches(word, known, n=1, cutoff=0.6)
    asked = f" Did you mean `{near[0]}`?" if near else ""
    listed = ", ".join(known) if known else "none"
    return f"{_shown(word)} is not {kind}.{asked} Known: {listed}."


def _sentence(error: ErrorDetails, schema: dict[str, Any], written: Any) -> str:
    loc, kind = error["loc"], error["type"]
    key = f"`{next((step for step in reversed(loc) if isinstance(step, str)), 'this')}`"
    key = key if loc and isinstance(loc[-1], str) else f"This item of {key}"
    if kind == "missing":
        return f"`{loc[-1]}` is missing here."
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return _unknown(str(loc[-1]), _known(schema, loc[:-1]))
    if written is None:
        return f"{key} has nothing after it."
    if kind in ("literal_error", "enum"):
        expected = str(error.get("ctx", {}).get("expected", ""))
        known = [each for each in re.findall(r"'([^']+)'", expected) if _is_taken(each, loc)]
        return mistaken(str(written), known, f"something {key} can say")
    if kind == "string_pattern_mismatch":
        return _pattern(key, written)
    template = _KINDS.get(kind, "{key} cannot be read as it stands.")
    return template.format(key=key, **error.get("ctx", {}))


def _unknown(heading: str, known: list[str]) -> str:
    """A heading that is none; a window in hours or days is what a text says, and is counted otherwise."""
    if heading in _COUNTED and heading not in known and {"working days", "within"} & {*known}:
        return IN_WORKING_DAYS.format(heading=heading)
    return mistaken(heading, known, "a heading used here")


def _is_taken(word: str, loc: Path) -> bool:
    """Whether this place can say a word; from which moment is counted depends on what has the window."""
    if loc[-1] != "counted from":
        return True
    return word not in next((_NOT_OF[step] for step in loc if step in _NOT_OF), ())


def _only_counts_the_faultless(error: ErrorDetails, written: Any) -> bool:
    """A list is long enough, but for the faults in its items, which are told by themselves."""
    if error["type"] != "too_short" or not isinstance(written, list):
        return False
    return len(written) >= int(error.get("ctx", {}).get("min_length", 0))


def _pattern(key: str, written: Any) -> str:
    if not str(written).strip():
        return f"{key} has nothing after it."
    return f"{key} must be a short name in lower case: letters, figures, - and _, no spaces."


def _shown(word: str) -> str:
    """The word itself when it is short and plain; never a sentence somebody typed."""
    return f"`{word}`" if _SHORT.fullmatch(word) else "This"


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return tree


def _known(schema: dict[str, Any], path: Path) -> list[str]:
    """The headings a shape has at a place, in order."""
    here = _resolved(schema, schema)
    for step in path:
        if isinstance(step, int):
            below = here.get("items")
        else:
            below = here.get("properties", {}).get(step, here.get("additionalProperties"))
        here = _resolved(below, schema)
    return list(here.get("properties", {}))


def _resolved(part: Any, schema: dict[str, Any]) -> dict[str, Any]:
    """A part of a JSON Schema, its reference followed and its null alternative left out."""
    if not isinstance(part, dict):
        return {}
    for choice in part.get("anyOf", ()):
        if choice.get("type") != "null":
            return _resolved(choice, schema)
    if reference := part.get("$ref"):
        return _resolved(schema["$defs"][reference.rsplit("/", 1)[-1]], schema)
    return part
