"""Which place in a procedure's file carries which requirement, and the file without that place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from escalation.texts import procedure
from escalation.texts.procedure import Faults, Procedure
from escalation.texts.requirements import Requirement

Path = tuple[str | int, ...]
# Where the text can be read in several ways it is said which was taken: a note, which no rule reads.
NOTES = "open questions"
# What of a place is words that somebody may read.
WORDS = frozenset(
    {
        "words",
        "what",
        "when",
        "purpose",
        "facilitator",
        "aim",
        "promptness",
        "gate asks",
        "name",
        "label",
    }
    | {"signpost"}
)
OTHER = "Other words."


@dataclass(frozen=True)
class Node:
    """A place in the file that names requirements: stages.s2.copies[1], the first of its copies."""

    path: Path
    name: str
    force: str
    req: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Covered:
    """A requirement, and every place that carries it, each with whether a rehearsal shows it."""

    requirement: Requirement
    nodes: tuple[Node, ...]
    shown: tuple[bool, ...]

    @property
    def is_hole(self) -> bool:
        """Nothing carries it, or something that does makes no difference to anybody."""
        return not self.nodes or not all(self.shown)


def nodes(tree: Mapping[str, Any]) -> tuple[Node, ...]:
    """Every place that names requirements, but for the notes, in the order of the file."""
    rules = {key: value for key, value in tree.items() if key != NOTES}
    return tuple(_nodes(rules, (), ""))


def without(tree: Mapping[str, Any], node: Node) -> Procedure | None:
    """The procedure without this place; or, where the file could not be used then, without the
    nearest one around it. None, where no procedure is left."""
    path = node.path
    while path:
        try:
            return procedure.of(_less(tree, path))
        except Faults:
            path = _around(tree, path)
    return None


def sentences(tree: Mapping[str, Any], node: Node) -> tuple[Path, ...]:
    """Where a place has words of its own, as it is written and not in a place within it."""
    return tuple(_sentences(_at(tree, node.path), node.path))


def otherwise(tree: Mapping[str, Any], path: Path) -> Procedure:
    """The procedure with other words there."""
    copy: Any = deepcopy(dict(tree))
    _at(copy, path[:-1])[path[-1]] = OTHER
    return procedure.of(copy)


def covered(
    asked: Iterable[Requirement], carrying: Iterable[Node], shown: Mapping[Node, bool]
) -> tuple[Covered, ...]:
    """Each requirement that obliges, asks or allows, with what carries it."""
    found: dict[str, list[Node]] = {}
    for node in carrying:
        for req in node.req:
            found.setdefault(req, []).append(node)
    return tuple(
        Covered(each, tuple(mine := found.get(each.id, [])), tuple(shown[one] for one in mine))
        for each in asked
        if each.is_asked
    )


def _nodes(value: Any, path: Path, name: str) -> Iterator[Node]:
    if isinstance(value, dict):
        if isinstance(req := value.get("req"), list):
            yield Node(path, name, str(value.get("force", "")), tuple(map(str, req)))
        for key, below in value.items():
            yield from _nodes(below, (*path, key), f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            id = item.get("id") if isinstance(item, dict) else None
            yield from _nodes(
                item, (*path, index), f"{name}.{id}" if id else f"{name}[{index + 1}]"
            )


def _less(tree: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """A copy of the tree in which nothing stands at this place."""
    copy: Any = deepcopy(dict(tree))
    del _at(copy, path[:-1])[path[-1]]
    assert isinstance(copy, dict)
    return copy


def _around(tree: Mapping[str, Any], path: Path) -> Path:
    """The nearest place around this one that names requirements itself."""
    while path := path[:-1]:
        if isinstance(at := _at(tree, path), dict) and "req" in at:
            return path
    return ()


def _sentences(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, below in value.items():
            if isinstance(below, str) and key in WORDS:
                yield (*path, key)
            elif isinstance(below, dict) and "req" not in below:
                yield from _sentences(below, (*path, key))


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree
