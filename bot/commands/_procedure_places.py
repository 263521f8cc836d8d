"""What `check` says of the places that a file names in its text, where one may have become two."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

# A second place that goes on as a sentence does: [Overview, scope].
GOES_ON = re.compile(r"[a-z][a-z ]*")
BEGINS = re.compile(r"[A-Z]")

Path = tuple[str | int, ...]


def notes(tree: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Each `req` of several places, of which one may be the end of the one before it."""
    if isinstance(tree, dict):
        for name, below in tree.items():
            if name == "req" and isinstance(below, list):
                yield from _of((*path, name), below)
            else:
                yield from notes(below, (*path, name))
    elif isinstance(tree, list):
        for number, below in enumerate(tree):
            yield from notes(below, (*path, number))


def _of(path: Path, req: list[Any]) -> Iterator[tuple[Path, str]]:
    for before, each in pairwise(req):
        if each != "ours" and BEGINS.match(str(before)) and GOES_ON.fullmatch(str(each)):
            yield (
                path,
                f"Look again: this is two places, “{before}” and “{each}”. If it is one, "
                f"with a comma in it, put it in quotation marks: ['{before}, {each}'].",
            )
