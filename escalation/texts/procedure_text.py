"""YAML that people write, read strictly: every fault at once, with line, column and a sentence."""

import json
import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from escalation.texts import plain_yaml, procedure_sentences

LARGEST = 200_000
MOST_LINES = 10_000
MOST = 100  # faults that are told; nobody mends more before looking again
MOST_COUNTED = 10**15
_NO_NUMBER = 0.5  # neither words nor a whole number, wherever one of the two is asked for

Path = tuple[str | int, ...]
Found = tuple[int, int, str]
Sense = Callable[[Any], Iterable[tuple[Path, str]]]
T = TypeVar("T")

# What no reader of YAML can make a value of.
_BEYOND = {
    r"\\U(?!000|0010)": procedure_sentences.UNSEEN,
    r"\d{1000}": procedure_sentences.LONG_NUMBER,
}


class _AsWritten(RoundTripConstructor):
    """Of a file: a date is its own text, whether or not there is such a day."""


_AsWritten.add_constructor("tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_yaml_str)


class Faults(Exception):
    """Everything wrong with a file, each as `file:line:col: sentence`."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


def decoded(content: bytes, name: str) -> str:
    """The text in a file's bytes."""
    if len(content) > LARGEST:
        raise _named(name, [(0, 0, procedure_sentences.TOO_LARGE)])
    if len(content.splitlines()) > MOST_LINES:
        raise _named(name, [(MOST_LINES, 0, procedure_sentences.TOO_LONG)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start)
        raise _named(name, [(line, 0, procedure_sentences.NOT_TEXT)]) from None


def read(text: str, name: str, shape: type[T], sense: Sense) -> T:
    """The value of this shape that a text sets out; `sense` finds what no shape can."""
    if len(text.encode(errors="surrogatepass")) > LARGEST:
        raise _named(name, [(0, 0, procedure_sentences.TOO_LARGE)])
    tree, found = _tree(text, name)
    value, wrong = _valued(_plain(tree), shape, sense)
    found += [_placed(tree, *fault) for fault in wrong]
    if found or value is None:
        raise _named(name, found)
    return value


def placed(text: str, name: str, found: Iterable[tuple[Path, str]]) -> list[str]:
    """What was found of a text that can be read, each as `file:line:col: sentence`."""
    written, _ = _tree(text, name)
    return _named(name, [_placed(written, *each) for each in found]).faults


def tree(text: str, name: str) -> dict[str, Any]:
    """What a text sets out, before anything is made of it; or why it cannot be read."""
    written, found = _tree(text, name)
    if found:
        raise _named(name, found)
    plain = _plain(written)
    assert isinstance(plain, dict)
    return plain


def as_far_as_it_goes(text: str, name: str) -> dict[str, Any]:
    """What a faulty text sets out, where it can be read at all; or nothing."""
    try:
        written, _ = _tree(text, name)
    except Faults:
        return {}
    plain = _plain(written)
    assert isinstance(plain, dict)
    return plain


def faults(text: str, name: str, wrong: Iterable[tuple[Path, str]]) -> Faults:
    """What is found wrong only later with a text that could be read, each at its place."""
    written, _ = _tree(text, name)
    return _named(name, [_placed(written, *fault) for fault in wrong])


def valued(tree: dict[str, Any], shape: type[T], sense: Sense) -> T:
    """The value that a tree sets out, wherever it was written."""
    value, wrong = _valued(tree, shape, sense)
    if wrong or value is None:
        raise _named("", [(0, 0, sentence) for _, sentence in wrong])
    return value


def _valued(plain: Any, shape: type[T], sense: Sense) -> tuple[T | None, list[tuple[Path, str]]]:
    wrong, adapter = list(islice(sense(plain), MOST)), _adapter(shape)
    try:
        return adapter.validate_json(json.dumps(plain), strict=True), wrong
    except ValidationError as invalid:
        told = procedure_sentences.of(invalid, adapter.json_schema(), plain)
        wrong += islice(told, MOST)
        if (left := invalid.error_count() - MOST) > 0:
            wrong.append(((), procedure_sentences.more(left)))
        return None, wrong


def _adapter(shape: type[T]) -> TypeAdapter[T]:
    """Making one is slow beside reading a file with it."""
    if shape not in _ADAPTERS:
        _ADAPTERS[shape] = TypeAdapter(shape)
    return _ADAPTERS[shape]


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _tree(text: str, name: str) -> tuple[CommentedMap, list[Found]]:
    found, grave = _forbidden(text, name)
    if grave:
        raise _named(name, found)
    yaml = YAML(typ="rt", pure=True)
    yaml.Constructor = _AsWritten
    yaml.allow_duplicate_keys = True
    try:
        tree = yaml.load(text)
    except (YAMLError, ValueError) as unreadable:
        raise _named(name, [*found, _unreadable(unreadable, text)]) from None
    if not isinstance(tree, CommentedMap):
        raise _named(name, [*found, (0, 0, procedure_sentences.NOT_A_MAPPING)])
    return tree, found


def _forbidden(text: str, name: str) -> tuple[list[Found], bool]:
    """What YAML allows and a procedure's file does not; grave faults are not read past."""
    found = [
        (*_counted(text, each.start()), procedure_sentences.TURNED)
        for each in islice(plain_yaml.TURNS.finditer(text), MOST)
    ]
    grave = False
    try:
        for event, sentence, bad in plain_yaml.refused(YAML(typ="rt", pure=True).parse(text)):
            mark = event.start_mark
            found.append((mark.line, mark.column, sentence))
            grave = grave or bad
    except (YAMLError, ValueError, OverflowError) as unreadable:
        raise _named(name, [*found, _unreadable(unreadable, text)]) from None
    return _first(found), grave


def _first(found: list[Found]) -> list[Found]:
    """As many as are told, and how many there are besides."""
    left = len(found) - MOST
    return [*found[:MOST], (0, 0, procedure_sentences.more(left))] if left > 0 else found


def _counted(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of a place in a text."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1


def _unreadable(error: Exception, text: str) -> Found:
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position), 0, procedure_sentences.NOT_TEXT
    if isinstance(error, MarkedYAMLError) and (mark := error.problem_mark or error.context_mark):
        return mark.line, mark.column, procedure_sentences.of_yaml(error.problem or "")
    for pattern, sentence in (
        _BEYOND.items() if isinstance(error, ValueError | OverflowError) else ()
    ):
        if met := re.search(pattern, text):
            return *_counted(text, met.start()), sentence
    return 0, 0, procedure_sentences.of_yaml("")


def _plain(written: Any) -> Any:
    """What was written, as JSON has it; a date is its own text."""
    if isinstance(written, dict):
        return {str(key): _plain(value) for key, value in written.items()}
    if isinstance(written, list):
        return [_plain(item) for item in written]
    if isinstance(written, int | float):
        return written if abs(written) < MOST_COUNTED else _NO_NUMBER
    return written if written is None or isinstance(written, str) else str(written)


def _placed(tree: Any, path: Path, sentence: str) -> Found:
    """Where a path points in the text: its key or item, or as near as the text goes."""
    place = (0, 0)
    for step in path:
        if isinstance(tree, CommentedMap):
            written = [key for key in tree if str(key) == step]
            if not written:
                break
            place, tree = tree.lc.key(written[0]), tree[written[0]]
        elif isinstance(tree, CommentedSeq):
            place, tree = tree.lc.item(step), tree[step]
    return (*place, sentence)


def _named(name: str, found: Iterable[Found]) -> Faults:
    return Faults(
        f"{name}:{line + 1}:{column + 1}: {sentence}"
        for line, column, sentence in sorted(set(found))
    )
